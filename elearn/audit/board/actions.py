"""Keeps what the coordinator says for the annual report of an edition."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.board.queries import said_in
from elearn.audit.board.subjects import Said
from elearn.models import BoardNote
from elearn.operations.trail import note


def say(
    session: Session, *, audit_id: int, said: Mapping[str, Said | None], by: int, now: datetime
) -> bool:
    """Write what changed; None takes a subject back. False, and no entry, where all is so
    already."""
    rows = session.scalars(select(BoardNote).where(BoardNote.audit_id == audit_id))
    known = {one.subject: one for one in rows}
    before = {key: said_in(one) for key, one in known.items()}
    changed = [key for key, one in said.items() if one != before.get(key)]
    for key in changed:
        _write(session, known.get(key), audit_id, key, said[key], now)
    if changed:
        session.flush()
        note(
            session,
            action="audit.said-for-board",
            actor_id=by,
            subject_kind="audit",
            subject_id=audit_id,
            detail={"subjects": len(changed)},
            now=now,
        )
    return bool(changed)


def _write(
    session: Session,
    row: BoardNote | None,
    audit_id: int,
    subject: str,
    said: Said | None,
    now: datetime,
) -> None:
    if said is None:
        if row is not None:
            session.delete(row)
        return
    row = row or BoardNote(audit_id=audit_id, subject=subject)
    row.figure, row.words, row.source = said.figure, said.words, said.source
    row.said_on, row.written_at = said.on, now
    session.add(row)
