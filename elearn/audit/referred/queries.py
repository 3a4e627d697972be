"""Counts areas, and their referrals of the twelve quarters that were over on the census day."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.referred.facts import AreaFact, ReferralFact
from elearn.domain.quarters import quarters_up_to
from elearn.domain.referrals import QUARTERS
from elearn.models import Area, Referral


def areas(session: Session, day: Day) -> Iterator[AreaFact]:
    """The areas there are on the day, in scope."""
    wanted = day.scope.areas
    statement = select(
        Area.slug, Area.name, Area.population, Area.population_source, Area.population_as_at
    ).where(Area.valid_from <= day.on, or_(Area.valid_to.is_(None), Area.valid_to > day.on))
    for row in session.execute(statement.order_by(Area.slug)):
        if not wanted or row.slug in wanted:
            yield AreaFact(*row)


def referrals(session: Session, day: Day) -> Iterator[ReferralFact]:
    """Referrals of those areas. Needs the kind "area" to be counted before."""
    known = {one.area for one in day.facts.of("area")}
    statement = (
        select(Area.slug, Referral.quarter, Referral.kind, Referral.number)
        .join(Area, Area.id == Referral.area_id)
        .where(Referral.quarter.in_(quarters_up_to(day.on, QUARTERS)))
        .order_by(Area.slug, Referral.quarter, Referral.kind)
    )
    for area, quarter, kind, number in session.execute(statement):
        if area in known:
            yield ReferralFact(area, quarter, kind.value, number)
