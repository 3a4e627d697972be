"""Many entries of the audit trail at once, each linked to the one before as ``trail.note`` does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.demo.bulk import add_rows
from elearn.domain.chain import link
from elearn.models import TrailEntry
from elearn.operations.trail import BEGINNING, as_record


@dataclass(frozen=True, slots=True)
class Done:
    """An act that belongs into the trail."""

    at: datetime
    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, Any]
    actor_id: int | None = None


def note_all(session: Session, acts: Iterable[Done]) -> None:
    """Add the acts to the trail in the order of their time. One writer at a time: the caller's
    transaction is the only one, on a database that nobody uses yet."""
    session.flush()
    last = session.execute(
        select(TrailEntry.id, TrailEntry.hash).order_by(TrailEntry.id.desc()).limit(1)
    ).first()
    number, previous = (last.id, last.hash) if last else (0, BEGINNING)
    rows = []
    for act in sorted(acts, key=lambda one: one.at):
        number += 1
        row = {
            "id": number,
            "at": act.at,
            "actor_id": act.actor_id,
            "action": act.action,
            "subject_kind": act.subject_kind,
            "subject_id": act.subject_id,
            "detail": act.detail,
            "previous": previous,
        }
        previous = link(previous, as_record(TrailEntry(**row)))
        rows.append({**row, "hash": previous})
    add_rows(session, TrailEntry, rows)
