"""Five questions months after a completion: whom the letters asked, and what they still knew."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.topics import topics_of
from elearn.demo.bulk import Row, add_numbered
from elearn.demo.chain import Done
from elearn.demo.people import Somebody, token
from elearn.demo.sittings import Course, Sitting, Way, morning
from elearn.demo.writing import write_sittings
from elearn.domain.dates import add_months, london_today
from elearn.domain.marking import mark
from elearn.domain.quiz import BankItem, DrawnItem
from elearn.domain.spaced import A_LETTER_EVERY, LINK_LIFE, MONTHS, draw_spaced
from elearn.models import Attempt, AttemptKind, Completion, SpacedCheck
from elearn.operations.sign_ins import digest

SHARE_REACHED, SHARE_ANSWERED = 0.3, 0.45  # the letters were tried out in some teams
FORGOTTEN = {3: -0.45, 9: -0.8}
SENT_AFTER, ANSWERED_AFTER = 12, 20  # days


@dataclass(frozen=True, slots=True)
class Asked:
    """A letter about a completion; without a ``sitting`` nobody answered it. ``done`` is the public
    id of the try that completed the module."""

    person_id: int
    course: Course
    done: str
    months: int
    due_on: date
    drawn: tuple[DrawnItem, ...]
    written_at: datetime
    secret: str
    sitting: Sitting | None


@dataclass(slots=True)
class _Post:
    """The letters as they go out. ``written`` is when each person got the last one."""

    rng: Random
    as_of: date
    anchors: dict[str, list[BankItem]] = field(default_factory=dict)
    written: dict[int, list[datetime]] = field(default_factory=dict)
    answered: Counter[tuple[int, str]] = field(default_factory=Counter)

    def ask(self, person: Somebody, person_id: int, way: Way, done: Sitting) -> Iterable[Asked]:
        """The letters about one completion that went out before the day."""
        for months in MONTHS:
            on = london_today(done.submitted_at or done.started_at)
            due_on = add_months(on, months)
            day = due_on + timedelta(self.rng.randrange(SENT_AFTER))
            at = morning(day, self.rng)
            if day >= self.as_of or not person.serves(day) or self._has_one(person_id, at):
                continue
            self.written.setdefault(person_id, []).append(at)
            drawn = self._draw(way)
            secret = token(self.rng)
            sitting = self._answer(person_id, way, drawn, months, day)
            yield Asked(
                person_id, way.course, done.public_id, months, due_on, drawn, at, secret, sitting
            )

    def _has_one(self, person_id: int, at: datetime) -> bool:
        """Whether another letter goes to them in that week."""
        return any(abs(at - one) <= A_LETTER_EVERY for one in self.written.get(person_id, ()))

    def _draw(self, way: Way) -> tuple[DrawnItem, ...]:
        text, code = way.course.document, way.course.code
        if code not in self.anchors:
            more = (item.to_draw() for item in text.items if item.anchor)
            self.anchors[code] = [*text.anchor_bank(), *more]
        known = {answer.key for one in way.sittings for answer in one.answers} | set(way.elsewhere)
        return draw_spaced(
            self.anchors[code],
            text.bank(),
            self.rng,
            answered=frozenset(known),
            topics=topics_of(text),
        )

    def _answer(
        self, person_id: int, way: Way, drawn: Sequence[DrawnItem], months: int, written_on: date
    ) -> Sitting | None:
        rng = self.rng
        day = written_on + timedelta(1 + rng.randrange(ANSWERED_AFTER))
        if rng.random() >= SHARE_ANSWERED or day >= self.as_of:
            return None
        at = morning(day, rng)
        answers = tuple(way.answers_to(drawn, at, FORGOTTEN[months], at_once=True))
        key = way.course.document.answer_key()
        self.answered[person_id, way.course.code] += 1
        return Sitting(
            public_id=token(rng),
            number=self.answered[person_id, way.course.code],
            first=False,
            drawn_with=0,
            drawn=tuple(drawn),
            started_at=at,
            answers=answers,
            submitted_at=at,
            mark=mark(
                {one.key: one.chosen for one in answers},
                {one.key: key[one.key] for one in drawn},
                way.course.document.pass_share,
            ),
            kind=AttemptKind.SPACED,
        )


def ask_later(
    rng: Random, ways: Iterable[tuple[Somebody, int, Way]], *, as_of: date
) -> list[Asked]:
    """The letters about everybody's last completions; each way with its person and their id."""
    post = _Post(rng, as_of)
    found: list[Asked] = []
    for person, person_id, way in ways:
        done = next((one for one in reversed(way.sittings) if one.passed), None)
        checked = any(one.kind is AttemptKind.PRECHECK for one in way.sittings)
        reached = rng.random() < SHARE_REACHED or checked  # or nobody has all three
        if done is not None and reached and person.part is None and person.email:
            found += post.ask(person, person_id, way, done)
    return found


def write_asked(session: Session, asked: Sequence[Asked]) -> list[Done]:
    """Put the letters' questions and the answers on file; what belongs into the trail."""
    sat = [(one.person_id, one.course, one.sitting) for one in asked if one.sitting]
    attempts = write_sittings(session, sat)
    statement = select(Attempt.public_id, Completion.id).join(
        Completion, Completion.attempt_id == Attempt.id
    )
    completions = {row[0]: row[1] for row in session.execute(statement)}
    rows = [_row(one, completions[one.done], attempts) for one in asked]
    ids = add_numbered(session, SpacedCheck, rows, by=SpacedCheck.secret_hash)
    return [
        Done(
            one.sitting.started_at,
            "questions.answered",
            "spaced-check",
            str(ids[digest(one.secret)]),
            {"module": one.course.module_id, "months": one.months},
            actor_id=one.person_id,
        )
        for one in asked
        if one.sitting
    ]


def _row(one: Asked, completion_id: int, attempts: dict[str, int]) -> Row:
    sitting = one.sitting
    return {
        "person_id": one.person_id,
        "module_id": one.course.module_id,
        "version_id": one.course.version_id,
        "completion_id": completion_id,
        "after_months": one.months,
        "due_on": one.due_on,
        "draw": [[item.key, list(item.options)] for item in one.drawn],
        "secret_hash": digest(one.secret),
        "letter_id": None,
        "written_at": one.written_at,
        "expires_at": one.written_at + LINK_LIFE,
        "used_at": sitting.started_at if sitting else None,
        "attempt_id": attempts[sitting.public_id] if sitting else None,
    }
