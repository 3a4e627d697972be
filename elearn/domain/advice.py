"""What to do about an agency's priority: one recommended action, and seats (C7, C11)."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from elearn.domain.coverage import Band

SEATS_A_SESSION = 24  # more than a facilitator can listen to
SEATS_OF_A_QUICK_WIN = 24


class Act(StrEnum):
    """What is recommended, the first that fits in this order."""

    ASK_LIST = "ask-for-a-list"
    ASK_LEAD = "ask-the-lead"
    ASK_NAMES = "ask-for-names"
    FRESH_LIST = "ask-for-a-fresh-list"
    LIVE_SESSION = "live-session"
    CONTENT = "content-review"
    BRIEFING = "briefing"
    REMIND = "remind"
    KEEP = "keep-going"


@dataclass(frozen=True, slots=True)
class ModuleGap:
    """A module at an agency: people in scope, in date, and what is to be reached in per cent."""

    module: str
    in_scope: int
    in_date: int
    target: float
    band: Band

    @property
    def seats(self) -> int:
        """How many more people must be in date to reach the target.

        >>> ModuleGap("m", 48, 24, 90, Band.ACT).seats
        20
        """
        return max(0, ceil(self.target * self.in_scope / 100 - 1e-9) - self.in_date)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reader may know of an agency. ``modules`` are those with figures; ``unsafe`` is the
    topic of safety where most sure answers are wrong beyond the limit, ``weak`` the topic fewest
    master where that is too few; blank where there is none."""

    returned: str
    grade: str
    is_shown: bool
    band: Band | None = None
    modules: tuple[ModuleGap, ...] = ()
    unsafe: str = ""
    weak: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """One action. ``seats`` people in ``sessions`` sessions bring the module to its target."""

    act: Act
    module: str = ""
    topic: str = ""
    seats: int = 0

    @property
    def sessions(self) -> int:
        """Live sessions for so many seats.

        >>> Advice(Act.LIVE_SESSION, "m", seats=49).sessions
        3
        """
        return ceil(self.seats / SEATS_A_SESSION)


def advise(found: Situation) -> tuple[Advice, ...]:
    """The actions that fit, the first is the one recommended; there is always one.

    >>> act = ModuleGap("m02", 48, 24, 90, Band.ACT)
    >>> advise(Situation("roster", "A", True, Band.ACT, (act,)))[0]
    Advice(act=<Act.LIVE_SESSION: 'live-session'>, module='m02', topic='', seats=20)
    >>> advise(Situation("none", "D", False))[0].act.value
    'ask-for-a-list'
    """
    data = _about_data(found)
    if data in (Act.ASK_LIST, Act.ASK_LEAD, Act.ASK_NAMES):
        return (Advice(data),)
    more = [Advice(data)] if data else []
    worst = most_seats(found.modules, Band.ACT)
    if worst:
        more.append(Advice(Act.LIVE_SESSION, worst.module, seats=worst.seats))
    if found.unsafe:
        more.append(Advice(Act.CONTENT, topic=found.unsafe))
    if found.weak and found.weak != found.unsafe:
        more.append(Advice(Act.BRIEFING, topic=found.weak))
    behind = most_seats(found.modules, Band.WATCH)
    if behind and not worst:
        more.append(Advice(Act.REMIND, behind.module, seats=behind.seats))
    return tuple(more) or (Advice(Act.KEEP),)


def _about_data(found: Situation) -> Act | None:
    """What must come in before anything is said of training."""
    if found.returned == "none" or found.grade == "D":
        return Act.ASK_LIST
    if found.returned == "headcount":
        return Act.ASK_NAMES
    if not found.is_shown:
        return Act.ASK_LEAD
    return Act.FRESH_LIST if found.grade == "C" else None


def most_seats(modules: tuple[ModuleGap, ...], band: Band) -> ModuleGap | None:
    """The module of that band which takes most seats, the first by name of equals."""
    those = [one for one in modules if one.band is band and one.seats]
    return min(those, key=lambda one: (-one.seats, one.module), default=None)


def is_quick_win(gap: ModuleGap) -> bool:
    """Below its target, and one session away from it.

    >>> is_quick_win(ModuleGap("m", 48, 24, 90, Band.ACT))
    True
    >>> is_quick_win(ModuleGap("m", 480, 240, 90, Band.ACT))
    False
    """
    return gap.band in (Band.ACT, Band.WATCH) and 0 < gap.seats <= SEATS_OF_A_QUICK_WIN
