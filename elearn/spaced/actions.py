"""Setting after how many months people are asked again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.spaced import months_fault
from elearn.models import SpacedSetting
from elearn.operations.trail import note
from elearn.records.spaced import intervals


def set_intervals(
    session: Session, *, months: Sequence[int], actor_id: int | None, now: datetime
) -> bool:
    """Keep the intervals, none for never; False if they were so already. It counts for letters that
    are not written yet. ValueError says what is wrong with them."""
    if fault := months_fault(months):
        raise ValueError(fault)
    if intervals(session) == tuple(months):
        return False
    session.add(SpacedSetting(months=list(months), set_at=now, set_by_id=actor_id))
    note(
        session,
        action="questions.intervals-set",
        actor_id=actor_id,
        subject_kind="setting",
        subject_id="spaced",
        detail={"months": list(months)},
        now=now,
    )
    return True
