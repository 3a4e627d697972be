"""What the coordinator's week is made of: how fresh everything is, as at today. Never a name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, exists, func, literal, select
from sqlalchemy.orm import Session

from elearn.audit.queries.returns import HeadcountRow, end_of
from elearn.audit.queries.week_of_audits import Asks, asks
from elearn.domain.dates import london_today
from elearn.domain.quarters import quarters_up_to
from elearn.models import (
    Agency,
    Area,
    Completion,
    Equivalence,
    EquivalenceState,
    Headcount,
    Letter,
    LetterState,
    Posting,
    Referral,
    RequirementProposal,
    RosterImport,
    StaffRole,
)
from elearn.operations.grants import is_led
from elearn.records.asked import in_force


@dataclass(frozen=True, slots=True)
class AgencyState:
    """An agency of today: whether it has people on file and somebody who leads it, and when its
    list last came in."""

    slug: str
    name: str
    has_people: bool
    list_on: date | None
    has_lead: bool = True


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts since the last Monday, letters that failed in the last thirty days, and what agencies
    propose that nobody has decided: outside ``courses`` and ``wishes`` for other requirements.
    ``areas_without_referrals`` have told nothing of the last quarter that is over; ``asks`` is of
    the latest edition."""

    finished: int
    letters_sent: int
    letters_failed: int
    courses: int = 0
    wishes: int = 0
    areas_without_referrals: int = 0
    asks: Asks = Asks()


def agency_states(
    session: Session, on: date, now: datetime
) -> tuple[list[AgencyState], list[HeadcountRow]]:
    """Every agency of that day, by name; and the latest headcount of each of their roles that has
    nobody on file. One statement."""
    there = in_force(Posting.start, Posting.end, on)
    people = exists().where(Posting.agency_id == Agency.id, there)
    named = exists().where(
        Posting.agency_id == Headcount.agency_id, Posting.role_id == Headcount.role_id, there
    )
    last = (
        select(func.max(RosterImport.applied_at))
        .where(
            RosterImport.agency_id == Agency.id,
            RosterImport.applied_at < end_of(on),
            RosterImport.undone_at.is_(None),
        )
        .scalar_subquery()
    )
    unnamed = and_(Headcount.agency_id == Agency.id, Headcount.as_at <= on, ~named)
    statement = (
        select(
            Agency.slug,
            Agency.name,
            people,
            last,
            is_led(now),
            StaffRole.code,
            Headcount.number,
            Headcount.as_at,
            Headcount.grade,
        )
        .select_from(Agency)
        .outerjoin(Headcount, unnamed)
        .outerjoin(StaffRole, StaffRole.id == Headcount.role_id)
        .where(in_force(Agency.valid_from, Agency.valid_to, on))
        .order_by(Agency.name, Agency.id, Headcount.as_at, Headcount.id)
    )
    agencies, counts = {}, {}
    for slug, name, some, at, led, role, number, as_at, grade in session.execute(statement):
        listed = london_today(at) if at else None
        agencies[slug] = AgencyState(slug, name, bool(some), listed, bool(led))
        if role is not None:
            counts[slug, role] = HeadcountRow(slug, role, number, as_at, grade.value)
    return list(agencies.values()), [counts[key] for key in sorted(counts)]


def tallies(
    session: Session,
    *,
    since: date,
    now: datetime,
    failed_since: datetime,
    audit_id: int = 0,
    least: int = 0,
) -> Tallies:
    """The counts of the week, and what an edition asks for, in one statement."""
    (quarter,) = quarters_up_to(london_today(now), 1)
    finished = _count(
        Completion.completed_on >= literal(since, Date()),
        Completion.recorded_at <= now,
    )
    sent = _count(
        Letter.state == LetterState.SENT,
        Letter.sent_at >= end_of(since - timedelta(days=1)),
        Letter.sent_at <= now,
    )
    failed = _count(Letter.state == LetterState.FAILED, Letter.created_at >= failed_since)
    courses = _count(Equivalence.state == EquivalenceState.PROPOSED)
    wishes = _count(RequirementProposal.id.is_not(None), RequirementProposal.decision.is_(None))
    silent = _count(
        in_force(Area.valid_from, Area.valid_to, london_today(now)),
        ~exists().where(Referral.area_id == Area.id, Referral.quarter == quarter).correlate(Area),
    )
    of_edition = asks(audit_id=audit_id, least=least)
    counts = select(finished, sent, failed, courses, wishes, silent, *of_edition)
    row = session.execute(counts).one()
    done, sent_now, lost, taught, wished, untold, teams, questions = row
    return Tallies(done, sent_now, lost, taught, wished, untold, Asks(teams, questions))


def _count(*conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*conditions).scalar_subquery()
