"""Past months: an agency's own trend, and what is typical of the others. One statement."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from elearn.domain.coverage import Counts, RuleSet
from elearn.domain.suppression import typical_share
from elearn.models import CoverageMonth


@dataclass(frozen=True, slots=True)
class Month:
    """An agency's person-requirements at the end of a month, all modules together."""

    end: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class Past:
    """``months`` of the agency, the oldest first; ``typical`` is, by module, the typical share in
    date of the *other* agencies at the end of the latest month, in per cent, left out where the
    engine says that nothing may be told."""

    months: tuple[Month, ...]
    typical: Mapping[int, int]


def past_of(session: Session, agency_id: int, rules: RuleSet) -> Past:
    """What is kept of past months, as far as the agency may see it."""
    newest = select(func.max(CoverageMonth.month_end)).scalar_subquery()
    kept = CoverageMonth
    statement = (
        select(kept.agency_id, kept.module_id, kept.month_end, kept.in_scope, kept.in_date)
        .where(or_(kept.agency_id == agency_id, kept.month_end == newest))
        .order_by(kept.month_end, kept.module_id, kept.agency_id)
    )
    own: dict[date, Counts] = defaultdict(Counts)
    others: dict[int, list[Counts]] = defaultdict(list)
    for agency, module, end, scope, done in session.execute(statement):
        counts = Counts(in_scope=scope, in_date=done)
        if agency == agency_id:
            own[end] += counts
        else:
            others[module].append(counts)
    shares = {module: typical_share(counts, rules=rules) for module, counts in others.items()}
    return Past(
        months=tuple(Month(end, counts) for end, counts in sorted(own.items())),
        typical={module: share for module, share in shares.items() if share is not None},
    )
