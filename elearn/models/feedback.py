"""What people say of a module: three answers after it, and later whether they have used it.

These belong to a person, who may change them. Nobody else is shown whose they are."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class ModuleFeedback(Base):
    """One person's answers to a version of a module, as keys of ``domain.feedback``; ``pledge`` is
    whom they will tell, empty if they did not say. Erasing the person empties ``comment``."""

    __tablename__ = "module_feedback"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id"),
        Index(None, "module_id", "answered_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    useful: Mapped[str] = mapped_column(String(12))
    clear: Mapped[str] = mapped_column(String(12))
    change: Mapped[str] = mapped_column(String(12))
    pledge: Mapped[str] = mapped_column(String(12), default="")
    comment: Mapped[str] = mapped_column(String(500), default="")
    answered_on: Mapped[date]


class ModuleUse(Base):
    """Whether somebody has used a module that they completed on a day, asked three months later."""

    __tablename__ = "module_use"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "completed_on"),
        Index(None, "module_id", "answered_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    completed_on: Mapped[date]
    used: Mapped[str] = mapped_column(String(12))
    answered_on: Mapped[date]
