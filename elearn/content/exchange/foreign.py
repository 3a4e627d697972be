"""A question as GIFT and Moodle XML know it, whichever of the two it stands in."""

from dataclasses import dataclass, field
from typing import Literal

MOST_BYTES = 5 * 1024 * 1024

TextFormat = Literal["html", "markdown", "plain", "moodle"]

ONE, MANY, MANY_WHOLE = "multichoice", "multichoice of several", "multichoiceset"
TRUE_FALSE, SHORT, MATCHING, ORDERING = "truefalse", "shortanswer", "matching", "ordering"


class ExchangeError(Exception):
    """A file that cannot be read as questions at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text and how it is written; ``moodle`` is HTML in which ends of lines count."""

    text: str = ""
    format: TextFormat = "html"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a question and the share of the mark it is worth, in per cent."""

    text: Rich
    share: float = 0.0
    feedback: Rich = Rich()


@dataclass(frozen=True, slots=True)
class Pair:
    left: Rich
    right: Rich


@dataclass(frozen=True, slots=True)
class Foreign:
    """A question read from a file, ``line`` where it begins, or one to be written.

    ``kind`` is one of the constants above, or the foreign name of a type that nothing here is
    like. ``answers`` hold the answers of a choice, the texts of a short answer or the steps of an
    order. ``general``, ``right`` and ``wrong`` are feedback; ``losses`` what the reader left out.
    """

    line: int
    kind: str
    name: str
    text: Rich
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    general: Rich = Rich()
    right: Rich = Rich()
    wrong: Rich = Rich()
    category: str = ""
    tags: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


@dataclass(slots=True)
class Broken:
    """A piece of a file that is no question that can be read."""

    line: int
    name: str
    why: str


@dataclass(slots=True)
class Found:
    """What a file holds, in its order."""

    questions: list[Foreign | Broken] = field(default_factory=list)
