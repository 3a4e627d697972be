"""Priorities: the worked table of the method, and what must hold for every agency."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from elearn.domain.advice import Act, ModuleGap, Situation, advise, is_quick_win
from elearn.domain.coverage import Band, RuleSet
from elearn.domain.priority import (
    Standpoint,
    exposure_weight,
    score,
    scores,
    topic_priority,
    topic_weight,
)
from elearn.domain.ranks import DRAWS, Place, _draws, ranked
from elearn.domain.referrals import risk_multiplier

pytestmark = pytest.mark.any_database

RULES = RuleSet()
PEOPLE = {"hants": 1_400_800, "isle": 140_400, "portsmouth": 208_100, "southampton": 248_900}
REFERRED = {"hants": 120, "isle": 8, "portsmouth": 55, "southampton": 60}
RATE = 100_000 * sum(REFERRED.values()) / sum(PEOPLE.values())


def multiplier(area):
    return risk_multiplier(100_000 * REFERRED[area] / PEOPLE[area], RATE)


def worked_example():
    """The four agencies of audit-method C7."""
    of_all = (96 + 410 + 11 + 20) / (150 + 500 + 22 + 25)
    return [
        Standpoint("alpha", 240, 168, 150, 96, of_all, 1.5, multiplier("southampton")),
        Standpoint("bravo", 900, 774, 500, 410, of_all, 1.0, multiplier("portsmouth")),
        Standpoint("charlie", 48, 24, 22, 11, of_all, 1.0, multiplier("hants")),
        Standpoint("delta", 30, 27, 25, 20, of_all, 0.5, multiplier("isle")),
    ]


@pytest.mark.parametrize(
    ("agency", "printed"),
    [
        ("alpha", (".648", ".454", "131.1", "1.41", "276.9", "71", "100")),
        ("bravo", (".819", ".704", "266.1", "1.47", "392.2", "100", "38")),
        ("charlie", (".585", ".292", "34.0", "0.84", "28.5", "7", "51")),
        ("delta", (".792", ".712", "8.6", "0.75", "3.2", "1", "9")),
    ],
)
def test_the_table_of_the_method_is_reproduced_to_the_printed_digit(agency, printed):
    one = next(row for row in scores(worked_example(), RULES) if row.agency == agency)
    assert printed == (
        f"{one.mastery:.3f}".removeprefix("0"),
        f"{one.ready:.3f}".removeprefix("0"),
        f"{one.unready:.1f}",
        f"{one.risk:.2f}",
        f"{one.volume:.1f}",
        f"{one.volume_index:.0f}",
        f"{one.intensity_index:.0f}",
    )


counts = st.integers(1, 2_000).flatmap(
    lambda scope: st.tuples(st.just(scope), st.integers(0, scope - 1))
)
knowledge = st.integers(0, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
shares = st.one_of(st.none(), st.floats(0, 1))


@st.composite
def standpoints(draw, name="a"):
    (in_scope, in_date), (assessed, masters) = draw(counts), draw(knowledge)
    weight, risk = draw(st.floats(0.5, 1.5)), draw(st.floats(0.75, 1.5))
    return Standpoint(name, in_scope, in_date, assessed, masters, draw(shares), weight, risk)


@given(standpoints())
def test_adding_a_completion_never_raises_an_agencys_unready_people(one):
    more = replace(one, in_date=one.in_date + 1)
    before, after = score(one, RULES), score(more, RULES)
    assert after.unready <= before.unready
    assert after.volume <= before.volume
    assert after.intensity <= before.intensity


@given(standpoints())
def test_learning_a_topic_never_raises_an_agencys_unready_people(one):
    better = replace(one, masters=min(one.assessed, one.masters + 1))
    assert score(better, RULES).unready <= score(one, RULES).unready + 1e-9


@given(st.lists(standpoints(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_names_or_order(some, chance):
    named = [replace(one, agency=f"a{i}") for i, one in enumerate(some)]
    other = [replace(one, agency=f"z{9 - i}") for i, one in enumerate(some)]
    chance.shuffle(other)

    def figures(rows):
        return sorted((one.volume_index, one.intensity_index, one.unready) for one in rows)

    assert figures(scores(named, RULES)) == figures(scores(other, RULES))


def test_places_are_the_same_in_any_order_and_on_every_run():
    rows = worked_example()
    first = ranked(rows, seed=7, rules=RULES)
    assert ranked(reversed(rows), seed=7, rules=RULES) == first
    assert ranked(rows, seed=7, rules=RULES) == first
    assert [row.score.agency for row in first] == ["bravo", "alpha", "charlie", "delta"]


def test_places_with_a_seed_are_the_same_everywhere():
    rows = [replace(one, agency=f"{one.agency}-{i}") for i in range(2) for one in worked_example()]
    found = {row.score.agency: row for row in ranked(rows, seed=2026, rules=RULES)}
    alpha = found["alpha-0"]
    assert alpha.volume == Place(rank=3, best=1, worst=4, in_top=1000)
    assert alpha.intensity == Place(rank=1, best=1, worst=4, in_top=988)


def test_firm_is_the_top_five_in_four_of_five_draws():
    assert Place(5, 3, 6, 800).is_firm(RULES)
    assert not Place(5, 3, 6, 799).is_firm(RULES)
    assert Place(5, 3, 6, 799).is_firm(RuleSet(robust_share=75))


def test_two_agencies_that_are_equal_but_for_their_names_change_places_freely():
    twins = [Standpoint(name, 100, 50, 0, 0, 0.6, 1.0, 1.0) for name in ("a", "b")]
    one, two = ranked(twins, seed=1, rules=RULES)
    assert (one.volume.best, one.volume.worst) == (two.volume.best, two.volume.worst) == (1, 2)


def test_draws_of_mastery_follow_the_beta_posterior():
    one = Standpoint("a", 100, 100, 22, 11, 0.77, 1.0, 1.0)
    drawn, _ = _draws(one, 5, RULES)
    assert len(drawn) == DRAWS
    posterior = stats.beta(11 + 7.7, 11 + 2.3)
    # The factors have mean 1 each and do not depend on the mastery.
    expected = 100 * (1 - posterior.mean())
    assert sum(drawn) / DRAWS == pytest.approx(expected, rel=0.05)


def test_without_any_knowledge_whoever_is_in_date_is_taken_as_ready():
    one = score(Standpoint("a", 100, 60, 0, 0, None, 1.0, 1.0), RULES)
    assert (one.ready, one.unready) == (0.6, 40.0)
    assert ranked([Standpoint("a", 100, 60, 0, 0, None, 1.0, 1.0)], seed=1, rules=RULES)


@pytest.mark.parametrize("of_all", [0.0, 1.0])
def test_a_posterior_without_doubt_is_drawn_as_it_is(of_all):
    rows = [Standpoint("a", 100, 60, 0, 0, of_all, 1.0, 1.0)]
    assert ranked(rows, seed=1, rules=RULES)[0].score.mastery == of_all


def test_weights_are_three_classes_that_the_partnership_may_set():
    assert [exposure_weight(one, RULES) for one in (0.5, 1.0, 1.5)] == [0.5, 1.0, 1.5]
    assert exposure_weight(0.5, RuleSet(weight_general=0.7)) == 0.7


def test_a_topic_of_safety_counts_half_as_much_again():
    plain, safety = (topic_weight(topic, RULES) for topic in ("T1", "T8"))
    assert topic_priority(18, 60, plain) == pytest.approx(0.18 * 0.4)
    assert topic_priority(18, 60, safety) == pytest.approx(0.18 * 0.4 * 1.5)
    assert topic_priority(None, 60, safety) is topic_priority(18, None, safety) is None


def gap(band=Band.ACT, in_scope=48, in_date=24):
    return ModuleGap("m02", in_scope, in_date, 90, band)


@pytest.mark.parametrize(
    ("found", "first"),
    [
        (Situation("none", "D", False), Act.ASK_LIST),
        (Situation("roster", "A", False, Band.ACT), Act.ASK_LEAD),
        (Situation("headcount", "B", True, Band.ACT), Act.ASK_NAMES),
        (Situation("roster", "C", True, Band.ACT, (gap(),)), Act.FRESH_LIST),
        (Situation("roster", "A", True, Band.ACT, (gap(),), "T6", "T1"), Act.LIVE_SESSION),
        (Situation("roster", "A", True, Band.WATCH, (gap(Band.WATCH),), "T6"), Act.CONTENT),
        (Situation("roster", "A", True, Band.WATCH, (gap(Band.WATCH),), "", "T1"), Act.BRIEFING),
        (Situation("roster", "A", True, Band.WATCH, (gap(Band.WATCH),)), Act.REMIND),
        (Situation("roster", "A", True, Band.ON_TRACK), Act.KEEP),
    ],
)
def test_what_is_recommended_first(found, first):
    assert advise(found)[0].act is first


def test_a_live_session_has_the_seats_that_reach_the_target():
    large = gap(in_scope=240, in_date=100)
    advice = advise(Situation("roster", "A", True, Band.ACT, (gap(), large)))[0]
    assert (advice.seats, advice.sessions) == (116, 5)


def test_a_quick_win_is_one_session_away():
    assert is_quick_win(gap())
    assert not is_quick_win(gap(Band.ON_TRACK, 48, 48))
    assert not is_quick_win(gap(in_scope=240, in_date=100))
