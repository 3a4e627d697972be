"""The pre-check of a module: to whom it is offered, when again, and what it leaves for the quiz."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elearn.domain.dates import add_months, london_today
from elearn.domain.standing import Standing, standing
from elearn.learning.tries import Try, under_way

NEEDS_THE_SCREENS_ONCE = "C"


class State(StrEnum):
    """What a module's front page says of the pre-check."""

    NOT_OFFERED = "not-offered"
    OPEN = "open"
    BEGUN = "begun"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Case:
    """What decides: the module's level, for how many months it lasts for this learner, when they
    completed it last, and their pre-checks and tries at its quiz."""

    level: str
    refresh_months: int | None
    completed_on: date | None
    checks: Sequence[Try]
    quizzes: Sequence[Try]


def state_of(case: Case, today: date) -> State:
    """Where a learner stands with the pre-check of a module on a day."""
    if not _is_offered(case, today):
        return State.NOT_OFFERED
    if under_way(case.checks):
        return State.BEGUN
    return State.TAKEN if _is_used_up(case, today) else State.OPEN


def _is_offered(case: Case, today: date) -> bool:
    """Nothing can be skipped by those who are in date or before their quiz, and level C has no
    stand-in for its screens the first time (curriculum.md B1: no full equivalent)."""
    if standing(case.completed_on, case.refresh_months, today) is Standing.IN_DATE:
        return False
    if case.level == NEEDS_THE_SCREENS_ONCE and case.completed_on is None:
        return False
    return not (under_way(case.quizzes) or _of_now(case.quizzes, case.completed_on))


def _of_now(tries: Sequence[Try], completed_on: date | None) -> tuple[Try, ...]:
    """The tries handed in after the day of the last completion."""
    return tuple(
        one
        for one in tries
        if one.submitted_at is not None
        and (completed_on is None or london_today(one.submitted_at) > completed_on)
    )


def last_taken(case: Case) -> Try | None:
    """The pre-check of this period that was handed in last."""
    taken = _of_now(case.checks, case.completed_on)
    return max(taken, key=lambda one: one.number, default=None)


def again_on(case: Case) -> date | None:
    """The day from which another may be taken; None when there is never another."""
    last = last_taken(case)
    if last is None or last.submitted_at is None or case.refresh_months is None:
        return None
    return add_months(london_today(last.submitted_at), case.refresh_months)


def _is_used_up(case: Case, today: date) -> bool:
    """One in a refresh period: since the last completion, or in as many months without one."""
    if last_taken(case) is None:
        return False
    opens = again_on(case)
    return opens is None or today < opens


def was_taken_first(checks: Sequence[Try], quizzes: Sequence[Try]) -> bool:
    """Whether a pre-check was taken since the module was passed last, here by either: the quiz
    after it is no first attempt then (curriculum.md B2, Rules)."""
    passes = [one.submitted_at for one in (*checks, *quizzes) if one.passed and one.submitted_at]
    last_pass = max(passes, default=None)
    return any(last_pass is None or (one.submitted_at or one.started_at) > last_pass
               for one in checks)  # fmt: skip
