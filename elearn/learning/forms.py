"""What learners send: answers, confidence and choices, read so that nothing odd gets through.

The fields of a question depend on the draw, so these are read from the form itself; the token
against forgery is checked for every POST of the service.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from elearn.content.items import Item
from elearn.content.pages import Check

HOW_SURE = (
    ("1", "I am guessing"),
    ("2", "Not very sure"),
    ("3", "Fairly sure"),
    ("4", "Sure"),
    ("5", "Certain"),
)
LONGEST_NUMBER = 6


class Sent(Protocol):
    """A submitted form: werkzeug's MultiDict."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """What was sent for one question. ``chosen`` is None when it is no answer to it; ``error`` is
    what to say about that, ``sure_error`` about the confidence."""

    chosen: frozenset[str] | None
    confidence: int | None
    error: str | None = None
    sure_error: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.error is None and self.sure_error is None


def only(sent: Sent, name: str) -> str | None:
    """The value of a field sent exactly once; None otherwise."""
    values = sent.getlist(name)
    return values[0] if len(values) == 1 else None


def number(sent: Sent, name: str) -> int | None:
    """A whole number from 0 sent exactly once, in plain digits."""
    return whole_number(only(sent, name))


def whole_number(value: str | None) -> int | None:
    """A whole number from 0 in plain digits, or None.

    >>> whole_number("12"), whole_number("-1"), whole_number("٣"), whole_number("9" * 40)
    (12, None, None, None)
    """
    if value is None or len(value) > LONGEST_NUMBER or not (value.isascii() and value.isdigit()):
        return None
    return int(value)


def read_answer(sent: Sent, item: Item, shown: Sequence[str], place: int) -> AnswerSent:
    """The answer to the question at that place (from 1), with what is wrong about it. Options are
    sent by their place on the page, as ``shown``: the author's order tells nothing."""
    by_place = {str(n): option for n, option in enumerate(shown, start=1)}
    values = sent.getlist(f"answer-{place}")
    chosen, error = _choice(values, set(by_place), item.type == "multiple")
    ids = None if chosen is None else frozenset(by_place[value] for value in chosen)
    if not item.anchor:
        return AnswerSent(ids, None, error)
    sure = only(sent, f"sure-{place}")
    confidence = int(sure) if sure in dict(HOW_SURE) else None
    return AnswerSent(ids, confidence, error, None if confidence else "Say how sure you are")


def was_sent(sent: Sent, place: int) -> bool:
    """Whether anything at all was sent for the question at that place."""
    return bool(sent.getlist(f"answer-{place}") or sent.getlist(f"sure-{place}"))


def read_check(sent: Sent, check: Check) -> tuple[frozenset[str] | None, str | None]:
    """What was chosen in a practice check, or what to say instead."""
    return _choice(sent.getlist("check"), {option.id for option in check.options}, check.multiple)


def _choice(
    values: Sequence[str], known: set[str], multiple: bool
) -> tuple[frozenset[str] | None, str | None]:
    if not values:
        return None, "Choose at least one answer" if multiple else "Choose an answer"
    if not set(values) <= known:
        return None, "Choose from the answers shown"
    if not multiple and len(values) > 1:
        return None, "Choose one answer only"
    return frozenset(values), None
