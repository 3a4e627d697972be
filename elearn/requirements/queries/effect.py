"""How many people a change of the matrix would touch, by agency: counts, never names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.requirements import Duty, Effect, Line, effect_of
from elearn.models import Agency
from elearn.records.supposing import changed_duties


@dataclass(frozen=True, slots=True)
class Touched:
    """People of one agency to whom a change does the same. The number is exact: it is for the
    engine that decides what may be shown, not for a page."""

    slug: str
    agency: str
    effect: Effect
    people: int


def touched(session: Session, line: Line, on: date) -> tuple[Touched, ...]:
    """What a line does to whom on the day it begins, counted with what is known today: by agency
    and effect. An agency's own line touches nobody else's people."""
    changed = changed_duties(line, on)
    statement = (
        select(Agency.slug, Agency.name, changed.c.before, changed.c.after, changed.c.people)
        .join(changed, changed.c.agency_id == Agency.id)
        .order_by(Agency.name, Agency.id, changed.c.before, changed.c.after)
    )
    if line.agency_id is not None:
        statement = statement.where(Agency.id == line.agency_id)
    return _summed(
        [
            Touched(slug, name, effect, people)
            for slug, name, before, after, people in session.execute(statement)
            if (effect := effect_of(Duty(before), Duty(after)))
        ]
    )


def _summed(found: Sequence[Touched]) -> tuple[Touched, ...]:
    """Ways that come to the same, together."""
    sums: dict[tuple[str, str, Effect], int] = {}
    for one in found:
        key = (one.slug, one.agency, one.effect)
        sums[key] = sums.get(key, 0) + one.people
    return tuple(Touched(*key, people) for key, people in sums.items())
