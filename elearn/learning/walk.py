"""One way through a scenario: the choices made, where they led, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.pages import Choice, Node, Scenario

TAG_WORDS = {
    "safe": "Safe",
    "right-referral": "Told the right people",
    "missed-sign": "A sign was missed",
    "unsafe-confrontation": "It put people at risk",
    "delay": "Time was lost",
    "consent-error": "Consent was not handled well",
    "secrecy-promise": "A promise nobody can keep",
    "wrong-interpreter": "The wrong person interpreted",
}
GOOD_TAGS = frozenset({"safe", "right-referral"})
ENDING_WORDS = {
    "good": "It went well",
    "mixed": "It could have gone better",
    "poor": "It went badly",
}
MOST_WALKS = 30


@dataclass(frozen=True, slots=True)
class Made:
    """A choice as it was stored: on which walk, as which step (from 0), at which node."""

    walk: int
    step: int
    node: str
    choice: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice that was made, with the moment it was made at."""

    node: Node
    choice: Choice

    @property
    def tag_words(self) -> str:
        return TAG_WORDS.get(self.choice.tag, self.choice.tag.replace("-", " ").capitalize())

    @property
    def is_good(self) -> bool:
        return self.choice.tag in GOOD_TAGS


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk so far. ``at`` is the node that is reached: a choice to make, or an ending."""

    number: int
    taken: tuple[Taken, ...]
    at: Node

    @property
    def is_over(self) -> bool:
        return self.at.ending is not None


def follow(scenario: Scenario, number: int, made: Iterable[Made]) -> Walk:
    """The walk of that number, as far as its stored choices lead."""
    at = _node(scenario, scenario.start)
    taken: list[Taken] = []
    mine = sorted((one for one in made if one.walk == number), key=lambda one: one.step)
    for one in mine:
        choice = at.choice(one.choice)
        if choice is None or one.step != len(taken):
            break
        taken.append(Taken(at, choice))
        at = _node(scenario, choice.next)
    return Walk(number, tuple(taken), at)


def latest_walk(made: Iterable[Made]) -> int:
    """The number of the walk under way or just ended; 1 before the first choice."""
    return max((one.walk for one in made), default=1)


def ending_reached(scenario: Scenario, made: Iterable[Made]) -> bool:
    """Whether any walk came to an ending, so that the learner may go on."""
    every = tuple(made)
    numbers = sorted({one.walk for one in every})
    return any(follow(scenario, number, every).is_over for number in numbers)


def _node(scenario: Scenario, name: str) -> Node:
    node = scenario.node(name)
    if node is None:
        raise KeyError(f"{scenario.slug}: no node {name}")
    return node
