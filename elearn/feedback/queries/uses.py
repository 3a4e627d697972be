"""Which modules somebody is asked about three months later: have you used it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from elearn.domain.dates import add_months
from elearn.domain.feedback import ASKED_AFTER, ASKED_UNTIL, is_asked_about_use
from elearn.models import Holding, Module, ModuleUse

A_FEW_DAYS = timedelta(days=3)  # months have ends: the day itself is decided by the rule


@dataclass(frozen=True, slots=True)
class Use:
    """A module that somebody completed on a day, and what they said of having used it."""

    module_id: int
    slug: str
    title: str
    completed_on: date
    said: str


def uses(session: Session, *, person_id: int, today: date) -> Sequence[Use]:
    """What this person may be asked about on that day, answered or not, the longest ago first."""
    same = and_(
        ModuleUse.person_id == Holding.person_id,
        ModuleUse.module_id == Holding.module_id,
        ModuleUse.completed_on == Holding.completed_on,
    )
    statement = (
        select(Module.id, Module.slug, Module.title, Holding.completed_on, ModuleUse.used)
        .join(Module, Module.id == Holding.module_id)
        .outerjoin(ModuleUse, same)
        .where(
            Holding.person_id == person_id,
            Holding.completed_on >= add_months(today, -ASKED_UNTIL) - A_FEW_DAYS,
            Holding.completed_on <= add_months(today, -ASKED_AFTER) + A_FEW_DAYS,
        )
        .order_by(Holding.completed_on, Module.code)
    )
    rows = (Use(*row[:4], row[4] or "") for row in session.execute(statement))
    return [one for one in rows if is_asked_about_use(one.completed_on, today)]
