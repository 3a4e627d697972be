"""A small partnership whose figures can be checked by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from elearn.models import (
    Answer,
    Attempt,
    Headcount,
    HeadcountGrade,
    Item,
    ModuleVersion,
    RosterImport,
)

ON = date(2026, 9, 30)


@dataclass(frozen=True)
class Partnership:
    """An agency with ten handlers and a manager, and the module the handlers must hold."""

    make: Any
    council: Any
    role: Any
    module: Any

    def handlers(self, number, done_on=None):
        people = [self.make.worker(self.council, self.role) for _ in range(number)]
        for person in people:
            if done_on:
                self.make.completion(person, self.module, done_on)
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
        number = len(session.scalars(select(Attempt.id)).all()) + 1
        attempt = self.make._add(
            Attempt(
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
        )
        for item, correct in zip(items, right, strict=False):
            self.make._add(
                Answer(
                    attempt_id=attempt.id,
                    item_id=item.id,
                    choice="a",
                    correct=correct,
                    confidence=confidence,
                    answered_at=at,
                )
            )


@pytest.fixture
def partnership(make) -> Partnership:
    role, module = make.role(), make.module()
    make.requirement(role, module)
    return Partnership(make, make.agency("City Council"), role, module)
