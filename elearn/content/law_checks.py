"""Texts that name a law, held to being marked: they are the ones to read when it changes."""

import re
from collections.abc import Mapping
from typing import Any

from elearn.content.faults import Fault, Findings, PathTo
from elearn.content.item_checks import mappings
from elearn.content.loading import Body, ModuleParts
from elearn.content.yaml_text import Marked, leaves

_LAW = re.compile(r"\b(?:Act (?:19|20)\d\d|[Ss]ections? \d+|s\. ?\d+|Article \d+)\b")
_NO_TEXT = ("source", "id", "read_again", "teaches")
MARK_IT = "is named here. Add law_sensitive: true, so that it is checked when the law changes."


def check_law(parts: ModuleParts, findings: Findings) -> None:
    """A warning for each page and question that names an Act or a section and is not marked."""
    for screen in parts.screens:
        if not _is_marked(screen.head.data) and not _in_body(screen.body, findings):
            _check_leaves(screen.head, ())
    for scenario in parts.scenarios:
        if not _is_marked(scenario.marked.data):
            _check_leaves(scenario.marked, ())
    for questions in parts.questions:
        for path, item in mappings(questions.marked.data, "items"):
            if not _is_marked(item):
                _check_leaves(questions.marked, path)


def _is_marked(data: Mapping[str, Any]) -> bool:
    return data.get("law_sensitive") is True


def _in_body(body: Body, findings: Findings) -> bool:
    """Whether the text of a screen names a law; that is a warning then."""
    found = _LAW.search(body.text)
    if found is None:
        return False
    line = body.line + body.text.count("\n", 0, found.start())
    findings.warnings.append(Fault(body.file, line, 1, "", f"{found[0]} {MARK_IT}"))
    return True


def _check_leaves(marked: Marked, path: PathTo) -> None:
    """One warning for the first text below ``path`` that names a law."""
    value = marked.data
    for key in path:
        value = value[key]
    for where, text in leaves(value, path):
        key = next((part for part in reversed(where) if isinstance(part, str)), "")
        found = None if key in _NO_TEXT else _LAW.search(text)
        if found:
            marked.about_text(where, found[0], f"{found[0]} {MARK_IT}", warning=True)
            return
