"""Questions held to the rules of the bank. Reads the raw values, so that a fault of shape in one
line hides no fault of sense in another."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from elearn.content.answer_checks import check_answers, check_twins
from elearn.content.faults import PathTo
from elearn.content.loading import ModuleParts, QuestionsPart, ScreenPart
from elearn.content.validation import MISSING
from elearn.content.yaml_text import Marked
from elearn.domain.quiz import BankItem


def mappings(value: Any, *keys: str | int) -> Iterator[tuple[PathTo, dict[str, Any]]]:
    """The mappings in the list found under ``keys``, with their paths; none if it is no list."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    for at, one in enumerate(value if isinstance(value, list) else ()):
        if isinstance(one, dict):
            yield (*keys, at), one


def check_items(parts: ModuleParts, *, today: date) -> None:
    """Every question of a module's bank, and the practice questions on its screens."""
    seen: dict[str, str] = {}
    for questions in parts.questions:
        _check_file(questions, seen)
        for path, item in mappings(questions.marked.data, "items"):
            check_answers(questions.marked, path, item)
            _check_law(questions.marked, path, item, today)
            _check_read_again(questions.marked, path, item, parts.screen_slugs)
    for screen in parts.screens:
        _check_practice(screen)


def check_ids(modules: Sequence[ModuleParts]) -> None:
    """A question's id is its identity for ever: no two in any module share one."""
    first: dict[str, str] = {}
    for parts in modules:
        for questions in parts.questions:
            marked = questions.marked
            for path, item in mappings(marked.data, "items"):
                key, where = item.get("id"), (*path, "id")
                if not isinstance(key, str):
                    continue
                if key in first:
                    marked.fault(where, f"{key} is the id of another question ({first[key]}). "
                                 "Give this one an id that was never used.")  # fmt: skip
                else:
                    first[key] = f"{marked.file}, line {marked.spots[where].line}"


def bank_of(parts: ModuleParts) -> tuple[BankItem, ...]:
    """The bank as far as it can be read, for counting."""
    bank = []
    for questions in parts.questions:
        topic = questions.marked.data.get("topic")
        for _, item in mappings(questions.marked.data, "items"):
            safety = item.get("safety_critical") is True
            bank.append(BankItem(str(item.get("id")), str(topic), safety, ()))
    return tuple(bank)


def _check_file(questions: QuestionsPart, seen: dict[str, str]) -> None:
    topic = questions.marked.data.get("topic")
    if not isinstance(topic, str):
        return
    if questions.name != topic.lower():
        message = f"is {topic} but the file is called {questions.name}.yaml. One of them is wrong."
        questions.marked.fault(("topic",), message)
    if topic in seen:
        message = f"{topic} has a file already: {seen[topic]}. Keep a topic in one file."
        questions.marked.fault(("topic",), message)
    seen.setdefault(topic, questions.marked.file)


def _check_law(marked: Marked, path: PathTo, item: dict[str, Any], today: date) -> None:
    for key in ("law_as_at", "review_by"):
        if item.get("law_sensitive") is True and item.get(key) is None:
            message = f"is missing, as law_sensitive is true. {MISSING[key]}"
            marked.fault((*path, key), message)
    check_dates(marked, path, item, today=today)


def check_dates(marked: Marked, path: PathTo, values: dict[str, Any], *, today: date) -> None:
    """``law_as_at`` before ``review_by``, not in the future; a review that is overdue."""
    checked, review = _day(values.get("law_as_at")), _day(values.get("review_by"))
    if checked and review and review <= checked:
        marked.fault((*path, "review_by"), "is not after law_as_at. Correct one of them.")
    if checked and checked > today:
        marked.warning((*path, "law_as_at"), f"{checked} has not come yet. Is it right?")
    if review and review < today:
        marked.warning(
            (*path, "review_by"), f"passed on {review}: check the law, then set both dates anew."
        )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _check_read_again(
    marked: Marked, path: PathTo, item: dict[str, Any], screens: list[str]
) -> None:
    slug = item.get("read_again")
    if isinstance(slug, str) and slug not in screens:
        close = get_close_matches(slug, screens, 1)
        hint = f"Did you mean {close[0]}?" if close else "Use the words of its file's name."
        marked.fault((*path, "read_again"), f"This module has no screen {slug}. {hint}")


def _check_practice(screen: ScreenPart) -> None:
    options = [option for _, option in mappings(screen.head.data, "check", "options")]
    correct = sum(option.get("correct") is True for option in options)
    if options and not 0 < correct < len(options):
        screen.head.fault(("check", "options"), f"has {correct} of {len(options)} options marked "
                          "correct. Leave at least one right and one wrong.")  # fmt: skip
    check_twins(screen.head, ("check", "options"), options)
