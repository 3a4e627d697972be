"""Delegation: a lead makes deputies and team leads of their own agency, for a time, and ends it.

Own level only, never above: nobody gives for longer than they hold, and a lead who was put in
charge without an end is the administrator's to remove."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.domain.dates import uk_date
from elearn.models import Grant
from elearn.operations.grants import AccountError, give, is_held, take_back
from elearn.staff.actions.rows import StaffError, hold
from elearn.staff.by import By
from elearn.staff.queries.roles import candidate

LONGEST = timedelta(days=366)
NOBODY = (
    "Nobody who works here today is found by this. Type their e-mail address or staff number as it "
    "is on record."
)
NO_ADDRESS = "This person has no e-mail address on record, which a role needs. Add it first."
ALREADY_LEAD = "This person leads the agency without an end already."


@dataclass(frozen=True, slots=True)
class Appointed:
    """What is given: a deputy leads the whole agency until a day, a team lead one team."""

    role: Role
    team_id: int | None
    ends_on: date | None


def appoint(session: Session, *, agency_id: int, typed: str, wanted: Appointed, by: By) -> str:
    """Give somebody of the agency a role and return their name. Raises StaffError."""
    hold(session, agency_id)
    person = candidate(session, agency_id, typed, by.today)
    if person is None:
        raise StaffError(NOBODY, "person")
    if person.email is None:
        raise StaffError(NO_ADDRESS, "person")
    _check_end(session, agency_id, wanted, by)
    if wanted.role is Role.AGENCY_LEAD and _leads_for_good(
        session, agency_id, person.person_id, by
    ):
        raise StaffError(ALREADY_LEAD, "person")
    give(
        session,
        person_id=person.person_id,
        role=wanted.role,
        agency_id=agency_id,
        team_id=wanted.team_id,
        actor_id=by.person_id,
        now=by.now,
        ends_on=wanted.ends_on,
    )
    return person.name


def _check_end(session: Session, agency_id: int, wanted: Appointed, by: By) -> None:
    ends_on = wanted.ends_on
    if wanted.role is Role.AGENCY_LEAD and ends_on is None:
        raise StaffError("Say until when they deputise.", "ends_on")
    if ends_on is not None and ends_on <= by.today:
        raise StaffError("Choose a day after today.", "ends_on")
    if ends_on is not None and ends_on > by.today + LONGEST:
        raise StaffError("Choose a day within a year. You can appoint them again.", "ends_on")
    own = _own_end(session, agency_id, by)
    if own is not None and (ends_on is None or ends_on > own):
        raise StaffError(
            f"You lead here until {uk_date(own)} yourself. Choose that day or an earlier one.",
            "ends_on",
        )


def _own_end(session: Session, agency_id: int, by: By) -> date | None:
    """When whoever appoints stops leading the agency; None for one who leads it for good."""
    if _leads_for_good(session, agency_id, by.person_id, by):
        return None
    return session.scalar(
        select(Grant.ends_on)
        .where(
            Grant.person_id == by.person_id,
            Grant.agency_id == agency_id,
            Grant.role == Role.AGENCY_LEAD,
            is_held(by.now),
        )
        .order_by(Grant.ends_on.desc(), Grant.id)
        .limit(1)
    )


def _leads_for_good(session: Session, agency_id: int, person_id: int | None, by: By) -> bool:
    lead = select(Grant.id).where(
        Grant.person_id == person_id,
        Grant.agency_id == agency_id,
        Grant.role == Role.AGENCY_LEAD,
        Grant.ends_on.is_(None),
        is_held(by.now),
    )
    return session.scalar(lead.limit(1)) is not None


def may_end(grant_role: Role, *, has_end: bool, is_own: bool, actor_for_good: bool) -> bool:
    """Whether a lead may end a role at their agency: team leads always, deputies if the lead holds
    it for good or it is their own, a lead for good only their own.

    >>> may_end(Role.AGENCY_LEAD, has_end=False, is_own=False, actor_for_good=True)
    False
    """
    if grant_role is Role.TEAM_LEAD or is_own:
        return True
    return has_end and actor_for_good


def end(session: Session, *, agency_id: int, grant_id: int, by: By) -> None:
    """End a role at the agency now. Raises StaffError where it is not theirs to end, or nobody else
    would lead the agency. One that is over already stays over."""
    hold(session, agency_id)
    grant = session.scalar(
        select(Grant).where(Grant.id == grant_id, Grant.agency_id == agency_id, is_held(by.now))
    )
    if grant is None:
        return
    allowed = may_end(
        grant.role,
        has_end=grant.ends_on is not None,
        is_own=grant.person_id == by.person_id,
        actor_for_good=_leads_for_good(session, agency_id, by.person_id, by),
    )
    if not allowed:
        raise StaffError("Only the administrator can take this role back.")
    try:
        take_back(
            session,
            person_id=grant.person_id,
            role=grant.role,
            agency_id=agency_id,
            team_id=grant.team_id,
            actor_id=by.person_id,
            now=by.now,
        )
    except AccountError as error:
        raise StaffError(str(error)) from None
