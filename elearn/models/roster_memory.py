"""What an agency said about its own files: which heading is which column, which job title which
role. So that it is asked once."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class RosterMapping(Base):
    """One heading of an agency's files. ``heading`` is as headings are compared, ``shown`` as it
    was written; ``column`` is ours, empty for one that is not to be used."""

    __tablename__ = "roster_mapping"
    __table_args__ = (UniqueConstraint("agency_id", "heading"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    heading: Mapped[str] = mapped_column(String(200))
    shown: Mapped[str] = mapped_column(String(200))
    column: Mapped[str] = mapped_column(String(20))
    said_at: Mapped[datetime]


class RosterTitle(Base):
    """One job title of an agency's files and the staff role it stands for. ``title`` is as titles
    are compared, ``shown`` as it was written."""

    __tablename__ = "roster_title"
    __table_args__ = (UniqueConstraint("agency_id", "title"),)

    id: Mapped[Id]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(200))
    shown: Mapped[str] = mapped_column(String(200))
    role_id: Mapped[int] = mapped_column(ForeignKey("staff_role.id"))
    said_at: Mapped[datetime]
