"""Reads of certificates: a holder's own, and the little that the public check may show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from elearn.models import (
    Agency,
    Certificate,
    Completion,
    Module,
    ModuleVersion,
    Person,
    PersonStatus,
    Posting,
    Revocation,
)
from elearn.records.asked import in_force

MOST_WITHDRAWN = 20


@dataclass(frozen=True, slots=True)
class Earned:
    """A certificate of a holder. ``refresh_months`` as the version said that was passed; ``grade``
    is how its completion is evidenced. ``replaced_on`` is the day of the latest completion of the
    module since, ``reason`` that of a withdrawal."""

    code: str
    title: str
    version_number: int | None
    completed_on: date
    refresh_months: int | None
    revoked_on: date | None
    reason: str
    replaced_on: date | None
    grade: str


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """What the PDF of a certificate says."""

    code: str
    name: str
    title: str
    completed_on: date
    refresh_months: int | None
    version_id: int | None
    version_number: int | None
    law_as_at: date | None
    agency: str | None
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """What anybody with the code may know. ``name`` is None once the person was erased."""

    title: str
    completed_on: date
    refresh_months: int | None
    name: str | None
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class CertificateFound:
    """A certificate for whoever may withdraw it: what the public check shows, and whether and why
    it was withdrawn before."""

    code: str
    title: str
    completed_on: date
    name: str | None
    revoked_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A certificate that was withdrawn."""

    code: str
    title: str
    completed_on: date
    revoked_on: date
    reason: str


def earned_by(session: Session, *, person_id: int) -> tuple[Earned, ...]:
    """Every certificate a person ever earned, the latest first, withdrawn ones too."""
    statement = (
        _certificates()
        .add_columns(_replaced_on().label("replaced_on"))
        .where(Completion.person_id == person_id)
        .order_by(Completion.completed_on.desc(), Completion.again.desc(), Certificate.code)
    )
    return tuple(
        Earned(
            row.code,
            row.title,
            row.version_number,
            row.completed_on,
            _months(row),
            row.revoked_on,
            row.reason or "",
            row.replaced_on,
            row.grade.value,
        )
        for row in session.execute(statement)
    )


def own_certificate(session: Session, *, person_id: int, code: str) -> OwnCertificate | None:
    """The holder's certificate of that code; None for anybody else's and for one withdrawn."""
    row = session.execute(
        _certificates().where(
            Completion.person_id == person_id,
            Certificate.code == code,
            Revocation.completion_id.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return OwnCertificate(
        code=row.code,
        name=row.full_name,
        title=row.title,
        completed_on=row.completed_on,
        refresh_months=_months(row),
        version_id=row.version_id,
        version_number=row.version_number,
        law_as_at=row.law_as_at,
        agency=_agency_on(session, person_id, row.completed_on),
        issued_at=row.issued_at,
    )


def public_certificate(session: Session, *, code: str) -> PublicCertificate | None:
    """What the public check shows of a code, or None when no certificate has it."""
    row = session.execute(_certificates().where(Certificate.code == code)).one_or_none()
    if row is None:
        return None
    return PublicCertificate(row.title, row.completed_on, _months(row), _name(row), row.revoked_on)


def certificate_of(session: Session, *, code: str) -> CertificateFound | None:
    """The certificate of that code, withdrawn or not."""
    row = session.execute(_certificates().where(Certificate.code == code)).one_or_none()
    if row is None:
        return None
    return CertificateFound(
        row.code, row.title, row.completed_on, _name(row), row.revoked_on, row.reason or ""
    )


def withdrawn(session: Session, *, most: int = MOST_WITHDRAWN) -> tuple[Withdrawn, ...]:
    """The certificates withdrawn last, the latest first."""
    statement = (
        _certificates()
        .where(Revocation.completion_id.is_not(None))
        .order_by(Revocation.recorded_at.desc(), Certificate.code)
        .limit(most)
    )
    return tuple(
        Withdrawn(row.code, row.title, row.completed_on, row.revoked_on, row.reason)
        for row in session.execute(statement)
    )


def _name(row: Any) -> str | None:
    """The holder's name; None once it is no longer kept."""
    return None if row.status is PersonStatus.ERASED else row.full_name


def _replaced_on() -> ScalarSelect[Any]:
    """The day of the latest later completion of the module by the holder that stands."""
    later, taken_out = aliased(Completion), aliased(Revocation)
    return (
        select(func.max(later.completed_on))
        .where(
            later.person_id == Completion.person_id,
            later.module_id == Completion.module_id,
            later.completed_on > Completion.completed_on,
            ~exists().where(taken_out.completion_id == later.id),
        )
        .correlate(Completion)
        .scalar_subquery()
    )


def _certificates() -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            Certificate.code,
            Certificate.issued_at,
            func.coalesce(ModuleVersion.title, Module.title).label("title"),
            Completion.completed_on,
            Completion.grade,
            Module.refresh_months.label("module_months"),
            ModuleVersion.id.label("version_id"),
            ModuleVersion.number.label("version_number"),
            ModuleVersion.refresh_months.label("version_months"),
            ModuleVersion.law_as_at,
            Person.full_name,
            Person.status,
            Revocation.revoked_on,
            Revocation.reason,
        )
        .join(Completion, Completion.id == Certificate.completion_id)
        .join(Person, Person.id == Completion.person_id)
        .join(Module, Module.id == Completion.module_id)
        .outerjoin(ModuleVersion, ModuleVersion.id == Completion.version_id)
        .outerjoin(Revocation, Revocation.completion_id == Completion.id)
    )
    return statement


def _months(row: Any) -> int | None:
    """The interval of the version that was passed, which may be none; else the module's."""
    months: int | None = row.module_months if row.version_id is None else row.version_months
    return months


def _agency_on(session: Session, person_id: int, on: date) -> str | None:
    """Where the holder worked on the day, the longest-standing posting first."""
    return session.scalar(
        select(Agency.name)
        .join(Posting, Posting.agency_id == Agency.id)
        .where(Posting.person_id == person_id, in_force(Posting.start, Posting.end, on))
        .order_by(Posting.start, Posting.id)
        .limit(1)
    )
