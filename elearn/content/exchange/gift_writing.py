"""Questions written as GIFT."""

import re
from collections.abc import Iterable, Iterator

from elearn.content.exchange.foreign import (
    MATCHING,
    ONE,
    ORDERING,
    SHORT,
    TRUE_FALSE,
    Answer,
    Foreign,
    Rich,
)
from elearn.content.exchange.gift_answers import WHOLE

_CONTROL = re.compile(r"([\\~=#{}:])")
ORDER = "ALL VERTICAL ABSOLUTE_POSITION SHOW none"


def write_gift(questions: Iterable[Foreign]) -> str:
    """A GIFT file, with a line for each new category."""
    category, pieces = "", []
    for question in questions:
        if question.category != category:
            category = question.category
            pieces.append(f"$CATEGORY: $course$/top/{_line(category)}\n")
        pieces.append(_question(question))
    return "\n".join(pieces)


def _question(question: Foreign) -> str:
    tags = "".join(f" [tag:{tag.replace(']', chr(92) + ']')}]" for tag in question.tags)
    head = f"// [id:{question.name}]{tags}\n" if question.tags else ""
    lines = "".join(f"\t{line}\n" for line in _answers(question))
    opening = f">{len(question.answers)} {ORDER}" if question.kind == ORDERING else ""
    general = f"\t####{escaped(question.general)}\n" if question.general.text else ""
    stem = f"::{_line(question.name)}::[html]{escaped(question.text)}"
    return f"{head}{stem}{{{opening}\n{lines}{general}}}\n"


def _answers(question: Foreign) -> Iterator[str]:
    if question.kind == TRUE_FALSE:
        yield _true_false(question.answers)
    elif question.kind == MATCHING:
        for pair in question.pairs:
            yield f"={escaped(pair.left)} -> {escaped(pair.right)}"
    elif question.kind == ORDERING:
        for answer in question.answers:
            yield _step(answer.text)
    else:
        for answer in question.answers:
            yield _answer(question.kind, answer)


def _answer(kind: str, answer: Answer) -> str:
    if kind == SHORT:
        sign = f"=%{answer.share:g}%"
    elif kind == ONE and answer.share == WHOLE:
        sign = "="
    else:
        share = f"{answer.share:.5f}".rstrip("0").rstrip(".")
        sign = f"~%{share}%" if answer.share else "~"
    said = f"#{escaped(answer.feedback)}" if answer.feedback.text else ""
    return f"{sign}{escaped(answer.text)}{said}"


def _true_false(answers: tuple[Answer, ...]) -> str:
    true, false = answers
    right, wrong = (true, false) if true.share else (false, true)
    word = "TRUE" if true.share else "FALSE"
    return f"{word}#{escaped(wrong.feedback)}#{escaped(right.feedback)}"


def _step(text: Rich) -> str:
    """A step stands on a line of its own, where Moodle undoes no escapes: entities are undone."""
    return _CONTROL.sub(lambda found: f"&#{ord(found[1])};", " ".join(text.text.split()))


def escaped(text: Rich) -> str:
    """A text on one line, in which nothing is taken for a control character, nor at its beginning
    for a share of the mark or the name of a format."""
    line = _CONTROL.sub(r"\\\1", " ".join(text.text.split()))
    if text.format == "html" and line.startswith(("%", "[")):
        # An entity written with its number holds a # itself, which is escaped in turn.
        return f"&\\#{ord(line[0])};{line[1:]}"
    return line


def _line(text: str) -> str:
    return escaped(Rich(text))
