import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import RuleSet
from elearn.domain.knowledge import (
    AnswerFact,
    TopicKnowledge,
    calibration,
    knowledge_by_topic,
    masters,
    shrink,
)

RULES = RuleSet()


def answers(
    right: int,
    wrong: int,
    *,
    person: str = "p",
    topic: str = "T1",
    confidence: int | None = None,
    safety: bool = False,
) -> list[AnswerFact]:
    outcome = [True] * right + [False] * wrong
    return [AnswerFact(person, topic, "A", safety, each, confidence) for each in outcome]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (2, 0, None),
        (0, 2, None),
        (3, 0, True),
        (2, 1, False),
        (4, 0, True),
        (3, 1, False),
        (4, 1, True),
        (5, 1, True),
        (4, 2, False),
        (8, 2, True),
        (28, 7, True),
    ],
)
def test_mastery_needs_three_items_and_four_in_five(
    right: int, wrong: int, expected: bool | None
) -> None:
    assert masters(answers(right, wrong), RULES) is expected


def test_one_unsafe_answer_is_no_mastery() -> None:
    assert masters(answers(9, 0) + answers(0, 1, safety=True), RULES) is False
    assert masters(answers(9, 1) + answers(1, 0, safety=True), RULES) is True


def test_a_topic_counts_people_and_answers_apart() -> None:
    facts = [
        *answers(3, 0, person="Ann"),
        *answers(1, 2, person="Bob"),
        *answers(1, 0, person="Cat"),  # too few to judge
        *answers(3, 0, person="Ann", topic="T2"),
    ]
    found = knowledge_by_topic(facts, RULES)
    assert list(found) == ["T1", "T2"]
    assert found["T1"] == TopicKnowledge(
        people=3, assessed=2, masters=1, items_right=5, items_answered=7
    )
    assert found["T1"].mastery == 50
    assert found["T1"].mean_score == pytest.approx(71.4, abs=0.05)


def test_sure_but_wrong_counts_sure_answers_only() -> None:
    facts = [
        *answers(6, 2, confidence=4),
        *answers(1, 1, confidence=5),
        *answers(0, 9, confidence=3),
        *answers(0, 9),
    ]
    topic = knowledge_by_topic(facts, RULES)["T1"]
    assert (topic.sure_wrong, topic.sure_asked) == (3, 10)
    assert topic.confident_wrong == 30


def test_nothing_asked_has_no_figures() -> None:
    empty = TopicKnowledge()
    assert empty.mastery is empty.mean_score is empty.confident_wrong is None
    assert knowledge_by_topic([], RULES) == {}
    assert calibration(answers(3, 0), RULES) is None


def test_calibration_of_the_worked_topic() -> None:
    # audit-method.md C9: mean confidence 0.82, correct 0.61, bias +0.21.
    facts = [
        *answers(31, 19, confidence=5),
        *answers(20, 10, confidence=4),
        *answers(0, 0, confidence=3),
        *answers(10, 10, confidence=2),
    ]
    found = calibration(facts, RULES)
    assert found is not None
    assert found.answers == 100
    assert found.mean_confidence == pytest.approx(0.82)
    assert found.mean_correct == pytest.approx(0.61)
    assert found.bias == pytest.approx(0.21)
    assert found.confident_wrong == pytest.approx(29 / 80)


def test_a_sure_and_right_person_has_no_brier_loss() -> None:
    right, wrong = calibration(answers(4, 0, confidence=5), RULES), None
    wrong = calibration(answers(0, 4, confidence=5), RULES)
    assert right is not None
    assert wrong is not None
    assert (right.brier, wrong.brier) == (0, 1)


def test_without_a_sure_answer_there_is_no_rate() -> None:
    found = calibration(answers(1, 1, confidence=1), RULES)
    assert found is not None
    assert found.confident_wrong is None


@pytest.mark.parametrize(
    ("x", "n", "expected"), [(96, 150, 0.648), (410, 500, 0.819), (11, 22, 0.585), (20, 25, 0.792)]
)
def test_small_samples_are_drawn_to_the_partnership(x: int, n: int, expected: float) -> None:
    partnership = (96 + 410 + 11 + 20) / (150 + 500 + 22 + 25)
    assert shrink(x, n, partnership) == pytest.approx(expected, abs=0.0006)


def test_nobody_assessed_is_like_everybody() -> None:
    assert shrink(0, 0, 0.77) == pytest.approx(0.77)
    assert shrink(0, 0, 0.77, weight=0) == 0.77


facts = st.lists(
    st.builds(
        AnswerFact,
        person=st.integers(1, 4),
        topic=st.sampled_from(["T1", "T2"]),
        level=st.just("A"),
        safety_critical=st.booleans(),
        correct=st.booleans(),
        confidence=st.none() | st.integers(1, 5),
    ),
    max_size=40,
)


@settings(max_examples=50)
@given(facts)
def test_counts_are_nested_and_lose_nothing(given_facts: list[AnswerFact]) -> None:
    found = knowledge_by_topic(given_facts, RULES)
    assert sum(each.items_answered for each in found.values()) == len(given_facts)
    for each in found.values():
        assert 0 <= each.masters <= each.assessed <= each.people <= 4
        assert 0 <= each.sure_wrong <= each.sure_asked <= each.items_answered
        assert each.sure_wrong <= each.items_answered - each.items_right


@settings(max_examples=50)
@given(facts, st.permutations(range(40)))
def test_the_order_of_answers_does_not_matter(
    given_facts: list[AnswerFact], order: list[int]
) -> None:
    shuffled = [given_facts[i] for i in order if i < len(given_facts)]
    assert knowledge_by_topic(given_facts, RULES) == knowledge_by_topic(shuffled, RULES)
