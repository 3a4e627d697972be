"""Priorities and standardised coverage as readers see them: nothing hidden can be solved back."""

from dataclasses import replace
from itertools import product

import pytest

from elearn.audit.facts import AgencyFact, Facts
from elearn.audit.priorities.facts import PriorityFact
from elearn.audit.priorities.headline import headline, topic_answer
from elearn.audit.priorities.risk import risks
from elearn.audit.priorities.shown import NO_NAMES, priority_rows, quick_wins
from elearn.audit.priorities.standpoints import counted, standpoint, weight_of
from elearn.audit.priorities.topics import topic_rows
from elearn.audit.referred.facts import AreaFact, ReferralFact
from elearn.audit.referred.shown import rows_for
from elearn.audit.shown import NO_RETURN, as_shown
from elearn.audit.standardised.shown import standard_rows
from elearn.domain.advice import Act
from elearn.domain.coverage import Band, Counts, RuleSet
from elearn.domain.intervals import rate_per_100k
from elearn.domain.quarters import quarters_up_to
from elearn.domain.suppression import Audience
from tests.unit.audit.building import ON, coverage_facts_of, edition_facts

pytestmark = pytest.mark.any_database

RULES = RuleSet()
READERS = (Audience.PARTNERSHIP, Audience.PUBLIC)


def counts(in_scope, in_date):
    return Counts(in_scope, in_date, 0, in_scope - in_date, 0)


def four(delta=27, charlie=24, **changed):
    """The agencies of C6, each with one role and one module; delta's three untrained people are
    hidden, and another is with them."""
    number = {"alpha": 168, "bravo": 774, "charlie": charlie, "delta": delta} | changed
    scope = {"alpha": 240, "bravo": 900, "charlie": 48, "delta": 30}
    facts = coverage_facts_of(
        {"m": {(one, "R1"): counts(scope[one], number[one]) for one in scope}}
    )
    return with_priorities(facts, sorted(scope))


def with_priorities(facts, agencies, *, seed=5, returned="roster"):
    return Facts(
        tuple(AgencyFact(one, one.title(), "AT3", "", "", returned) for one in agencies),
        facts.coverage,
        facts.knowledge,
        {
            "priority": (
                PriorityFact("", None, None, "T1", "", 0, 0, "", 0, 0, None, None, seed=seed),
                *(
                    PriorityFact(one, None, None, "T1", "", 0, 0, "R1:100", 0, 0, None, None)
                    for one in agencies
                ),
            )
        },
    )


def seen(facts, audience=Audience.PARTNERSHIP):
    return as_shown(facts, audience=audience, rules=RULES, level_c=())


def priorities(facts, audience=Audience.PARTNERSHIP):
    return priority_rows(facts, seen(facts, audience), RULES)


def test_an_agency_whose_coverage_is_hidden_takes_no_place():
    rows = {row.agency: row for row in priorities(four())}
    delta = rows["delta"]
    assert (delta.ranked, delta.coverage, delta.note) == (None, None, "hidden: complement")
    assert delta.advice[0].act is Act.ASK_LEAD
    known = [row.ranked.volume.rank for row in rows.values() if row.ranked]
    assert sorted(known) == list(range(1, len(known) + 1))


def test_in_full_every_agency_has_its_place():
    assert [row.agency for row in priorities(four(), Audience.FULL)] == [
        "bravo",
        "alpha",
        "charlie",
        "delta",
    ]


@pytest.mark.parametrize("audience", READERS)
def test_an_attacker_cannot_solve_hidden_numbers_back_from_scores_and_ranks(audience):
    """Every other set of numbers that prints the same coverage prints the same priorities too, so
    they rule none of them out."""
    facts = four()
    printed = seen(facts, audience).coverage
    mine = priorities(facts, audience)
    hidden = sorted(
        key.agency for key, row in printed.items() if key.agency and row.in_date is None
    )
    assert "delta" in hidden
    others = 0
    for moved in range(-2, 3):
        for one, other in product(hidden, hidden):
            if one == other or not moved:
                continue
            start = {"alpha": 168, "bravo": 774, "charlie": 24, "delta": 27}
            number = {**start, one: start[one] + moved, other: start[other] - moved}
            if any(number[each] > 30 for each in ("delta",)):
                continue
            guess = four(**number)
            if seen(guess, audience).coverage == printed:
                others += 1
                assert priorities(guess, audience) == mine
    assert others


