"""Whether the partnership may see the names of an agency's people: that agency's own switch."""

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from elearn.models import NameSharing

SOMEBODY = "somebody at the agency"


def for_partnership(
    name: ColumnElement[str] | InstrumentedAttribute[str], agency_id: InstrumentedAttribute[int]
) -> ColumnElement[str | None]:
    """A name as the partnership may read it: itself where the agency shares names, else that it is
    somebody there; none stays none."""
    return case((name.is_(None), None), (_is_on(agency_id), name), else_=SOMEBODY)


def shares_names(session: Session, agency_id: int) -> bool:
    """Whether an agency lets the partnership see names; it does not until it says so."""
    latest = (
        select(NameSharing.is_on)
        .where(NameSharing.agency_id == agency_id)
        .order_by(NameSharing.id.desc())
        .limit(1)
    )
    return bool(session.scalar(latest))


def _is_on(agency_id: InstrumentedAttribute[int]) -> ScalarSelect[bool]:
    one = NameSharing.__table__.alias()
    last = (
        select(func.max(one.c.id)).where(one.c.agency_id == agency_id).correlate(agency_id.class_)
    )
    return (
        select(NameSharing.is_on)
        .where(NameSharing.id == last.scalar_subquery())
        .correlate(agency_id.class_)
        .scalar_subquery()
    )
