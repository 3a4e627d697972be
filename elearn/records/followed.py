"""What people knew when they completed a module, and what they still knew months later."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.dates import first_moment_after
from elearn.domain.retention import Followed, Sat, before_and_after
from elearn.models import Attempt, AttemptKind, Completion, Module, SpacedCheck

WHOLE = 100.0


def followed(session: Session, *, until: date | None = None) -> tuple[Followed, ...]:
    """Everybody who answered months after a completion that an attempt here led to, paired with
    what they knew then, and before it if a pre-check told. ``until`` is the last day of what is
    looked at, if not all is. Two statements, whatever the size."""
    known = _sat(session)
    done, later = aliased(Attempt), aliased(Attempt)
    statement = (
        select(
            SpacedCheck.person_id,
            SpacedCheck.module_id,
            Module.slug,
            SpacedCheck.after_months,
            later.submitted_at,
            later.score,
            later.out_of,
            done.submitted_at.label("done_at"),
            done.score.label("done_score"),
            done.out_of.label("done_out_of"),
            done.kind,
        )
        .join(later, later.id == SpacedCheck.attempt_id)
        .join(Completion, Completion.id == SpacedCheck.completion_id)
        .join(done, done.id == Completion.attempt_id)
        .join(Module, Module.id == SpacedCheck.module_id)
        .order_by(SpacedCheck.id)
    )
    if until is not None:
        statement = statement.where(later.submitted_at < first_moment_after(until))
    found = []
    for row in session.execute(statement):
        checks, quizzes = known.get((row.person_id, row.module_id), ((), ()))
        before, after = _before_and_after(row, checks, quizzes)
        if after is not None:
            share = WHOLE * row.score / row.out_of
            found.append(
                Followed(
                    row.person_id,
                    row.slug,
                    row.after_months,
                    row.submitted_at,
                    before,
                    after,
                    share,
                )
            )
    return tuple(found)


def _before_and_after(
    row: Any, checks: Sequence[Sat], quizzes: Sequence[Sat]
) -> tuple[float | None, float | None]:
    """Where a pre-check completed the module, it is what was known then."""
    if row.kind is AttemptKind.PRECHECK:
        return None, WHOLE * row.done_score / row.done_out_of
    return before_and_after(checks, quizzes, row.done_at)


Series = tuple[tuple[Sat, ...], tuple[Sat, ...]]


def _sat(session: Session) -> dict[tuple[int, int], Series]:
    """The pre-checks, and the tries at the quiz, of whoever answered months later, by person and
    module."""
    answered = exists().where(
        SpacedCheck.person_id == Attempt.person_id,
        SpacedCheck.module_id == Attempt.module_id,
        SpacedCheck.attempt_id.is_not(None),
    )
    statement = (
        select(
            Attempt.person_id,
            Attempt.module_id,
            Attempt.kind,
            Attempt.first,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.out_of,
            Attempt.passed,
        )
        .where(
            Attempt.kind.in_((AttemptKind.QUIZ, AttemptKind.PRECHECK)),
            Attempt.submitted_at.is_not(None),
            answered,
        )
        .order_by(Attempt.id)
    )
    checks: dict[tuple[int, int], list[Sat]] = defaultdict(list)
    quizzes: dict[tuple[int, int], list[Sat]] = defaultdict(list)
    for row in session.execute(statement):
        sat = Sat(row.submitted_at, WHOLE * (row.score or 0) / row.out_of, bool(row.passed))
        if row.kind is AttemptKind.QUIZ:
            quizzes[row.person_id, row.module_id].append(sat)
        elif row.first:
            checks[row.person_id, row.module_id].append(sat)
    keys = checks.keys() | quizzes.keys()
    return {key: (tuple(checks.get(key, ())), tuple(quizzes.get(key, ()))) for key in keys}
