"""What is kept of the backups that were made: how old the last is, and whether one failed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import BackupRun


@dataclass(frozen=True, slots=True)
class Run:
    """One backup that was made, or that failed and why (``said``)."""

    began_at: datetime
    ended_at: datetime
    name: str
    bytes: int
    rows: int
    sha256: str
    encrypted: bool
    handed_on: bool
    said: str


COLUMNS = (
    BackupRun.began_at,
    BackupRun.ended_at,
    BackupRun.name,
    BackupRun.bytes,
    BackupRun.rows,
    BackupRun.sha256,
    BackupRun.encrypted,
    BackupRun.handed_on,
    BackupRun.said,
)


def keep(session: Session, run: Run) -> None:
    """Write down a backup."""
    session.add(BackupRun(**{column.key: getattr(run, column.key) for column in COLUMNS}))
    session.flush()


def last(session: Session) -> Run | None:
    """The last backup that went well."""
    return _latest(session, good=True)


def last_failed(session: Session) -> Run | None:
    """The last that failed, if none went well after it."""
    failed, good = _latest(session, good=False), last(session)
    if failed is None or (good is not None and good.ended_at >= failed.ended_at):
        return None
    return failed


def _latest(session: Session, *, good: bool) -> Run | None:
    statement = (
        select(*COLUMNS)
        .where(BackupRun.said == "" if good else BackupRun.said != "")
        .order_by(BackupRun.ended_at.desc(), BackupRun.id.desc())
        .limit(1)
    )
    row = session.execute(statement).first()
    return Run(*row) if row else None
