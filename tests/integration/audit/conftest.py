"""A small partnership whose figures can be checked by hand."""

from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from elearn.audit.counters import COUNTERS
from elearn.audit.facts import Day
from elearn.audit.kinds import MORE
from elearn.audit.queries.facts import NOTHING, first_kinds
from elearn.domain.audit_scope import WHOLE
from elearn.domain.coverage import RuleSet
from elearn.models import (
    Answer,
    Attempt,
    Grade,
    Headcount,
    HeadcountGrade,
    Item,
    ModuleVersion,
    RosterImport,
)
from elearn.records.actions import record_completion
from tests.support.make import Make

ON = date(2026, 9, 30)
KEYS = {kind.name: kind.key for kind in MORE}


class Quickly(Make):
    """Makes many: what it adds is saved when somebody commits."""

    def _add(self, thing):
        self.session.add(thing)
        self.session.flush()
        return thing

    def completion(self, person, module, on, grade=Grade.HERE):
        return record_completion(
            self.session,
            person_id=person.id,
            module_id=module.id,
            version_id=None,
            attempt_id=None,
            on=on,
            grade=grade,
            source="test",
            now=datetime.now(UTC),
        )


@dataclass(frozen=True)
class Partnership:
    """An agency with ten handlers and a manager, and the module the handlers must hold."""

    make: Any
    council: Any
    role: Any
    module: Any

    def handlers(self, number, done_on=None):
        return self.workers(self.council, number, done_on)

    def workers(self, agency, number, done_on=None):
        """So many people of an agency in the role, who did the module on a day, or never."""
        make = Quickly(self.make.session)
        people = [make.worker(agency, self.role) for _ in range(number)]
        for person in people:
            if done_on:
                make.completion(person, self.module, done_on)
        make.session.commit()
        return people

    def roster_on(self, day, agency=None):
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        self.make._add(
            RosterImport(
                agency_id=(agency or self.council).id,
                state="applied",
                filename="roster.csv",
                digest="0" * 64,
                counts={},
                created_at=at,
                applied_at=at,
            )
        )

    def headcount(self, agency, number, as_at=ON, grade=HeadcountGrade.B):
        self.make._add(
            Headcount(
                agency_id=agency.id,
                role_id=self.role.id,
                number=number,
                as_at=as_at,
                source="HR",
                grade=grade,
            )
        )

    def answers(self, person, right, *, on=ON, first=True, confidence=None, unsafe=False):
        """An attempt with one answer per entry of ``right``; ``unsafe``: the first item is
        safety-critical."""
        session = self.make.session
        version = session.scalar(
            select(ModuleVersion).where(ModuleVersion.module_id == self.module.id)
        )
        items = session.scalars(
            select(Item)
            .where(Item.module_id == self.module.id)
            .order_by(Item.safety_critical.desc() if unsafe else Item.safety_critical, Item.key)
        ).all()
        at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        number = session.scalar(select(func.count()).select_from(Attempt)) + 1
        attempt = Attempt(
            public_id=f"attempt-{number:020}",
            person_id=person.id,
            module_id=self.module.id,
            version_id=version.id,
            number=number,
            first=first,
            draw=[],
            started_at=at,
            submitted_at=at,
            score=sum(right),
            out_of=len(right),
            passed=all(right),
        )
        session.add(attempt)
        session.flush()
        session.add_all(
            Answer(
                attempt_id=attempt.id,
                item_id=item.id,
                choice="a",
                correct=correct,
                confidence=confidence,
                answered_at=at,
            )
            for item, correct in zip(items, right, strict=False)
        )
        session.commit()


def new_partnership(make) -> Partnership:
    role, module = make.role(), make.module()
    make.requirement(role, module)
    return Partnership(make, make.agency("City Council"), role, module)


@pytest.fixture
def partnership(make) -> Partnership:
    return new_partnership(make)


def counted_first(session, on=ON, scope=WHOLE):
    """Agencies, coverage and knowledge of a day, without all that is counted from them."""
    return first_kinds(session, Day(on, RuleSet(), 0, NOTHING, scope)).facts


def counted_kind(session, kind, on=ON):
    """The rows of one further kind, of those that are counted from the first ones alone."""
    facts = counted_first(session, on)
    rows = COUNTERS[kind](session, Day(on, RuleSet(), 0, facts))
    return tuple(sorted(rows, key=lambda row: astuple(row)[: KEYS[kind]]))
