"""How a scenario goes on: what is so, which choices that leaves, and every moment there can be."""

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.content.pages import Choice, Node, Scenario, State

MOST_MOMENTS = 2_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A node that is reached with something being so."""

    node: str
    state: State


class TangledError(ValueError):
    """A story with more moments than anybody could check."""


def holds(when: State, state: State) -> bool:
    """Whether all of ``when`` is so.

    >>> holds((("age", "child"),), (("age", "child"), ("place", "home")))
    True
    """
    return set(when) <= set(state)


def changed(state: State, sets: State) -> State:
    """What is so after ``sets``.

    >>> changed((("age", "adult"), ("place", "home")), (("age", "child"),))
    (('age', 'child'), ('place', 'home'))
    """
    return tuple(sorted((dict(state) | dict(sets)).items()))


def begin(scenario: Scenario) -> Moment:
    return Moment(scenario.start, tuple(sorted(scenario.state)))


def offered(node: Node, state: State) -> tuple[Choice, ...]:
    """The choices of a node as the story stands."""
    return tuple(choice for choice in node.choices if holds(choice.when, state))


def go(choice: Choice, state: State) -> Moment:
    """Where a choice leads and what is so then."""
    after = changed(state, choice.sets)
    turn = next((one.next for one in choice.turns if holds(one.when, after)), choice.next)
    return Moment(turn, after)


def shown(node: Node, state: State) -> str:
    """The blocks of a node as the story stands."""
    return "\n".join((node.html, *(one.html for one in node.also if holds(one.when, state))))


def explore(scenario: Scenario) -> dict[Moment, tuple[Moment, ...]]:
    """Every moment that choices can lead to, with the moments that follow it.

    Raises TangledError when there are more than MOST_MOMENTS, KeyError for a node there is not.
    """
    nodes = {node.name: node for node in scenario.nodes}
    start = begin(scenario)
    found: dict[Moment, tuple[Moment, ...]] = {}
    todo = [start]
    while todo:
        moment = todo.pop()
        if moment in found:
            continue
        choices = offered(nodes[moment.node], moment.state)
        found[moment] = tuple(go(choice, moment.state) for choice in choices)
        todo.extend(found[moment])
        if len(found) > MOST_MOMENTS:
            raise TangledError(scenario.slug)
    return found


def that_end(scenario: Scenario, moments: dict[Moment, tuple[Moment, ...]]) -> set[Moment]:
    """The moments from which some choices lead to an ending."""
    endings = {node.name for node in scenario.nodes if node.ending is not None}
    before: dict[Moment, list[Moment]] = {moment: [] for moment in moments}
    for moment, following in moments.items():
        for after in following:
            before[after].append(moment)
    found = {moment for moment in moments if moment.node in endings}
    todo = list(found)
    while todo:
        for moment in before[todo.pop()]:
            if moment not in found:
                found.add(moment)
                todo.append(moment)
    return found


def in_words(state: State) -> Iterator[str]:
    """What is so, as an author writes it."""
    for fact, value in state:
        yield f"{fact}: {value}"
