"""No hidden number of referrals can be solved from area x kind x quarter and its totals."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import (
    Audience,
    Hidden,
    ReferralKey,
    Shown,
    policy_for,
    protect_referrals,
)
from elearn.domain.suppression.referrals import totals_of
from tests.unit.domain.attacker import Attacker, is_pinned

RULES = RuleSet()
AREAS, QUARTERS, KINDS = ("a", "b", "c", "d"), ("2026-Q1", "2026-Q2", "2026-Q3"), ("dtn", "nrm")

tables = st.integers(2, 4).flatmap(
    lambda areas: st.lists(
        st.one_of(st.integers(0, 6), st.integers(0, 40)),
        min_size=areas * 6,
        max_size=areas * 6,
    )
)


def cells_of(numbers):
    keys = [ReferralKey(a, q, k) for a in AREAS for q in QUARTERS for k in KINDS]
    return dict(zip(keys, numbers, strict=False))


def decide(cells, audience=Audience.PARTNERSHIP, apart=None):
    return protect_referrals(cells, apart or {}, audience=audience, rules=RULES)


def attacker_of(decided, cells):
    """Somebody who knows all that is printed, that reasons are true, and which sums hold. The rest
    of a number that was rounded is not known."""
    policy = policy_for(Audience.PARTNERSHIP, RULES)
    found = Attacker()
    for key, cell in decided.items():
        if isinstance(cell, Shown):
            found.known[key] = cell.value
        elif cell.reason == "hidden: fewer than 5":
            found.bounds[key] = (1, policy.hidden_to)
        else:
            found.bounds[key] = (0, None)
    parts: dict[ReferralKey, list[ReferralKey]] = {}
    for key in cells:
        parts.setdefault(ReferralKey(key.area, "", key.kind), []).append(key)
        parts.setdefault(ReferralKey("", key.quarter, key.kind), []).append(key)
    areas = sorted({key.area for key in cells})
    for area in areas:
        parts[ReferralKey(area)] = [ReferralKey(area, "", kind) for kind in KINDS]
    for kind in KINDS:
        parts[ReferralKey("", "", kind)] = [ReferralKey(area, "", kind) for area in areas]
    parts[ReferralKey("")] = [ReferralKey(area) for area in areas]
    found.sums = list(parts.items())
    return found


@given(tables)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_reader_who_solves_everything_pins_no_hidden_number(numbers):
    cells = cells_of(numbers)
    decided = decide(cells)
    attacker = attacker_of(decided, cells)
    values = cells | totals_of(cells)
    for key, cell in decided.items():
        if isinstance(cell, Hidden) and values[key]:
            assert not is_pinned(attacker, key), (key, values[key])


def test_a_small_number_takes_others_with_it_and_the_whole_stays():
    cells = cells_of([2, 9, 8, 9, 8, 9, *[30] * 18])
    decided = decide(cells)
    hidden = [key for key, cell in decided.items() if isinstance(cell, Hidden)]
    assert ReferralKey("a", "2026-Q1", "dtn") in hidden
    assert len(hidden) >= 4
    assert decided[ReferralKey("")] == Shown(sum(cells.values()))


def test_the_public_sees_them_rounded_and_none_under_eight():
    decided = decide(cells_of([33] * 24), Audience.PUBLIC)
    assert decided[ReferralKey("a", "2026-Q1", "dtn")] == Shown(35)
    few = decide(cells_of([7, *[33] * 23]), Audience.PUBLIC)
    assert few[ReferralKey("a", "2026-Q1", "dtn")] == Hidden("hidden: fewer than 8")


def test_the_coordinator_in_full_sees_every_number():
    decided = decide(cells_of([1, 2, 3, *[30] * 21]), Audience.FULL)
    assert all(isinstance(cell, Shown) for cell in decided.values())


def test_an_area_that_stands_in_no_sum_hides_for_itself_alone():
    alone = {ReferralKey("z", "2026-Q1", "nrm"): 3, ReferralKey("z", "2026-Q2", "nrm"): 8}
    decided = decide(cells_of([30] * 24), apart=alone)
    assert decided[ReferralKey("z", "2026-Q1", "nrm")] == Hidden("hidden: fewer than 5")
    assert decided[ReferralKey("z", "2026-Q2", "nrm")] == Shown(8)
    assert decided[ReferralKey("")] == Shown(24 * 30)
