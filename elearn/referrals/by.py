"""Who changes referral totals, and when; and what cannot be done."""

from dataclasses import dataclass
from datetime import datetime


class ReferralError(ValueError):
    """Something cannot be done; the message says what to do. Nothing was changed."""


class StaleError(ReferralError):
    """Somebody else was faster; the message says what to do."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, None for a command; and when."""

    person_id: int | None
    now: datetime
