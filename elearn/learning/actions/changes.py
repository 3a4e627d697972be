"""Reading about a change: a dated line, written once."""

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.learning.actions.once import add_once
from elearn.models import ChangeRead
from elearn.operations import trail


def read_change(
    session: Session, *, person_id: int, version_id: int, right: int, out_of: int, now: datetime
) -> bool:
    """Record that a person read what a version changed and answered its questions; False when it
    was recorded before, which stays as it was."""
    added = add_once(
        session,
        ChangeRead,
        person_id=person_id,
        version_id=version_id,
        read_at=now,
        right=right,
        out_of=out_of,
    )
    if added:
        trail.note(
            session,
            action="change.read",
            actor_id=person_id,
            subject_kind="version",
            subject_id=version_id,
            detail={"out_of": out_of},
            now=now,
        )
    return added
