"""Nobody who reads how a question was answered can work out a hidden count."""

from itertools import product
from random import Random

import pytest

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Shown
from elearn.domain.suppression.answers import protect_answers, together

RULES = RuleSet()


def fitting(shown, total):
    """Every way in which three answers add up to the base and agree with what is shown: hidden for
    being few is 1 to 4, hidden to protect another is not."""
    ranges = [
        [cell.value]
        if isinstance(cell, Shown)
        else [n for n in range(1, total + 1) if (n < 5) == ("fewer" in cell.reason)]
        for cell in shown.overall.values()
    ]
    return [values for values in product(*ranges) if sum(values) == total]


@pytest.mark.parametrize("total", [10, 20, 30])
def test_a_hidden_count_is_never_the_only_one_that_fits(total):
    for yes in range(total + 1):
        for partly in range(total - yes + 1):
            counts = {"yes": yes, "partly": partly, "no": total - yes - partly}
            shown = protect_answers(counts, rules=RULES)
            ways = fitting(shown, total)
            for number, cell in enumerate(shown.overall.values()):
                if not isinstance(cell, Shown):
                    assert len({way[number] for way in ways}) > 1, counts


def test_the_number_of_answers_is_never_hidden_and_large_counts_stay():
    shown = protect_answers({"yes": 40, "partly": 30, "no": 2}, rules=RULES)
    assert shown.base == 72
    assert shown.overall["yes"] == Shown(40)
    assert not isinstance(shown.overall["no"], Shown)
    assert not isinstance(shown.overall["partly"], Shown)


def some_groups(rng, names):
    return {name: {answer: rng.randint(0, 12) for answer in ("yes", "no")} for name in names}


def test_groups_hide_what_would_be_known_by_subtraction():
    police, health = {"yes": 20, "no": 3}, {"yes": 18, "no": 12}
    shown = protect_answers(
        {"yes": 38, "no": 15}, {"police": police, "health": health}, rules=RULES
    )
    cells = shown.groups["first"]
    hidden = [
        (group, answer)
        for group, answers in cells.items()
        for answer, cell in answers.items()
        if not isinstance(cell, Shown)
    ]
    assert len(hidden) == 4  # a square: nothing less keeps 3 from being found out
    assert shown.overall == {"yes": Shown(38), "no": Shown(15)}


def test_both_groupings_are_decided_together():
    """What one table hides, the other does not give back: their sums over groups are the same."""
    rng = Random(7)
    for _ in range(25):
        first = some_groups(rng, "abc")
        overall = {one: sum(row[one] for row in first.values()) for one in ("yes", "no")}
        second = {"x": {one: number // 2 for one, number in overall.items()}}
        second["y"] = {one: overall[one] - second["x"][one] for one in overall}
        shown = protect_answers(overall, first, second, rules=RULES)
        for rows in shown.groups.values():
            for answer, total in shown.overall.items():
                hidden = [
                    row[answer] for row in rows.values() if not isinstance(row[answer], Shown)
                ]
                assert not (len(hidden) == 1 and isinstance(total, Shown))
        for rows in shown.groups.values():
            for row in rows.values():
                assert sum(not isinstance(cell, Shown) for cell in row.values()) != 1


def test_small_groups_are_told_of_together_until_they_are_enough():
    assert together({"a": 30, "b": 9, "c": 9}, 10) == {"a": "a", "b": "", "c": ""}
    assert together({"a": 30, "b": 12, "c": 4}, 10) == {"a": "a", "b": "", "c": ""}
    assert together({"a": 30, "b": 12, "c": 0}, 10) == {"a": "a", "b": "b"}
    assert together({"a": 8, "b": 7}, 10) == {}