def test_mastery_that_is_hidden_is_in_no_figure():
    facts = edition_facts()
    facts = with_priorities(facts, ["a1", "a2", "a3"])
    shown = seen(facts)
    again = [
        replace(row, masters=row.masters - 1) if (row.agency, row.role) == ("a1", "R1") else row
        for row in facts.knowledge
    ]
    other = replace(facts, knowledge=tuple(again))
    one = next(row for row in priority_rows(facts, shown, RULES) if row.agency == "a1")
    assert one.judged.masters == 30
    assert priority_rows(other, shown, RULES) == priority_rows(facts, shown, RULES)


def test_frozen_counts_beside_the_rows_are_not_looked_at():
    facts = four()
    shown = seen(facts)
    kept = [
        replace(row, in_scope=9, in_date=9, assessed=9, masters=9, people=9, weight=9)
        for row in facts.more["priority"]
    ]
    other = replace(facts, more={"priority": tuple(kept)})
    assert priority_rows(other, shown, RULES) == priority_rows(facts, shown, RULES)


def test_an_agency_that_returned_nothing_is_not_known_and_not_zero():
    facts = four()
    silent = replace(
        next(row for row in facts.coverage if (row.agency, row.module) == ("charlie", "")),
        in_scope=None,
        in_date=None,
        due_soon=None,
        expired=None,
        never=None,
        denominator_grade="D",
    )
    rows = tuple(row for row in facts.coverage if row.agency not in ("charlie", ""))
    agencies = tuple(
        replace(one, returned="none") if one.agency == "charlie" else one for one in facts.agencies
    )
    facts = replace(facts, agencies=agencies, coverage=tuple(sorted([*rows, silent])))
    charlie = next(row for row in priorities(facts) if row.agency == "charlie")
    assert (charlie.ranked, charlie.note, charlie.is_known) == (None, NO_RETURN, False)
    assert charlie.advice[0].act is Act.ASK_LIST


def test_a_headcount_in_which_nobody_can_be_evidenced_takes_no_place():
    facts = with_priorities(four(), ["alpha", "bravo", "charlie", "delta"], returned="headcount")
    rows = priorities(facts)
    assert {row.ranked for row in rows} == {None}
    assert rows[0].note == NO_NAMES
    assert rows[0].advice[0].act is Act.ASK_NAMES


def test_an_edition_without_priorities_says_nothing():
    facts = edition_facts()
    assert priorities(facts) == ()
    assert priority_rows(facts, seen(facts), RULES) == ()


def test_the_seed_of_the_edition_decides_the_draws():
    facts = four()
    other = with_priorities(facts, ["alpha", "bravo", "charlie", "delta"], seed=6)
    first = [row.ranked for row in priorities(facts, Audience.FULL)]
    assert first == [row.ranked for row in priorities(facts, Audience.FULL)]
    assert [one.score for one in first if one] == [
        row.ranked.score for row in priorities(other, Audience.FULL) if row.ranked
    ]


def test_weights_are_means_over_the_people_that_are_shown():
    found = counted(seen(edition_facts()).coverage.values(), ())
    assert found.people["a1"] == {"R1": 100, "R2": 60}
    assert weight_of(found.people["a1"], {"R1": 1.5, "R2": 0.5}) == pytest.approx(1.125)
    assert standpoint("nobody", found, topics=(), weights={}, risk=1.0) is None


def test_a_quick_win_is_offered_where_people_are_on_lists():
    found = quick_wins(priorities(four(), Audience.FULL))
    assert [(agency, gap.seats, gap.band) for agency, gap in found] == [("charlie", 20, Band.ACT)]


