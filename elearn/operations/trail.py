"""The audit trail: a hash chain written in the transaction of what it tells of."""

import re
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from elearn.domain.acts import check
from elearn.domain.chain import link
from elearn.models import TrailEntry
from elearn.models.rows import rows

BEGINNING = "0" * 64
LOCK = 7_241_503  # PostgreSQL's advisory lock number of the chain
# Put together once: every act adds an entry, and building a statement costs more than running it.
_ALONE = text("SELECT pg_advisory_xact_lock(:lock)")
_LAST = select(TrailEntry.id, TrailEntry.hash).order_by(TrailEntry.id.desc()).limit(1)
_ADD = insert(TrailEntry)
ANCHOR = re.compile(r"^\s*(?:Anchor:\s*)?(\d{1,18}):([0-9a-f]{64})\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line of the trail and its hash, as they are kept away from this service."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the whole trail found: how many lines there are, the number of the first that
    does not follow, and whether every anchor is still the line it was."""

    lines: int
    broken: int | None
    lost: Anchor | None = None

    @property
    def is_whole(self) -> bool:
        return self.broken is None and self.lost is None


def note(
    session: Session,
    *,
    action: str,
    actor_id: int | None,
    subject_kind: str,
    subject_id: object,
    detail: dict[str, Any] | None = None,
    now: datetime,
) -> None:
    """Add one entry. One writer at a time: SQLite's transactions begin IMMEDIATE, PostgreSQL
    takes a lock that the end of the transaction gives back. Raises UndeclaredActError for an act or
    a detail that ``elearn.domain.acts`` does not know: no names or addresses get in."""
    check(action, subject_kind, detail or {})
    if session.get_bind().dialect.name == "postgresql":
        rows(session, _ALONE, {"lock": LOCK})
    last = rows(session, _LAST).first()
    number, previous = (last.id + 1, last.hash) if last else (1, BEGINNING)
    facts: dict[str, Any] = {
        "id": number,
        "at": now,
        "actor_id": actor_id,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": str(subject_id),
        "detail": detail or {},
        "previous": previous,
    }
    facts["hash"] = link(previous, as_record(TrailEntry(**facts)))
    rows(session, _ADD, facts)


def as_record(entry: TrailEntry) -> dict[str, Any]:
    """What of an entry the hash covers."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "action": entry.action,
        "subject": [entry.subject_kind, entry.subject_id],
        "detail": entry.detail,
    }


def verify(session: Session) -> int | None:
    """The number of the first entry that does not follow from those before it; None if all do."""
    return examine(session).broken


def examine(session: Session, anchors: tuple[Anchor, ...] = ()) -> Checked:
    """Go through the whole trail. Entries taken off its end leave a chain that is whole: only an
    anchor that was kept elsewhere tells of them."""
    statement = select(TrailEntry).order_by(TrailEntry.id).execution_options(yield_per=1000)
    previous, expected = BEGINNING, 1
    wanted = {one.number: one for one in anchors}
    with closing(session.scalars(statement)) as entries:
        for entry in entries:
            honest = entry.previous == previous and entry.hash == link(previous, as_record(entry))
            if entry.id != expected or not honest:
                return Checked(expected - 1, entry.id)
            if entry.id in wanted and wanted[entry.id].hash == entry.hash:
                del wanted[entry.id]
            previous, expected = entry.hash, expected + 1
    return Checked(
        expected - 1, None, min(wanted.values(), key=lambda one: one.number, default=None)
    )


def head(session: Session) -> tuple[Anchor, datetime] | None:
    """The last entry, and when it was written; None while there is none."""
    row = session.execute(
        select(TrailEntry.id, TrailEntry.hash, TrailEntry.at)
        .order_by(TrailEntry.id.desc())
        .limit(1)
    ).first()
    return (Anchor(row.id, row.hash), row.at) if row else None


def anchors_in(text: str) -> tuple[Anchor, ...]:
    """The anchors in the text of letters or of a log, as ``12:9f…`` at the start of a line.

    >>> anchors_in(f"Kept.\\nAnchor: 12:{'0f' * 32}\\n")[0].number
    12
    """
    return tuple(Anchor(int(number), sha) for number, sha in ANCHOR.findall(text))
