"""A module as a whole: its numbering, its blueprint, its minutes; and modules among themselves."""

from collections.abc import Collection, Sequence
from datetime import date
from math import ceil
from typing import Any

from elearn.content.faults import Fault, Findings
from elearn.content.item_checks import bank_of, check_dates
from elearn.content.loading import ModuleParts
from elearn.content.schema import is_kebab, is_topic
from elearn.content.yaml_text import Marked
from elearn.domain.quiz import BlueprintLine, blueprint_faults

DRAWS = 3  # a second and a third try should not ask the same again
PAGES_OF_THE_SERVICE = frozenset({"quiz", "summary", "changes", "kept"})  # below a module
ADDRESSES_OF_THE_SERVICE = frozenset({"attempts", "media", "knowledge-check"})  # beside modules
QUICKEST_ANSWER, SLOWEST_ANSWER = 0.5, 1.5  # minutes a question


def check_module(parts: ModuleParts, findings: Findings, *, today: date) -> None:
    _check_numbers(parts, findings)
    if not is_kebab(parts.slug):
        message = "A module's folder has small letters, digits and hyphens in its name."
        findings.faults.append(Fault(parts.file, 1, 1, "", message))
    if parts.slug in ADDRESSES_OF_THE_SERVICE and not parts.is_check:
        message = "The service has pages at this address itself. Give the folder another name."
        findings.faults.append(Fault(parts.file, 1, 1, "", message))
    if parts.head is None:
        return
    check_dates(parts.head, (), parts.head.data, today=today)
    _check_change(parts, parts.head)
    lines = _blueprint(parts.head)
    if lines:
        _check_blueprint(parts, parts.head, lines)
        _check_minutes(parts, parts.head, sum(line.items for line in lines))


def check_codes(modules: Sequence[ModuleParts], planned: Collection[str]) -> None:
    """No two modules share a code, and prerequisites are modules of the curriculum."""
    first: dict[str, str] = {}
    codes = {str(parts.head.data.get("code")) for parts in modules if parts.head} | set(planned)
    for parts in modules:
        if parts.head is None:
            continue
        code, before = str(parts.head.data.get("code")), parts.head.data.get("prerequisites")
        if code in first:
            parts.head.fault(("code",), f"{code} is the code of {first[code]}. Choose another.")
        first.setdefault(code, parts.slug)
        for at, wanted in enumerate(before if isinstance(before, list) else ()):
            if wanted == code:
                parts.head.fault(("prerequisites", at), "is this module itself. Take it out.")
            elif wanted not in codes:
                parts.head.fault(("prerequisites", at), f"There is no module {wanted}.")


def _check_numbers(parts: ModuleParts, findings: Findings) -> None:
    """Screens and scenarios count on together from 01, and no two share their words."""
    places: dict[int, str] = {}
    slugs: dict[str, str] = {}
    for number, slug, file in sorted(parts.numbered):
        for what, other in ((f"The number {number:02}", places.get(number)),
                            (f"The name {slug}", slugs.get(slug))):  # fmt: skip
            if other is not None:
                message = f"{what} is taken by {other}. Choose another."
                findings.faults.append(Fault(file, 1, 1, "", message))
        if slug in PAGES_OF_THE_SERVICE:
            message = f"The service has a page called {slug} itself. Choose other words."
            findings.faults.append(Fault(file, 1, 1, "", message))
        places.setdefault(number, file)
        slugs.setdefault(slug, file)
    previous = 0
    for number in sorted(places):
        if number > previous + 1 or number == 0:
            message = f"{_missing(previous, number)}. Screens and scenarios count on from 01."
            findings.faults.append(Fault(places[number], 1, 1, "", message))
        previous = number


def _missing(previous: int, number: int) -> str:
    if number == 0:
        return "There is no page 00"
    missing = [f"{one:02}" for one in range(previous + 1, number)]
    return (
        f"Before this page {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
    )


def _blueprint(head: Marked) -> list[BlueprintLine]:
    raw = head.data.get("blueprint")
    lines = []
    for topic, entry in (raw if isinstance(raw, dict) else {}).items():
        items, safety = (_count(entry, "items"), _count(entry, "safety"))
        if items is not None and is_topic(topic):
            lines.append(BlueprintLine(topic, items, safety or 0))
    return lines


def _check_change(parts: ModuleParts, head: Marked) -> None:
    """What those read and answer who hold an older version: only of a material change."""
    change = head.data.get("change")
    if not isinstance(change, dict):
        return
    for key in ("what_changed", "items"):
        if key in change and (change.get("kind") != "material" or parts.is_check):
            message = "is for a material change of a module. Take it out."
            head.fault(("change", key), message, at_key=True)
    raw = change.get("items")
    named: list[Any] = raw if isinstance(raw, list) else []
    bank = {item.key for item in bank_of(parts)}
    for at, key in enumerate(named):
        if key in named[:at]:
            head.fault(("change", "items", at), f"{key} stands twice. Name three questions.")
        elif key not in bank and not parts.unread_questions:
            head.fault(("change", "items", at), f"This module has no question {key}.")


def _count(entry: Any, key: str) -> int | None:
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _check_blueprint(parts: ModuleParts, head: Marked, lines: list[BlueprintLine]) -> None:
    if parts.unread_questions:
        return  # counting the rest would only mislead
    bank = bank_of(parts)
    for line in lines:
        for sentence in blueprint_faults(bank, [line], times=DRAWS):
            message = sentence.removeprefix(f"{line.topic}: ")
            head.fault(("blueprint", line.topic), message, at_key=True)
    topics = {line.topic for line in lines}
    for questions in parts.questions:
        topic = questions.marked.data.get("topic")
        if isinstance(topic, str) and topic not in topics:
            message = f"{topic} is not in the blueprint of module.yaml, so nobody is asked these."
            questions.marked.warning(("topic",), message)


def _check_minutes(parts: ModuleParts, head: Marked, questions: int) -> None:
    stated = _count(head.data, "minutes")
    of_pages = [_count(screen.head.data, "minutes") for screen in parts.screens]
    of_pages += [_count(scenario.marked.data, "minutes") for scenario in parts.scenarios]
    if stated is None or len(of_pages) != len(parts.numbered):
        return
    pages = sum(minutes or 0 for minutes in of_pages)
    least = pages + ceil(questions * QUICKEST_ANSWER)
    most = pages + ceil(questions * SLOWEST_ANSWER)
    taken = f"Its pages take {pages} minutes and its {questions} questions about"
    if stated < least:
        head.fault(("minutes",), f"{taken} {least - pages} or more: say {least}, or shorten it.")
    elif stated > most:
        head.warning(("minutes",), f"{taken} {most - pages} at most: {stated} is too many.")
