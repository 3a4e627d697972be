"""Questions written as Moodle XML."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from elearn.content.exchange.foreign import (
    MANY,
    MATCHING,
    ONE,
    ORDERING,
    SHORT,
    TRUE_FALSE,
    Answer,
    Foreign,
    Rich,
)

FORMATS = {
    "html": "html",
    "plain": "plain_text",
    "markdown": "markdown",
    "moodle": "moodle_auto_format",
}
TYPES = {ONE: "multichoice", MANY: "multichoice"}
SETTINGS = {
    ONE: {"single": "true", "shuffleanswers": "true", "answernumbering": "none"},
    MANY: {"single": "false", "shuffleanswers": "true", "answernumbering": "none"},
    MATCHING: {"shuffleanswers": "true"},
    SHORT: {"usecase": "0"},
    ORDERING: {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    },
}


def write_moodle(questions: Iterable[Foreign]) -> bytes:
    """A Moodle XML file in UTF-8, with a category question for each new category."""
    quiz = Element("quiz")
    category = ""
    for question in questions:
        if question.category != category:
            category = question.category
            node = SubElement(quiz, "question", type="category")
            _text(SubElement(node, "category"), f"$course$/top/{category}")
        _question(quiz, question)
    indent(quiz)
    written: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _question(quiz: Element, question: Foreign) -> None:
    node = SubElement(quiz, "question", type=TYPES.get(question.kind, question.kind))
    _text(SubElement(node, "name"), question.name)
    _rich(node, "questiontext", question.text)
    _rich(node, "generalfeedback", question.general)
    SubElement(node, "defaultgrade").text = "1"
    SubElement(node, "idnumber").text = question.name
    for name, value in SETTINGS.get(question.kind, {}).items():
        SubElement(node, name).text = value
    for place, answer in enumerate(question.answers, start=1):
        _answer(node, question.kind, answer, place)
    for pair in question.pairs:
        inner = _rich(node, "subquestion", pair.left)
        _text(SubElement(inner, "answer"), pair.right.text)
    if question.tags:
        tags = SubElement(node, "tags")
        for tag in question.tags:
            _text(SubElement(tags, "tag"), tag)


def _answer(node: Element, kind: str, answer: Answer, place: int) -> None:
    inner = _rich(node, "answer", answer.text)
    share = float(place) if kind == ORDERING else answer.share
    inner.set("fraction", f"{share:.5f}".rstrip("0").rstrip("."))
    if kind in (SHORT, TRUE_FALSE):
        inner.set("format", FORMATS["moodle"])
    if answer.feedback.text or kind != ORDERING:
        _rich(inner, "feedback", answer.feedback)


def _rich(parent: Element, tag: str, rich: Rich) -> Element:
    node = SubElement(parent, tag, format=FORMATS[rich.format])
    _text(node, rich.text)
    return node


def _text(node: Element, text: str) -> None:
    SubElement(node, "text").text = text
