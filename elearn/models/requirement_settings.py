"""What a new line of the requirement matrix begins with, from a day on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class RequirementSetting(Base):
    """In force from ``start`` until the next row's. ``grace_days`` None is the curriculum's number
    for each module, ``refresh_months`` None the module's own interval. Rows are the history: one
    set again for the same day has a higher ``revision``, and none is ever changed."""

    __tablename__ = "requirement_setting"
    __table_args__ = (
        UniqueConstraint("start", "revision"),
        CheckConstraint("grace_days >= 0", name="grace_not_negative"),
        CheckConstraint("refresh_months > 0", name="refresh_positive"),
    )

    id: Mapped[Id]
    start: Mapped[date]
    revision: Mapped[int]
    grace_days: Mapped[int | None]
    refresh_months: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500))
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
