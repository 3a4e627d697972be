"""Every kind of fault an author can make is named with its file, line, column and remedy."""

from datetime import date

import pytest

from elearn.content.reader import ContentError, read_all
from tests.support.modules import change, write_modules

TODAY = date(2026, 11, 22)
MODULE = "small/module.yaml"
NOTICE = "small/screens/01-notice.md"
TELL = "small/screens/02-tell.md"
STORY = "small/scenarios/03-car-wash.yaml"
BANK = "small/questions/t1.yaml"
SUMMARY = "small/summary.md"
CONTACTS = "contacts.yaml"


def faults_after(tmp_path, file, old, new):
    root = write_modules(tmp_path)
    change(root / file, old, new)
    with pytest.raises(ContentError) as error:
        read_all(root, today=TODAY)
    return [str(fault).removeprefix("modules/") for fault in error.value.faults]


def told(tmp_path, file, old, new, expected):
    """The fault that starts with ``expected``, and no other, is found."""
    faults = faults_after(tmp_path, file, old, new)
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"{file}:{expected}"), faults[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("level: A", "level: D", "3:8: level: should be 'A', 'B' or 'C'"),
        ("minutes: 8", 'minutes: "8"', "4:10: minutes: should be a whole number"),
        ("minutes: 8\n", "", "1:1: minutes: is missing"),
        ("level: A", "level: A\nlevels: A", "4:1: levels: is no key that is used here. Did you"),
        ("level: A", "level: A\nlevel: B", "4:1: level: stands twice: it is on line 3"),
        ("code: M01", "code: 01", "1:7: code: should be text. Put it in quotes"),
        ("code: M01", "code: X1", "1:7: code: should be a module code, such as M01"),
        ("pass_share: 80", "pass_share: 180", "11:13: pass_share: should be 100 or less"),
        ("2026-11-01", "1 Nov 2026", "14:12: law_as_at: should be a day, year first"),
        ("review_by: 2027", "review_by: 2025", "15:12: review_by: is not after law_as_at"),
        ("  - Say", "  Say", "9:3: outcomes: should be a list"),
        ("why: You may be the only one who notices.", "why:", "7:5: why: is empty"),
        ("why: You", "why: Ring {contact:helpline}, you", "7:6: why: holds plain words only"),
        ("items: 2, s", "items: 3, s", "13:3: blueprint.T1: a quiz takes 2 other and the bank"),
        ("safety: 1", "safety: 2", "13:3: blueprint.T1: a quiz takes 2 safety-critical and the"),
        ("T1:", "T11:", "13:3: blueprint.T11: should be a topic, T1 to T10"),
        ("prerequisites: []", "prerequisites: [M77]", "10:17: prerequisites[1]: There is no"),
        ("prerequisites: []", "prerequisites: [M01]", "10:17: prerequisites[1]: is this module"),
        ("minutes: 8", "minutes: 6", "4:10: minutes: Its pages take 6 minutes and its 2 q"),
        ('"Small: a module"', "Small: a module", "2:13: There is a colon inside this text"),
        ('"Small: a module"', '"Small: a module', "2:8: A quote mark is opened and never closed"),
        ("why: You", "why: @ You", "7:6: A text cannot start with this character"),
        ("audience: Everyone.", "audience: !x Everyone.", "6:11: audience: A text cannot start"),
        ("  - Say", "\t- Say", "9:1: Here is a tab. Use spaces"),
    ],
)
def test_module_yaml_is_held_to_its_form(tmp_path, old, new, expected):
    told(tmp_path, MODULE, old, new, expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A **pattern**", "A <b>pattern", "11:1: HTML is not used here"),
        ("correct: true, ", "", "8:5: check.options: has 0 of 2 options marked correct"),
        ("::: say", "::: sey", "13:1: There is no box sey"),
        ("::: say", "::: say aloud", "13:1: ::: say has no title of its own"),
        ("::: say", "::: note", "13:1: Give the box a title"),
        ('alone."\n:::', 'alone."', "13:1: The box ::: say is never closed"),
        ('"I see everyone alone."\n', "", "13:1: The box ::: say is empty"),
        ("::: say\n", "", "14:1: This ::: closes no box"),
        ("counts.\n", "counts.\n::: not\nNo.\n", "15:1: The box ::: not is still open"),
        ("One sign is", "Ring 0800 111 2222: one is", "11:6: 0800 111 2222 is a typed phone"),
        ("One sign is", "Ring +44 20 7946 0000: one is", "11:6: +44 20 7946 0000 is a typed ph"),
        ("One sign is weak", "Ring 101", "11:6: 101 is a typed phone number"),
        ("One sign is", "See www.helpline.example: one", "11:5: www.helpline.example is a typed"),
        ("One sign", "[One](http://a.example) sign", "11:1: A link starts with https://"),
        ("One sign", "[One] (https://a.example) sign", "11:8: https://a.example is a typed web"),
        ("One sign", "![One](https://a.example/b.png) sign", "11:1: A picture cannot stand"),
        ("One sign", "# One sign", "11:1: Headings inside the text are ## or ###"),
        ("One sign", "> One sign", "11:1: Write a quotation in quote marks"),
        ("One sign", "`One` sign", "11:1: Code is not used here"),
        ("---\nOne", "One", "1:1: A screen starts with a line ---"),
        ("minutes: 2", "minutes: 2\nminutes: 3", "4:1: minutes: stands twice"),
        ('source: ["facts A1"]', "source: []", "4:9: source: has 0 of its parts"),
        ('source: ["facts A1"]\n', "", "2:1: source: is missing. Say where the facts come"),
        ("title: Notice", "title: Notice **and tell**", "2:8: title: holds plain words only"),
        ("text: What counts?", "text: Does 999 count?", "6:14: check.text: 999 is a typed phone"),
    ],
)
def test_a_screen_is_held_to_its_form(tmp_path, old, new, expected):
    told(tmp_path, NOTICE, old, new, expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("contact:emergency", "contact:emergancy", "7:18: contacts.yaml has no emergancy. Did y"),
        ("contact:emergency", "contact: emergency", "7:18: {contact: emergency} means nothing"),
        ("{contact:emergency}", "999", "7:18: 999 is a typed phone number, which goes out of "),
        ("::: my-agency\n:::", "{agency-card}", "9:1: The agency's card is a box of its own"),
        ("my-agency\n", "my-agency\nRing us.\n", "9:1: ::: my-agency is filled in by the serv"),
    ],
)
def test_contacts_and_cards_are_named_as_they_are_kept(tmp_path, old, new, expected):
    told(tmp_path, TELL, old, new, expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("next: told", "next: tolt", "22:15: nodes.arrive.choices[2].next: There is no node to"),
        ("next: warned", "next: told", "23:3: nodes.warned: is never reached"),
        ("tag: right-referral", "tag: right", "20:14: nodes.arrive.choices[2].tag: should be "),
        ("- id: tell", "- id: film", "18:13: nodes.arrive.choices[2].id: film is the id of a"),
        ("start: arrive", "start: begin", "5:8: start: There is no node begin"),
        ("    ending: good\n", "", "26:3: nodes.told: has no choices and no ending"),
        ("ending: good", "ending: happy", "27:13: nodes.told.ending: should be 'good', 'mixed'"),
        ("no gloves", "<i>no</i> gloves", "11:11: nodes.arrive.text: HTML is not used here"),
        ("no gloves", "999 gloves", "11:17: nodes.arrive.text: 999 is a typed phone number"),
        ("text: |-", "text: >-", "8:11: nodes.arrive.text: The empty line is lost here"),
        ("feedback: He sees the phone.", "feedback: ''", "16:19: nodes.arrive.choices[1].feedb"),
    ],
)
def test_a_scenario_leads_somewhere(tmp_path, old, new, expected):
    told(tmp_path, STORY, old, new, expected)


