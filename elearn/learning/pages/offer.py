"""The knowledge check as My training offers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import london_today, uk_date
from elearn.learning.check import Go, last_done, opens_on, under_way


@dataclass(frozen=True, slots=True)
class Offer:
    """The knowledge check as My training offers it; ``state`` says where the learner stands."""

    title: str
    minutes: int
    state: str


def offer(title: str, minutes: int, goes: Sequence[Go], today: date) -> Offer:
    """How My training offers the check."""
    done = last_done(goes)
    state = ""
    if under_way(goes):
        state = "You have begun it: carry on where you left off"
    elif done is not None and done.submitted_at is not None:
        state = f"You did it on {uk_date(london_today(done.submitted_at))}"
        opens = opens_on(goes)
        if opens is not None and opens > today:
            state += f" and can do it again from {uk_date(opens)}"
    return Offer(title, minutes, state)
