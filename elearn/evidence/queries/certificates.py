"""Reads of certificates from elsewhere: one's own, and those of an agency's people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.models import EvidenceFile, FileState, OutsideCourse, Person, PersonStatus
from elearn.records.elsewhere import works_here


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate that was sent in. ``course`` is the name of a course known here, else what the
    person typed. ``is_kept``: the file can still be opened."""

    file_id: int
    public_id: str
    person_id: int
    person: str
    name: str
    course_id: int | None
    course: str
    provider: str
    done_on: date
    mime: str
    size: int
    state: FileState
    sent_at: datetime
    decided_at: datetime | None
    reason: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is handed out."""

    public_id: str
    mime: str
    content: bytes


def mine(session: Session, *, person_id: int) -> tuple[CertificateRow, ...]:
    """Everything a person ever sent in, the latest first."""
    statement = _rows().where(EvidenceFile.person_id == person_id)
    ordered = statement.order_by(EvidenceFile.sent_at.desc(), EvidenceFile.id.desc())
    return tuple(CertificateRow(*row) for row in session.execute(ordered))


def my_file(session: Session, *, person_id: int, public_id: str) -> KeptFile | None:
    """One's own file; None for anybody else's and for one that is no longer kept."""
    statement = _files().where(
        EvidenceFile.person_id == person_id, EvidenceFile.public_id == public_id
    )
    row = session.execute(statement).one_or_none()
    return KeptFile(*row) if row else None


def waiting(
    session: Session, scope: AgencyScope, agency_id: int, today: date, *, most: int
) -> tuple[CertificateRow, ...]:
    """Certificates of the agency's people that wait for a decision, the oldest first."""
    statement = (
        _of_agency(scope, agency_id, today)
        .where(EvidenceFile.state == FileState.WAITING)
        .order_by(EvidenceFile.sent_at, EvidenceFile.id)
        .limit(most)
    )
    return tuple(CertificateRow(*row) for row in session.execute(statement))


def decided(
    session: Session, scope: AgencyScope, agency_id: int, today: date, *, most: int
) -> tuple[CertificateRow, ...]:
    """Those that were decided, the latest first."""
    statement = (
        _of_agency(scope, agency_id, today)
        .where(EvidenceFile.state.not_in((FileState.WAITING, FileState.WITHDRAWN)))
        .order_by(EvidenceFile.decided_at.desc(), EvidenceFile.id.desc())
        .limit(most)
    )
    return tuple(CertificateRow(*row) for row in session.execute(statement))


def every(
    session: Session, scope: AgencyScope, agency_id: int, today: date
) -> tuple[CertificateRow, ...]:
    """All of them, in the order in which they came."""
    statement = _of_agency(scope, agency_id, today).order_by(EvidenceFile.sent_at, EvidenceFile.id)
    return tuple(CertificateRow(*row) for row in session.execute(statement))


def certificate(
    session: Session, scope: AgencyScope, agency_id: int, today: date, *, public_id: str
) -> CertificateRow | None:
    """One certificate of somebody who works at the agency, in scope."""
    statement = _of_agency(scope, agency_id, today).where(EvidenceFile.public_id == public_id)
    row = session.execute(statement).one_or_none()
    return CertificateRow(*row) if row else None


def file_of(
    session: Session, scope: AgencyScope, agency_id: int, today: date, *, public_id: str
) -> KeptFile | None:
    """Its file; None where the person does not work here, or it is no longer kept."""
    statement = _files().where(
        EvidenceFile.public_id == public_id,
        EvidenceFile.state != FileState.WITHDRAWN,
        works_here(EvidenceFile.person_id, scope, agency_id, today),
    )
    row = session.execute(statement).one_or_none()
    return KeptFile(*row) if row else None


def _of_agency(scope: AgencyScope, agency_id: int, today: date) -> Select[*tuple[Any, ...]]:
    return _rows().where(
        EvidenceFile.state != FileState.WITHDRAWN,
        Person.status != PersonStatus.ERASED,
        works_here(EvidenceFile.person_id, scope, agency_id, today),
    )


def _files() -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = select(
        EvidenceFile.public_id, EvidenceFile.mime, EvidenceFile.content
    ).where(EvidenceFile.content.is_not(None))
    return statement


def _rows() -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            EvidenceFile.id,
            EvidenceFile.public_id,
            EvidenceFile.person_id,
            Person.public_id.label("person"),
            Person.full_name,
            EvidenceFile.course_id,
            func.coalesce(OutsideCourse.name, EvidenceFile.course_name),
            func.coalesce(OutsideCourse.provider, EvidenceFile.provider),
            EvidenceFile.done_on,
            EvidenceFile.mime,
            EvidenceFile.size,
            EvidenceFile.state,
            EvidenceFile.sent_at,
            EvidenceFile.decided_at,
            EvidenceFile.reason,
            EvidenceFile.content.is_not(None),
        )
        .join(Person, Person.id == EvidenceFile.person_id)
        .outerjoin(OutsideCourse, OutsideCourse.id == EvidenceFile.course_id)
    )
    return statement
