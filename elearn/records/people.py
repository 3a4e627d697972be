"""Which people may be seen: the scope of whoever asks, as a condition on postings."""

from datetime import date

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from elearn.access.policy import AgencyScope
from elearn.models import Agency, Posting

Column = InstrumentedAttribute[int] | InstrumentedAttribute[int | None] | ColumnElement[int]


def in_scope(
    scope: AgencyScope, *, agency_id: Column = Posting.agency_id, team_id: Column = Posting.team_id
) -> ColumnElement[bool]:
    """The condition that keeps only rows of the agencies and teams in scope.

    It looks at postings by default; give the columns of a subquery to filter that instead.
    """
    if scope.everywhere:
        return true()
    parts = []
    if scope.agency_ids:
        parts.append(agency_id.in_(sorted(scope.agency_ids)))
    if scope.team_ids:
        parts.append(team_id.in_(sorted(scope.team_ids)))
    return or_(*parts) if parts else false()


def count_agencies(session: Session, on: date) -> int:
    """How many agencies are partners on a day."""
    serving = (Agency.valid_from <= on) & (Agency.valid_to.is_(None) | (Agency.valid_to > on))
    return session.scalar(select(func.count()).select_from(Agency).where(serving)) or 0
