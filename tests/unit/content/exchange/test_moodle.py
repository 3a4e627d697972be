"""Moodle XML is read whole and safely, with lines, categories and what its questions lose."""

from pathlib import Path

import pytest

from elearn.content.exchange.foreign import MOST_BYTES, ExchangeError
from elearn.content.exchange.moodle_reading import read_moodle
from elearn.content.exchange.reading import read_questions

FILES = Path(__file__).parents[3] / "files"


def test_a_bank_is_read_with_its_categories_and_lines():
    found = read_moodle((FILES / "moodle-4-layout.xml").read_bytes()).questions
    assert [(one.line, one.kind, one.category) for one in found] == [
        (15, "multichoice", "Signs/At the door"),
        (72, "multichoice of several", "Signs/At the door"),
        (92, "multichoiceset", "Signs/At the door"),
        (109, "truefalse", "Routes"),
        (118, "shortanswer", "Routes"),
        (130, "matching", "Routes"),
        (142, "ordering", "Routes"),
        (156, "essay", "Routes"),
        (162, "numerical", "Routes"),
        (169, "cloze", "Routes"),
        (175, "description", "Routes"),
        (181, "stack", "Routes"),
    ]
    assert found[0].tags == ("interpreters",)
    assert found[0].losses == ("its hints are left out", "files are left out: desk.png")
    assert found[1].losses == (
        "it counted 3 marks, here all count alike",
        "its answers kept their order, here they are shuffled",
    )
    assert found[4].losses == ("capital letters counted, here they do not",)


def test_what_another_library_writes_is_read():
    one, two, three = read_moodle((FILES / "moodle-questions.xml").read_bytes()).questions
    assert [answer.share for answer in one.answers] == [0, 100, 0]
    assert two.losses == ("it counted 2 marks, here all count alike",)
    assert three.kind == "ddwtos"


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>"""
OUTSIDE = b"""<?xml version="1.0"?>
<!DOCTYPE quiz SYSTEM "http://127.0.0.1:1/quiz.dtd">
<quiz/>"""


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, b"<!DOCTYPE quiz><quiz/>"])
def test_a_document_type_is_refused_before_anything_is_made_of_it(content):
    with pytest.raises(ExchangeError, match="document type or entities"):
        read_questions(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<quiz>\n<question>\n</quiz>", r"^Line 3: this is no well-formed XML \(mismatched tag"),
        (b"<html></html>", "begins with <html>. A Moodle XML file begins with <quiz>"),
        (b"<quiz>&amp;&nosuch;</quiz>", "well-formed|document type"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04\x00\x00", "is no text file"),
        (b"// only a comment\n", "no question in this file"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b"<quiz>" + b"<a>" * 60 + b"</a>" * 60 + b"</quiz>", "nested too deep"),
        ("<quiz/>".encode("utf-16"), "no text file|no well-formed"),
    ],
)
def test_what_is_no_file_of_questions_is_said_in_a_sentence(content, why):
    with pytest.raises(ExchangeError, match=why):
        read_questions(content)


def test_a_file_of_old_windows_is_read_as_it_was_meant():
    (question,) = read_questions("Où ? {T}".encode("cp1252")).questions
    assert question.text.text == "Où ?"
