"""What the coordinator's week is made of: how fresh everything is, as at today. Never a name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, exists, func, literal, select
from sqlalchemy.orm import Session

from elearn.audit.queries.returns import HeadcountRow, end_of, headcounts, roles_on_rosters
from elearn.domain.dates import london_today
from elearn.domain.quarters import quarters_up_to
from elearn.models import (
    Agency,
    Area,
    Completion,
    Equivalence,
    EquivalenceState,
    Letter,
    LetterState,
    Posting,
    Referral,
    RequirementProposal,
    RosterImport,
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
    ``areas_without_referrals`` have told nothing of the last quarter that is over."""

    finished: int
    letters_sent: int
    letters_failed: int
    courses: int = 0
    wishes: int = 0
    areas_without_referrals: int = 0


def agency_states(session: Session, on: date, now: datetime) -> list[AgencyState]:
    """Every agency of that day, by name."""
    people = exists().where(
        Posting.agency_id == Agency.id, in_force(Posting.start, Posting.end, on)
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
    statement = (
        select(Agency.slug, Agency.name, people, last, is_led(now))
        .where(in_force(Agency.valid_from, Agency.valid_to, on))
        .order_by(Agency.name, Agency.id)
    )
    return [
        AgencyState(slug, name, bool(has_people), london_today(at) if at else None, bool(led))
        for slug, name, has_people, at, led in session.execute(statement)
    ]


def unnamed_headcounts(session: Session, on: date) -> list[HeadcountRow]:
    """The latest headcounts of roles that have nobody on file, by agency and role."""
    named = roles_on_rosters(session, on)
    found = headcounts(session, on)
    return [found[key] for key in sorted(found) if key not in named]


def tallies(session: Session, *, since: date, now: datetime, failed_since: datetime) -> Tallies:
    """The counts of the week, in one statement."""
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
    counts = select(finished, sent, failed, courses, wishes, silent)
    return Tallies(*session.execute(counts).one())


def _count(*conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*conditions).scalar_subquery()
