"""Scenarios held to their form: a node has choices or an ending, and every choice leads to a node.
What follows from it, way by way, is ``story_checks``."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts
from elearn.content.story_checks import check_facts, check_ways
from elearn.content.yaml_text import Marked


def check_scenarios(parts: ModuleParts) -> None:
    for scenario in parts.scenarios:
        nodes = scenario.marked.data.get("nodes")
        if isinstance(nodes, dict):
            _check_nodes(scenario.marked, nodes)


def _check_nodes(marked: Marked, nodes: Mapping[str, Any]) -> None:
    start = marked.data.get("start")
    if isinstance(start, str) and start not in nodes:
        marked.fault(("start",), _no_node(start, nodes))
    legible = [_is_legible(marked, name, nodes) for name in nodes]
    facts = check_facts(marked)
    if all(legible) and facts and start in nodes:
        check_ways(marked)  # else ways that cannot be read would make other nodes look lost


def _is_legible(marked: Marked, name: str, nodes: Mapping[str, Any]) -> bool:
    """Whether it can be told where a node leads; if not, that is a fault."""
    node, path = nodes[name], ("nodes", name)
    if not isinstance(node, dict):
        return False
    choices, ending = node.get("choices"), node.get("ending")
    if (choices is None) == (ending is None):
        both = "has choices and an ending. Keep one of them."
        none = "has no choices and no ending. Give it 2 to 4 choices, or ending: good."
        marked.fault(path, none if ending is None else both, at_key=True)
        return False
    _check_ids(marked, path, node)
    leads = [_leads_on(marked, where, target, nodes) for where, target in _targets(path, node)]
    return all(leads)


def _check_ids(marked: Marked, path: PathTo, node: dict[str, Any]) -> None:
    ids: set[str] = set()
    for where, choice in mappings(node, "choices"):
        key = choice.get("id")
        if isinstance(key, str) and key in ids:
            marked.fault((*path, *where, "id"), f"{key} is the id of a choice above. Change it.")
        ids.add(str(key))


def _targets(path: PathTo, node: dict[str, Any]) -> Iterator[tuple[PathTo, Any]]:
    """Where each choice of a node may lead, with the place that says so."""
    for where, choice in mappings(node, "choices"):
        yield (*path, *where, "next"), choice.get("next")
        for turn, one in mappings(choice, "next_when"):
            yield (*path, *where, *turn, "next"), one.get("next")


def _leads_on(marked: Marked, where: PathTo, target: Any, nodes: Mapping[str, Any]) -> bool:
    if isinstance(target, str) and target not in nodes:
        marked.fault(where, _no_node(target, nodes))
    return isinstance(target, str) and target in nodes


def _no_node(name: str, nodes: Mapping[str, Any]) -> str:
    close = get_close_matches(name, nodes, 1)
    hint = f"Did you mean {close[0]}?" if close else "Write the name of a node of this file."
    return f"There is no node {name}. {hint}"
