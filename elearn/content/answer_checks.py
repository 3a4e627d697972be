"""The answers of a question held to its type: what a type has, and what makes sense in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.item_schema import ITEM_TYPES
from elearn.content.yaml_text import Marked
from elearn.domain.typing_slips import canonical

OPTIONS_OF_TRUE_FALSE = 2
LONGEST_TYPED = 100

_OWN_KEYS: Mapping[str, tuple[str, ...]] = {
    "single": ("options",),
    "multiple": ("options",),
    "true-false": ("options",),
    "decision": ("situation", "options"),
    "matching": ("pairs",),
    "ordering": ("steps",),
    "short": ("accepted", "feedback"),
}
_MAY_HAVE: Mapping[str, tuple[str, ...]] = {"multiple": ("scoring",), "short": ("typos",)}
_REMEDIES = {
    "options": "Write the answers to choose from, each with its feedback.",
    "situation": "Tell in two to four sentences what happens before the question.",
    "pairs": "Write 3 to 5 lines with left, right and feedback.",
    "steps": "Write 3 to 5 lines with text and feedback, in the right order.",
    "accepted": 'Write the texts that are right, the best one first: ["999", "nine nine nine"].',
    "feedback": "Say what follows: right: for a right answer, wrong: for any other.",
}
_EVERY_KEY = (*_REMEDIES, "scoring", "typos")


def check_answers(marked: Marked, path: PathTo, item: Mapping[str, Any]) -> None:
    """Everything about the answers of one question. A type that nobody knows is told elsewhere."""
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in ITEM_TYPES:
        return
    _check_keys(marked, path, item, kind)
    _check_options(marked, path, item, kind)
    _check_tags(marked, path, item, kind)
    if item.get("scoring") == "partial" and item.get("safety_critical") is True:
        message = "cannot be partial where the question is safety-critical. Take it out."
        marked.fault((*path, "scoring"), message)
    if kind == "matching":
        for side in ("left", "right"):
            check_twins(marked, (*path, "pairs"), item.get("pairs"), side)
    if kind == "ordering":
        check_twins(marked, (*path, "steps"), item.get("steps"))
    if kind == "short":
        _check_accepted(marked, (*path, "accepted"), item.get("accepted"))


def check_twins(marked: Marked, where: PathTo, rows: Any, key: str = "text") -> None:
    """No two of a question's answers say the same."""
    seen: set[str] = set()
    for at, row in _rows(rows):
        text = str(row.get(key)).strip().casefold()
        if text in seen:
            marked.fault((*where, at, key), "says the same as one above. Change it.")
        seen.add(text)


def _rows(value: Any) -> Iterable[tuple[int, Mapping[str, Any]]]:
    rows = enumerate(value if isinstance(value, list) else ())
    return [(at, row) for at, row in rows if isinstance(row, dict)]


def _check_keys(marked: Marked, path: PathTo, item: Mapping[str, Any], kind: str) -> None:
    own, also = _OWN_KEYS[kind], _MAY_HAVE.get(kind, ())
    for key in _EVERY_KEY:
        if key in own and item.get(key) is None:
            marked.fault((*path, key), f"is missing, as the type is {kind}. {_REMEDIES[key]}")
        elif key in item and key not in own and key not in also:
            message = f"is no part of a question of the type {kind}. Take it out, or change type."
            marked.fault((*path, key), message, at_key=True)


def _check_options(marked: Marked, path: PathTo, item: Mapping[str, Any], kind: str) -> None:
    options = [option for _, option in _rows(item.get("options"))]
    if not options or "options" not in _OWN_KEYS[kind]:
        return
    correct = sum(option.get("correct") is True for option in options)
    where = (*path, "options")
    if kind == "multiple":
        if not 0 < correct < len(options):
            marked.fault(where, f"has {correct} of {len(options)} options marked correct. A "
                         "multiple question has at least one right and one wrong.")  # fmt: skip
    elif correct != 1:
        marked.fault(where, f"has {correct} options marked correct: true. Mark exactly one, or "
                     "make the type multiple.")  # fmt: skip
    if kind == "true-false" and len(options) != OPTIONS_OF_TRUE_FALSE:
        marked.fault(where, f"has {len(options)} options. A true-false question has two.")
    check_twins(marked, where, item.get("options"))


def _check_tags(marked: Marked, path: PathTo, item: Mapping[str, Any], kind: str) -> None:
    """In a decision every option says what it was, as the choices of a scenario do."""
    for at, option in _rows(item.get("options")):
        where = (*path, "options", at, "tag")
        if kind == "decision" and option.get("tag") is None:
            marked.fault(where, "is missing. Say what this was: safe, delay, missed-sign and so "
                         "on, as in a scenario.")  # fmt: skip
        elif kind != "decision" and "tag" in option:
            marked.fault(where, "belongs to a decision only. Take it out.", at_key=True)


def _check_accepted(marked: Marked, where: PathTo, accepted: Any) -> None:
    seen: set[str] = set()
    for at, text in enumerate(accepted if isinstance(accepted, list) else ()):
        if not isinstance(text, str):
            continue
        same = canonical(text)
        if not same:
            marked.fault((*where, at), "holds no letter and no digit. Write what may be typed.")
        elif same in seen:
            marked.fault((*where, at), "is the same as one above: capital letters, spaces and "
                         "signs do not count. Take it out.")  # fmt: skip
        if len(text) > LONGEST_TYPED:
            marked.fault((*where, at), f"has {len(text)} characters, and learners can type "
                         f"{LONGEST_TYPED}. Make it shorter.")  # fmt: skip
        seen.add(same)
