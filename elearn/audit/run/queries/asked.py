"""Reads what a run asks of agencies, and what the record says of each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.audit.run.facts import Asked
from elearn.domain.audit_tasks import AgencyRecord, PeopleKind, TaskKind
from elearn.models import (
    Agency,
    Area,
    AssessmentState,
    AuditAct,
    AuditActKind,
    AuditRequest,
    CompletionImport,
    Grant,
    Headcount,
    Letter,
    Person,
    PersonStatus,
    Posting,
    RosterImport,
    SelfAssessment,
)
from elearn.operations.grants import is_held
from elearn.records.asked import in_force
from elearn.records.sharing import for_partnership

CONFIRMED = {
    AuditActKind.PEOPLE: TaskKind.PEOPLE,
    AuditActKind.ELSEWHERE: TaskKind.ELSEWHERE,
    AuditActKind.SIGN: TaskKind.SIGN,
}


def asked(
    session: Session, audit_id: int, *, today: date, now: datetime, agency_id: int | None = None
) -> list[Asked]:
    """Every agency that was asked in a run (or the one of that number), by name. Three statements,
    however many there are. Read for all, whoever signed is named only where their agency shares
    names; read for one agency, by itself."""
    acts = _acts(session, audit_id, by_partnership=agency_id is None)
    letters = _letters(session, audit_id)
    chosen = AuditRequest.agency_id == agency_id if agency_id else AuditRequest.agency_id > 0
    statement = (
        select(
            Agency.id,
            Agency.slug,
            Agency.name,
            func.coalesce(Area.name, "Whole partnership"),
            _has_people(today),
            exists().where(Headcount.agency_id == Agency.id),
            _latest(RosterImport),
            _counted(),
            _latest(CompletionImport),
            _assessed(),
            _begun(today),
            _leads(now),
        )
        .join(AuditRequest, AuditRequest.agency_id == Agency.id)
        .outerjoin(Area, Area.id == Agency.area_id)
        .where(AuditRequest.audit_id == audit_id, chosen)
        .order_by(Agency.name, Agency.id)
    )
    return [
        _asked(row, acts.get(row[0], []), letters.get(row[0], ()))
        for row in session.execute(statement)
    ]


_Act = tuple[AuditActKind, datetime, str]


def _asked(row: Sequence[Any], acts: Sequence[_Act], letters: tuple[str, ...]) -> Asked:
    number, slug, name, area, named, numbered, listed, counted, brought, *rest = row
    assessed, begun, leads = rest
    kind = PeopleKind.HEADCOUNT if numbered else PeopleKind.NOTHING
    said = {CONFIRMED[kind]: at for kind, at, _ in acts if kind in CONFIRMED}
    chased = [at for kind, at, _ in acts if kind is AuditActKind.CHASED]
    return Asked(
        agency_id=number,
        slug=slug,
        name=name,
        area=area,
        record=AgencyRecord(
            people=PeopleKind.LIST if named else kind,
            listed_at=listed,
            counted_at=counted,
            brought_in_at=brought,
            assessed_at=assessed,
            assessment_begun=bool(begun),
            said=said,
        ),
        signed_by=next((who for kind, _, who in acts if kind is AuditActKind.SIGN), ""),
        chased_at=max(chased, default=None),
        letters=letters,
        leads=leads,
    )


def _acts(session: Session, audit_id: int, *, by_partnership: bool) -> dict[int, list[_Act]]:
    shared = for_partnership(Person.full_name, AuditAct.agency_id)
    name = shared if by_partnership else Person.full_name
    statement = (
        select(AuditAct.agency_id, AuditAct.kind, AuditAct.at, func.coalesce(name, ""))
        .outerjoin(Person, Person.id == AuditAct.by_id)
        .where(AuditAct.audit_id == audit_id)
        .order_by(AuditAct.at, AuditAct.id)
    )
    found: dict[int, list[_Act]] = defaultdict(list)
    for agency_id, kind, at, who in session.execute(statement):
        found[agency_id].append((kind, at, who))
    return found


def letter_key(audit_id: int, what: str, agency_id: int, rest: str) -> str:
    """The key of a letter about a run; the same key is one letter."""
    return f"audit:{audit_id}:{what}:{agency_id}:{rest}"


def _letters(session: Session, audit_id: int) -> dict[int, tuple[str, ...]]:
    """By agency: what became of the letters to its leads, in the order they were written."""
    statement = (
        select(Letter.key, Letter.state)
        .where(Letter.key.startswith(f"audit:{audit_id}:", autoescape=True))
        .order_by(Letter.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for key, state in session.execute(statement):
        found[int(key.split(":")[3])].append(state.value)
    return {agency_id: tuple(states) for agency_id, states in found.items()}


def _has_people(on: date) -> ColumnElement[bool]:
    there = in_force(Posting.start, Posting.end, on)
    return exists().where(Posting.agency_id == Agency.id, there)


def _latest(table: type[RosterImport] | type[CompletionImport]) -> Any:
    """When a file was last applied that stands still."""
    last = select(func.max(table.applied_at))
    return last.where(table.agency_id == Agency.id, table.undone_at.is_(None)).scalar_subquery()


def _counted() -> Any:
    last = select(func.max(Headcount.signed_at))
    return last.where(Headcount.agency_id == Agency.id).scalar_subquery()


def _assessed() -> Any:
    last = select(func.max(SelfAssessment.signed_at))
    signed = SelfAssessment.state == AssessmentState.SIGNED
    return last.where(SelfAssessment.agency_id == Agency.id, signed).scalar_subquery()


def _begun(on: date) -> ColumnElement[bool]:
    return exists().where(
        SelfAssessment.agency_id == Agency.id,
        SelfAssessment.year == on.year,
        SelfAssessment.state != AssessmentState.SIGNED,
    )


def _leads(now: datetime) -> Any:
    """How many people lead the agency and can be written to."""
    return (
        select(func.count(Person.id.distinct()))
        .join(Grant, Grant.person_id == Person.id)
        .where(
            Grant.agency_id == Agency.id,
            Grant.role == Role.AGENCY_LEAD,
            is_held(now),
            Person.status == PersonStatus.ACTIVE,
            Person.email.is_not(None),
        )
        .correlate(Agency)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who leads an agency and can be written to."""

    agency_id: int
    person_id: int
    name: str
    email: str


def leads(session: Session, agency_ids: Collection[int], *, now: datetime) -> list[Lead]:
    """Whoever leads these agencies and can be written to."""
    statement = (
        select(Grant.agency_id, Person.id, Person.full_name, Person.email)
        .distinct()
        .join(Person, Person.id == Grant.person_id)
        .where(
            Grant.agency_id.in_(sorted(agency_ids)),
            Grant.role == Role.AGENCY_LEAD,
            is_held(now),
            Person.status == PersonStatus.ACTIVE,
            Person.email.is_not(None),
        )
        .order_by(Grant.agency_id, Person.id)
    )
    return [
        Lead(agency_id or 0, person_id, name, email or "")
        for agency_id, person_id, name, email in session.execute(statement)
    ]
