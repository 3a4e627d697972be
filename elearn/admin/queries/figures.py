"""How the service stands at this moment, in figures."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from elearn.models import (
    Certificate,
    Heartbeat,
    ImportJob,
    JobState,
    Letter,
    LetterState,
    Module,
    ModuleVersion,
    Person,
    PersonStatus,
    SignInSession,
    is_sealed,
)

WAITING = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the first page. ``worker_at`` is when a worker was last heard of,
    ``oldest_waiting`` since when the letter that is due longest has waited."""

    active: int
    suspended: int
    signed_in: int
    waiting: int
    failed: int
    sent: int
    failed_imports: int
    worker_at: datetime | None
    oldest_waiting: datetime | None
    certificates: int
    last_certificate_at: datetime | None


@dataclass(frozen=True, slots=True)
class Database:
    """The database in words and figures; bytes only where it can say."""

    kind: str
    bytes: int | None
    revision: str
    trail_is_sealed: bool


@dataclass(frozen=True, slots=True)
class Overdue:
    """A published module whose law was to be looked at by a day that is over."""

    code: str
    title: str
    review_by: date


def figures(session: Session, *, now: datetime) -> Figures:
    """All of it with one statement."""
    open_sessions = (SignInSession.ended_at.is_(None), SignInSession.expires_at > now)
    due = (Letter.state.in_(WAITING), Letter.not_before <= now)
    row = session.execute(
        select(
            _count(Person.id, Person.status == PersonStatus.ACTIVE),
            _count(Person.id, Person.status == PersonStatus.SUSPENDED),
            _count(SignInSession.secret_hash, *open_sessions),
            _count(Letter.id, Letter.state.in_(WAITING)),
            _count(Letter.id, Letter.state == LetterState.FAILED),
            _count(Letter.id, Letter.state == LetterState.SENT),
            _count(ImportJob.number, ImportJob.state == JobState.FAILED),
            select(Heartbeat.at).where(Heartbeat.name == "worker").scalar_subquery(),
            select(func.min(Letter.not_before)).where(*due).scalar_subquery(),
            _count(Certificate.completion_id),
            select(func.max(Certificate.issued_at)).scalar_subquery(),
        )
    ).one()
    return Figures(*row)


def _count(key: Any, *where: Any) -> Any:
    return select(func.count(key)).where(*where).scalar_subquery()


def database(session: Session) -> Database:
    """What the database says of itself. The revision is empty where none was written down."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    statement = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if is_sqlite
        else "SELECT pg_database_size(current_database())"
    )
    has_revision = connection.dialect.has_table(connection, "alembic_version")
    return Database(
        kind="SQLite" if is_sqlite else "PostgreSQL",
        bytes=session.scalar(text(statement)),
        revision=session.scalar(text("SELECT version_num FROM alembic_version")) or ""
        if has_revision
        else "",
        trail_is_sealed=is_sealed(connection),
    )


def overdue_modules(session: Session, today: date) -> list[Overdue]:
    """Published modules past the day by which their law was to be looked at, the latest first."""
    newest = (
        select(ModuleVersion.module_id, func.max(ModuleVersion.number).label("number"))
        .group_by(ModuleVersion.module_id)
        .subquery()
    )
    statement = (
        select(Module.code, ModuleVersion.title, ModuleVersion.review_by)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(
            newest,
            (newest.c.module_id == ModuleVersion.module_id)
            & (newest.c.number == ModuleVersion.number),
        )
        .where(ModuleVersion.review_by < today)
        .order_by(ModuleVersion.review_by, Module.code)
    )
    return [Overdue(*row) for row in session.execute(statement)]
