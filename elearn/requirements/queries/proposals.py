"""Reads of agencies' proposals: one agency's own, or all for the coordinator."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.requirements import Decision, Line, Need
from elearn.models import Agency, Person, RequirementProposal
from elearn.records.sharing import for_partnership

DECIDED_BY = 15  # its place in a row


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal, with the names of those who made and decided it. ``decision`` is None while it
    waits; ``need`` None would end the agency's own rule."""

    number: int
    agency_id: int
    agency_slug: str
    agency: str
    role_id: int
    module_id: int
    need: Need | None
    start: date
    grace_days: int
    refresh_months: int | None
    reason: str
    proposed_at: datetime
    proposed_by: str
    decision: Decision | None
    decided_at: datetime | None
    decided_by: str
    decision_reason: str

    def line(self, today: date) -> Line:
        """The line that it asks for; from today where the day it named is over."""
        return Line(
            agency_id=self.agency_id,
            role_id=self.role_id,
            module_id=self.module_id,
            need=self.need,
            start=max(self.start, today),
            grace_days=self.grace_days,
            refresh_months=self.refresh_months,
            reason=self.reason,
        )


def proposals(session: Session, *, agency_id: int | None = None) -> tuple[ProposalRow, ...]:
    """Those of one agency, or of all: waiting ones first and the oldest of them first, then those
    decided, the latest first."""
    statement = _proposals(by_partnership=agency_id is None).order_by(
        RequirementProposal.decision.is_not(None),
        RequirementProposal.decided_at.desc(),
        RequirementProposal.proposed_at,
        RequirementProposal.id,
    )
    if agency_id is not None:
        statement = statement.where(RequirementProposal.agency_id == agency_id)
    return tuple(_row(*row) for row in session.execute(statement))


def proposal(session: Session, number: int) -> ProposalRow | None:
    """One of them, as the partnership reads it."""
    chosen = _proposals(by_partnership=True).where(RequirementProposal.id == number)
    found = session.execute(chosen).one_or_none()
    return _row(*found) if found else None


def waiting(session: Session) -> int:
    """How many wait for the coordinator."""
    statement = select(func.count()).where(RequirementProposal.decision.is_(None))
    return session.scalar(statement) or 0


def _proposals(*, by_partnership: bool) -> Select[*tuple[Any, ...]]:
    """``by_partnership``: whoever asked is named only where their agency shares names."""
    decider = aliased(Person)
    asked_by = for_partnership(Person.full_name, RequirementProposal.agency_id)
    statement: Select[*tuple[Any, ...]] = (
        select(
            RequirementProposal.id,
            RequirementProposal.agency_id,
            Agency.slug,
            Agency.name,
            RequirementProposal.role_id,
            RequirementProposal.module_id,
            RequirementProposal.need,
            RequirementProposal.start,
            RequirementProposal.grace_days,
            RequirementProposal.refresh_months,
            RequirementProposal.reason,
            RequirementProposal.proposed_at,
            asked_by if by_partnership else Person.full_name,
            RequirementProposal.decision,
            RequirementProposal.decided_at,
            decider.full_name,
            RequirementProposal.decision_reason,
        )
        .join(Agency, Agency.id == RequirementProposal.agency_id)
        .join(Person, Person.id == RequirementProposal.proposed_by_id)
        .outerjoin(decider, decider.id == RequirementProposal.decided_by_id)
    )
    return statement


def _row(*values: Any) -> ProposalRow:
    """A row of the database; nobody's name is an empty one."""
    facts = [*values]
    facts[DECIDED_BY] = facts[DECIDED_BY] or ""
    return ProposalRow(*facts)
