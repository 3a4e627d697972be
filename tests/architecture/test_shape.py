"""The shape of the code: small files, no stray SQL, every package on its floor."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).parent.parent.parent
MOST_LINES = 300
ALLOWED_LONGER: dict[str, int] = {}  # path: lines; numbers here may only go down
SOURCES = sorted(
    path
    for folder in ("elearn", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
TEMPLATES = sorted((ROOT / "elearn").rglob("*.html"))


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_stay_small(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= ALLOWED_LONGER.get(name(path), MOST_LINES)


@pytest.mark.parametrize("path", [one for one in SOURCES if "elearn" in one.parts], ids=name)
def test_a_module_opens_with_a_sentence(path):
    sentence = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert sentence, "say in one sentence what this file is for"


@pytest.mark.parametrize(
    "path", [one for one in SOURCES if "routes" in str(one) and "elearn" in one.parts], ids=name
)
def test_routes_pass_the_session_on_and_never_use_it(path):
    assert not re.search(r"db\.session(\(\))?\.(?!info|rollback)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_compile_and_carry_nothing_inline(path):
    text = path.read_text("utf-8")
    Environment(loader=FileSystemLoader(str(ROOT)), autoescape=True).parse(text)
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|\|\s*safe\b", text)


def test_nothing_is_left_to_do():
    words = re.compile(r"\b(TODO|FIXME|XXX|INTERIM|raise NotImplementedError)\b|(?i:lorem ipsum)")
    here = Path(__file__)
    found = [
        f"{name(path)}: {line.strip()}"
        for path in [*SOURCES, *TEMPLATES]
        if path != here
        for line in path.read_text("utf-8").splitlines()
        if words.search(line)
    ]
    assert not found
