"""What an outside course counts for towards a module (curriculum B1, audit-method C13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import expires_on

LEVELS = ("A", "B", "C")
LONGEST_VALID_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Taught:
    """A topic that a course teaches, and at which level."""

    topic: str
    level: str


def missing_topics(topics: Iterable[str], level: str, taught: Iterable[Taught]) -> tuple[str, ...]:
    """The topics of a module of that level which the course does not teach, or not as far, in the
    module's own order.

    >>> missing_topics(("T1", "T5", "T6"), "B", [Taught("T1", "C"), Taught("T5", "A")])
    ('T5', 'T6')
    """
    enough = {one.topic for one in taught if LEVELS.index(one.level) >= LEVELS.index(level)}
    return tuple(dict.fromkeys(topic for topic in topics if topic not in enough))


def topics_to_pass(
    topics: Sequence[str], level: str, taught: Iterable[Taught], *, asks_quiz: bool
) -> tuple[str, ...]:
    """The topics on which a holder still answers questions: those missing, or all of the module's
    where the partnership asks for its quiz besides. None: the course is enough.

    >>> topics_to_pass(("T1", "T2"), "A", [Taught("T1", "A"), Taught("T2", "A")], asks_quiz=True)
    ('T1', 'T2')
    """
    if asks_quiz:
        return tuple(dict.fromkeys(topics))
    return missing_topics(topics, level, taught)


def counts_on(done_on: date, valid_months: int, on: date) -> bool:
    """Whether a course done on a day still counts on another; on the day it runs out it does not.

    >>> counts_on(date(2024, 11, 22), 24, date(2026, 11, 21))
    True
    >>> counts_on(date(2024, 11, 22), 24, date(2026, 11, 22))
    False
    """
    ends = expires_on(done_on, valid_months)
    return done_on <= on and ends is not None and on < ends
