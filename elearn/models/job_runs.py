"""What the worker did by itself, a line a run: when, how it ended, what came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id, enum_of


class RunOutcome(StrEnum):
    """``running`` with a start long ago is a run that broke off."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobRun(Base):
    """One run of work that comes round by itself. ``said`` is a sentence of figures or the kind of
    error, never anybody's name."""

    __tablename__ = "job_run"
    __table_args__ = (Index(None, "name", "began_at"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(40))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[RunOutcome] = mapped_column(enum_of(RunOutcome))
    said: Mapped[str] = mapped_column(String(300), default="")
