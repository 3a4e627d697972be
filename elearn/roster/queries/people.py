"""Reads of who is on record at an agency: for matching a file, and as a file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from sqlalchemy import ColumnElement, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from elearn.models import (
    Grant,
    Password,
    Person,
    PersonStatus,
    Posting,
    StaffNumber,
    StaffRole,
    Team,
)
from elearn.records.asked import in_force
from elearn.roster.people import Known, Place, Register
from elearn.roster.titles import RoleName

NOBODY = (PersonStatus.ERASED, PersonStatus.MERGED)  # records that stand for nobody any more
ADDRESSES_A_STATEMENT = 5_000  # databases bound how many values one statement may name


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person of the agency as a roster file has them."""

    staff_number: str
    full_name: str
    email: str
    team: str
    role: str
    start_date: date
    end_date: date | None
    manager_email: str


@dataclass(frozen=True, slots=True)
class Names:
    """The staff roles, and the agency's teams: name by id."""

    roles: tuple[RoleName, ...]
    teams: Mapping[int, str]


def names_of(session: Session, agency_id: int) -> Names:
    """What a file's roles and teams may be called, in one statement."""
    roles = select(literal(True), StaffRole.id, StaffRole.code, StaffRole.name)
    teams = select(literal(False), Team.id, Team.slug, Team.name).where(Team.agency_id == agency_id)
    rows = session.execute(union_all(roles, teams)).all()
    return Names(
        roles=tuple(RoleName(*row[1:]) for row in sorted(rows) if row[0]),
        teams={row[1]: row[3] for row in sorted(rows) if not row[0]},
    )


def register_of(
    session: Session, agency_id: int, names: Names, emails: Iterable[str], today: date
) -> Register:
    """Everyone on record at the agency, and everyone elsewhere whom one of the addresses names."""
    teams = names.teams
    places, numbers = _places(session, agency_id, teams), _numbers(session, agency_id)
    of_agency = or_(
        Person.id.in_(select(Posting.person_id).where(Posting.agency_id == agency_id)),
        Person.id.in_(select(StaffNumber.person_id).where(StaffNumber.agency_id == agency_id)),
    )
    read = partial(
        _people, session, agency_id=agency_id, today=today, places=places, numbers=numbers
    )
    known = read(which=of_agency)
    here = {one.email for one in known if one.email}
    others = iter(sorted(set(emails) - here))
    while some := list(islice(others, ADDRESSES_A_STATEMENT)):
        known += read(which=Person.email.in_(some))
    return Register.of(known, teams.values())


def _places(
    session: Session, agency_id: int, teams: Mapping[int, str]
) -> dict[int, tuple[Place, ...]]:
    statement = (
        select(
            Posting.person_id,
            Posting.id,
            Posting.team_id,
            Posting.role_id,
            Posting.start,
            Posting.end,
        )
        .where(Posting.agency_id == agency_id)
        .order_by(Posting.start, Posting.id)
    )
    found: dict[int, list[Place]] = defaultdict(list)
    for person_id, posting_id, team_id, role_id, start, end in session.execute(statement):
        team = teams[team_id] if team_id is not None else None
        found[person_id].append(Place(posting_id, team, role_id, start, end))
    return {person_id: tuple(places) for person_id, places in found.items()}


def _numbers(session: Session, agency_id: int) -> dict[int, tuple[str, ...]]:
    statement = (
        select(StaffNumber.person_id, StaffNumber.value)
        .where(StaffNumber.agency_id == agency_id)
        .order_by(StaffNumber.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for person_id, value in session.execute(statement):
        found[person_id].append(value)
    return {person_id: tuple(values) for person_id, values in found.items()}


def _people(
    session: Session,
    *,
    agency_id: int,
    which: ColumnElement[bool],
    today: date,
    places: dict[int, tuple[Place, ...]],
    numbers: dict[int, tuple[str, ...]],
) -> list[Known]:
    elsewhere = exists().where(
        Posting.person_id == Person.id,
        Posting.agency_id != agency_id,
        or_(Posting.end.is_(None), Posting.end > today),
    )
    account = or_(
        exists().where(Password.person_id == Person.id),
        exists().where(Grant.person_id == Person.id, Grant.revoked_at.is_(None)),
    )
    appointed = exists().where(
        Grant.person_id == Person.id, Grant.agency_id == agency_id, Grant.revoked_at.is_(None)
    )
    own = (Person.id, Person.full_name, Person.email, Person.manager_email)
    statement = (
        select(*own, account, elsewhere, appointed)
        .where(which, Person.status.not_in(NOBODY))
        .order_by(Person.id)
    )
    return [
        Known(
            person_id=row[0],
            full_name=row[1],
            email=row[2],
            manager_email=row[3],
            has_account=bool(row[4]),
            is_shared=bool(row[5]) or not (row[0] in places or row[0] in numbers),
            staff_numbers=numbers.get(row[0], ()),
            places=places.get(row[0], ()),
            is_ours=row[0] in places or row[0] in numbers or bool(row[6]),
        )
        for row in session.execute(statement)
    ]


def listed_people(session: Session, agency_id: int, today: date) -> list[ListedPerson]:
    """Who works at the agency today or will, by name, as a file that may be brought in again: one
    line a person, with the posting that begins last. Whoever is in no line would be taken to have
    left, so that those who begin later stand in it; nobody who was erased does."""
    statement = (
        select(
            Person.id,
            Person.full_name,
            Person.email,
            Team.name,
            StaffRole.code,
            Posting.start,
            Posting.end,
            Person.manager_email,
        )
        .select_from(Posting)
        .join(Person, Person.id == Posting.person_id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(
            Posting.agency_id == agency_id,
            or_(Posting.end.is_(None), Posting.end > today),
            Person.status.not_in(NOBODY),
        )
        .order_by(Person.full_name, Person.id, Posting.start, Posting.id)
    )
    latest = {row[0]: row for row in session.execute(statement)}
    numbers = _numbers(session, agency_id)
    return [
        ListedPerson(
            numbers.get(person_id, ("",))[0],
            row[1],
            row[2] or "",
            row[3] or "",
            row[4],
            row[5],
            row[6],
            row[7] or "",
        )
        for person_id, row in latest.items()
    ]


def count_present(session: Session, agency_id: int, today: date) -> int:
    """How many people work at the agency today."""
    statement = select(func.count(Posting.person_id.distinct())).where(
        Posting.agency_id == agency_id, in_force(Posting.start, Posting.end, today)
    )
    return session.scalar(statement) or 0
