"""Everything that can be done to the training record. Rows are added; nothing is overwritten but
the holding, which is derived and provable from the rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypedDict, Unpack

from sqlalchemy import Executable, and_, bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from elearn.models import Completion, Grade, Holding, Revocation
from elearn.models.rows import rows
from elearn.records.asked import latest_completions

END_OF_TIME = date(9999, 12, 31)


class Facts(TypedDict):
    """What a completion says."""

    person_id: int
    module_id: int
    version_id: int | None
    attempt_id: int | None
    on: date
    grade: Grade
    source: str
    now: datetime


# Put together once: building a statement costs more than running it.
_SAME = (
    select(Completion.id, Revocation.completion_id.is_not(None))
    .outerjoin(Revocation, Revocation.completion_id == Completion.id)
    .where(
        Completion.person_id == bindparam("person_id"),
        Completion.module_id == bindparam("module_id"),
        Completion.completed_on == bindparam("completed_on"),
        Completion.grade == bindparam("grade"),
    )
    .order_by(Completion.again)
)
_RECORD = insert(Completion).returning(Completion.id)


def record_completion(session: Session, **facts: Unpack[Facts]) -> Completion:
    """Put a completion on the record, as ``put_on_record`` does; the object of its row."""
    return session.get_one(Completion, put_on_record(session, **facts))


def put_on_record(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    version_id: int | None,
    attempt_id: int | None,
    on: date,
    grade: Grade,
    source: str,
    now: datetime,
) -> int:
    """Put a completion on the record; its id. Saying the same thing twice changes nothing; what was
    taken out of the record is put on it again as another row."""
    facts = {
        "person_id": person_id,
        "module_id": module_id,
        "completed_on": on,
        "grade": grade,
    }
    earlier = rows(session, _SAME, facts).all()
    for completion_id, is_revoked in earlier:
        if not is_revoked:
            return int(completion_id)
    more = {
        "version_id": version_id,
        "attempt_id": attempt_id,
        "again": len(earlier),
        "source": source,
        "recorded_at": now,
    }
    recorded: int = rows(session, _RECORD, facts | more).scalar_one()
    _hold(session, facts | {"completion_id": recorded})
    return recorded


def _hold(session: Session, facts: Mapping[str, Any]) -> None:
    """Hold it, unless something later, or of that day and better evidenced, is held."""
    rows(session, _held(session.get_bind().dialect.name), facts)
    key = identity_key(Holding, (facts["person_id"], facts["module_id"]))
    if key in session.identity_map:
        session.expire(session.identity_map[key])


@cache
def _held(dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Holding)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["person_id", "module_id"],
        set_={
            "completion_id": new.completion_id,
            "completed_on": new.completed_on,
            "grade": new.grade,
        },
        where=or_(
            Holding.completed_on < new.completed_on,
            and_(Holding.completed_on == new.completed_on, Holding.grade > new.grade),
        ),
    )


def revoke_completion(
    session: Session, *, completion_id: int, on: date, reason: str, now: datetime
) -> None:
    """Take a completion out of the reckoning from a day on. Twice changes nothing."""
    completion = session.get_one(Completion, completion_id)
    if session.get(Revocation, completion_id) is not None:
        return
    session.add(
        Revocation(completion_id=completion_id, revoked_on=on, reason=reason, recorded_at=now)
    )
    session.flush()
    rebuild_holdings(session, person_ids=[completion.person_id])


def rebuild_holdings(session: Session, *, person_ids: Sequence[int] | None = None) -> int:
    """Make the holdings (of some people, or of all) again from the events; return how many."""
    latest = latest_completions(END_OF_TIME)
    wanted, made = delete(Holding), select(func.count()).select_from(Holding)
    rows = select(
        latest.c.person_id,
        latest.c.module_id,
        latest.c.completion_id,
        latest.c.completed_on,
        latest.c.grade,
    )
    if person_ids is not None:
        wanted = wanted.where(Holding.person_id.in_(person_ids))
        made = made.where(Holding.person_id.in_(person_ids))
        rows = rows.where(latest.c.person_id.in_(person_ids))
    session.execute(wanted)
    session.expire_all()
    columns = ["person_id", "module_id", "completion_id", "completed_on", "grade"]
    session.execute(insert(Holding).from_select(columns, rows))
    return session.scalar(made) or 0


def compare_holdings(session: Session) -> list[tuple[int, int]]:
    """``(person_id, module_id)`` of each holding that the events do not bear out."""
    latest = latest_completions(END_OF_TIME)
    events = {
        (row.person_id, row.module_id): (row.completed_on, row.grade)
        for row in session.execute(select(latest))
    }
    held = {
        (row.person_id, row.module_id): (row.completed_on, row.grade)
        for row in session.execute(
            select(Holding.person_id, Holding.module_id, Holding.completed_on, Holding.grade)
        )
    }
    return sorted(key for key in events.keys() | held.keys() if events.get(key) != held.get(key))
