"""Everybody goes by the rules that the partnership has set: nobody takes the standard ones."""

import ast
from pathlib import Path

SOURCES = Path(__file__).parent.parent.parent / "elearn"
STANDARD_IS = "domain/rule_sets.py"
MAY_KNOW = {STANDARD_IS, "records/rules.py"}
SETS_THEM = "audit/settings/"  # shows and compares what was set with the standard


def trees():
    for path in sorted(SOURCES.rglob("*.py")):
        yield str(path.relative_to(SOURCES)), ast.parse(path.read_text("utf-8"))


def makes_rules(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and (
        getattr(node.func, "id", "") == "RuleSet" or getattr(node.func, "attr", "") == "RuleSet"
    )  # fmt: skip


def knows_the_standard(node):
    return isinstance(node, ast.ImportFrom) and any(one.name == "STANDARD" for one in node.names)


def test_rules_are_made_in_one_place():
    found = {name for name, tree in trees() if any(map(makes_rules, ast.walk(tree)))}
    assert found == {STANDARD_IS}


def test_nobody_falls_back_on_the_standard_but_who_reads_what_was_set():
    found = {name for name, tree in trees() if any(map(knows_the_standard, ast.walk(tree)))}
    assert {name for name in found if not name.startswith(SETS_THEM)} <= MAY_KNOW
