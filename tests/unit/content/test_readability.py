"""How old a reader has to be: sentences, syllables and what is counted as prose."""

import pytest

from elearn.content.prose import is_sentence, paragraphs, words_of
from elearn.content.readability import Measure, measure, sentences, syllables


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "safe moved asked phones her tired 2026 1,180"),
        (2, "people police being safely someone wanted houses colleague table UK"),
        (3, "exploited safeguarding anyone area idea agency employer employee"),
        (4, "exploitation information security NHSE"),
        (5, "coordinator communication"),
    ],
)
def test_syllables_are_those_that_are_spoken(count, words):
    for word in words.split():
        assert syllables(word) == count, word


def test_a_possessive_and_an_apostrophe_add_none():
    assert syllables("people's") == syllables("people’s") == syllables("people")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask. Listen!  Tell?", ["Ask.", "Listen!", "Tell?"]),
        ('"Who are you?" asks Mr. Penn. He waits.', ['"Who are you?" asks Mr. Penn.', "He waits."]),
        ("It costs £2.50 by s. 45. Pay.", ["It costs £2.50 by s. 45.", "Pay."]),
        ("no end", ["no end"]),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(text, expected):
    assert list(sentences(text)) == expected


def test_the_age_is_the_grade_of_flesch_and_kincaid_and_five_years():
    made = Measure(sentences=2, words=20, syllables=30)
    assert made.age == pytest.approx(0.39 * 10 + 11.8 * 1.5 - 15.59 + 5)


HARD = (
    "Practitioners considering multi-agency information-sharing arrangements should "
    "proportionately document the justification underpinning every determination."
)


def test_long_sentences_of_long_words_ask_for_an_older_reader():
    easy = measure(["Look at who speaks. Ask her alone. Then tell your lead."])
    hard = measure([HARD])
    assert easy.age < 7
    assert hard.age > 20


def test_little_text_is_not_measured():
    assert not measure(["Proportionate determination."]).is_enough


TEXT = """\
Look at **three** things in [their room](https://gov.example/a):

- the bed
- Ask who has the key.

## A heading that is long

| Section | Means |
|---|---|
| 45 | A defence |

::: note A title
Call {contact:helpline} today.
:::
"""


def test_headings_tables_and_points_that_are_no_sentence_are_no_prose():
    assert list(paragraphs(TEXT)) == [
        "Look at three things in their room:",
        "Ask who has the key.",
        "Call them today.",
    ]


def test_all_words_count_for_the_time_it_takes():
    assert words_of(TEXT) == 7 + 2 + 5 + 5 + 5 + 3


def test_a_sentence_ends_as_one():
    assert is_sentence('"Come in."')
    assert not is_sentence("a bed, and a key")
