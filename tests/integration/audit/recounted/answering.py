"""What the people of the world answered: quizzes, pre-checks before them, checks months later."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import select

from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Grade,
    Item,
    ModuleVersion,
    Person,
    SpacedCheck,
)
from elearn.records.actions import record_completion

FIRST_DAY, LAST_DAY = date(2024, 12, 1), date(2026, 10, 5)


class Answering:
    """Each builder adds attempts with their answers; nobody is asked a question twice in one."""

    def __init__(self, world):
        self.world, self.draw, self.session = world, world.draw, world.make.session
        self.numbers = count(1)
        self.versions = {
            row.module_id: row.id for row in self.session.scalars(select(ModuleVersion))
        }
        self.items = {
            module.id: self.session.scalars(
                select(Item).where(Item.module_id == module.id).order_by(Item.key)
            ).all()
            for module in world.modules.values()
        }

    def everybody(self):
        for place, person in enumerate(self.session.scalars(select(Person).order_by(Person.id))):
            for module in self.world.modules.values():
                if self.draw.random() < 0.65:
                    self.learns(person, module, with_check=place % 4 == 0)
        self.session.flush()

    def learns(self, person, module, *, with_check):
        """A quiz, perhaps with a pre-check some days before and questions months later."""
        day = FIRST_DAY + timedelta(days=self.draw.randint(0, (LAST_DAY - FIRST_DAY).days))
        known = self.draw.choice((0.4, 0.8, 0.95))
        if not with_check:
            self.sits(person, module, day, known)
            if self.draw.random() < 0.2:
                self.sits(person, module, day + timedelta(days=1), known, first=False)
            return
        before = day - timedelta(days=self.draw.randint(0, 20))
        self.sits(person, module, before, known / 2, kind=AttemptKind.PRECHECK, hour=8)
        quiz = self.sits(person, module, day, known, first=False)
        if not quiz.passed:
            quiz = self.sits(person, module, day, 1.0, first=False, hour=14)
        if self.draw.random() < 0.8:
            self.checks(person, module, quiz, day)

    def checks(self, person, module, quiz, day):
        """Three months after they passed; the letter, and perhaps the answers."""
        later, attempt = day + timedelta(days=95), None
        if self.draw.random() < 0.8:
            attempt = self.sits(
                person, module, later, 0.6, kind=AttemptKind.SPACED, first=False, most=5
            )
        done = record_completion(
            self.session, person_id=person.id, module_id=module.id, version_id=quiz.version_id,
            attempt_id=quiz.id, on=day, grade=Grade.HERE, source="quiz", now=quiz.submitted_at,
        )  # fmt: skip
        at = datetime.combine(later, time(9), UTC)
        self.world.make._add(
            SpacedCheck(
                person_id=person.id, module_id=module.id, version_id=quiz.version_id,
                completion_id=done.id, after_months=3, due_on=later, draw=[],
                secret_hash=f"{next(self.numbers):064}", written_at=at,
                expires_at=at + timedelta(days=30), attempt_id=attempt.id if attempt else None,
            )
        )  # fmt: skip

    def sits(self, person, module, day, known, *, kind=AttemptKind.QUIZ, first=True, hour=12,
             most=6):  # fmt: skip
        """One attempt: each question known with a chance, most with how sure the person is."""
        draw, number = self.draw, next(self.numbers)
        at = datetime.combine(day, time(hour, number % 60), UTC)
        items = draw.sample(self.items[module.id], draw.randint(1, most))
        right = [draw.random() < known for _ in items]
        attempt = self.world.make._add(
            Attempt(
                public_id=f"attempt-{number:020}", person_id=person.id, module_id=module.id,
                version_id=self.versions[module.id], kind=kind, number=number, first=first,
                draw=[], started_at=at, submitted_at=at, score=sum(right), out_of=len(right),
                passed=all(right),
            )
        )  # fmt: skip
        self.session.add_all(
            Answer(
                attempt_id=attempt.id, item_id=item.id, correct=is_right, answered_at=at,
                choice="a" if is_right else draw.choice("bc"),
                confidence=draw.choice((None, 1, 2, 3, 4, 4, 5)),
            )
            for item, is_right in zip(items, right, strict=True)
        )  # fmt: skip
        return attempt
