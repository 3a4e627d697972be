"""What an outside course counts for."""

from datetime import date

import pytest

from elearn.domain.equivalence import Taught, counts_on, missing_topics, topics_to_pass
from elearn.domain.evidence import LADDER, evidence_label

TOPICS = ("T1", "T5", "T6", "T5")


@pytest.mark.parametrize(
    ("level", "taught", "missing"),
    [
        ("A", [], ("T1", "T5", "T6")),
        ("A", [Taught("T1", "A"), Taught("T5", "B"), Taught("T6", "C")], ()),
        ("B", [Taught("T1", "A"), Taught("T5", "B"), Taught("T6", "C")], ("T1",)),
        ("C", [Taught("T1", "A"), Taught("T5", "B"), Taught("T6", "C")], ("T1", "T5")),
        ("A", [Taught("T9", "C")], ("T1", "T5", "T6")),
    ],
)
def test_a_topic_is_covered_by_one_taught_at_the_modules_level_or_above(level, taught, missing):
    assert missing_topics(TOPICS, level, taught) == missing


def test_where_the_quiz_is_asked_besides_every_topic_is_to_be_passed():
    everything = [Taught(topic, "C") for topic in TOPICS]
    assert topics_to_pass(TOPICS, "A", everything, asks_quiz=True) == ("T1", "T5", "T6")
    assert topics_to_pass(TOPICS, "A", everything, asks_quiz=False) == ()


def test_a_course_counts_from_its_day_until_before_it_runs_out():
    done = date(2024, 2, 29)
    assert not counts_on(done, 12, date(2024, 2, 28))
    assert counts_on(done, 12, done)
    assert counts_on(done, 12, date(2025, 2, 27))
    assert not counts_on(done, 12, date(2025, 2, 28))


def test_every_grade_has_words_for_leads():
    for grade in LADDER:
        assert evidence_label(grade).endswith(f"({grade})")
