"""What a close look at a faultless module warns of: craft, length, reading age and law."""

from datetime import date

import pytest

from elearn.content.review import review
from elearn.content.writing_checks import Choice, bias
from tests.support.modules import change, write_check, write_modules

TODAY = date(2026, 11, 22)
HARD = (
    "Practitioners considering information-sharing arrangements should proportionately document "
    "the justification underpinning every determination, acknowledging organisational "
    "accountability, professional responsibility, confidentiality considerations, statutory "
    "obligations, safeguarding implications and foreseeable consequences for individuals. "
)


@pytest.fixture
def small(tmp_path):
    """The small module, with minutes that fit it."""
    root = write_modules(tmp_path)
    change(root / "small/module.yaml", "minutes: 8", "minutes: 7")
    return root


def told_of(root, kind="warnings"):
    found = getattr(review(root, today=TODAY), kind)
    return [str(one).removeprefix("modules/small/") for one in found]


def about(root, words, kind="warnings"):
    return [one for one in told_of(root, kind) if words in one]


def test_what_nothing_is_wrong_with_is_told_in_figures(small):
    (figures,) = review(small, today=TODAY).figures
    assert figures.document.slug == "small"
    assert 2 < figures.minutes < 4
    assert figures.ages.code == "M01"


def test_minutes_far_from_what_it_takes_are_told(small):
    (said,) = about(small, "are stated")
    assert said.startswith("module.yaml:4:10: minutes: Its words and questions take about 2 ")


def test_a_screen_that_is_hard_to_read_is_told(small):
    change(small / "small/screens/01-notice.md", "One sign", HARD + "One sign")
    (said,) = about(small, "reading age")
    assert said.startswith("screens/01-notice.md:11:1: Its reading age is 30.")
    assert "11 is the most at level A" in said


def test_a_hard_comment_on_a_practice_question_is_told_too(small):
    change(small / "small/screens/01-notice.md", "It is weak.", f'"{HARD.strip()}"')
    assert len(about(small, "reading age")) == 1


@pytest.mark.parametrize(
    ("stem", "is_told"),
    [
        ("Which of these is not a sign?", True),
        ("He waits. Which sign is least telling?", True),
        ("Which is a sign, EXCEPT when alone?", True),
        ("What does she say, who has not slept?", True),
        ("He has not slept. Which sign is that?", False),
        ('"Why not?" he says. What do you do?', False),
        ("What must he have at least?", False),
    ],
)
def test_a_question_for_what_is_not_so_is_told(small, stem, is_told):
    change(small / "small/questions/t1.yaml", "text: Question 2?", f"text: '{stem}'")
    assert len(about(small, "Turn the question round")) == is_told


@pytest.mark.parametrize(
    ("option", "is_told"),
    [
        ("All of the above", True),
        ("None of these", True),
        ("Both of them.", True),
        ("All of them, with the reason", False),
    ],
)
def test_an_answer_about_the_other_answers_is_told(small, option, is_told):
    change(small / "small/questions/t1.yaml", "text: The wrong answer", f"text: {option}")
    assert len(about(small, "by elimination")) == is_told


def test_an_absolute_word_in_a_wrong_option_alone_is_a_hint(small):
    bank = small / "small/questions/t1.yaml"
    change(bank, "text: The wrong answer", "text: The always wrong answer")
    assert about(small, "always") == []
    (said,) = about(small, "always", "hints")
    assert said.startswith('questions/t1.yaml:16:15: items[1].options[2].text: "always" stands in')
    change(bank, "text: The right answer", "text: The never wrong answer")
    assert about(small, "always", "hints") == []


def test_two_questions_that_ask_the_same_are_told_within_and_between_modules(small):
    bank = small / "small/questions/t1.yaml"
    change(bank, "text: Question 1?", "text: A man waits at the gate with no shoes. What now?")
    change(bank, "text: Question 2?", "text: What now? With no shoes a man waits at a gate.")
    (said,) = [one for one in told_of(small) if "m01-t1-01" in one]
    assert said.startswith("questions/t1.yaml:27:11: items[2].text: asks much the same as m01")
    folder = write_check(small)
    change(folder / "questions/t1.yaml", "Do you know t1 a1?", "At the gate a man waits with no "
           "shoes. What now?")  # fmt: skip
    assert any("the same as k01-t1-a1: 100%" in one for one in told_of(small))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("screens/01-notice.md", "One sign", "Under the Housing Act 1996 one sign"),
        ("screens/01-notice.md", "It is weak.", "Section 45 says so."),
        ("scenarios/03-car-wash.yaml", "He sees the phone.", "See section 51 for that."),
        ("questions/t1.yaml", "why: It teaches.", "why: It is in s. 45."),
    ],
)
def test_a_law_that_is_named_and_not_marked_is_told(small, file, old, new):
    change(small / "small" / file, old, new)
    (said,) = about(small, "law_sensitive")
    assert said.startswith(file)
    marked = {"screens": "minutes: 2", "scenarios": "minutes: 2", "questions": "    setting: any"}
    line = marked[file.partition("/")[0]]
    more = "\n    law_as_at: 2026-11-01\n    review_by: 2027-05-01" if "questions" in file else ""
    indent = "    " if more else ""
    change(small / "small" / file, line, f"{line}\n{indent}law_sensitive: true{more}")
    assert about(small, "is named here") == []


def choices(right, number, lengths=(10, 8, 8, 8)):
    return [Choice(lengths, right) for _ in range(number)]


def test_the_longest_option_that_is_right_too_often_is_told_with_its_figures():
    spread = [Choice((10, 8, 8, 8), at % 4) for at in range(8)]
    assert list(bias(spread)) == []
    said = list(bias([*choices(0, 12), *(Choice((8, 8, 8, 10), at % 4) for at in range(8))]))
    assert said[0].startswith("The longest option is right in 14 of 20 questions, 5 by ch")


def test_a_place_that_is_right_too_often_is_told():
    said = list(bias([Choice((8, 8, 8, 8), 2) for _ in range(12)]))
    assert len(said) == 1
    assert said[0].startswith("The third option is right in 12 of 12 questions, 3 by chance")


def test_ties_for_the_longest_are_no_sign():
    assert list(bias([Choice((8, 8, 8), at % 3) for at in range(12)])) == []