def test_the_multiplier_of_an_area_is_that_of_its_printed_referrals():
    people = {"hants": 1_400_800, "isle": 140_400, "portsmouth": 208_100, "southampton": 248_900}
    number = {"hants": 120, "isle": 8, "portsmouth": 55, "southampton": 60}
    quarter = quarters_up_to(ON, 1)[0]
    rows = [
        ReferralFact(area, quarter, kind, number[area] if kind == "nrm" else 0)
        for area in number
        for kind in ("nrm", "dtn")
    ]
    printed = rows_for(rows, sorted(people), audience=Audience.FULL, rules=RULES)
    areas = [AreaFact(area, area, people[area]) for area in sorted(people)]
    agencies = [AgencyFact(f"of-{area}", "", "AT3", area, "", "roster") for area in people]
    agencies.append(AgencyFact("police", "", "AT1", "", "", "roster"))
    found = risks(printed, areas, agencies, RULES)
    assert {slug: f"{one.multiplier:.2f}" for slug, one in found.items()} == {
        "of-hants": "0.84",
        "of-isle": "0.75",
        "of-portsmouth": "1.47",
        "of-southampton": "1.41",
    }
    assert found["of-isle"].rate == pytest.approx(rate_per_100k(8, 140_400).rate)


def test_an_area_with_four_referrals_has_no_rate_and_no_multiplier():
    quarter = quarters_up_to(ON, 1)[0]
    rows = [
        ReferralFact(area, quarter, kind, number)
        for area, number in (("one", 2), ("two", 90))
        for kind in ("nrm", "dtn")
    ]
    printed = rows_for(rows, ["one", "two"], audience=Audience.FULL, rules=RULES)
    areas = [AreaFact("one", "", 100_000), AreaFact("two", "", 100_000)]
    agency = AgencyFact("a", "", "AT3", "one", "", "roster")
    assert risks(printed, areas, [agency], RULES)["a"].multiplier == 1.0


def test_topics_are_put_in_the_order_of_their_priority():
    facts = edition_facts()
    rows = topic_rows(facts, seen(facts), RULES)
    assert [row.topic for row in rows] == ["T1"]
    assert rows[0].priority == pytest.approx(7 / 69 * (1 - 44 / 80))


class Plain:
    """Names as they are."""

    agency = topic = staticmethod(lambda code: code)


def test_the_headline_names_who_comes_first():
    rows = priorities(four(), Audience.FULL)
    assert headline(rows, Plain) == "bravo has most unready people, charlie the deepest gap"
    assert headline([], Plain) == "No agency can be put in order yet"
    assert topic_answer([], Plain).startswith("No topic")


def reversal(**more):
    """The agencies of C8."""
    cells = {
        ("a", "R7"): counts(30, 18),
        ("a", "R15"): counts(170, 153),
        ("b", "R7"): counts(120, 90),
        ("b", "R15"): counts(60, 57),
    }
    return with_priorities(coverage_facts_of({"m": cells | more}), ["a", "b"])


def test_crude_and_standardised_stand_side_by_side():
    rows = {row.agency: row for row in standard_rows(seen(reversal(), Audience.FULL))}
    assert f"{rows['a'].crude:.1f} {100 * rows['a'].figures.direct:.1f}" == "85.5 78.2"
    assert f"{rows['b'].crude:.1f} {100 * rows['b'].figures.direct:.1f}" == "81.7 87.1"
    assert rows["a"].rests_on == 100.0
    assert standard_rows(seen(reversal(), Audience.FULL), module="other") == ()


@pytest.mark.parametrize("audience", READERS)
def test_hidden_cells_are_in_no_standardised_figure(audience):
    """Moving people between hidden cells changes nothing that is shown."""
    facts = reversal()
    printed = seen(facts, audience).coverage
    mine = standard_rows(seen(facts, audience))
    assert any(row.hidden for row in mine)
    guesses = 0
    for first, second in product(range(-2, 3), range(-2, 3)):
        cells = {
            ("a", "R7"): counts(30, 18 + first),
            ("a", "R15"): counts(170, 153 - first),
            ("b", "R7"): counts(120, 90 + second),
            ("b", "R15"): counts(60, 57 - second),
        }
        guess = with_priorities(coverage_facts_of({"m": cells}), ["a", "b"])
        if (first or second) and seen(guess, audience).coverage == printed:
            guesses += 1
            assert standard_rows(seen(guess, audience)) == mine
    assert guesses
