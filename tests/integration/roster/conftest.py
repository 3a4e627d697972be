"""An agency whose roster is brought in, and the record's tables as plain rows."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.models import Person, Posting, StaffNumber, StaffRole, Team
from elearn.roster import actions
from elearn.web.clock import now, today
from tests.conftest import WORKER
from tests.integration.roster.apart import Apart, file_of
from tests.support.database import new_postgresql_database

APART = f"roster_{WORKER}"


@dataclass(frozen=True)
class Office:
    """An agency with its record, and the actions on its roster without the pages."""

    session: Session
    agency: object

    @property
    def home(self):
        return f"/agencies/{self.agency.slug}/roster"

    def role(self, code):
        return self.session.scalar(select(StaffRole.id).where(StaffRole.code == code))

    def preview(self, *lines):
        return actions.preview(
            self.session,
            agency_id=self.agency.id,
            filename="people.csv",
            content=file_of(*lines),
            actor_id=None,
            now=now(),
            today=today(),
        )

    def bring_in(self, *lines, confirm_leavers=True):
        done = actions.bring_in(
            self.session,
            agency_id=self.agency.id,
            filename="people.csv",
            content=file_of(*lines),
            confirm_leavers=confirm_leavers,
            actor_id=None,
            now=now(),
            today=today(),
        )
        self.session.commit()
        return done

    def undo(self, number):
        undone = actions.undo(self.session, number=number, actor_id=None, now=now())
        self.session.commit()
        return undone

    def rows(self):
        """Every row that a roster may touch, as values."""
        self.session.expire_all()
        found = {}
        for model in (Person, StaffNumber, Posting, Team):
            columns = model.__table__.columns
            statement = select(*columns).order_by(columns["id"])
            found[model.__name__] = [tuple(row) for row in self.session.execute(statement)]
        return found


@pytest.fixture
def office(make, session):
    for code, name in (("R7", "Housing officer"), ("R8", "Clinician")):
        make.role(code, name=name)
    return Office(session, make.agency("Aldermouth City Council"))


@pytest.fixture
def apart(database, tmp_path):
    """An agency in a database of its own, where everything really commits."""
    sqlite = database == "sqlite"
    url = f"sqlite:///{tmp_path / 'apart.db'}" if sqlite else new_postgresql_database(APART)
    apart = Apart.made(url)
    yield apart
    apart.engine.dispose()


@pytest.fixture
def lead(make, office, visitor):
    """The visitor, signed in as the agency's lead."""
    return visitor.sign_in(make.somebody(Role.AGENCY_LEAD, office.agency))
