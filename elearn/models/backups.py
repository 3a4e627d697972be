"""Backups that were made or that failed, so that their age can be told."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class BackupRun(Base):
    """One backup. ``name`` is the file's own name without its folder; ``said`` is empty when it
    went well, else the sentence that whoever runs the service was told. ``sha256`` is the file's
    as it was written, so that a copy elsewhere can be told from it."""

    __tablename__ = "backup_run"
    __table_args__ = (Index(None, "ended_at"),)

    id: Mapped[Id]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200), default="")
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    rows: Mapped[int] = mapped_column(BigInteger, default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    encrypted: Mapped[bool] = mapped_column(default=False)
    handed_on: Mapped[bool] = mapped_column(default=False)
    said: Mapped[str] = mapped_column(String(300), default="")
