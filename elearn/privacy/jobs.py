"""The retention run: every rule in turn, each in a transaction of its own, none beyond its cap.

Killed midway, what was done stays done, and the next run goes on from there and says in the trail
how far the other came. Run again, it finds nothing left to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import Person, PersonStatus, RetentionRun
from elearn.operations import erasures
from elearn.operations.trail import note
from elearn.privacy.actions import accounts
from elearn.privacy.actions.work import ROWS, Work
from elearn.privacy.policy import RULES
from elearn.privacy.queries import Periods, periods

CAP_PERCENT = 5  # of what there is, in one run, unless somebody confirms more
CAP_AT_LEAST = 20  # so that a small installation gets anywhere


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule finds: how many, of how many, and how many of them one run may take."""

    rule: str
    number: int
    of: int
    may: int

    @property
    def held(self) -> int:
        return max(0, self.number - self.may)


@dataclass(frozen=True, slots=True)
class Ran:
    """How many each rule did, and how many it left for the next run."""

    done: dict[str, int]
    held: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Step:
    rule: str
    due: Callable[[], Sequence[Any]]
    total: Callable[[], int]
    act: Callable[[Sequence[Any]], None]


def plan(session: Session, *, folder: Path, now: datetime) -> tuple[Due, ...]:
    """What a run would do. Changes nothing."""
    steps = _steps(session, folder, now)
    return tuple(_look(step, confirmed=False)[0] for step in steps)


def run(session: Session, *, folder: Path, now: datetime, confirmed: bool = False) -> Ran:
    """Carry every rule out, and sum it up in the trail. Commits after each rule."""
    _close_broken(session, now)
    row = RetentionRun(began_at=now, ended_at=None, is_confirmed=confirmed, done={}, held={})
    session.add(row)
    session.commit()
    for step in _steps(session, folder, now):
        due, keys = _look(step, confirmed=confirmed)
        if keys:
            step.act(keys)
            row.done = {**row.done, step.rule: len(keys)}
        if due.held:
            row.held = {**row.held, step.rule: due.held}
        session.commit()
    _sum_up(session, row, "retention.run", now)
    session.commit()
    erasures.shorten(folder, before=_cutoff("erasures", periods(session), now))
    return Ran(dict(row.done), dict(row.held))


def _look(step: _Step, *, confirmed: bool) -> tuple[Due, Sequence[Any]]:
    keys, total = step.due(), step.total()
    may = len(keys) if confirmed else max(CAP_AT_LEAST, total * CAP_PERCENT // 100)
    return Due(step.rule, len(keys), total, may), keys[:may]


def _close_broken(session: Session, now: datetime) -> None:
    """Runs that broke off: say so in the trail, with what they had done."""
    broken = select(RetentionRun).where(RetentionRun.ended_at.is_(None)).order_by(RetentionRun.id)
    for row in session.scalars(broken).all():
        _sum_up(session, row, "retention.broken-off", now)


def _sum_up(session: Session, row: RetentionRun, action: str, now: datetime) -> None:
    row.ended_at = now
    note(
        session,
        action=action,
        actor_id=None,
        subject_kind="retention",
        subject_id=row.id,
        detail={"done": row.done, "held": row.held, "confirmed": row.is_confirmed},
        now=now,
    )


def _steps(session: Session, folder: Path, now: datetime) -> tuple[_Step, ...]:
    held = periods(session)
    people = select(func.count(Person.id)).where(Person.status != PersonStatus.ERASED)

    def count() -> int:
        return session.scalar(people) or 0

    return (
        *(_step_of(session, work, held, now) for work in ROWS),
        _Step(
            "idle-stop",
            lambda: session.scalars(accounts.to_stop(_cutoff("idle-stop", held, now), now)).all(),
            count,
            lambda keys: accounts.stop(session, keys, now),
        ),
        _Step(
            "leavers",
            lambda: accounts.leavers(session, held, now),
            count,
            lambda keys: accounts.anonymise(session, keys, folder, now),
        ),
    )


def _step_of(session: Session, work: Work, held: Periods, now: datetime) -> _Step:
    return _Step(
        work.rule,
        lambda: session.scalars(work.find(_cutoff(work.rule, held, now))).all(),
        lambda: session.scalar(work.total) or 0,
        lambda keys: work.act(session, keys),
    )


def _cutoff(rule: str, held: Periods, now: datetime) -> datetime:
    return RULES[rule].cutoff(held.of(rule), now)
