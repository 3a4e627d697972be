"""What a change would do, in words and in numbers that the reader may see."""

import pytest

from elearn.domain.coverage import RuleSet
from elearn.domain.requirements import Duty, Effect, effect_of
from elearn.domain.suppression import Audience
from elearn.requirements.pages.effect import effect_table
from elearn.requirements.queries.effect import Counted, Touched


def table(*found, audience=Audience.PARTNERSHIP, counted=()):
    return effect_table(
        [Touched(name.lower(), name, effect, number) for name, effect, number in found],
        counted,
        audience,
        rules=RuleSet(),
    )


def test_the_headline_says_who_becomes_due_and_where():
    shown = table(
        ("Council", Effect.DUE, 112), ("Trust", Effect.DUE, 100), ("Trust", Effect.GRACE, 40)
    )
    assert shown.headline == "This makes 212 people due, 40 in grace, in 2 agencies"
    assert shown.rows == (
        ("Council", "112", "0", "112"),
        ("Trust", "100", "40", "140"),
        ("All agencies", "212", "40", "252"),
    )


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (Effect.DUE, "This makes 20 people due, in 1 agency"),
        (Effect.GRACE, "This puts 20 people in their days of grace, in 1 agency"),
        (Effect.HELD, "This asks 20 people who are in date already, in 1 agency"),
        (Effect.RELIEVED, "This makes 20 people due no longer, in 1 agency"),
        (Effect.RELEASED, "This asks 20 people no longer, in 1 agency"),
    ],
)
def test_every_effect_has_its_sentence(effect, said):
    assert table(("Council", effect, 20)).headline == said


def test_nobody_touched_is_said_and_no_empty_table_shown():
    shown = table()
    assert shown.headline == "This changes nothing for anybody on that day"
    assert shown.rows == ()


def test_few_are_hidden_and_no_other_number_gives_them_away():
    shown = table(
        *(("Council", Effect.DUE, 3), ("Trust", Effect.DUE, 30), ("Port", Effect.DUE, 40)),
    )
    words = {row[0]: row[1:] for row in shown.rows}
    assert words["Council"] == ("hidden: fewer than 5",) * 2
    known = [words[name][0] for name in ("Trust", "Port", "All agencies")]
    assert "hidden: protects another cell" in known


def test_ones_own_agency_is_told_exactly():
    shown = table(("Council", Effect.DUE, 3), audience=Audience.OWN_AGENCY)
    assert shown.headline == "This makes 3 people due, in 1 agency"
    assert shown.rows == (("Council", "3", "3"),)


def test_a_hidden_number_stays_hidden_in_the_headline():
    shown = table(("Council", Effect.DUE, 20), ("Council", Effect.GRACE, 2))
    assert "2 in grace" not in shown.headline
    assert "hidden number" in shown.headline


@pytest.mark.parametrize("before", Duty)
@pytest.mark.parametrize("after", Duty)
def test_every_change_of_a_duty_is_an_effect_and_nothing_else_is(before, after):
    assert (effect_of(before, after) is None) is (before is after)


def test_people_of_agencies_that_give_numbers_only_are_said_apart():
    shown = table(("Council", Effect.DUE, 212), counted=[Counted(Effect.DUE, 340, 3)])
    assert shown.headline == "This makes 212 people due, in 1 agency"
    assert shown.more == "And about 340 more in 3 agencies that give numbers only."


def test_where_only_numbers_are_touched_nobody_is_said_to_be_with_a_name():
    shown = table(counted=[Counted(Effect.DUE, 3, 1)])
    assert shown.headline == "This touches nobody with a name on file on that day"
    assert shown.more == "And fewer than 5 more in 1 agency that gives numbers only."
    assert (shown.rows, shown.makes_due) == ((), True)
    shown = table(counted=[Counted(Effect.RELEASED, 40, 2)])
    assert "numbers only, who would be asked no longer." in shown.more
    assert not shown.makes_due
