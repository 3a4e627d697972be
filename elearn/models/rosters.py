"""Roster imports and what each of them changed, so that it can be shown and undone."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class ImportState(StrEnum):
    PREVIEWED = "previewed"
    APPLIED = "applied"
    UNDONE = "undone"


class Fate(StrEnum):
    """What becomes of a row (or, for ``left``, of a person no row names)."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"
    ERROR = "error"


class RosterImport(Base):
    """A roster file brought in for one agency. ``digest`` is the SHA-256 of its bytes; the file
    itself is kept only until it is applied. ``applied_at`` dates the agency's person list."""

    __tablename__ = "roster_import"
    __table_args__ = (Index(None, "agency_id", "applied_at"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[ImportState] = mapped_column(enum_of(ImportState))
    filename: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None]
    counts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class RosterChange(Base):
    """What one applied import did to one person: enough, in ``before``, to put it back."""

    __tablename__ = "roster_change"

    id: Mapped[Id]
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"), index=True)
    line: Mapped[int | None]
    fate: Mapped[Fate] = mapped_column(enum_of(Fate))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
