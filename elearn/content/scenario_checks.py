"""Scenarios held to their logic: every choice leads somewhere, and every way comes to an end."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts
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
    ways = {name: _ways(marked, name, nodes) for name in nodes}
    if any(node is None for node in ways.values()) or start not in nodes:
        return  # ways that cannot be read would make every other node look lost
    links = {name: found or [] for name, found in ways.items()}
    reached = _reach({str(start)}, links)
    back: dict[str, list[str]] = {name: [] for name in nodes}
    for name, targets in links.items():
        for target in targets:
            back[target].append(name)
    ending = _reach({name for name in nodes if nodes[name].get("ending") is not None}, back)
    for name in nodes:
        if name not in reached:
            message = "is never reached. Let a choice lead to it, or take it out."
            marked.fault(("nodes", name), message, at_key=True)
        elif name not in ending:
            message = "never comes to an ending. Let one of its choices lead on to one."
            marked.fault(("nodes", name), message, at_key=True)


def _ways(marked: Marked, name: str, nodes: Mapping[str, Any]) -> list[str] | None:
    """Where a node leads; None when that cannot be read, which is then a fault."""
    node, path = nodes[name], ("nodes", name)
    if not isinstance(node, dict):
        return None
    choices, ending = node.get("choices"), node.get("ending")
    if (choices is None) == (ending is None):
        both = "has choices and an ending. Keep one of them."
        none = "has no choices and no ending. Give it 2 to 4 choices, or ending: good."
        message = none if ending is None else both
        marked.fault(path, message, at_key=True)
        return None
    targets: list[str] | None = []
    ids: set[str] = set()
    for where, choice in mappings(node, "choices"):
        target, key = choice.get("next"), choice.get("id")
        if not isinstance(target, str) or target not in nodes:
            if isinstance(target, str):
                marked.fault((*path, *where, "next"), _no_node(target, nodes))
            targets = None
        elif targets is not None:
            targets.append(target)
        if isinstance(key, str) and key in ids:
            marked.fault((*path, *where, "id"), f"{key} is the id of a choice above. Change it.")
        ids.add(str(key))
    return targets


def _reach(start: set[str], links: Mapping[str, list[str]]) -> set[str]:
    reached, todo = set(start), list(start)
    while todo:
        for target in links[todo.pop()]:
            if target not in reached:
                reached.add(target)
                todo.append(target)
    return reached


def _no_node(name: str, nodes: Mapping[str, Any]) -> str:
    close = get_close_matches(name, nodes, 1)
    hint = f"Did you mean {close[0]}?" if close else "Write the name of a node of this file."
    return f"There is no node {name}. {hint}"
