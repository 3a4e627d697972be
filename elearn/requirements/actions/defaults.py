"""Sets what a new line of the matrix begins with. What was set before is never touched."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import RequirementSetting
from elearn.operations.trail import note
from elearn.records.locks import wait_for_turn
from elearn.requirements.actions.setting import By, RequirementError

LOCK = 7_241_617  # PostgreSQL's advisory lock number of these settings
CHANGED = "This was changed while you had the page open. Look at what counts now, then begin again."


@dataclass(frozen=True, slots=True)
class Defaults:
    """What somebody wants from a day on. None leaves it to the curriculum, or to the module."""

    start: date
    grace_days: int | None
    refresh_months: int | None
    reason: str


def set_defaults(session: Session, *, wanted: Defaults, seen: int, by: By) -> bool:
    """Set them from their first day on; False when that counts on it already. ``seen`` is how many
    settings the page knew of. Raises RequirementError when the day is over or another was set
    since."""
    wait_for_turn(session, LOCK)
    rows = session.scalars(
        select(RequirementSetting)
        .where(RequirementSetting.start <= wanted.start)
        .order_by(RequirementSetting.start.desc(), RequirementSetting.revision.desc())
    ).all()
    counts = (rows[0].grace_days, rows[0].refresh_months) if rows else (None, None)
    if counts == (wanted.grace_days, wanted.refresh_months):
        return False
    if seen != session.scalar(select(func.count(RequirementSetting.id))):
        raise RequirementError(CHANGED)
    if wanted.start < by.today:
        raise RequirementError("This day is over. Take today or a later day.")
    row = RequirementSetting(
        start=wanted.start,
        revision=sum(row.start == wanted.start for row in rows) + 1,
        grace_days=wanted.grace_days,
        refresh_months=wanted.refresh_months,
        reason=wanted.reason,
        set_by_id=by.person_id,
        set_at=by.now,
    )
    session.add(row)
    session.flush()
    note(
        session,
        action="requirement.defaults_set",
        actor_id=by.person_id,
        subject_kind="requirement-setting",
        subject_id=row.id,
        detail={
            "from": wanted.start.isoformat(),
            "grace_days": wanted.grace_days,
            "refresh_months": wanted.refresh_months,
        },
        now=by.now,
    )
    return True
