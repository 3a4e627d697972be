"""Many completions at once: put on the record, or taken out of it, in a fixed number of statements
for every five thousand people."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from elearn.models import Completion, Grade, Revocation
from elearn.records.actions import rebuild_holdings

A_STATEMENT = 5_000  # databases bound how many values one statement may name

Value = TypeVar("Value")
Key = tuple[int, int, date, Grade]


@dataclass(frozen=True, slots=True)
class Told:
    """A completion as somebody tells of it, whom nothing here can check by an attempt."""

    person_id: int
    module_id: int
    on: date
    grade: Grade
    source: str

    @property
    def key(self) -> Key:
        """What makes two of them the same."""
        return self.person_id, self.module_id, self.on, self.grade


def in_parts(values: Sequence[Value]) -> Iterator[list[Value]]:
    """The values, few enough at a time for one statement."""
    rest = iter(values)
    while some := list(islice(rest, A_STATEMENT)):
        yield some


def record_many(session: Session, *, told: Sequence[Told], now: datetime) -> dict[Key, int]:
    """Put these on the record; the id of each by its key. What stands already is left as it is."""
    people = sorted({one.person_id for one in told})
    standing: dict[Key, int] = {}
    times: dict[Key, int] = defaultdict(int)
    for some in in_parts(people):
        for *key, completion_id, is_revoked in session.execute(_earlier(some)):
            times[tuple(key)] += 1
            if not is_revoked:
                standing[tuple(key)] = completion_id
    fresh = {one.key: one for one in told if one.key not in standing}
    rows = [
        {
            "person_id": one.person_id,
            "module_id": one.module_id,
            "completed_on": one.on,
            "grade": one.grade,
            "again": times[one.key],
            "source": one.source,
            "recorded_at": now,
        }
        for one in fresh.values()
    ]
    if rows:
        statement = insert(Completion).returning(
            Completion.person_id,
            Completion.module_id,
            Completion.completed_on,
            Completion.grade,
            Completion.id,
        )
        for *key, completion_id in session.execute(statement, rows):
            standing[tuple(key)] = completion_id
        _hold_anew(session, sorted({one.person_id for one in fresh.values()}))
    return {one.key: standing[one.key] for one in told}


def revoke_many(
    session: Session, *, completion_ids: Sequence[int], reason: str, now: datetime
) -> int:
    """Take completions out of the record that should never have been on it: they count on no day,
    from that of the completion on. Return how many; what was taken out before stays as it was."""
    done, people = 0, set()
    for some in in_parts(sorted(set(completion_ids))):
        statement = (
            select(Completion.id, Completion.person_id, Completion.completed_on)
            .outerjoin(Revocation, Revocation.completion_id == Completion.id)
            .where(Completion.id.in_(some), Revocation.completion_id.is_(None))
            .order_by(Completion.id)
        )
        found = session.execute(statement).all()
        people |= {row.person_id for row in found}
        rows = [
            {
                "completion_id": row.id,
                "revoked_on": row.completed_on,
                "reason": reason,
                "recorded_at": now,
            }
            for row in found
        ]
        if rows:
            session.execute(insert(Revocation), rows)
        done += len(rows)
    _hold_anew(session, sorted(people))
    return done


def _earlier(people: Sequence[int]) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            Completion.person_id,
            Completion.module_id,
            Completion.completed_on,
            Completion.grade,
            Completion.id,
            Revocation.completion_id.is_not(None),
        )
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(Completion.person_id.in_(people))
        .order_by(Completion.id)
    )
    return statement


def _hold_anew(session: Session, people: Sequence[int]) -> None:
    for some in in_parts(people):
        rebuild_holdings(session, person_ids=some)
