"""Questions of every type: what the reader makes of them, and what it refuses."""

import json
from datetime import date

import pytest

from elearn.content.packing import content_hash, from_dict, to_dict
from elearn.content.reader import ContentError, read_all
from elearn.domain.answers import typed, words_of
from tests.support.document import document_of_every_type
from tests.support.modules import change, write_modules

TODAY = date(2026, 11, 22)
BANK = "small/questions/t1.yaml"
OPTIONS = """\
    options:
      - text: The right answer
        correct: true
        feedback: Yes.
      - text: The wrong answer
        feedback: No.
"""
MATCHING = """\
    pairs:
      - {left: A cupboard for a bed, right: Domestic servitude, feedback: She lives there.}
      - {left: Callers all night, right: Cuckooing, feedback: The flat was taken.}
      - {left: A van at dawn, right: Labour exploitation, feedback: They are moved.}
"""
ORDERING = """\
    steps:
      - {text: See her alone, feedback: Nobody listens.}
      - {text: Get an interpreter, feedback: Not her cousin.}
      - {text: Ask, feedback: Then she can tell.}
"""
SHORT = """\
    accepted: ["999", nine nine nine]
    typos: 1
    feedback:
      right: Yes, now.
      wrong: "No: {contact:emergency} for danger now."
"""
DECISION = """\
    situation: |-
      A man answers for her.

      She looks at **the floor**.
    options:
      - {text: Ask him to wait outside, correct: true, tag: safe, feedback: Yes.}
      - {text: Ask him, tag: wrong-interpreter, feedback: No.}
"""
PARTIAL = "    scoring: partial\n" + OPTIONS
KINDS = {
    "matching": MATCHING,
    "ordering": ORDERING,
    "short": SHORT,
    "decision": DECISION,
    "multiple": PARTIAL,
}


def bank_with(tmp_path, kind, answers=None):
    """The folder of modules, its fourth question (not safety-critical) of that type."""
    root = write_modules(tmp_path)
    path = root / BANK
    before, fourth, after = path.read_text("utf-8").partition("  - id: m01-t1-04\n")
    after = after.replace("type: single", f"type: {kind}", 1)
    after = after.replace(OPTIONS, KINDS[kind] if answers is None else answers, 1)
    path.write_text(before + fourth + after, "utf-8")
    return root


def item_of(tmp_path, kind):
    return read_all(bank_with(tmp_path, kind), today=TODAY).documents[0].item("m01-t1-04")


def faults_of(root):
    with pytest.raises(ContentError) as error:
        read_all(root, today=TODAY)
    return [str(fault).removeprefix(f"modules/{BANK}:") for fault in error.value.faults]


def test_what_belongs_together_is_matched(tmp_path):
    item = item_of(tmp_path, "matching")
    assert [(one.id, one.left, one.right_id) for one in item.pairs] == [
        ("a", "A cupboard for a bed", "1"),
        ("b", "Callers all night", "2"),
        ("c", "A van at dawn", "3"),
    ]
    assert item.correct == {"a1", "b2", "c3"}
    assert item.shown == ("1", "2", "3")


def test_steps_have_their_places(tmp_path):
    item = item_of(tmp_path, "ordering")
    assert item.correct == {"1a", "2b", "3c"}
    assert item.shown == ("a", "b", "c")
    assert item.steps[1].feedback == "Not her cousin."


def test_what_is_typed_has_feedback_for_right_and_wrong(tmp_path):
    item = item_of(tmp_path, "short")
    assert words_of(item.correct) == "999"
    assert (item.typed.accepted, item.typed.typos) == (("999", "nine nine nine"), 1)
    assert item.typed.wrong == "No: {contact:emergency} for danger now."
    assert item.shown == ()
    assert item.key_to_mark().accepted == item.typed.accepted


def test_a_decision_has_a_situation_and_tags(tmp_path):
    item = item_of(tmp_path, "decision")
    assert item.situation.count("<p") == 2
    assert "<strong>the floor</strong>" in item.situation
    assert [one.tag for one in item.options] == ["safe", "wrong-interpreter"]
    assert item.correct == {"a"}


