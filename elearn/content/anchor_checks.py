"""Anchor questions held to their rules: they live in the knowledge check, one in use and at least
one in reserve for every topic and level (curriculum.md B2), and modules only borrow them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from elearn.content.faults import Fault, Findings, PathTo
from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts, QuestionsPart
from elearn.content.schema import TOPICS
from elearn.content.validation import MISSING

FOLDER = "knowledge-check"
LEVELS = ("A", "B", "C")
OF_ANCHORS = ("anchor", "reserve", "teaches")

Cells = dict[tuple[str, str], list[bool]]


def check_anchors(
    modules: Sequence[ModuleParts], planned: Collection[str], findings: Findings
) -> None:
    """The knowledge check is whole; no other module has anchor questions of its own; a module
    that asks some finds a knowledge check to take them from."""
    checks = [parts for parts in modules if parts.is_check]
    screens = {
        str(parts.head.data.get("code")): parts.screen_slugs for parts in modules if parts.head
    }
    for parts in checks[1:]:
        _at_head(parts, "kind", f"is check, as in {checks[0].slug}. There is one knowledge check.")
    for parts in checks:
        _check_whole(parts, findings)
        _check_teaches(parts, screens, planned)
    for parts in modules:
        if not parts.is_check:
            _check_borrowing(parts, bool(checks))


def _check_whole(parts: ModuleParts, findings: Findings) -> None:
    if parts.slug != FOLDER:
        _at_head(parts, "code", f"is of the knowledge check, so its folder is called {FOLDER}.")
    cells: Cells = defaultdict(list)
    for questions, path, item in _items(parts):
        topic, level = questions.marked.data.get("topic"), item.get("level")
        reserve = item.get("reserve") is True
        if item.get("anchor") is not True:
            message = "is missing. Every question of the knowledge check has anchor: true."
            questions.marked.fault((*path, "anchor"), message)
        if item.get("read_again") is not None:
            message = "is for modules. Write teaches: and the module: M03/who-may-refer."
            questions.marked.fault((*path, "read_again"), message)
        if not reserve and False in cells[str(topic), str(level)]:
            message = f"{topic} has a question in use at level {level}. Add reserve: true."
            questions.marked.fault((*path, "level"), message)
        cells[str(topic), str(level)].append(reserve)
    if not parts.unread_questions:
        _check_cells(parts, cells, findings)


def _check_cells(parts: ModuleParts, cells: Cells, findings: Findings) -> None:
    files = {str(part.marked.data.get("topic")): part for part in parts.questions}
    for topic in TOPICS:
        if topic not in files:
            file = f"{parts.file}/questions/{topic.lower()}.yaml"
            message = "is missing: a question in use and one in reserve at levels A, B and C."
            findings.faults.append(Fault(file, 1, 1, "", message))
            continue
        for level in LEVELS:
            found = cells[topic, level]
            for kind, reserve in (("in use", False), ("in reserve", True)):
                if reserve not in found:
                    message = f"has no question {kind} at level {level}. Write one."
                    files[topic].marked.fault(("topic",), f"{topic} {message}")


def _check_teaches(
    parts: ModuleParts, screens: dict[str, list[str]], planned: Collection[str]
) -> None:
    for questions, path, item in _items(parts):
        code, _, slug = str(item.get("teaches") or "").partition("/")
        where = (*path, "teaches")
        if code in screens and slug not in screens[code]:
            close = get_close_matches(slug, screens[code], 1)
            hint = f" Did you mean {code}/{close[0]}?" if close else ""
            questions.marked.fault(where, f"{code} has no screen {slug}.{hint}")
        elif code and code not in screens and code not in planned:
            questions.marked.fault(where, f"There is no module {code}.")
        elif code and code not in screens:
            questions.marked.warning(where, f"{code} is not written yet: nobody can be sent there.")


def _check_borrowing(parts: ModuleParts, is_check_there: bool) -> None:
    if parts.model and parts.model.anchors and not is_check_there:
        _at_head(parts, "anchors", f"There is no knowledge check (modules/{FOLDER}) to ask from.")
    for questions, path, item in _items(parts):
        for key in OF_ANCHORS:
            if item.get(key) is True or (key == "teaches" and key in item):
                message = (
                    f"is for the knowledge check (modules/{FOLDER}) only. Take it out; "
                    "anchors: 2 in module.yaml lets this module's quiz ask some of those."
                )
                questions.marked.fault((*path, key), message, at_key=True)
        if "read_again" not in item:
            message = f"is missing. {MISSING['read_again']}"
            questions.marked.fault((*path, "read_again"), message)


def _items(parts: ModuleParts) -> Iterator[tuple[QuestionsPart, PathTo, dict[str, Any]]]:
    for questions in parts.questions:
        for path, item in mappings(questions.marked.data, "items"):
            yield questions, path, item


def _at_head(parts: ModuleParts, key: str, message: str) -> None:
    if parts.head is not None:
        parts.head.fault((key,), message)
