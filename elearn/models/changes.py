"""Material changes of training that somebody who holds an older version has read about."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class ChangeRead(Base):
    """Somebody read what a version changed and answered its questions, of which ``right`` were
    right: nobody passes or fails. Rows are added, never changed."""

    __tablename__ = "change_read"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id"),
        CheckConstraint('"right" BETWEEN 0 AND out_of', name="right_of_out_of"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    read_at: Mapped[datetime]
    right: Mapped[int]
    out_of: Mapped[int]
