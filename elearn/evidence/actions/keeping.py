"""How long the files of certificates are kept. What was decided stays on record for ever; the file,
with all that a scan may show of somebody, does not."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.models import EvidenceFile, FileState
from elearn.operations.trail import note

KEPT_DAYS = {
    FileState.APPROVED: 3 * 365,  # as long as the longest refresher asks for proof of
    FileState.REFUSED: 90,  # for a question about the decision
    FileState.UNDONE: 90,
}
MOST_AT_ONCE = 500  # so that a clock gone wrong cannot empty everything in one night


def forget_files(session: Session, *, now: datetime) -> int:
    """Empty the files whose time is over, the longest decided first; say how many. What waits for
    a decision is kept. Twice changes nothing."""
    numbers: list[int] = []
    for state, days in KEPT_DAYS.items():
        over = (
            select(EvidenceFile.id)
            .where(
                EvidenceFile.state == state,
                EvidenceFile.content.is_not(None),
                EvidenceFile.decided_at < now - timedelta(days=days),
            )
            .order_by(EvidenceFile.decided_at, EvidenceFile.id)
            .limit(MOST_AT_ONCE - len(numbers))
        )
        numbers += session.scalars(over)
    if numbers:
        session.execute(
            update(EvidenceFile)
            .where(EvidenceFile.id.in_(numbers))
            .values(content=None)
            .execution_options(synchronize_session=False)
        )
        note(
            session,
            action="certificates.forgotten",
            actor_id=None,
            subject_kind="service",
            subject_id="certificates",
            detail={"files": len(numbers)},
            now=now,
        )
    return len(numbers)