def test_part_of_an_answer_may_count(tmp_path):
    assert item_of(tmp_path, "multiple").is_partial
    assert item_of(tmp_path / "as-before", "matching").is_partial is False


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("matching", MATCHING, OPTIONS, "items[4].pairs: is missing, as the type is matching. Wr"),
        ("matching", MATCHING, MATCHING + OPTIONS, "items[4].options: is no part of a question "),
        ("matching", "Cuckooing", "Domestic servitude", "items[4].pairs[2].right: says the same"),
        ("matching", "Callers all night", "A Van at dawn", "items[4].pairs[3].left: says the same"),
        ("matching", ", feedback: They are moved.", "", "items[4].pairs[3].feedback: is missing"),
        ("matching", MATCHING.splitlines(True)[-1], "", "items[4].pairs: has 2 of its parts. It "),
        (
            "matching",
            "A van at dawn",
            '"A {contact:van}"',
            "items[4].pairs[3].left: contacts.yaml has",
        ),
        ("matching", "Cuckooing", "Ring 0800 111 2222", "items[4].pairs[2].right: 0800 111 2222 "),
        ("ordering", ORDERING, "", "items[4].steps: is missing, as the type is ordering. Write 3"),
        ("ordering", "text: Ask,", "text: see her alone,", "items[4].steps[3].text: says the sam"),
        ("ordering", "Not her cousin.", "Ring 101.", "items[4].steps[2].feedback: 101 is a typed"),
        ("short", '    accepted: ["999", nine nine nine]\n', "", "items[4].accepted: is missing"),
        ("short", "      wrong: ", "      bad: ", "items[4].feedback.bad: is no key that is used"),
        ("short", "typos: 1", "typos: 3", "items[4].typos: should be 2 or less"),
        ("short", '"999", nine', "999, nine", "items[4].accepted[1]: should be text. Put it in q"),
        ("short", '"999"', '"Nine-nine nine!"', "items[4].accepted[2]: is the same as one above"),
        ("short", '"999"', '"?!"', "items[4].accepted[1]: holds no letter and no digit"),
        ("short", '"999"', '"' + "word " * 30 + '"', "items[4].accepted[1]: has "),
        ("short", '"999"', '"{contact:emergency}"', "items[4].accepted[1]: holds plain words onl"),
        ("short", '"999"', '"0800 111 2222"', "items[4].accepted[1]: 0800 111 2222 is a typed ph"),
        ("short", "Yes, now.", "Ring 0800 111 2222.", "items[4].feedback.right: 0800 111 2222 i"),
        ("decision", DECISION, OPTIONS, "items[4].situation: is missing, as the type is decision"),
        ("decision", " tag: safe,", "", "items[4].options[1].tag: is missing. Say what this was"),
        ("decision", "tag: safe", "tag: brave", "items[4].options[1].tag: should be 'safe',"),
        ("decision", "for her.", "for her at www.x.example.", "items[4].situation: www.x.example"),
        ("decision", "for her.", "for <b>her</b>.", "items[4].situation: "),
        ("multiple", "scoring: partial", "scoring: half", "items[4].scoring: should be 'all-or-n"),
        ("multiple", PARTIAL, "    typos: 1\n" + OPTIONS, "items[4].typos: is no part of a questi"),
    ],
)
def test_a_fault_in_a_question_of_that_type_is_named(tmp_path, kind, old, new, expected):
    root = bank_with(tmp_path, kind, KINDS[kind].replace(old, new, 1))
    found = faults_of(root)
    [place] = [one.split(": ")[0] for one in found if one.split(": ", 1)[1].startswith(expected)]
    line, column = map(int, place.split(":"))
    assert 50 < line < 80
    assert column > 1


def test_tags_and_situations_belong_to_decisions_only(tmp_path):
    root = bank_with(
        tmp_path, "multiple", PARTIAL.replace("feedback: No.", "feedback: No.\n        tag: safe")
    )
    assert any("options[2].tag: belongs to a decision only" in one for one in faults_of(root))


def test_a_safety_critical_question_is_all_or_nothing(tmp_path):
    root = write_modules(tmp_path)
    change(root / BANK, "type: single", "type: multiple\n    scoring: partial")
    [fault] = faults_of(root)
    assert "items[1].scoring: cannot be partial where the question is safety-critical" in fault


def test_questions_of_every_type_go_through_json_and_come_back_the_same():
    document = document_of_every_type("every", "M01", "Every type")
    assert from_dict(json.loads(json.dumps(to_dict(document)))) == document


def test_a_document_published_before_there_were_types_is_read_and_keeps_its_hash(tmp_path):
    document = read_all(write_modules(tmp_path), today=TODAY).documents[0]
    packed = to_dict(document)
    names = {name for item in packed["items"] for name in item}
    assert not names & {"situation", "scoring", "pairs", "steps", "typed"}
    assert "tag" not in packed["items"][0]["options"][0]
    assert from_dict(packed) == document
    assert content_hash(from_dict(packed)) == content_hash(document)


def test_what_may_be_typed_is_no_id():
    items = document_of_every_type("every", "M01", "Every type").items
    short = next(one for one in items if one.typed)
    assert short.correct == typed("999")
