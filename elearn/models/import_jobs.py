"""Imports that are applied in the background: how far each is, for whoever waits."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, enum_of


class ImportKind(StrEnum):
    """What is brought in, and so whose number a job has."""

    ROSTER = "roster"
    COMPLETIONS = "completions"
    HEADCOUNTS = "headcounts"
    REFERRALS = "referrals"


class JobState(StrEnum):
    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class ImportJob(Base):
    """The word to apply one import, given once: a second click finds it there. ``number`` is the
    import's among those of its kind, ``seen`` the digest of what was looked at, ``confirmed`` the
    answer to what had to be confirmed besides; ``sentence`` says why it failed. Whoever works on
    it renews ``leased_until``; after that somebody else takes it up, ``tries`` times at most."""

    __tablename__ = "import_job"
    __table_args__ = (Index(None, "state"),)

    kind: Mapped[ImportKind] = mapped_column(enum_of(ImportKind), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[JobState] = mapped_column(enum_of(JobState))
    seen: Mapped[str] = mapped_column(String(64))
    confirmed: Mapped[bool]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(String(500), default="")
    queued_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
