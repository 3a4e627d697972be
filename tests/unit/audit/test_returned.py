"""What a reader may see of returns: counts through the engine, scores to the partnership only."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.audit.returned.facts import ProvisionFact, PulseFact, ReturnFact
from elearn.audit.returned.headline import returns_headline
from elearn.audit.returned.numbers import protect_numbers
from elearn.audit.showing import show
from elearn.domain.assessment import Theme
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience, Hidden, Shown
from tests.unit.audit.building import edition_facts

pytestmark = pytest.mark.any_database
RULES = RuleSet()
SPLIT = ("trained-24", "trained-12")


def seen(audience=Audience.PARTNERSHIP, **numbers):
    said = {key.replace("_", "-"): number for key, number in numbers.items()}
    return protect_numbers({"a": said}, audience=audience, rules=RULES)["a"]


def value(cell):
    return cell.value if isinstance(cell, Shown) else None


def test_numbers_that_point_at_nobody_are_shown():
    cells = seen(trained_of=48, trained_24=40, trained_12=30, people=50, not_employed=12)
    assert {key: value(cell) for key, cell in cells.items()} == {
        "trained-of": 48, "trained-24": 40, "trained-12": 30, "people": 50, "not-employed": 12,
    }  # fmt: skip


def test_two_who_are_not_trained_hide_how_many_are():
    cells = seen(trained_of=48, trained_24=46, trained_12=30)
    assert value(cells["trained-of"]) == 48
    assert isinstance(cells["trained-24"], Hidden)


def test_few_who_are_trained_are_hidden_however_they_are_split():
    cells = seen(trained_of=48, trained_24=3, trained_12=2)
    assert isinstance(cells["trained-24"], Hidden)
    assert isinstance(cells["trained-12"], Hidden)


def test_of_fewer_than_ten_people_nothing_is_said():
    assert seen(trained_of=9, trained_24=0)["trained-24"].reason == "hidden: fewer than 10 people"


def test_few_people_who_can_refer_are_hidden_and_none_is_shown():
    assert isinstance(seen(referrers=2)["referrers"], Hidden)
    assert value(seen(referrers=0)["referrers"]) == 0
    assert value(seen(Audience.FULL, referrers=2)["referrers"]) == 2


def test_the_public_is_told_fives():
    cells = seen(Audience.PUBLIC, trained_of=103, trained_24=62, people=103, reports=7)
    assert [value(cells[key]) for key in ("trained-of", "people")] == [105, 105]
    assert value(cells["trained-24"]) % 5 == 0
    assert isinstance(cells["reports"], Hidden)


@given(st.integers(10, 40).flatmap(lambda of: st.tuples(
    st.just(of), st.integers(0, of), st.integers(0, of))))  # fmt: skip
def test_nobody_solves_a_hidden_number_from_those_beside_it(numbers):
    of, one, other = numbers
    truth = {"trained-24": max(one, other), "trained-12": min(one, other)}
    cells = seen(trained_of=of, trained_24=truth["trained-24"], trained_12=truth["trained-12"])
    shown = {key: value(cells[key]) for key in SPLIT if value(cells[key]) is not None}
    fits = [
        {"trained-24": in_24, "trained-12": in_12}
        for in_24 in range(of + 1)
        for in_12 in range(in_24 + 1)
        if all({"trained-24": in_24, "trained-12": in_12}[key] == n for key, n in shown.items())
    ]
    for key in SPLIT:
        if key not in shown:
            assert len({one[key] for one in fits}) > 1
    if "trained-24" in shown:
        assert truth["trained-24"] not in range(1, 5)
        assert of - truth["trained-24"] not in range(1, 5)
    if "trained-12" in shown:
        assert truth["trained-12"] not in range(1, 5)
    if len(shown) == 2:
        assert truth["trained-24"] - truth["trained-12"] not in range(1, 5)


def answer(question=1, score=3, agency="a1", **more):
    facts = {"theme": "leadership", "applies": score is not None, "confidence": "A"}
    facts |= {"has_evidence": True, "is_moderated": False, "moderated": None}
    facts |= {"year": 2026, "signed_on": date(2026, 9, 1)}
    return ReturnFact(agency, question, score=score, **(facts | more))


def facts_with(returns=(), provision=(), pulse=()):
    as_at = [
        ProvisionFact(agency, "record", "as-at", "2026-09-30") for agency in ("a1", "a2", "a3")
    ]
    more = {"return": tuple(returns), "provision": (*as_at, *provision), "pulse": tuple(pulse)}
    return replace(edition_facts(), more=more)


def shown_to(audience, facts):
    return show(facts, audience=audience, rules=RULES, level_c=())


def test_scores_and_disagreements_are_not_for_the_public():
    facts = facts_with(
        [answer(16, None)], [ProvisionFact("a1", "record", "first-responder", "yes")]
    )
    inside = shown_to(Audience.PARTNERSHIP, facts)
    assert len(inside.more["return"]) == 1
    assert [row.found.key for row in inside.more["disagreement"]] == ["referrers"]
    outside = shown_to(Audience.PUBLIC, facts)
    assert outside.more["return"] == outside.more["disagreement"] == outside.more["pulse"] == ()
    assert outside.more["provision"][0].scores == {}


def test_a_flag_is_raised_from_shown_figures_only():
    said = [
        ProvisionFact("a3", "return", "trained-24", "15"),
        ProvisionFact("a3", "return", "trained-of", "30"),
    ]
    facts = facts_with([answer(agency="a3")], said)
    assert shown_to(Audience.PARTNERSHIP, facts).more["disagreement"] == ()
    [found] = shown_to(Audience.FULL, facts).more["disagreement"]
    assert "90.0%" in found.found.record


def test_the_headline_of_returns_uses_the_scores_after_moderation():
    low = answer(2, 3, is_moderated=True, moderated=1)
    head = returns_headline(shown_to(Audience.PARTNERSHIP, facts_with([answer(1, 3), low])))
    assert (head.agencies, head.returned, head.weakest, head.mean) == (3, 1, Theme.LEADERSHIP, 2.0)
    assert returns_headline(shown_to(Audience.PARTNERSHIP, facts_with())).weakest is None


def test_answers_of_a_pulse_go_through_the_engine_even_for_those_who_see_all():
    def said(answer, number, people=20):
        return PulseFact("feedback", "m1", "useful", answer, number, people)

    rows = facts_with(pulse=[said("no", 2), said("partly", 0), said("yes", 18)])
    for audience in (Audience.FULL, Audience.PARTNERSHIP):
        shown = {row.answer: row.number for row in shown_to(audience, rows).more["pulse"]}
        assert shown["no"] is None
        assert shown["yes"] is None
    few = facts_with(pulse=[said("no", 0, 9), said("partly", 0, 9), said("yes", 9, 9)])
    assert {row.number for row in shown_to(Audience.FULL, few).more["pulse"]} == {None}
