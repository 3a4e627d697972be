"""A role, a module and people of two agencies, and what setting a line needs."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from elearn.access.policy import Role
from elearn.domain.requirements import Line
from elearn.models import Need
from elearn.requirements.actions.setting import By
from elearn.web.clock import now, today


@dataclass(frozen=True)
class Place:
    """Two agencies, one role and one module."""

    ours: object
    theirs: object
    role: object
    module: object

    def line(self, need=Need.REQUIRED, *, agency=None, start=None, **facts) -> Line:
        given = {"grace_days": 0, "refresh_months": None, "reason": "So it was agreed."}
        return Line(
            agency_id=agency.id if agency else None,
            role_id=self.role.id,
            module_id=self.module.id,
            need=need,
            start=start or today(),
            **given | facts,
        )

    @property
    def cell(self) -> str:
        return f"{self.role.code.lower()}/{self.module.slug}"


@pytest.fixture
def place(make):
    ours, theirs = make.agency("Northmoor Council"), make.agency("Port Authority")
    return Place(ours, theirs, make.role("R7", name="Officer"), make.module(code="M06"))


@pytest.fixture
def boss(make):
    """The coordinator."""
    person = make.person("Cora Dinator")
    make.grant(person, Role.COORDINATOR)
    return person


@pytest.fixture
def lead(make, place):
    person = make.person("Ruth Ellison")
    make.grant(person, Role.AGENCY_LEAD, place.ours)
    return person


@pytest.fixture
def by(boss):
    return By(boss.id, now(), today())


@pytest.fixture
def typed():
    """What is typed into the form."""

    def fill(need="R", start: date | str | None = None, **fields):
        day = today() + timedelta(days=30) if start is None else start
        given = {
            "need": need,
            "start": day if isinstance(day, str) else day.isoformat(),
            "grace_days": "0",
            "refresh_months": "",
            "reason": "The board asked for it.",
        }
        return given | fields

    return fill
