"""Writes down how many people live in an area, and who says so of which day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Area
from elearn.operations.trail import note
from elearn.referrals.by import By, ReferralError


@dataclass(frozen=True, slots=True)
class Population:
    """The people of an area, whose figure it is, and as at which day."""

    number: int
    source: str
    as_at: date


def set_population(session: Session, *, area_id: int, wanted: Population, by: By) -> bool:
    """Write it down; False where it stands so already. Audits that are frozen keep the figure they
    were frozen with. Raises ReferralError where there is no such area."""
    area = session.scalar(select(Area).where(Area.id == area_id).with_for_update())
    if area is None:
        raise ReferralError("There is no such area any more.")
    before = (area.population, area.population_source, area.population_as_at)
    if before == (wanted.number, wanted.source, wanted.as_at):
        return False
    area.population, area.population_source = wanted.number, wanted.source
    area.population_as_at = wanted.as_at
    session.flush()
    note(
        session,
        action="referrals.population_set",
        actor_id=by.person_id,
        subject_kind="area",
        subject_id=area.id,
        detail={
            "number": wanted.number,
            "before": before[0],
            "as_at": wanted.as_at.isoformat(),
        },
        now=by.now,
    )
    return True
