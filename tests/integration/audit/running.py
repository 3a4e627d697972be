"""A run of an audit, acted on without the pages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from elearn.access.policy import Role
from elearn.audit.run import actions, queries
from elearn.audit.run.pages.wall import answers
from elearn.domain.audit_scope import WHOLE
from elearn.domain.audit_tasks import TaskKind
from elearn.domain.coverage import RuleSet
from elearn.models import SelfAssessment
from elearn.operations.invitations import Sender

START = datetime(2026, 9, 1, 9, tzinfo=UTC)
CENSUS = date(2026, 9, 30)
UNTIL = date(2026, 9, 20)
SENDER = Sender("Northmoor", "http://localhost")


@dataclass
class Running:
    """A run of two agencies, each with a lead; ``at`` is what time it is."""

    partnership: Any
    trust: Any
    leads: dict
    at: datetime = START
    audit: int = 0

    @property
    def session(self):
        return self.partnership.make.session

    @property
    def council(self):
        return self.partnership.council

    def by(self, person_id=None):
        return actions.By(person_id, self.at, self.at.date())

    def later(self, **by):
        self.at += timedelta(**by)

    def open(self, *, as_of=CENSUS, until=UNTIL, scope=WHOLE):
        self.audit = actions.open_run(
            self.session,
            name="Autumn 2026",
            as_of=as_of,
            return_by=until,
            scope=scope,
            rules=RuleSet(),
            by=self.by(),
        )
        return self

    def collect(self):
        done = actions.collect(self.session, audit_id=self.audit, sender=SENDER, by=self.by())
        self.session.commit()
        return done

    def chase(self):
        return actions.chase(self.session, audit_id=self.audit, sender=SENDER, by=self.by())

    def confirm(self, agency, kind):
        return actions.confirm(
            self.session, audit_id=self.audit, agency_id=agency.id, kind=kind, by=self.by()
        )

    def sign(self, agency):
        lead = self.leads[agency.id].id
        return actions.sign(
            self.session, audit_id=self.audit, agency_id=agency.id, by=self.by(lead)
        )

    def assessed(self, agency):
        """The agency signs its self-assessment now."""
        self.partnership.make._add(
            SelfAssessment(
                agency_id=agency.id,
                year=self.at.year,
                state="signed",
                opened_at=self.at,
                signed_at=self.at,
            )
        )

    def answer(self, agency):
        """The agency does everything it is asked for, and signs."""
        self.confirm(agency, TaskKind.PEOPLE)
        self.confirm(agency, TaskKind.ELSEWHERE)
        self.assessed(agency)
        self.sign(agency)

    def freeze(self):
        return actions.freeze_now(self.session, audit_id=self.audit, by=self.by())

    def run(self):
        return queries.run(self.session, self.audit)

    def states(self):
        """How far each agency is, by its name."""
        today = self.at.date()
        asked = queries.asked(self.session, self.audit, today=today, now=self.at)
        return {one.asked.name: one for one in answers(self.run(), asked, today)}


def running(partnership) -> Running:
    """Ten people of the council, two of them in date; two of a trust, both in date."""
    make = partnership.make
    trust = make.agency("Harbour Trust")
    partnership.handlers(8)
    partnership.handlers(2, done_on=date(2026, 1, 1))
    for _ in range(2):
        make.completion(make.worker(trust, partnership.role), partnership.module, CENSUS)
    leads = {
        agency.id: make.somebody(Role.AGENCY_LEAD, agency)
        for agency in (partnership.council, trust)
    }
    return Running(partnership, trust, leads)
