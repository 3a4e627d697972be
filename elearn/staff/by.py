"""Who does something, and when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class By:
    """The person acting, the moment (UTC) and the day in London."""

    person_id: int | None
    now: datetime
    today: date
