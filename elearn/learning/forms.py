"""What learners send: answers, confidence and choices, read so that nothing odd gets through.

The fields of a question depend on the draw, so these are read from the form itself; the token
against forgery is checked for every POST of the service.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from elearn.content.items import Item
from elearn.content.pages import Check
from elearn.domain.answers import typed
from elearn.web.languages import N_, say

HOW_SURE = (
    ("1", N_("I am guessing")),
    ("2", N_("Not very sure")),
    ("3", N_("Fairly sure")),
    ("4", N_("Sure")),
    ("5", N_("Certain")),
)
LONGEST_NUMBER = 6
LONGEST_TYPED = 100
MOST_ROWS = 6


def how_sure() -> tuple[tuple[str, str], ...]:
    """What can be said of being sure, in the language of the page."""
    return tuple((value, say(words)) for value, words in HOW_SURE)


class Sent(Protocol):
    """A submitted form: werkzeug's MultiDict."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """What was sent for one question. ``chosen`` is None when it is no answer to it; ``error`` is
    what to say about that, ``sure_error`` about the confidence.

    ``values`` are the fields of a question that has several, or the one that was typed into, as
    they were sent, so that nothing is lost; ``wrong_at`` is the first field to mend, from 1."""

    chosen: frozenset[str] | None
    confidence: int | None
    error: str | None = None
    sure_error: str | None = None
    values: tuple[str, ...] = ()
    wrong_at: int = 1

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
    answer = _answer(sent, item, shown, f"answer-{place}")
    if not item.anchor:
        return answer
    sure = only(sent, f"sure-{place}")
    confidence = int(sure) if sure in dict(HOW_SURE) else None
    unsure = None if confidence else say("Say how sure you are")
    return replace(answer, confidence=confidence, sure_error=unsure)


def _answer(sent: Sent, item: Item, shown: Sequence[str], name: str) -> AnswerSent:
    if item.typed:
        return _typed(only(sent, name) or "")
    if item.pairs or item.steps:
        return _arranged(sent, item, shown, name)
    by_place = {str(n): option for n, option in enumerate(shown, start=1)}
    chosen, error = _choice(sent.getlist(name), set(by_place), item.type == "multiple")
    ids = None if chosen is None else frozenset(by_place[value] for value in chosen)
    return AnswerSent(ids, None, error)


def _typed(value: str) -> AnswerSent:
    """Words in one line. Signs that cannot be seen are refused, never taken out in silence."""
    words = " ".join(value.split())
    seen = "".join(sign for sign in words if sign.isprintable())
    error = None
    if not words:
        error = say("Type an answer")
    elif seen != words or any(unicodedata.category(sign) == "Cc" for sign in value.strip()):
        error = say("Type letters, digits and signs only: something in the answer cannot be seen")
    elif len(words) > LONGEST_TYPED:
        error = say(
            "Type %(most)s characters or fewer: these are %(number)s",
            most=LONGEST_TYPED,
            number=len(words),
        )
    return AnswerSent(None if error else typed(words), None, error, values=(seen,))


def _arranged(sent: Sent, item: Item, shown: Sequence[str], name: str) -> AnswerSent:
    """A right-hand side for everything on the left, or a place for every step: a field each, which
    hold a number from 1 on, no two the same."""
    known = {str(n) for n in range(1, len(shown) + 1)}
    rows = [only(sent, row_name(name, n)) or "" for n in range(1, len(shown) + 1)]
    values = tuple(value if value in known else "" for value in rows)
    wrong_at = next((n for n, value in enumerate(values, 1) if value in ("", *values[: n - 1])), 0)
    if not wrong_at:
        return AnswerSent(_arrangement(item, shown, values), None, values=values)
    twice = values[wrong_at - 1]
    if item.steps:
        error = (
            say("Two steps are at place %(place)s: give each a place of its own", place=twice)
            if twice
            else say("Give every step a place")
        )
    else:
        error = (
            say("Choose each answer once only") if twice else say("Choose an answer for each line")
        )
    return AnswerSent(None, None, error, values=values, wrong_at=wrong_at)


def _arrangement(item: Item, shown: Sequence[str], values: Sequence[str]) -> frozenset[str]:
    if item.steps:
        return frozenset(value + step for value, step in zip(values, shown, strict=True))
    chosen = [shown[int(value) - 1] for value in values]
    return frozenset(pair.id + right for pair, right in zip(item.pairs, chosen, strict=True))


def row_name(name: str, number: int) -> str:
    """The name of one field of a question that has several."""
    return f"{name}-{number}"


def was_sent(sent: Sent, place: int) -> bool:
    """Whether anything at all was sent for the question at that place."""
    name = f"answer-{place}"
    rows = [row_name(name, number) for number in range(1, MOST_ROWS + 1)]
    names = (name, f"sure-{place}", *rows)
    return any(value.strip() for one in names for value in sent.getlist(one))


def read_check(sent: Sent, check: Check) -> tuple[frozenset[str] | None, str | None]:
    """What was chosen in a practice check, or what to say instead."""
    return _choice(sent.getlist("check"), {option.id for option in check.options}, check.multiple)


def _choice(
    values: Sequence[str], known: set[str], multiple: bool
) -> tuple[frozenset[str] | None, str | None]:
    if not values:
        return None, say("Choose at least one answer") if multiple else say("Choose an answer")
    if not set(values) <= known:
        return None, say("Choose from the answers shown")
    if not multiple and len(values) > 1:
        return None, say("Choose one answer only")
    return frozenset(values), None
