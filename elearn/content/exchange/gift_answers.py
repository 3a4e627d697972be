"""What stands between the braces of a GIFT question, and what type that makes it."""

import re
from dataclasses import replace

from elearn.content.exchange.foreign import (
    MANY,
    MATCHING,
    ONE,
    ORDERING,
    SHORT,
    TRUE_FALSE,
    Answer,
    Broken,
    Foreign,
    Pair,
    Rich,
    TextFormat,
)

WHOLE = 100.0
# Characters that were escaped stand in the private use area until everything is taken apart.
_HIDDEN = 0xE000
_ESCAPED = re.compile(r"\\([~=#{}:\\\]n])")
_PRIVATE = re.compile(r"[\ue000-\ue0ff]")

_FORMATS: dict[str, TextFormat] = {
    "html": "html",
    "markdown": "markdown",
    "plain": "plain",
    "moodle": "moodle",
}
_FORMAT = re.compile(r"\[(\w+)\]")
_SHARE = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_ORDER = re.compile(
    r">\s*(?P<count>\d+)(?P<rest>[^\n]*)\n(?P<steps>.*)", re.DOTALL
)  # >4 ALL VERTICAL …, and a line for each step
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


def hide(text: str) -> str:
    """A text in which no character that was escaped can be taken for a control character."""
    clean = _PRIVATE.sub("\ufffd", text)
    return _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), clean)


def show(text: str) -> str:
    """The text that ``hide`` was given, its escapes undone.

    >>> show(hide(r"1 \\= 1, and a \\\\ \\nnext line"))
    '1 = 1, and a \\\\ \\nnext line'
    """
    return _PRIVATE.sub(
        lambda found: "\n" if ord(found[0]) - _HIDDEN == ord("n") else chr(ord(found[0]) - _HIDDEN),
        text,
    )


def answers_of(
    *, line: int, name: str, stem: str, inside: str, category: str, tags: tuple[str, ...]
) -> Foreign | Broken:
    """The question made of its ``stem`` and what stands ``inside`` its braces, both hidden."""
    text = _rich(stem, "moodle")
    answers, separator, general = inside.rpartition("####")
    answers = (answers if separator else general).strip()
    base = Foreign(
        line=line,
        kind=_kind(answers),
        name=name,
        text=text,
        general=_rich(general, text.format) if separator else Rich(),
        category=category,
        tags=tags,
    )
    read = _READERS.get(base.kind)
    return read(base, answers) if read else base


def _kind(answers: str) -> str:
    """What Moodle would take it for."""
    if not answers:
        return "essay"
    if answers[0] == "#":
        return "numerical"
    if answers[0] == ">":
        return ORDERING
    if "~" in answers:
        return ONE if "=" in answers else MANY
    if "=" in answers and "->" in answers:
        return MATCHING
    return TRUE_FALSE if answers.partition("#")[0].strip() in (*_TRUE, *_FALSE) else SHORT


def _rich(hidden: str, otherwise: TextFormat) -> Rich:
    text = hidden.strip()
    named = _FORMAT.match(text)
    kind = _FORMATS.get(named[1]) if named else None
    if named and kind:
        return Rich(show(text[named.end() :]).strip(), kind)
    return Rich(show(text), otherwise)


def _choice(base: Foreign, answers: str) -> Foreign:
    pieces = re.split(r"~=?|=", answers)
    signs = re.findall(r"~=?|=", answers)
    made = []
    for sign, piece in zip(signs, pieces[1:], strict=True):
        share, rest = _share(piece.strip(), WHOLE if "=" in sign else 0.0)
        text, _, feedback = rest.partition("#")
        kind = base.text.format
        made.append(Answer(_rich(text, kind), share, _rich(feedback, kind)))
    return replace(base, answers=tuple(made))


def _share(piece: str, otherwise: float) -> tuple[float, str]:
    found = _SHARE.match(piece)
    return (float(found[1]), piece[found.end() :]) if found else (otherwise, piece)


def _short(base: Foreign, answers: str) -> Foreign:
    made = []
    for piece in answers.split("=") if "=" in answers else [answers]:
        if piece.strip():
            share, rest = _share(piece.strip(), WHOLE)
            text, _, feedback = rest.partition("#")
            plain = Rich(show(text).strip(), "plain")
            made.append(Answer(plain, share, _rich(feedback, base.text.format)))
    return replace(base, answers=tuple(made))


def _matching(base: Foreign, answers: str) -> Foreign | Broken:
    pairs = []
    for piece in answers.split("=")[1:]:
        left, arrow, right = piece.partition("->")
        if not arrow:
            return Broken(base.line, base.name, "has a line without -> among its pairs")
        pairs.append(Pair(_rich(left, base.text.format), Rich(show(right).strip(), "plain")))
    return replace(base, pairs=tuple(pairs))


def _ordering(base: Foreign, answers: str) -> Foreign | Broken:
    found = _ORDER.match(answers)
    if found is None:
        return Broken(base.line, base.name, "has no line for each of its steps below the >")
    steps = [step for step in found["steps"].split("\n") if step.strip()]
    partly = "ALL" not in found["rest"].split() and 0 < int(found["count"]) < len(steps)
    losses = ("a part of its steps was asked, here all are",) if partly else ()
    return replace(base, answers=tuple(Answer(_rich(step, "moodle")) for step in steps),
                 losses=losses)  # fmt: skip


def _true_false(base: Foreign, answers: str) -> Foreign:
    """``T#said to those who are wrong#said to those who are right``."""
    word, _, rest = answers.partition("#")
    wrong, _, right = rest.partition("#")
    is_true = word.strip() in _TRUE
    kind = base.text.format
    said = {True: _rich(right, kind), False: _rich(wrong, kind)}
    made = (
        Answer(Rich("true", "plain"), WHOLE if is_true else 0.0, said[is_true]),
        Answer(Rich("false", "plain"), 0.0 if is_true else WHOLE, said[not is_true]),
    )
    return replace(base, answers=made)


_READERS = {
    ONE: _choice,
    MANY: _choice,
    SHORT: _short,
    MATCHING: _matching,
    ORDERING: _ordering,
    TRUE_FALSE: _true_false,
}
