"""Agencies of any size, made for measuring: people in teams and roles, and what they hold."""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.content.queries import PublishedModule, published
from elearn.models import (
    Agency,
    AgencyType,
    Completion,
    Grade,
    Grant,
    Level,
    Need,
    Person,
    Posting,
    Requirement,
    StaffNumber,
    StaffRole,
    Team,
)
from elearn.records.actions import rebuild_holdings

MODULES, ROLES, TEAMS, A_TEAM = 10, 4, 20, 10
REFRESH_MONTHS = 24
FIRST = ("Amina", "Ben", "Carys", "Dev", "Elin", "Femi", "Grace", "Hugh", "Isla", "Jonah")
LAST = ("Adeyemi", "Brook", "Clarke", "Das", "Evans", "Frost", "Gill", "Hall", "Iqbal", "Jones")


@dataclass(frozen=True, slots=True)
class Crowd:
    """An agency of so many people, and the person who leads it."""

    slug: str
    people: int
    lead_id: int


def add_roles(session: Session) -> list[int]:
    """Staff roles of which ten published modules each are required, and nothing else."""
    modules = published(session)[:MODULES]
    if len(modules) < MODULES:
        raise LookupError(f"only {len(modules)} modules are published")
    roles = [
        StaffRole(code=f"B{n}", name=f"Measured role {n}", level=Level.B, exposure=1.0)
        for n in range(ROLES)
    ]
    session.add_all(roles)
    session.flush()
    months = REFRESH_MONTHS
    rule = {"need": Need.REQUIRED, "start": date(2020, 1, 1), "grace_days": 60, "reason": ""}
    session.execute(
        insert(Requirement),
        [
            rule | {"role_id": role.id, "module_id": one.module_id, "refresh_months": months}
            for role in roles
            for one in modules
        ],
    )
    return [role.id for role in roles]


def add_crowd(session: Session, people: int, roles: list[int], today: date) -> Crowd:
    """An agency of that many people in teams of ten or more; each holds about nine of ten modules,
    one in five of them out of date. Does not commit."""
    slug = f"measured-{people}"
    agency = Agency(
        slug=slug,
        name=f"An agency of {people:,}",
        type=AgencyType.NHS,
        first_responder=False,
        duty_to_notify=False,
        valid_from=date(2020, 1, 1),
    )
    session.add(agency)
    session.flush()
    chance = Random(people)  # noqa: S311 - invented people, the same in every run
    ids = _people(session, slug, people)
    _postings(session, agency.id, ids, roles, chance, today)
    _completions(session, ids, published(session)[:MODULES], chance, today)
    lead_id = ids[0]
    session.add(
        Grant(
            person_id=lead_id,
            role=Role.AGENCY_LEAD,
            agency_id=agency.id,
            granted_at=datetime.now(UTC),
        )
    )
    session.flush()
    return Crowd(slug, people, lead_id)


def _people(session: Session, slug: str, people: int) -> list[int]:
    newest = session.scalar(select(func.max(Person.id))) or 0
    now = datetime.now(UTC)
    session.execute(
        insert(Person),
        [
            {
                "public_id": secrets.token_urlsafe(16),
                "full_name": f"{FIRST[n * 7 % 10]} {LAST[n * 3 // 10 % 10]} {n}",
                "email": f"{slug}-{n}@bench.example",
                "status": "active",
                "created_at": now,
            }
            for n in range(people)
        ],
    )
    return list(session.scalars(select(Person.id).where(Person.id > newest).order_by(Person.id)))


def _postings(
    session: Session,
    agency_id: int,
    ids: list[int],
    roles: list[int],
    chance: Random,
    today: date,
) -> None:
    """Nine in ten work here past their first weeks; one in fifty holds two postings."""
    teams = min(TEAMS, len(ids) // A_TEAM)
    made = [Team(agency_id=agency_id, slug=f"team-{n}", name=f"Team {n}") for n in range(teams)]
    session.add_all(made)
    session.flush()
    session.execute(
        insert(StaffNumber),
        [
            {"person_id": one, "agency_id": agency_id, "value": f"S{n:06}"}
            for n, one in enumerate(ids)
        ],
    )
    rows = []
    for n, person_id in enumerate(ids):
        for turn in range(2 if n % 50 == 0 else 1):
            days = chance.randrange(1, 60) if n % 10 == 9 else chance.randrange(100, 2000)
            rows.append(
                {
                    "person_id": person_id,
                    "agency_id": agency_id,
                    "team_id": made[(n + turn) % teams].id,
                    "role_id": roles[(n + turn) % len(roles)],
                    "start": today - timedelta(days=days),
                }
            )
    session.execute(insert(Posting), rows)


def _completions(
    session: Session,
    ids: list[int],
    modules: tuple[PublishedModule, ...],
    chance: Random,
    today: date,
) -> None:
    now, line = datetime.now(UTC), {"grade": Grade.IMPORTED, "source": "measured", "again": 0}
    rows = [
        line
        | {
            "person_id": person_id,
            "module_id": module.module_id,
            "completed_on": today - timedelta(days=chance.randrange(1, 900)),
            "recorded_at": now,
        }
        for person_id in ids
        for module in modules
        if chance.random() < 0.9
    ]
    session.execute(insert(Completion), rows)
    for start in range(0, len(ids), 1000):
        rebuild_holdings(session, person_ids=ids[start : start + 1000])
