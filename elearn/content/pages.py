"""The pages of a module as they are published: screens and scenarios, frozen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckOption:
    """One answer of a practice question; ``text`` and ``feedback`` are inline HTML."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Check:
    """A practice question on a screen: not marked, not stored. ``text`` is inline HTML."""

    text: str
    options: tuple[CheckOption, ...]

    @property
    def multiple(self) -> bool:
        """Whether more than one answer is right, so that it is asked with checkboxes."""
        return sum(option.correct for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea. ``title`` is plain text, ``html`` the blocks below it."""

    slug: str
    title: str
    minutes: int
    html: str
    source: tuple[str, ...]
    law_sensitive: bool = False
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from a node. ``text`` is inline HTML, ``feedback`` blocks; ``next`` is a node."""

    id: str
    text: str
    tag: str
    feedback: str
    next: str


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of a scenario: it has either choices or an ending (good, mixed or poor)."""

    name: str
    html: str
    choices: tuple[Choice, ...] = ()
    ending: str | None = None

    def choice(self, choice_id: str) -> Choice | None:
        return next((one for one in self.choices if one.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story whose choices lead somewhere. ``title`` is plain text, ``intro`` blocks."""

    slug: str
    title: str
    minutes: int
    intro: str
    start: str
    nodes: tuple[Node, ...]
    source: tuple[str, ...]

    def node(self, name: str) -> Node | None:
        return next((one for one in self.nodes if one.name == name), None)


Page = Screen | Scenario
