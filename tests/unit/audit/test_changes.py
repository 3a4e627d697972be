"""What changed between two editions, and why."""

import pytest

from elearn.audit.actions.prove import Difference
from elearn.audit.changes import changes, kitagawa, split
from elearn.audit.queries.late import Late
from elearn.audit.shown import as_shown
from elearn.audit.why import reasons, said
from elearn.domain.coverage import Counts, RuleSet
from elearn.domain.suppression import Audience
from tests.unit.audit.building import coverage_facts_of


def shown(**cells):
    facts = coverage_facts_of({"m1": {(agency, "R1"): c for agency, c in cells.items()}})
    return as_shown(facts, audience=Audience.PARTNERSHIP, rules=RuleSet(), level_c=())


BEFORE = shown(a1=Counts(100, 80, 0, 10, 10), a2=Counts(100, 60, 0, 20, 20))
AFTER = shown(a1=Counts(100, 90, 0, 5, 5), a2=Counts(200, 120, 0, 40, 40))


def test_a_change_is_the_exact_difference_of_both_counts():
    found = {(c.agency, c.module): c for c in changes(BEFORE, AFTER)}
    assert found["a1", "m1"].more_in_date == 10
    assert found["a2", "m1"].more_in_scope == 100
    assert found["", ""].more_in_date == 70


def test_a_change_is_hidden_where_either_count_is():
    small = shown(a1=Counts(100, 98, 0, 2, 0), a2=Counts(200, 120, 0, 40, 40))
    found = {(c.agency, c.module): c for c in changes(BEFORE, small)}
    assert found["a1", "m1"].more_in_date is None


def test_an_agency_that_is_in_one_edition_only_counts_from_nought():
    alone = shown(a1=Counts(100, 80, 0, 10, 10))
    found = {(c.agency, c.module): c for c in changes(alone, AFTER)}
    assert found["a2", "m1"].more_in_date == 120


def test_rate_and_mix_add_up_to_the_change_of_the_partnership():
    parts = split(BEFORE, AFTER)
    assert parts.before == pytest.approx(70.0)
    assert parts.after == pytest.approx(70.0)
    assert parts.rate + parts.mix == pytest.approx(parts.total)
    assert parts.rate == pytest.approx(100 * (0.5 + 1 / 3) / 2 * 0.1)


def test_a_fall_because_an_agency_joined_reads_as_mix():
    parts = kitagawa([((100, 80), (100, 80)), ((0, 0), (100, 20))])
    assert parts.rate == pytest.approx(0)
    assert parts.mix == pytest.approx(-30)


def test_hidden_agencies_are_taken_together_as_the_rest():
    small = shown(
        a1=Counts(100, 98, 0, 2, 0), a2=Counts(100, 60, 0, 20, 20), a3=Counts(90, 45, 0, 25, 20)
    )
    parts = split(small, small)
    assert parts.total == parts.rate == parts.mix == 0


def test_a_difference_is_told_without_numbers_unless_they_are_asked_for():
    one = Difference(
        "coverage",
        ("", "", ""),
        (10, 5, 0, 0, 5, None, "A", 5),
        (10, 6, 0, 0, 4, None, "A", 5),
    )
    assert said(one, numbers=False) == "coverage the partnership: in_date; never"
    assert said(one, numbers=True).endswith("in_date 5 then, 6 now; never 5 then, 4 now")


def test_the_reasons_name_what_came_late():
    found = list(reasons(Late(2, 0, 1, 0, 0, 0)))
    assert found == ["2 completions came late", "1 person was erased"]
    assert "nothing that carries a time" in next(iter(reasons(Late(0, 0, 0, 0, 0, 0))))
