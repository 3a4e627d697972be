"""Who does something, and when; and what cannot be done."""

from dataclasses import dataclass
from datetime import date, datetime


class BriefingError(ValueError):
    """Something cannot be done; the message says what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class By:
    """The person acting (None for whoever is in the room without an account), the moment (UTC) and
    the day in London."""

    person_id: int | None
    now: datetime
    today: date
