"""Who does something, and when; and what cannot be done."""

from dataclasses import dataclass
from datetime import date, datetime


class FeedbackError(ValueError):
    """Something cannot be done; the message says what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class By:
    """The person acting, the moment (UTC) and the day in London."""

    person_id: int
    now: datetime
    today: date
