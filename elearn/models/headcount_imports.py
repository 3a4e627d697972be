"""Files of headcounts that were brought in, and what each of them said in the place of what."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of
from elearn.models.returns import HeadcountGrade
from elearn.models.rosters import ImportState


class HeadcountImport(Base):
    """A file of headcounts brought in for one agency. ``digest`` is the SHA-256 of its bytes; the
    file itself is kept only until it is applied. ``grade`` is that of lines without their own.
    ``changed`` is what the import wrote, figure by figure, with what stood there before: enough to
    put it back. It names nobody."""

    __tablename__ = "headcount_import"
    __table_args__ = (Index(None, "agency_id", "applied_at"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[ImportState] = mapped_column(enum_of(ImportState))
    filename: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    grade: Mapped[HeadcountGrade] = mapped_column(enum_of(HeadcountGrade))
    content: Mapped[bytes | None]
    counts: Mapped[dict[str, Any]]
    changed: Mapped[list[Any]]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
