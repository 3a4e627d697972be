"""One thing that needs the coordinator, and the words that such things share."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.audit.words import counted, number

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Work:
    """Something that needs the coordinator: what, why now, how long it takes, where."""

    title: str
    why: str
    state: str
    word: str
    minutes: int
    href: str = ""
    action: str = ""

    @property
    def extra(self) -> str:
        return f"About {counted(self.minutes, 'minute')}"


@dataclass(frozen=True, slots=True)
class Doors:
    """Where other features settle something, blank where this reader may not: letters that failed,
    outside courses, wishes for other requirements, totals of referrals."""

    letters: str = ""
    courses: str = ""
    wishes: str = ""
    referrals: str = ""


def some(names: Sequence[str]) -> str:
    """Names in a sentence, not more than a few.

    >>> some(["A", "B", "C"]), some(["A"])
    ('A, B and C', 'A')
    """
    shown = list(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        return f"{', '.join(shown)} and {len(names) - MOST_NAMED} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def first_of_all() -> Work:
    """What comes before everything else in a partnership without agencies."""
    return Work(
        title="Have your agencies put on file",
        why="There is none yet, so nobody can learn for one and nothing can be counted. Whoever "
        "keeps the server puts your areas and agencies on file. Then each gets a lead, who brings "
        "in the list of its people.",
        state="act",
        word="None yet",
        minutes=10,
        href="/agencies",
        action="See what to send them",
    )


def courses(waiting: int, href: str) -> Work | None:
    """Outside courses that agencies ask to have counted."""
    if not waiting:
        return None
    return Work(
        title=f"Decide on {counted(waiting, 'outside course')}",
        why="Agencies say that they teach what a module teaches. Until you decide they count for "
        "nothing.",
        state="watch",
        word="Waiting",
        minutes=5 * waiting,
        href=href,
        action="See what is proposed",
    )


def wishes(waiting: int, href: str) -> Work | None:
    """Other requirements that agencies would have for their roles."""
    if not waiting:
        return None
    return Work(
        title=f"Answer {counted(waiting, 'proposal')} about what is required",
        why="Agencies would ask more, less or at other times of a role. Until you answer, what is "
        "in force stays.",
        state="watch",
        word="Waiting",
        minutes=3 * waiting,
        href=href,
        action="See the proposals",
    )


def leaderless(names: Sequence[str]) -> Work | None:
    """Agencies that nobody leads: who is due there is nobody's business."""
    if not names:
        return None
    have = "agency has" if len(names) == 1 else "agencies have"
    return Work(
        title=f"{number(len(names))} {have} no lead",
        why=f"{some(names)}: nobody there sees who is due, or chases. Ask the agency who leads on "
        "this, and have the administrator make them its lead.",
        state="act",
        word="No lead",
        minutes=5 * len(names),
        href="/agencies",
        action="See the agencies",
    )
