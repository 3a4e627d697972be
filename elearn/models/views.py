"""Lists as somebody likes to see them: the filters of an address under a name."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id

LONGEST_NAME, LONGEST_FILTERS = 60, 300


class SavedView(Base):
    """One person's view of one agency's list. ``page`` is ``completion`` or ``people``,
    ``filters`` the query string of its address, known parameters only."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "agency_id", "name"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    page: Mapped[str] = mapped_column(String(20))
    filters: Mapped[str] = mapped_column(String(LONGEST_FILTERS))
    created_at: Mapped[datetime]
