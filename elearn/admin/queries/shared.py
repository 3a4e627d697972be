"""Whom the partnership could read by name in a time, as their agency let names be seen then."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select

from elearn.models import (
    AuditAct,
    Equivalence,
    NameSharing,
    Person,
    RequirementProposal,
    SelfAssessment,
)

NAMED = (  # the same columns that go through elearn.records.sharing.for_partnership
    (RequirementProposal.proposed_by_id, RequirementProposal.agency_id),
    (Equivalence.proposed_by_id, Equivalence.agency_id),
    (AuditAct.by_id, AuditAct.agency_id),
    (SelfAssessment.signed_by_id, SelfAssessment.agency_id),
)


def shared_between(start: datetime, end: datetime) -> ColumnElement[bool]:
    """The condition that a person proposed or signed something for an agency whose switch was on
    at some moment from ``start`` until before ``end``."""
    agencies = _switched_on(start, end)
    return or_(
        *(
            Person.id.in_(select(who).where(who.is_not(None), agency_id.in_(agencies)))
            for who, agency_id in NAMED
        )
    )


def _switched_on(start: datetime, end: datetime) -> Select[int]:
    """Agencies that said yes before the end and had not taken it back by the beginning."""
    later = NameSharing.__table__.alias()
    taken_back = exists().where(
        later.c.agency_id == NameSharing.agency_id,
        later.c.id > NameSharing.id,
        later.c.set_at <= start,
    )
    return select(NameSharing.agency_id).where(
        NameSharing.is_on, NameSharing.set_at < end, ~taken_back
    )
