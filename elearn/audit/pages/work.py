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


def some(names: Sequence[str]) -> str:
    """Names in a sentence, not more than a few.

    >>> some(["A", "B", "C"]), some(["A"])
    ('A, B and C', 'A')
    """
    shown = list(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        return f"{', '.join(shown)} and {len(names) - MOST_NAMED} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


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
