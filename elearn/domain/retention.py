"""What people still know months after a completion (audit-method C2 2b, C3.15, C9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from elearn.domain.coverage import RuleSet
from elearn.domain.gain import Gain, gain, retained_share
from elearn.domain.suppression import Audience, Figure, policy_for, protect_table

STILL_ENOUGH = 80  # per cent: what passes a quiz (curriculum.md B2)

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sat:
    """An attempt handed in by one person at one module; ``share`` is what was right, in per
    cent."""

    at: datetime
    share: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """One person who answered at the completion and again months later, in per cent. ``before`` is
    from a pre-check, where they took one and did not pass it."""

    person: int
    module: str
    months: int
    at: datetime
    before: float | None
    after: float
    later: float


@dataclass(frozen=True, slots=True)
class Kept:
    """People who did all three, and the means; ``share`` is what is left of the gain (C3.15)."""

    people: int
    before: float
    after: float
    later: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Retention:
    """One module and interval as a reader may see it; a blank module is all of them. ``change`` is
    of the ``people`` who answered both times, ``enough`` how many of them still have 80%. None is
    hidden, and ``note`` says why."""

    module: str
    months: int
    people: int | None
    change: Gain | None
    enough: int | None
    kept: Kept | None
    note: str


def before_and_after(
    checks: Iterable[Sat], quizzes: Sequence[Sat], done_at: datetime
) -> tuple[float | None, float | None]:
    """Of one completion by a quiz: the share right at a pre-check before it, and at the first try
    at the quiz. Later tries count only for the certificate (curriculum.md B2). The cycle begins
    after the pass before that; ``done_at`` is when the completing try was handed in.

    >>> from datetime import UTC
    >>> day = [datetime(2026, 1, n, tzinfo=UTC) for n in range(1, 5)]
    >>> tries = [Sat(day[1], 60.0, False), Sat(day[2], 90.0, True)]
    >>> before_and_after([Sat(day[0], 40.0, False)], tries, day[2])
    (40.0, 60.0)
    """
    earlier = [one.at for one in (*checks, *quizzes) if one.passed and one.at < done_at]
    since = max(earlier, default=None)
    of_now = [one for one in quizzes if one.at <= done_at and (since is None or one.at > since)]
    first = min(of_now, key=lambda one: one.at, default=None)
    if first is None:
        return None, None
    known = [one for one in checks if one.at < first.at and (since is None or one.at > since)]
    last = max(known, key=lambda one: one.at, default=None)
    return (last.share if last else None), first.share


def retention(
    followed: Iterable[Followed], *, audience: Audience, rules: RuleSet
) -> tuple[Retention, ...]:
    """A row for each module and interval, and one for all modules of each interval, as that reader
    may see it. Only paired people are compared.

    Where the reader is kept from anything, people are counted in whole tens (the least number a
    percentage may rest on), in the order in which they answered: so one more answer never changes
    a printed mean by itself, and cannot be worked out from two looks at the page.
    """
    batch = policy_for(audience, rules).min_base
    counted = {place: _whole(rows, batch) for place, rows in _places(followed).items()}
    decided = _decided(counted, audience, rules)
    return tuple(
        _row(place, counted[place], batch, decided[place])
        for place in sorted(counted, key=lambda each: (each[1], each[0]))
    )


def _places(followed: Iterable[Followed]) -> dict[Place, list[Followed]]:
    """Everybody once in each row, by what they answered first: so rows only ever grow."""
    places: dict[Place, dict[int, Followed]] = {}
    for one in sorted(followed, key=lambda each: (each.at, each.person, each.module)):
        for module in (one.module, ""):
            places.setdefault((module, one.months), {}).setdefault(one.person, one)
    return {place: list(people.values()) for place, people in places.items()}


def _whole(rows: Sequence[Followed], batch: int) -> Sequence[Followed]:
    return rows[: len(rows) - len(rows) % batch] if batch else rows


def _decided(
    counted: Mapping[Place, Sequence[Followed]], audience: Audience, rules: RuleSet
) -> dict[Place, str]:
    """Why a row is hidden, by the engine: those who have 80% still, of those who answered."""
    figures = {
        (module, str(months)): Figure(_enough(rows), len(rows))
        for (module, months), rows in counted.items()
    }
    cells = {place: figure for place, figure in figures.items() if place[0]}
    totals = {place: figure for place, figure in figures.items() if not place[0]}
    shown = protect_table(cells, audience=audience, rules=rules, totals=totals)
    return {(module, months): shown[module, str(months)].note for module, months in counted}


def _enough(rows: Iterable[Followed]) -> int:
    return sum(one.later >= STILL_ENOUGH for one in rows)


def _row(place: Place, rows: Sequence[Followed], batch: int, note: str) -> Retention:
    module, months = place
    few = f"hidden: fewer than {batch} people" if len(rows) < max(batch, 1) else ""
    if few or note:
        return Retention(module, months, None, None, None, None, few or note)
    change = gain([(one.after, one.later) for one in rows])
    return Retention(module, months, len(rows), change, _enough(rows), _kept(rows, batch), "")


def _kept(rows: Iterable[Followed], batch: int) -> Kept | None:
    """The retained share of those among them who took a pre-check; None for too few to say."""
    paired = [one for one in rows if one.before is not None]
    whole = _whole(paired, batch)
    if not whole:
        return None
    before = fmean(one.before or 0.0 for one in whole)
    after, later = fmean(one.after for one in whole), fmean(one.later for one in whole)
    return Kept(len(whole), before, after, later, retained_share(before, after, later))
