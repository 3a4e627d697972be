"""A file of an agency is kept between the look at it and its import."""

import hashlib
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import CompletionImport, ImportState, RosterImport

LONGEST_FILENAME = 200
Kept = TypeVar("Kept", CompletionImport, RosterImport)


def keep_file(
    session: Session,
    model: type[Kept],
    *,
    agency_id: int,
    filename: str,
    content: bytes,
    lines: int,
    actor_id: int | None,
    now: datetime,
) -> int:
    """The number of the import of a file of so many lines. The same file again, not yet applied,
    is the same import."""
    digest = hashlib.sha256(content).hexdigest()
    same = select(model).where(
        model.agency_id == agency_id,
        model.state == ImportState.PREVIEWED,
        model.digest == digest,
    )
    kept = session.scalars(same.order_by(model.id).limit(1)).one_or_none()
    if kept is None:
        kept = model(
            agency_id=agency_id,
            state=ImportState.PREVIEWED,
            filename=filename[:LONGEST_FILENAME],
            digest=digest,
            content=content,
            created_at=now,
            created_by_id=actor_id,
        )
        session.add(kept)
    kept.counts = {"lines": lines}
    session.flush()
    return kept.id
