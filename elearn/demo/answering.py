"""A run that agencies are answering: some have signed, some are under way, some have not begun."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from elearn.audit.rules import current_rules
from elearn.audit.run import queries
from elearn.audit.run.actions import By, collect, confirm, open_run, sign
from elearn.audit.run.facts import Asked
from elearn.demo.places import COUNCIL, PARTNERSHIP
from elearn.domain.audit_scope import WHOLE
from elearn.domain.audit_tasks import TaskKind, may_confirm_people, may_sign, tasks
from elearn.domain.dates import MONTHS
from elearn.operations.invitations import Sender

OPENED, ASKED = 16, 15  # days ago
CENSUS_IN, RETURN_IN = 30, 16  # days to come
SIGNED = (
    "northmoor-police", "wexcombe-city-council", "northmoor-university-hospitals",
    "northmoor-opcc", "jobcentre-plus-northmoor", "brackenford-district-council",
)  # fmt: skip
BEGUN = {
    COUNCIL: TaskKind.PEOPLE,
    "northmoor-ambulance-service": TaskKind.PEOPLE,
    "harbour-homes": TaskKind.PEOPLE,
    "northmoor-college": TaskKind.ELSEWHERE,
    "border-force-northmoor-coast": TaskKind.ELSEWHERE,
}


@dataclass(slots=True)
class Answering:
    """``coordinator`` is a person's id, ``leads`` those of the agencies' leads by slug."""

    session: Session
    coordinator: int
    leads: Mapping[str, int]
    as_of: date
    number: int = 0

    def diary(
        self, agencies: Mapping[str, int]
    ) -> Iterator[tuple[date, Callable[[datetime], None]]]:
        """What happens on which day."""
        yield self.as_of - timedelta(OPENED), self._open
        yield self.as_of - timedelta(ASKED), self._collect
        for place, slug in enumerate((*SIGNED, *BEGUN)):
            if slug in self.leads:  # a small agency may have nobody to answer
                day = self.as_of - timedelta(ASKED - 2 - place % 11)
                yield day, partial(self._answer, slug, agencies[slug])

    def _by(self, at: datetime, person: int) -> By:
        return By(person, at, at.date())

    def _open(self, at: datetime) -> None:
        day = self.as_of + timedelta(CENSUS_IN)
        self.number = open_run(
            self.session,
            name=f"Coverage count, {MONTHS[day.month - 1]} {day.year}",
            as_of=day,
            return_by=self.as_of + timedelta(RETURN_IN),
            scope=WHOLE,
            rules=current_rules(self.session, day),
            by=self._by(at, self.coordinator),
        )

    def _collect(self, at: datetime) -> None:
        sender = Sender(PARTNERSHIP, "http://localhost")
        by = self._by(at, self.coordinator)
        collect(self.session, audit_id=self.number, sender=sender, by=by)

    def _answer(self, slug: str, agency_id: int, at: datetime) -> None:
        """Confirm one thing or, of those who are done, everything, and sign."""
        by = self._by(at, self.leads[slug])
        wanted = (BEGUN[slug],) if slug in BEGUN else (TaskKind.PEOPLE, TaskKind.ELSEWHERE)
        for kind in wanted:
            asked = self._asked(agency_id, by)
            if kind is not TaskKind.PEOPLE or may_confirm_people(asked.record):
                confirm(self.session, audit_id=self.number, agency_id=agency_id, kind=kind, by=by)
        if slug in SIGNED and self._is_ready(agency_id, by):
            sign(self.session, audit_id=self.number, agency_id=agency_id, by=by)

    def _asked(self, agency_id: int, by: By) -> Asked:
        [found] = queries.asked(
            self.session, self.number, today=by.today, now=by.now, agency_id=agency_id
        )
        return found

    def _is_ready(self, agency_id: int, by: By) -> bool:
        """Whether nothing is missing but the signature; the self-assessment may be."""
        run = queries.run(self.session, self.number)
        if run is None or run.collecting_since is None:
            return False
        record = self._asked(agency_id, by).record
        return may_sign(tasks(record, since=run.collecting_since))