def test_a_scenario_that_goes_round_for_ever_is_a_fault(tmp_path):
    again = "{id: %s, text: Wait %s, tag: delay, feedback: No., next: warned}"
    choices = f"    choices:\n      - {again % ('a', 'a')}\n      - {again % ('b', 'b')}\n"
    expected = "23:3: nodes.warned: never comes to an ending"
    told(
        tmp_path,
        STORY,
        "    ending: poor\n    text: They w",
        f"{choices}    text: They w",
        expected,
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("        correct: true\n", "", "13:7: items[1].options: has 0 options marked correct"),
        ("feedback: No.", "correct: true\n        feedback: No.", "13:7: items[1].options: has 2"),
        ("        feedback: No.\n", "", "16:9: items[1].options[2].feedback: is missing. Say wh"),
        ('    source: "facts A2"\n', "", "3:5: items[1].source: is missing"),
        ("again: notice", "again: notise", "10:17: items[1].read_again: This module has no scr"),
        ("m01-t1-02", "m01-t1-01", "19:9: items[2].id: m01-t1-01 is the id of another question"),
        ("m01-t1-02", "M01 T1 2", "19:9: items[2].id: should be small letters, digits and hyph"),
        ("text: The wrong answer", "text: The right answer", "16:15: items[1].options[2].text:"),
        ("type: single", "type: one", "4:11: items[1].type: should be 'single', 'multiple', 'true"),
        ("type: single", "type: multiple\n    anchor: 1", "5:13: items[1].anchor: should be tru"),
        ("Question 1?", ">-\n      Question 1?\n\n      And?", "11:11: items[1].text: Write this"),
    ],
)
def test_a_question_is_fit_to_be_asked(tmp_path, old, new, expected):
    told(tmp_path, BANK, old, new, expected)


