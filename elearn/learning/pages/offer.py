"""The knowledge check as My training offers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import london_today
from elearn.learning.check import Go, last_done, opens_on, under_way
from elearn.web.languages import long_day, say


@dataclass(frozen=True, slots=True)
class Offer:
    """The knowledge check as My training offers it; ``state`` says where the learner stands."""

    title: str
    minutes: int
    state: str


def offer(title: str, minutes: int, goes: Sequence[Go], today: date) -> Offer:
    """How My training offers the check."""
    return Offer(title, minutes, _state(goes, today))


def _state(goes: Sequence[Go], today: date) -> str:
    done = last_done(goes)
    if under_way(goes):
        return say("You have begun it: carry on where you left off")
    if done is None or done.submitted_at is None:
        return ""
    day, opens = long_day(london_today(done.submitted_at)), opens_on(goes)
    if opens is not None and opens > today:
        return say(
            "You did it on %(day)s and can do it again from %(opens)s",
            day=day,
            opens=long_day(opens),
        )
    return say("You did it on %(day)s", day=day)
