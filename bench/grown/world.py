"""A demonstration that has grown: an agency of a fifth of everybody, with teams, holdings, letters
and a frozen audit."""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Integer, cast, func, insert, literal, select, text, update
from sqlalchemy.orm import Session

from bench.large import Size, build
from elearn.access.policy import Role
from elearn.models import (
    Agency,
    Completion,
    FiguresStamp,
    Grant,
    Letter,
    LetterState,
    Person,
    Posting,
    StaffNumber,
    Team,
)
from elearn.records.actions import rebuild_holdings

TEAMS = 40
A_FIFTH = 5


@dataclass(frozen=True, slots=True)
class Place:
    """The largest agency: who leads it, somebody of it, and how many work there."""

    slug: str
    lead_id: int
    colleague: str
    people: int


def grow(session: Session, size: Size, *, on: date) -> Place:
    """Make the people and what they hold, and put a fifth of them into one agency. Commits. The
    statistics of the tables are made too, as a database that has stood for a night has them."""
    build(session, size, on=on)
    agency = session.scalars(select(Agency).where(Agency.slug == "large-00")).one()
    _fill(session, agency)
    rebuild_holdings(session)
    _letters(session, agency.id)
    place = _place(session, agency)
    made = select(func.min(Person.created_at)).scalar_subquery()
    session.execute(update(FiguresStamp).values(settles_at=made))  # as if hours ago
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()
    return place


def _fill(session: Session, agency: Agency) -> None:
    ours = select(Agency.id).where(Agency.slug.like("large-%"))
    moved = update(Posting).where(Posting.agency_id.in_(ours), Posting.person_id % A_FIFTH == 0)
    session.execute(moved.values(agency_id=agency.id))
    teams = [
        Team(agency_id=agency.id, slug=f"large-{n:02}", name=f"Team {n}") for n in range(TEAMS)
    ]
    session.add_all(teams)
    session.flush()
    here = Posting.agency_id == agency.id
    in_turn: ColumnElement[int] = (Posting.person_id // A_FIFTH) % TEAMS + teams[0].id
    session.execute(update(Posting).where(here).values(team_id=in_turn))
    number = select(Posting.person_id, literal(agency.id), cast(Posting.person_id, Team.name.type))
    names = ["person_id", "agency_id", "value"]
    session.execute(insert(StaffNumber).from_select(names, number.where(here).distinct()))


def _letters(session: Session, agency_id: int) -> None:
    """A letter to each of them, sent."""
    now = literal(datetime.now(UTC), Letter.created_at.type)
    words = literal("A reminder")
    chosen = (
        select(
            literal("measured/") + Person.public_id,
            Person.id,
            func.coalesce(Person.email, ""),
            words,
            words,
            Person.public_id,
            literal(LetterState.SENT, Letter.state.type),
            literal(1, Integer()),
            now,
            literal(""),
            now,
            now,
        )
        .join(Posting, Posting.person_id == Person.id)
        .where(Posting.agency_id == agency_id)
        .distinct()
    )
    names = [
        "key", "person_id", "recipient", "subject", "body", "message_id", "state", "tries",
        "not_before", "answer", "created_at", "sent_at",
    ]  # fmt: skip
    session.execute(insert(Letter).from_select(names, chosen))


def _place(session: Session, agency: Agency) -> Place:
    here = (
        select(Person.id, Person.public_id)
        .join(Posting, Posting.person_id == Person.id)
        .where(Posting.agency_id == agency.id, Person.public_id.like("large%"))
        .where(Person.id.in_(select(Completion.person_id)))
        .order_by(Person.id)
        .limit(2)
    )
    (lead_id, _), (colleague_id, _) = session.execute(here).all()
    colleague = secrets.token_urlsafe(16)  # as addresses have it
    named = update(Person).where(Person.id == colleague_id)
    session.execute(named.values(public_id=colleague))
    session.add(
        Grant(
            person_id=lead_id,
            role=Role.AGENCY_LEAD,
            agency_id=agency.id,
            granted_at=datetime.now(UTC),
        )
    )
    many = func.count(Posting.person_id.distinct())
    number = session.scalar(select(many).where(Posting.agency_id == agency.id)) or 0
    return Place(agency.slug, lead_id, colleague, number)