def test_a_multiple_question_has_a_wrong_answer_too(tmp_path):
    old = "correct: true\n        feedback: Yes.\n      - text: The wrong answer\n"
    root = write_modules(tmp_path)
    change(root / BANK, "type: single", "type: multiple")
    change(root / BANK, old, old + "        correct: true\n")
    with pytest.raises(ContentError, match=r"items\[1\].options: has 2 of 2 options marked corr"):
        read_all(root, today=TODAY)


def test_a_true_false_question_has_two_options(tmp_path):
    root = write_modules(tmp_path)
    change(root / BANK, "type: single", "type: true-false")
    change(root / BANK, "    why:", "      - {text: Perhaps, feedback: No.}\n    why:")
    with pytest.raises(ContentError, match="13:7: .*A true-false question has two"):
        read_all(root, today=TODAY)


def test_a_question_about_the_law_says_when_it_was_checked(tmp_path):
    new = "    law_sensitive: true\n    why: It"
    faults = faults_after(tmp_path, BANK, "    why: It", new)
    assert [fault.split(": ")[1] for fault in faults] == [
        "items[1].law_as_at",
        "items[1].review_by",
    ]


def test_a_questions_file_is_named_by_its_topic(tmp_path):
    faults = faults_after(tmp_path, BANK, "topic: T1", "topic: T2")
    assert (
        f"{BANK}:1:8: topic: is T2 but the file is called t1.yaml. One of them is wrong." in faults
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("key: helpline", "key: Helpline", "8:10: contacts[2].key: should be small letters"),
        ('"999"', "999", "4:13: contacts[1].number: should be text. Put it in quotes"),
        ("https://helpline", "http://helpline", "11:10: contacts[2].url: should be a web addr"),
        ("    verified_by: A. Coordinator\n", "", "8:5: contacts[2].verified_by: is missing"),
        ("verified_on: 2026", "verified_on: 2028", "15:18: contacts[2].verified_on: has not co"),
    ],
)
def test_contacts_are_checked_too(tmp_path, old, new, expected):
    faults = faults_after(tmp_path, CONTACTS, old, new)
    assert faults[0].startswith(f"{CONTACTS}:{expected}"), faults


def test_a_summary_starts_with_its_title(tmp_path):
    told(tmp_path, SUMMARY, "# The", "The", "1:1: Start with a line `# ` and the title")
