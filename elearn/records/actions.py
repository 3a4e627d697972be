"""Everything that can be done to the training record. Rows are added; nothing is overwritten but
the holding, which is derived and provable from the rows."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from elearn.models import Completion, Grade, Holding, Revocation
from elearn.records.asked import latest_completions

END_OF_TIME = date(9999, 12, 31)


def record_completion(
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
) -> Completion:
    """Put a completion on the record. Saying the same thing twice changes nothing; what was taken
    out of the record is put on it again as another row."""
    same = (
        select(Completion, Revocation.completion_id.is_not(None))
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Completion.completed_on == on,
            Completion.grade == grade,
        )
        .order_by(Completion.again)
    )
    earlier = session.execute(same).all()
    for existing, is_revoked in earlier:
        if not is_revoked:
            return existing
    completion = Completion(
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        attempt_id=attempt_id,
        completed_on=on,
        grade=grade,
        again=len(earlier),
        source=source,
        recorded_at=now,
    )
    session.add(completion)
    session.flush()
    _hold(session, completion)
    return completion


def _hold(session: Session, completion: Completion) -> None:
    held = session.get(Holding, (completion.person_id, completion.module_id))
    if held is None:
        session.add(
            Holding(
                person_id=completion.person_id,
                module_id=completion.module_id,
                completion_id=completion.id,
                completed_on=completion.completed_on,
                grade=completion.grade,
            )
        )
        return
    older = held.completed_on < completion.completed_on
    weaker = held.completed_on == completion.completed_on and held.grade > completion.grade
    if older or weaker:
        held.completion_id = completion.id
        held.completed_on = completion.completed_on
        held.grade = completion.grade


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
    wanted = delete(Holding)
    rows = select(
        latest.c.person_id,
        latest.c.module_id,
        latest.c.completion_id,
        latest.c.completed_on,
        latest.c.grade,
    )
    if person_ids is not None:
        wanted = wanted.where(Holding.person_id.in_(person_ids))
        rows = rows.where(latest.c.person_id.in_(person_ids))
    session.execute(wanted)
    session.expire_all()
    columns = ["person_id", "module_id", "completion_id", "completed_on", "grade"]
    session.execute(insert(Holding).from_select(columns, rows))
    return session.scalar(select(func.count()).select_from(Holding)) or 0


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
