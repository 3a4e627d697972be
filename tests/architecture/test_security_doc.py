"""What the pages on security claim is there: files, tests, limits, and the packages as locked."""

import ast
import importlib
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = [DOCS / "security.md", DOCS / "threat-model.md"]
PLACES = (ROOT, ROOT / "elearn", ROOT / "tests", ROOT / "tests" / "integration",
          ROOT / "tests" / "journeys")  # fmt: skip
NAMED = re.compile(r"`([\w./-]+(?:\.\w+|/))(?:::(\w+))?(?::([A-Z_]+))?`")
LIMIT = re.compile(r"^\| [^|]+ \| (\d+) \| `([\w/]+)\.py:([A-Z_]+)` \|$", re.M)
RULE = re.compile(r"\((no-[a-z-]+)\)")
LOCKED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)(?: ;.*)? \\$", re.M)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ASKED = {
    "F": ("The fourteen facts", range(1, 15)),
    "W": ("The walking tests", range(1, 12)),
    "": ("What went wrong in other learning systems", range(1, 39)),
}


def text_of(page):
    return page.read_text("utf-8")


@cache
def functions_in(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def places_of(name):
    return [place / name for place in PLACES if (place / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_test_it_names_is_there(page):
    named = NAMED.findall(text_of(page))
    assert len(named) > 30
    for name, function, _constant in named:
        found = places_of(name)
        assert found, f"there is no {name}"
        assert not function or any(function in functions_in(one) for one in found), (
            f"{name} has no {function}"
        )


@pytest.mark.parametrize("letter", sorted(ASKED))
def test_every_row_that_is_asked_for_is_there(letter):
    title, numbers = ASKED[letter]
    part = text_of(PAGES[0]).partition(f"## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(rf"^\| {letter}(\d+) \|", part, re.M)
    assert [int(one) for one in rows] == list(numbers)


def test_every_hostile_case_has_a_row():
    part = text_of(PAGES[0]).partition("## The sixty-four hostile cases\n")[2].partition("\n## ")[0]
    rows = [range(int(first), int(last or first) + 1)
            for first, last in re.findall(r"^\| (\d+)(?:-(\d+))? \|", part, re.M)]  # fmt: skip
    assert [number for row in rows for number in row] == list(range(1, 65))


def test_the_limits_are_those_of_the_code():
    limits = LIMIT.findall(text_of(PAGES[0]))
    assert len(limits) > 10
    for said, path, constant in limits:
        module = f"elearn.{path.replace('/', '.')}".removesuffix(".__init__")
        assert getattr(importlib.import_module(module), constant) == int(said), constant


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_rule_of_the_scan_it_names_is_there(page):
    rules = text_of(ROOT / "deploy" / "assurance" / "rules.yaml")
    for rule in RULE.findall(text_of(page)):
        assert f"- id: {rule}\n" in rules, rule


def test_the_bill_of_materials_is_what_is_locked():
    """Names, versions and hashes; after bin/lock comes bin/sbom."""
    lock = text_of(ROOT / "requirements.txt")
    components = json.loads(text_of(DOCS / "sbom.cdx.json"))["components"]
    assert {(one["name"], one["version"]) for one in components} == set(LOCKED.findall(lock))
    kept = {each["content"] for one in components for each in one["hashes"]}
    assert kept == set(HASH.findall(lock))


def test_every_package_that_is_asked_for_was_reviewed():
    review = text_of(DOCS / "dependencies-review.md")
    asked = re.findall(r"^([a-z0-9-]+)", text_of(ROOT / "requirements.in"), re.M)
    versions = dict(LOCKED.findall(text_of(ROOT / "requirements.txt")))
    for name in asked:
        assert f"| {name} | {versions[name]} |" in review, f"{name} {versions[name]}"
