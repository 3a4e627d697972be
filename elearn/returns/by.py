"""Who changes a return, and when; and what cannot be done."""

from dataclasses import dataclass
from datetime import date, datetime


class ReturnError(ValueError):
    """Something cannot be done; the message says what to do. Nothing was changed."""


class StaleError(ReturnError):
    """Somebody else was faster; the message says who and what to do."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when: ``today`` is the day in London."""

    person_id: int
    now: datetime
    today: date
