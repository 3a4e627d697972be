"""One way through a scenario: the choices made, where they led, and how it ended. What is so in
the story is not stored: it follows from the choices, made again in their order."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.pages import Choice, Node, Scenario, State
from elearn.content.story import begin, go, offered, shown

GOOD_TAGS = frozenset({"safe", "right-referral"})
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
    def is_good(self) -> bool:
        return self.choice.tag in GOOD_TAGS


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk so far. ``at`` is the node that is reached: a choice to make, or an ending; ``state``
    is what is so there."""

    number: int
    taken: tuple[Taken, ...]
    at: Node
    state: State = ()

    @property
    def is_over(self) -> bool:
        return self.at.ending is not None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be done now."""
        return offered(self.at, self.state)

    @property
    def html(self) -> str:
        """What is read now."""
        return shown(self.at, self.state)

    def choice(self, choice_id: str) -> Choice | None:
        """One of the choices that are offered."""
        return next((one for one in self.choices if one.id == choice_id), None)


def follow(scenario: Scenario, number: int, made: Iterable[Made]) -> Walk:
    """The walk of that number, as far as its stored choices lead."""
    start = begin(scenario)
    walk = Walk(number, (), _node(scenario, start.node), start.state)
    mine = sorted((one for one in made if one.walk == number), key=lambda one: one.step)
    for one in mine:
        choice = walk.choice(one.choice)
        if choice is None or one.step != len(walk.taken):
            break
        there = go(choice, walk.state)
        taken = (*walk.taken, Taken(walk.at, choice))
        walk = Walk(number, taken, _node(scenario, there.node), there.state)
    return walk


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
