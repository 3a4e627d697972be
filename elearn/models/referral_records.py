"""What referral totals said before they were corrected, and the files they were brought in with."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of
from elearn.models.returns import ReferralKind
from elearn.models.rosters import ImportState


class FormerReferral(Base):
    """The number that stood for one kind in one area and quarter until it was corrected, or taken
    away by undoing the import that had brought it."""

    __tablename__ = "former_referral"
    __table_args__ = (Index(None, "area_id", "quarter", "kind"),)

    id: Mapped[Id]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    quarter: Mapped[str] = mapped_column(String(7))
    kind: Mapped[ReferralKind] = mapped_column(enum_of(ReferralKind))
    number: Mapped[int]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaced_at: Mapped[datetime]


class ReferralImport(Base):
    """A file of referral totals. ``digest`` is the SHA-256 of its bytes; the file itself is kept
    only until it is applied. ``changed`` is what the import wrote, number by number, with what
    stood there before: enough to put it back. It tells of totals, never of a case or a person."""

    __tablename__ = "referral_import"
    __table_args__ = (Index(None, "applied_at"),)

    id: Mapped[Id]
    state: Mapped[ImportState] = mapped_column(enum_of(ImportState))
    filename: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None]
    counts: Mapped[dict[str, Any]]
    changed: Mapped[list[Any]]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
