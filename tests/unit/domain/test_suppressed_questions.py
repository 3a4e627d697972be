"""What may be told of questions, of chosen answers and of shares by what they rest on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience, Figure, KnowledgePlace, Shown
from elearn.domain.suppression.bases import protect_bases, protect_pairs
from elearn.domain.suppression.questions import Answers, Asked, protect_choices, protect_items
from elearn.domain.suppression.table import ProtectedFigure

RULES = RuleSet()
US = Audience.PARTNERSHIP


def items(figures: dict[str, tuple[int, int]], level: str = "A"):
    rows = {Asked(key, "T1", level): Figure(*figure) for key, figure in figures.items()}
    found = protect_items(rows, audience=US, rules=RULES)
    return {one.item: figure for one, figure in found.items()}


def test_few_wrong_answers_are_hidden_and_another_question_with_them() -> None:
    found = items({"q1": (58, 60), "q2": (30, 60), "q3": (200, 400)})
    assert found["q1"].note == "hidden: complement"
    assert found["q2"].note == "hidden: protects another cell"
    assert found["q3"].note == ""


def test_a_question_alone_in_its_topic_is_hidden_with_no_other_to_protect_it() -> None:
    assert items({"q1": (58, 60)})["q1"].note


def test_the_coordinator_in_full_sees_everything() -> None:
    rows = {Asked("q1", "T1", "A"): Figure(2, 3)}
    found = protect_items(rows, audience=Audience.FULL, rules=RULES)
    assert found[Asked("q1", "T1", "A")] == ProtectedFigure(Shown(2), Shown(3))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
                min_size=1, max_size=6))  # fmt: skip
def test_no_hidden_question_stands_alone_beside_its_total(figures) -> None:
    found = items({f"q{n}": figure for n, figure in enumerate(figures)})
    hidden = [
        figure for (_, base), figure in zip(figures, found.values(), strict=True)
        if base and not isinstance(figure.count, Shown)
    ]  # fmt: skip
    assert len(hidden) != 1 or len(figures) == 1 or sum(base > 0 for _, base in figures) == 1


def choices(chosen, *, right="a", exclusive=True, question=None):
    base = sum(chosen.values())
    question = question or ProtectedFigure(Shown(chosen[right]), Shown(base))
    answers = Answers(chosen, frozenset(right), base, exclusive)
    return protect_choices(answers, question, audience=US, rules=RULES)


def test_a_wrong_answer_that_few_chose_is_hidden_with_another() -> None:
    found = choices({"a": 60, "b": 12, "c": 3, "d": 20})
    assert [isinstance(found[one], Shown) for one in "abcd"] == [True, False, False, True]


def test_an_answer_nobody_chose_is_told() -> None:
    assert choices({"a": 60, "b": 12, "c": 0, "d": 20})["c"] == Shown(0)


def test_answers_to_a_hidden_question_are_hidden_with_it() -> None:
    hidden = protect_items({Asked("q", "T1", "A"): Figure(58, 60)}, audience=US, rules=RULES)
    found = choices({"a": 58, "b": 2}, question=hidden[Asked("q", "T1", "A")])
    assert not any(isinstance(cell, Shown) for cell in found.values())


def test_of_several_answers_each_stands_by_itself() -> None:
    found = choices({"a": 40, "b": 2, "c": 30}, exclusive=False)
    assert [isinstance(found[one], Shown) for one in "abc"] == [True, False, True]


def places(**numbers: int) -> dict[KnowledgePlace, int]:
    rows = {
        KnowledgePlace(agency, role, level): number
        for agency, number in numbers.items()
        for role in ("", "R1")
        for level in ("", "A")
    }
    whole = sum(numbers.values())
    return rows | {KnowledgePlace("", "", level): whole for level in ("", "A")}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=6))
def test_one_share_is_never_hidden_alone_beside_its_total(numbers: list[int]) -> None:
    rows = places(**{f"a{n}": number for n, number in enumerate(numbers)})
    found = protect_bases(rows, audience=US, rules=RULES)
    if found[KnowledgePlace("")]:
        return
    hidden = [place for place, why in found.items() if place.agency and not place.role and why]
    assert len({place.agency for place in hidden}) != 1
    assert all(found[place] for place, number in rows.items() if 0 < number < 10)


def test_paired_people_of_one_module_are_not_hidden_alone() -> None:
    found = protect_pairs({"": 60, "m1": 6, "m2": 14, "m3": 40}, audience=US, rules=RULES)
    assert [bool(found[name]) for name in ("", "m1", "m2", "m3")] == [False, True, True, False]
    assert not any(protect_pairs({"": 6, "m1": 6}, audience=Audience.FULL, rules=RULES).values())
