"""GIFT read into questions, as Moodle reads it.

Questions are separated by empty lines. Control characters are ``~ = # { } :``, a backslash before
one makes it ordinary; ``//`` begins a line of comment, in which ``[id:…]`` and ``[tag:…]`` speak of
the question below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from elearn.content.exchange.foreign import Broken, Foreign, Found, Rich
from elearn.content.exchange.gift_answers import answers_of, hide, show

BLANK = "_____"  # where the answer stood inside a sentence
LONGEST_NAME = 80
_CATEGORY = re.compile(r"\$CATEGORY:\s*(?:\$\w+\$/)*(?:top/)?(.*)")
_TAG = re.compile(r"\[tag:((?:\\.|[^\]\\])*)\]")
_NAME = re.compile(r"::(.*?)::\s*", re.DOTALL)


@dataclass(slots=True)
class _Piece:
    """The lines of one question, without comments; ``line`` is that of the first of them."""

    line: int
    text: str
    category: str
    tags: list[str] = field(default_factory=list)


def read_gift(text: str) -> Found:
    """The questions of a GIFT file, and what in it is none."""
    found = Found()
    for piece in _pieces(text):
        found.questions.append(_question(piece))
    return found


def _pieces(text: str) -> Iterator[_Piece]:
    """The questions of a text, one by one. A question that is open goes on below an empty line."""
    category, tags = "", list[str]()
    lines: list[str] = []
    start = 0
    for number, raw in enumerate([*text.splitlines(), ""], start=1):
        line = raw.strip()
        if line.startswith("//"):
            tags += [show(hide(tag)) for tag in _TAG.findall(line)]
        elif not lines and (found := _CATEGORY.match(line)):
            category, tags = show(hide(found[1])).strip(), []
        elif line or (lines and _is_open(lines)):
            start = start or number
            lines.append(raw)
        elif lines:
            yield _Piece(start, "\n".join(lines).strip(), category, tags)
            tags, lines, start = [], [], 0
    if lines:
        yield _Piece(start, "\n".join(lines).strip(), category, tags)


def _is_open(lines: list[str]) -> bool:
    """Whether the answers of a question began and have not ended."""
    hidden = hide("\n".join(lines))
    return hidden.count("{") > hidden.count("}")


def _question(piece: _Piece) -> Foreign | Broken:
    hidden = hide(piece.text)
    name = ""
    if named := _NAME.match(hidden):
        name, hidden = show(named[1]), hidden[named.end() :]
    name = " ".join(name.split())
    opening, closing = hidden.find("{"), hidden.find("}")
    if opening < 0 and closing < 0:
        text = Rich(show(hidden).strip(), "moodle")
        return Foreign(piece.line, "description", name or _short(hidden), text)
    if opening < 0 or closing < opening:
        return Broken(piece.line, name or _short(hidden), _brace(opening))
    if hidden.count("{") > 1 or hidden.count("}") > 1:
        why = "holds more than one { or }. Put a \\ before those that are no beginning or end"
        return Broken(piece.line, name or _short(hidden), why)
    before, inside, after = hidden[:opening], hidden[opening + 1 : closing], hidden[closing + 1 :]
    stem = f"{before.rstrip()} {BLANK}{after}" if after.strip() else before
    return answers_of(
        line=piece.line,
        name=name or _short(stem),
        stem=stem,
        inside=inside.strip(),
        category=piece.category,
        tags=tuple(piece.tags),
    )


def _brace(opening: int) -> str:
    sign, other = ("}", "{") if opening < 0 else ("{", "}")
    return f"has a {sign} without a {other} that belongs to it"


def _short(hidden: str) -> str:
    """The beginning of a text, as a name for a question that has none."""
    words = " ".join(re.sub(r"<[^>]*>|^\[\w+\]", " ", show(hidden)).split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
