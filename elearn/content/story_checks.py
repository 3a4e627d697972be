"""Scenarios held to their logic: everything that can be so is followed, choice by choice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.item_checks import mappings
from elearn.content.pages import Also, Choice, Node, Scenario, State, Turn
from elearn.content.story import (
    MOST_MOMENTS,
    Moment,
    TangledError,
    changed,
    explore,
    holds,
    in_words,
    offered,
    that_end,
)
from elearn.content.yaml_text import Marked

FEWEST_CHOICES = 2
Moments = Mapping[Moment, tuple[Moment, ...]]


def check_facts(marked: Marked) -> bool:
    """Whether every fact a story names is one of its ``state``, with a value it can have."""
    at_start = dict(_pairs(marked.data.get("state")))
    values = {fact: {value} for fact, value in at_start.items()}
    for _, facts in _named(marked, "set"):
        for fact, value in _pairs(facts):
            values.setdefault(fact, set()).add(value)
    asked = {fact for _, facts in _named(marked, "when") for fact, _ in _pairs(facts)}
    for fact in at_start.keys() - asked:
        marked.warning(("state", fact), "Nothing in this story depends on it.", at_key=True)
    good = [
        _check_fact(marked, (*path, fact), at_start, values, value)
        for key in ("set", "when")
        for path, facts in _named(marked, key)
        for fact, value in _pairs(facts)
    ]
    return all(good)


def _check_fact(
    marked: Marked,
    path: PathTo,
    at_start: Mapping[str, str],
    values: Mapping[str, set[str]],
    value: str,
) -> bool:
    fact = str(path[-1])
    if fact not in at_start:
        close = get_close_matches(fact, at_start, 1)
        hint = f"Did you mean {close[0]}?" if close else "Write there what is so at the start."
        marked.fault(path, f"is not in state at the top. {hint}", at_key=True)
        return False
    if value not in values[fact]:
        can = " or ".join(sorted(values[fact]))
        marked.fault(path, f"is never {value}. It can be {can}.")
        return False
    return True


def _named(marked: Marked, key: str) -> Iterator[tuple[PathTo, Any]]:
    """Every ``set`` or ``when`` of a story, with its path."""
    for name, node in marked.data["nodes"].items():
        for where, holder in _holders(node):
            if key in holder:
                yield ("nodes", name, *where, key), holder[key]


def _holders(node: Any) -> Iterator[tuple[PathTo, dict[str, Any]]]:
    for where, choice in mappings(node, "choices"):
        yield where, choice
        for turn, one in mappings(choice, "next_when"):
            yield (*where, *turn), one
    yield from mappings(node, "also")


def check_ways(marked: Marked) -> None:
    """Every moment that can be reached: choices remain, and it comes to an ending. All nodes of
    the story must lead to nodes there are."""
    story = _skeleton(marked.data)
    try:
        moments = explore(story)
    except TangledError:
        message = f"makes more than {MOST_MOMENTS:,} different moments. Use fewer facts."
        marked.fault(("state",), message, at_key=True)
        return
    reached: dict[str, list[Moment]] = defaultdict(list)
    for moment in sorted(moments, key=lambda one: (one.node, one.state)):
        reached[moment.node].append(moment)
    ending = that_end(story, moments)
    for node in story.nodes:
        if node.name not in reached:
            message = "is never reached. Let a choice lead to it, or take it out."
            marked.fault(("nodes", node.name), message, at_key=True)
            continue
        _check_moments(marked, node, reached[node.name], ending)
        _check_conditions(marked, node, [one.state for one in reached[node.name]])


def _check_moments(marked: Marked, node: Node, moments: list[Moment], ending: set[Moment]) -> None:
    """Two choices at least are always left, and an ending can always be reached."""
    path = ("nodes", node.name)
    for moment in moments:
        left = len(offered(node, moment.state))
        if node.ending is None and left < FEWEST_CHOICES <= len(node.choices):
            message = f"offers {left} of its choices{_when(moment)}. Two at least must remain."
            marked.fault(path, message, at_key=True)
            return
    lost = [moment for moment in moments if moment not in ending]
    if lost:
        when = "" if len(lost) == len(moments) else _when(lost[0])
        message = f"never comes to an ending{when}. Let one of its choices lead on to one."
        marked.fault(path, message, at_key=True)


def _check_conditions(marked: Marked, node: Node, states: list[State]) -> None:
    """Nothing is written that can never be met; ``states`` are those in which the node is."""
    path: PathTo = ("nodes", node.name)
    for at, one in enumerate(node.also):
        if not any(holds(one.when, state) for state in states):
            marked.fault((*path, "also", at), "is never shown. Change its when, or take it out.")
    for at, choice in enumerate(node.choices):
        where: PathTo = (*path, "choices", at)
        after = [changed(one, choice.sets) for one in states if holds(choice.when, one)]
        if not after:
            message = "never holds here, so nobody can choose this. Change it, or take it out."
            marked.fault((*where, "when"), message, at_key=True)
        else:
            _check_turns(marked, where, choice, after)


def _check_turns(marked: Marked, where: PathTo, choice: Choice, after: list[State]) -> None:
    taken = {
        next((at for at, turn in enumerate(choice.turns) if holds(turn.when, state)), None)
        for state in after
    }
    for at in range(len(choice.turns)):
        if at not in taken:
            message = "never happens. Change its when, or take it out."
            marked.fault((*where, "next_when", at), message)


def _when(moment: Moment) -> str:
    words = " and ".join(in_words(moment.state))
    return f" when {words}" if words else ""


def _skeleton(data: Mapping[str, Any]) -> Scenario:
    """The story without its words; choices are known by their place."""
    return Scenario(
        slug="",
        title="",
        minutes=0,
        intro="",
        start=data["start"],
        nodes=tuple(_node(name, node) for name, node in data["nodes"].items()),
        source=(),
        state=_pairs(data.get("state")),
    )


def _node(name: str, node: dict[str, Any]) -> Node:
    choices = tuple(
        Choice(
            id=str(at),
            text="",
            tag="",
            feedback="",
            next=choice["next"],
            when=_pairs(choice.get("when")),
            sets=_pairs(choice.get("set")),
            turns=tuple(
                Turn(_pairs(turn.get("when")), turn["next"])
                for _, turn in mappings(choice, "next_when")
            ),
        )
        for at, (_, choice) in enumerate(mappings(node, "choices"))
    )
    also = tuple(Also(_pairs(one.get("when")), "") for _, one in mappings(node, "also"))
    return Node(name, "", choices, node.get("ending"), also)


def _pairs(facts: Any) -> State:
    """Facts as they were read; none when they are no mapping, which is told elsewhere."""
    if not isinstance(facts, dict):
        return ()
    return tuple(sorted((str(fact), str(value)) for fact, value in facts.items()))
