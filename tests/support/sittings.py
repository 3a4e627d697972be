"""Attempts for tests: what somebody chose at which questions, marked as it would be."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from elearn.models import Answer, Attempt, AttemptKind, Item, ModuleVersion

RIGHT = "a"
_hours = count(1)


@dataclass(frozen=True)
class Sittings:
    """Attempts at one module. A question is right where ``a`` is chosen."""

    make: Any
    module: Any

    def sit(self, person, chosen, *, on, kind=AttemptKind.QUIZ, first=True, confidence=None):
        """One attempt handed in on a day: ``chosen`` maps numbers of questions (from 1) to the
        option chosen. Later calls on the same day are later."""
        session = self.make.session
        items = session.scalars(
            select(Item).where(Item.module_id == self.module.id).order_by(Item.key)
        ).all()
        version = session.scalar(
            select(ModuleVersion)
            .where(ModuleVersion.module_id == self.module.id)
            .order_by(ModuleVersion.number.desc())
        )
        hour = next(_hours)
        at = datetime(on.year, on.month, on.day, 8, hour // 60 % 60, hour % 60, tzinfo=UTC)
        right = sum(one == RIGHT for one in chosen.values())
        session.add(
            attempt := Attempt(
                public_id=f"sitting-{hour:022}",
                person_id=person.id,
                module_id=self.module.id,
                version_id=version.id,
                kind=kind,
                number=hour,
                first=first,
                draw=[],
                started_at=at,
                submitted_at=at,
                score=right,
                out_of=len(chosen),
                passed=right == len(chosen),
            )
        )
        session.flush()
        session.add_all(
            Answer(
                attempt_id=attempt.id,
                item_id=items[number - 1].id,
                choice=choice,
                correct=choice == RIGHT,
                confidence=confidence,
                answered_at=at,
            )
            for number, choice in chosen.items()
        )
        session.commit()
        return attempt


def everybody_answers(make, module, people, on: date) -> None:
    """Enough first attempts for every figure of questions to be told: a third of the people is
    right at everything, a third at half, and the rest at nothing."""
    sittings = Sittings(make, module)
    for place, person in enumerate(people):
        known = (6, 3, 0)[place % 3]
        chosen = {n: RIGHT if n <= known else "bc"[place // 3 % 2] for n in range(1, 7)}
        sittings.sit(person, chosen, on=on, confidence=4 if place % 2 else 2)
