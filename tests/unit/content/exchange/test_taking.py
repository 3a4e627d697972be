"""What can be asked here is taken, with every loss told; what cannot says why."""

from pathlib import Path

import pytest

from elearn.content.exchange.drafting import draft_file, with_ids
from elearn.content.exchange.foreign import Foreign
from elearn.content.exchange.gift_reading import read_gift
from elearn.content.exchange.reading import read_questions
from elearn.content.exchange.taking import Draft, Refused, take
from elearn.content.faults import Findings
from elearn.content.yaml_text import read_yaml

FILES = Path(__file__).parents[3] / "files"
NEEDED = ("subtag", "source", "read_again")


def taken(text):
    (question,) = read_gift(text).questions
    return take(question, topic="T3", level="B")


def of_file(name):
    found = read_questions((FILES / name).read_bytes()).questions
    return [take(one, topic="T3", level="B") for one in found if isinstance(one, Foreign)]


def test_a_choice_is_taken_with_what_it_still_needs():
    draft = taken("::Shoes::What <b>fits</b>?{=debt#Yes. ~rain ~sun#No.}")
    assert draft.item == {
        "id": "",
        "type": "single",
        "level": "B",
        "setting": "any",
        "text": "What **fits**?",
        "options": [
            {"text": "debt", "correct": True, "feedback": "Yes."},
            {"text": "rain"},
            {"text": "sun", "feedback": "No."},
        ],
    }
    assert draft.to_add == (*NEEDED, "feedback of option 2", "why")
    assert draft.losses == ()


@pytest.mark.parametrize(
    ("weights", "scoring", "loss"),
    [
        (("50", "50", "-50", "-50"), "partial", None),
        (("33.33333", "33.33333", "33.33333", "-33.33333"), "partial", None),
        (("50", "50", "-100", "-100"), None, "a part of the right answers was worth a part"),
        (("50", "50", "0", "0"), "partial", "a wrong answer took away less or more"),
        (("75", "25", "-50", "-50"), "partial", "its right answers were worth different shares"),
    ],
)
def test_weights_become_part_marks_as_far_as_they_are_alike(weights, scoring, loss):
    answers = "".join(f"~%{share}%answer {at}#said " for at, share in enumerate(weights))
    draft = taken(f"Which?{{{answers}####Why}}")
    assert draft.item["type"] == "multiple"
    assert draft.item.get("scoring") == scoring
    assert [bool(one.get("correct")) for one in draft.item["options"]] == [
        float(share) > 0 for share in weights
    ]
    assert [one.startswith(loss) for one in draft.losses] == ([True] if loss else [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who?{}", "nobody marks free text here"),
        ("Who?{#1822}", "a number with a tolerance cannot be asked"),
        ("Read this.", "it is a text without a question"),
        ("Who?{=a =b ~c}", "2 answers of it are wholly right"),
        ("Who?{~%50%a ~%50%b}", "none of its answers is wrong"),
        ("Who?{~a ~b}", "none of its answers is right"),
        ("Who?{=a ~b ~c ~d ~e ~f ~g}", "it has 7 answers, and 2 to 6 can be asked"),
        ("Who?{=a -> 1 =b -> 2}", "it has 2 pairs, and 3 to 5 can be asked"),
        ("Who?{=a -> 1 =b -> 2 =c -> 1}", "two of its pairs have the same right-hand side"),
        ("Who?{>2 ALL\na\nb\n}", "it has 2 steps, and 3 to 5 can be asked"),
        ("Who?{=%50%a =b*}", "no text that it accepts can be accepted here"),
        ("Who?{=a ~[html]<img src=x>}", "option 2 has no words in it"),
        ("[html]<br>{T}", "it has no words"),
    ],
)
def test_what_cannot_be_asked_says_why(text, why):
    refused = taken(text)
    assert isinstance(refused, Refused)
    assert refused.why.startswith(why)


def test_short_texts_are_kept_as_far_as_they_can_be_typed():
    long, many = "x" * 101, " ".join(f"=n{number}" for number in range(12))
    draft = taken(f"Which?{{=999#Right =9 9 9 =%50%112 =9* ={long} {many} =%0%*#Wrong}}")
    assert draft.item["accepted"] == ["999", *(f"n{number}" for number in range(9))]
    assert draft.item["feedback"] == {"right": "Right", "wrong": "Wrong"}
    assert draft.losses == (
        '"112" is left out: it was worth 50%',
        '"9*" is left out: it has a * in it that stands for anything',
        f'"{long}" is left out: it is longer than 100 characters',
        *(f'"n{number}" is left out: 10 texts are the most' for number in range(9, 12)),
    )
    assert draft.to_add == (*NEEDED, "why")


def test_a_name_stands_in_for_a_text_that_is_not_there():
    draft = taken("::Is it so?::{T}")
    assert draft.item["text"] == "Is it so?"
    assert draft.losses == ("its name is now its text, as it had none",)
    assert [one["text"] for one in draft.item["options"]] == ["True", "False"]


@pytest.mark.parametrize(
    ("name", "number", "refused"),
    [
        ("moodle-4-layout.xml", 12, 5),
        ("moodle-questions.xml", 3, 1),
        ("gift-pegjs-readme.gift", 4, 1),
        ("gift-wrapper.gift", 2, 1),
        ("pygiftparser.gift", 8, 3),
    ],
)
def test_the_files_of_others_are_taken_as_far_as_they_can_be(name, number, refused):
    made = of_file(name)
    assert len(made) == number
    assert sum(isinstance(one, Refused) for one in made) == refused


def test_a_bank_of_moodle_says_all_that_it_loses():
    drafts = {one.name: one for one in of_file("moodle-4-layout.xml") if isinstance(one, Draft)}
    assert drafts["Who interprets?"].losses == (
        "its hints are left out",
        "files are left out: desk.png",
        "a list is now one text",
        "option 2 was worth 33.3333%, here it is wrong",
        "a script or form is left out",
        "a picture is left out, and its description stays",
        "a link that is not https is now words only",
    )
    assert drafts["All or nothing"].item.get("scoring") is None
    assert drafts["All or nothing"].losses == ()
    assert drafts["Who does what"].item["pairs"][2]["right"] == "Advises & takes reports"


def test_drafts_are_written_as_a_questions_file_that_says_what_is_missing():
    drafts = [one for one in of_file("moodle-4-layout.xml") if isinstance(one, Draft)]
    named = with_ids(drafts, code="M06", topic="T3", taken={"m06-t3-04", "m06-t4-09", "m01-t3-30"})
    text = draft_file(named, topic="T3", source="bank\nof.xml")
    assert text.startswith("# Drafts from bank of.xml, made by")
    assert '  # Line 109, "Border". To add: subtag, source, read_again.\n' in text
    marked = read_yaml(text, file="t3.yaml", findings=Findings())
    assert marked.data["items"] == [dict(one.item) for one in named]
    assert [one["id"] for one in marked.data["items"]] == [
        f"m06-t3-{number:02}" for number in range(5, 12)
    ]


def test_texts_that_look_like_numbers_are_quoted():
    draft = taken("1e3?{=1e3#.5 ~no#12:30 ~007#true ~- x#: y}")
    text = draft_file(with_ids([draft], code="M06", topic="T3", taken=()), topic="T3", source="x")
    marked = read_yaml(text, file="t3.yaml", findings=Findings())
    assert marked.data["items"][0]["options"] == [
        {"text": "1e3", "correct": True, "feedback": ".5"},
        {"text": "no", "feedback": "12:30"},
        {"text": "007", "feedback": "true"},
        {"text": "- x", "feedback": ": y"},
    ]
