"""The table of acts and the code that notes them say the same, both ways."""

import ast
import re
from functools import cache
from pathlib import Path

from elearn.domain.acts import ACTS

ROOT = Path(__file__).parents[2] / "elearn"
TABLE = ROOT / "domain" / "acts.py"
TELLERS = {"note", "_note", "tell", "_tell", "post", "_place", "_withdrawn"}


def _parsed():
    for path in sorted(ROOT.rglob("*.py")):
        if path != TABLE:
            yield path, ast.parse(path.read_text("utf-8"))


@cache
def told() -> dict[str, str]:
    """Each action that a call hands to the trail, with where; of an f-string its fixed parts."""
    found = {}
    for path, tree in _parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node) in TELLERS:
                for value in _actions(node):
                    found[value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def _name(call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _actions(call):
    """What may be the action of a call: ``action=``, or the first text among what comes next."""
    given = [one.value for one in call.keywords if one.arg == "action"] or call.args[1:2]
    for value in given:
        for one in [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield re.escape(one.value)
            elif isinstance(one, ast.JoinedStr):
                yield "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else ".+"
                    for part in one.values
                )


def test_whatever_is_noted_is_declared():
    undeclared = {
        said: where
        for said, where in told().items()
        if not any(re.fullmatch(rf"(requirement\.)?{said}", action) for action in ACTS)
        and re.fullmatch(r"[\w\\.+ -]+", said)
        and "href" not in where
    }
    assert not undeclared


@cache
def _texts() -> frozenset[str]:
    """Every text in the code, and of f-strings how they begin or end."""
    found = set()
    for _path, tree in _parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return frozenset(found)


def test_whatever_is_declared_is_noted_somewhere():
    patterns = [said for said in told() if ".+" in said]
    idle = [
        action
        for action in ACTS
        if action not in _texts() and not any(re.fullmatch(said, action) for said in patterns)
    ]
    assert not idle, f"nothing notes {idle}"


def test_what_an_act_may_say_holds_no_name_and_no_address():
    for action, act in ACTS.items():
        for key in act.keys:
            assert not re.search(r"name|mail|address|who|words|text", key), f"{action}: {key}"
