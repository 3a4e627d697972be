"""Who changes the plan, and when; and what cannot be done."""

from dataclasses import dataclass
from datetime import date, datetime


class PlanError(ValueError):
    """Something cannot be done; the message says what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when: ``today`` is the day in London."""

    person_id: int
    now: datetime
    today: date
