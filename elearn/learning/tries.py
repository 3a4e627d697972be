"""A person's tries at one quiz, and when the next may begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from elearn.domain.quiz import pause_until


@dataclass(frozen=True, slots=True)
class Try:
    """One try at a module's quiz. ``asked`` are the keys of its questions, ``score`` the whole
    ones of its ``points``; ``first`` is whether it counts as a first attempt."""

    public_id: str
    number: int
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    out_of: int
    passed: bool | None
    asked: frozenset[str]
    points: Fraction | None = None
    first: bool = True


def since_last_pass(tries: Sequence[Try]) -> tuple[Try, ...]:
    """The tries handed in after the latest pass, or all of them where there was none."""
    handed_in = [one for one in tries if one.submitted_at is not None]
    last_pass = max((one.number for one in handed_in if one.passed), default=0)
    return tuple(one for one in handed_in if one.number > last_pass)


def is_first(earlier: Sequence[Try]) -> bool:
    """Whether nothing was handed in since the last pass: only such a try tells what somebody
    knew before this quiz taught them (curriculum.md B2, Rules)."""
    return not since_last_pass(earlier)


def under_way(tries: Sequence[Try]) -> Try | None:
    """The try that is begun and not handed in."""
    return next((one for one in tries if one.submitted_at is None), None)


def asked_before(tries: Sequence[Try]) -> frozenset[str]:
    """Every question these tries asked."""
    return frozenset(key for one in tries for key in one.asked)


def opens_at(tries: Sequence[Try], now: datetime) -> datetime | None:
    """When the next try opens, if that is later than ``now``: the pause after the third."""
    failed = [one.submitted_at for one in since_last_pass(tries) if one.submitted_at is not None]
    until = pause_until(failed)
    return until if until is not None and until > now else None
