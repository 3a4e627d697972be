"""One way through a scenario: the choices made, where they led, and how it ended. What is so in
the story is not stored: it follows from the choices, made again in their order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.pages import Choice, Node, Scenario, State
from elearn.content.story import begin, go, offered, shown

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
# "You made one choice that …": what those choices had in common.
THAT = {
    "unsafe-confrontation": "could have warned the person in control",
    "missed-sign": "missed what there was to notice",
    "delay": "lost time",
    "consent-error": "left out what the person wants or may decide",
    "secrecy-promise": "promised what nobody can keep",
    "wrong-interpreter": "let the wrong person interpret",
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


def in_a_sentence(taken: Iterable[Taken]) -> str:
    """The way that was taken, from the tags of its choices; empty before the first.

    >>> in_a_sentence([])
    ''
    """
    tags = Counter(one.choice.tag for one in taken)
    total = tags.total()
    told = [f"{_choices(tags[tag])} that {words}" for tag, words in THAT.items() if tags[tag]]
    if not told:
        alone = "The choice you made" if total == 1 else f"All {total} choices you made"
        return f"{alone} kept people safe or told the right people." if total else ""
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    return f"You made {listed}."


def _choices(number: int) -> str:
    return "one choice" if number == 1 else f"{number} choices"


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
