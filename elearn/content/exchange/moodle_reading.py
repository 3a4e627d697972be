"""Moodle XML read into questions, of every type that something here is like."""

import re
from collections.abc import Iterator

from elearn.content.exchange.foreign import (
    MANY,
    MANY_WHOLE,
    MATCHING,
    ONE,
    ORDERING,
    SHORT,
    Answer,
    ExchangeError,
    Foreign,
    Found,
    Pair,
    Rich,
    TextFormat,
)
from elearn.content.exchange.xml_tree import Node, read_tree

FORMATS: dict[str, TextFormat] = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
}
KINDS = {"match": MATCHING, "ddmatch": MATCHING}
_WHERE = re.compile(r"^(?:\$\w+\$/)*(?:top/)?")  # $course$/top/


def read_moodle(content: bytes) -> Found:
    """The questions of a Moodle XML file. Raises ExchangeError when it is none."""
    root = read_tree(content)
    if root.tag != "quiz":
        raise ExchangeError(
            f"This XML begins with <{root.tag}>. A Moodle XML file begins with <quiz>: export the "
            "questions from Moodle's question bank as Moodle XML."
        )
    found = Found()
    category = ""
    for node in root.all("question"):
        if node.attributes.get("type") == "category":
            category = _WHERE.sub("", node.words("category", "text").strip())
        else:
            found.questions.append(_question(node, category))
    return found


def _question(node: Node, category: str) -> Foreign:
    kind = _kind(node)
    general = node.first("generalfeedback")
    return Foreign(
        line=node.line,
        kind=kind,
        name=" ".join(node.words("name", "text").split()),
        text=_rich(node.first("questiontext")),
        answers=() if kind == MATCHING else tuple(_answers(node)),
        pairs=tuple(_pairs(node)) if kind == MATCHING else (),
        general=_rich(general),
        right=_rich(node.first("correctfeedback")),
        wrong=_rich(node.first("incorrectfeedback")),
        category=category,
        tags=tuple(tag.words("text").strip() for tag in _below(node, "tags", "tag")),
        losses=tuple(_losses(node, kind)),
    )


def _kind(node: Node) -> str:
    kind = node.attributes.get("type", "")
    if kind == "multichoice" and node.words("single").strip().lower() in ("false", "0"):
        return MANY
    return KINDS.get(kind, kind)


def _below(node: Node, tag: str, inner: str) -> Iterator[Node]:
    for one in node.all(tag):
        yield from one.all(inner)


def _rich(node: Node | None) -> Rich:
    if node is None:
        return Rich()
    named = node.attributes.get("format", "moodle_auto_format")
    first = node.first("text")
    return Rich((first.text if first else node.text).strip(), FORMATS.get(named, "moodle"))


def _answers(node: Node) -> Iterator[Answer]:
    for one in node.all("answer"):
        try:
            share = float(one.attributes.get("fraction", "0"))
        except ValueError:
            share = 0.0
        yield Answer(_rich(one), share, _rich(one.first("feedback")))


def _pairs(node: Node) -> Iterator[Pair]:
    for one in node.all("subquestion"):
        answer = one.first("answer")
        said = _rich(answer)
        plain = answer is None or "format" not in answer.attributes
        yield Pair(_rich(one), Rich(said.text, "plain" if plain else said.format))


def _losses(node: Node, kind: str) -> Iterator[str]:
    """What a question holds that none here has."""
    if any(hint.words("text").strip() for hint in node.all("hint")):
        yield "its hints are left out"
    files = [one.attributes.get("name", "?") for one in _files(node)]
    if files:
        yield f"files are left out: {', '.join(files)}"
    if node.words("defaultgrade").strip() not in ("", "1", "1.0", "1.0000000"):
        yield f"it counted {float_or(node.words('defaultgrade')):g} marks, here all count alike"
    if kind == SHORT and node.words("usecase").strip() == "1":
        yield "capital letters counted, here they do not"
    asked = node.words("selecttype").strip().upper()
    if kind == ORDERING and asked not in ("", "ALL", "0"):
        yield "a part of its steps was asked, here all are"
    if kind in (ONE, MANY, MANY_WHOLE) and node.words("shuffleanswers").strip() in ("false", "0"):
        yield "its answers kept their order, here they are shuffled"


def float_or(text: str, otherwise: float = 0.0) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _files(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "file":
            yield child
        yield from _files(child)
