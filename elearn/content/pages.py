"""The pages of a module as they are published: screens and scenarios, frozen."""

from dataclasses import dataclass

from elearn.content.activities import Check, CheckOption, Media, Picture, Sort
from elearn.content.later import later

__all__ = [
    "Also", "Check", "CheckOption", "Choice", "Node", "Page", "Scenario", "Screen", "State", "Turn",
]  # fmt: skip

# What is so in a story: pairs of a fact and its value, by fact.
State = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea. ``title`` is plain text, ``html`` the blocks below it. It has a ``check`` or a
    ``sort`` or neither."""

    slug: str
    title: str
    minutes: int
    html: str
    source: tuple[str, ...]
    law_sensitive: bool = False
    check: Check | None = None
    sort: Sort | None = later()
    picture: Picture | None = later()
    media: Media | None = later()


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a choice leads instead, when the story stands so."""

    when: State
    next: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from a node. ``text`` is inline HTML, ``feedback`` blocks; ``next`` is a node.

    It is offered only when all of ``when`` is so; ``sets`` is so from then on. The first of
    ``turns`` that holds after that leads on, else ``next``.
    """

    id: str
    text: str
    tag: str
    feedback: str
    next: str
    when: State = later(())
    sets: State = later(())
    turns: tuple[Turn, ...] = later(())


@dataclass(frozen=True, slots=True)
class Also:
    """Blocks below a node's text, shown only when all of ``when`` is so."""

    when: State
    html: str


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of a scenario: it has either choices or an ending (good, mixed or poor)."""

    name: str
    html: str
    choices: tuple[Choice, ...] = ()
    ending: str | None = None
    also: tuple[Also, ...] = later(())

    def choice(self, choice_id: str) -> Choice | None:
        """One of all its choices, whether it is offered as the story stands or not."""
        return next((one for one in self.choices if one.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story whose choices lead somewhere. ``title`` is plain text, ``intro`` blocks; ``state`` is
    what is so when it starts."""

    slug: str
    title: str
    minutes: int
    intro: str
    start: str
    nodes: tuple[Node, ...]
    source: tuple[str, ...]
    state: State = later(())
    law_sensitive: bool = later(False)

    def node(self, name: str) -> Node | None:
        return next((one for one in self.nodes if one.name == name), None)


Page = Screen | Scenario
