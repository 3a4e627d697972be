"""What somebody has to learn, by when and in what order, for all their postings together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elearn.domain.dates import expires_on
from elearn.domain.feedback import is_asked_about_use
from elearn.domain.standing import Standing, standing

REQUIRED, OFFERED, NOT_ASKED = "R", "O", "-"


@dataclass(frozen=True, slots=True)
class Ask:
    """What one posting of a person asks of a module, and why. ``need`` is R or O, or - where the
    agency itself decided so; ``reason`` is the agency's own where its rule goes before the
    partnership's, else empty."""

    need: str
    module_id: int
    agency: str
    role: str
    team: str | None
    in_mash: bool
    refresh_months: int | None
    due_on: date
    posting_start: date
    grace_days: int
    reason: str
    in_grace: bool
    away: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The latest completion in force of a module, with the code of its certificate if it has one.
    ``grade`` is E1 to E4; ``refresh_months`` the module's own. ``used`` is what they said of having
    used it since, if they did."""

    module_id: int
    slug: str
    title: str
    refresh_months: int | None
    completed_on: date
    grade: str
    code: str | None
    used: str | None = None

    def is_asked_about(self, today: date) -> bool:
        """Whether to ask now if they have used it."""
        return self.used is None and is_asked_about_use(self.completed_on, today)


@dataclass(frozen=True, slots=True)
class Activity:
    """What somebody did last in a module: a page gone past, or with ``attempt`` a try that is not
    handed in, of which ``answered`` of ``out_of`` questions have an answer. ``kind`` is "screens",
    "quiz", "pre-check", "short quiz" or "check"."""

    module_id: int
    at: datetime
    kind: str = "screens"
    attempt: str | None = None
    answered: int = 0
    out_of: int = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that is or was so on a day. ``kind`` is "works" (as ``what``, at the agency
    ``where``, since that day), "began" or "ended" (the same, when it changed), "away" (until before
    ``end``; ``where`` the agency, or ""), "withdrawn" (the module ``what``, passed on ``end``;
    ``where`` holds the reason) "elsewhere" (a course that does not complete a module yet) or
    "survey" (a staff survey that takes answers until ``end``)."""

    kind: str
    day: date
    end: date | None
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A module somebody must hold. ``due_on``: until when it is to be done, or done again, as
    letters say it; ``ends_on``: until when what was done is in date. None when that is for good.
    ``asks`` has a row for each posting that asks for it."""

    module_id: int
    code: str
    prerequisites: tuple[str, ...]
    asks: tuple[Ask, ...]
    refresh_months: int | None
    completed_on: date | None
    standing: Standing
    due_on: date | None
    ends_on: date | None = None

    @property
    def is_to_do(self) -> bool:
        """Whether it belongs on the list of things to do now."""
        return self.standing is not Standing.IN_DATE

    @property
    def is_away(self) -> bool:
        """Whether nobody counts it now: everywhere that asks for it the person is long away."""
        return all(ask.away for ask in self.asks)

    def is_overdue(self, today: date) -> bool:
        return not self.standing.counts and self.due_on is not None and self.due_on <= today


def duty(
    asks: Sequence[Ask],
    *,
    code: str,
    prerequisites: tuple[str, ...],
    completed_on: date | None,
    today: date,
) -> Duty:
    """What all the postings that require one module come to: the earliest day it is due and the
    shortest interval count, so that whoever is in date here is in date for each of them. Who begins
    somewhere has days of grace there, also for what ran out before."""
    intervals = [ask.refresh_months for ask in asks if ask.refresh_months is not None]
    months = min(intervals, default=None)
    state = standing(completed_on, months, today)
    done = None if state is Standing.NEVER else completed_on
    days = [_due(ask, done) for ask in asks]
    return Duty(
        module_id=asks[0].module_id,
        code=code,
        prerequisites=prerequisites,
        asks=tuple(asks),
        refresh_months=months,
        completed_on=completed_on,
        standing=state,
        due_on=min((day for day in days if day is not None), default=None),
        ends_on=expires_on(done, months) if done else None,
    )


def _due(ask: Ask, completed_on: date | None) -> date | None:
    """Until when one posting asks for it; before that nobody there did."""
    if completed_on is None:
        return ask.due_on
    ends = expires_on(completed_on, ask.refresh_months)
    return None if ends is None else max(ends, ask.due_on)


def in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The earliest due first, but nothing before what it builds on."""
    waiting = sorted(duties, key=lambda one: (one.due_on or date.max, one.code))
    ordered: list[Duty] = []
    while waiting:
        still_to_do = {one.code for one in waiting}
        free = [one for one in waiting if not still_to_do & set(one.prerequisites)]
        following = (free or waiting)[0]
        waiting.remove(following)
        ordered.append(following)
    return tuple(ordered)
