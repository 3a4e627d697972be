"""Nobody who has several editions of referrals can solve a number that one of them hides."""

import os
from random import Random

import pytest

from elearn.domain.coverage import RuleSet
from elearn.domain.quarters import moved
from elearn.domain.suppression import (
    Audience,
    Hidden,
    ReferralKey,
    Shown,
    policy_for,
    protect_referrals,
)
from elearn.domain.suppression.repeated import Counted, Printed, protect_beside
from tests.unit.domain.editions_attacker import EditionsAttacker

RULES = RuleSet()
KINDS = ("dtn", "nrm")
QUARTERS = [moved("2023-Q1", step) for step in range(8)]
ATTACKS = int(os.environ.get("ATTACKS", "3"))


def counted(cells, first, length=4):
    wanted = QUARTERS[first : first + length]
    return Counted({key: n for key, n in cells.items() if key.quarter in wanted}, {})


def world(**areas):
    """Each area's numbers by quarter; of both kinds the same."""
    return {
        ReferralKey(area, quarter, kind): number
        for area, numbers in areas.items()
        for quarter, number in zip(QUARTERS, numbers, strict=False)
        for kind in KINDS
    }


def editions(cells, starts, audience=Audience.PARTNERSHIP, length=4):
    """Editions of runs of quarters, each decided beside those before."""
    found = []
    for first in starts:
        one = counted(cells, first, length)
        decided = protect_beside(one, found, audience=audience, rules=RULES)
        found.append(Printed(one, decided, policy_for(audience, RULES)))
    return found


def each_alone(found, audience=Audience.PARTNERSHIP):
    return [
        Printed(
            one.counted,
            protect_referrals(one.counted.cells, {}, audience=audience, rules=RULES),
            one.policy,
        )
        for one in found
    ]


def hidden_sums(edition):
    return [key for key, cell in edition.decided.items() if isinstance(cell, Hidden) and not key[1]]


SMALL = world(isle=(1, 3, 2, 3, 4, 2), city=(9, 8, 7, 9, 9, 6), shire=(40, 41, 39, 44, 46, 38))


def test_two_sums_a_quarter_apart_give_a_hidden_quarter_away_unless_decided_together():
    found = editions(SMALL, (0, 1))
    assert EditionsAttacker(each_alone(found)[:1]).pinned() == []
    assert (ReferralKey("isle", "2023-Q1", "nrm"), 1) in EditionsAttacker(
        each_alone(found)
    ).pinned()
    assert EditionsAttacker(found).pinned() == []
    assert ReferralKey("isle", "", "nrm") in hidden_sums(found[1])


def test_what_was_hidden_stays_hidden_and_the_same_edition_again_hides_nothing_more():
    first, second = editions(SMALL, (0, 1))
    for key, cell in first.decided.items():
        if key.quarter and key in second.decided and isinstance(cell, Hidden):
            assert isinstance(second.decided[key], Hidden), key
    again = protect_beside(first.counted, [first], audience=Audience.PARTNERSHIP, rules=RULES)
    assert again == first.decided


def test_large_numbers_are_printed_in_every_edition():
    found = editions(world(city=range(20, 28), shire=range(30, 38)), (0, 1, 2))
    assert all(isinstance(cell, Shown) for one in found for cell in one.decided.values())


@pytest.mark.parametrize("seed", range(ATTACKS))
def test_an_integer_programme_over_all_editions_pins_no_quarter(seed):
    draw = Random(seed)
    sizes = {area: draw.choice((3, 6, 12, 40)) for area in "abc"}
    cells = world(
        **{area: [draw.randint(0, most) for _ in QUARTERS] for area, most in sizes.items()}
    )
    audience = draw.choice((Audience.PARTNERSHIP, Audience.PUBLIC))
    starts = sorted(draw.sample(range(3), 2))
    assert EditionsAttacker(editions(cells, starts, audience, length=3)).pinned() == []
