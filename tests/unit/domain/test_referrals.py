"""The rules of referral context, to the printed digit and against SciPy."""

from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from elearn.domain.intervals import byar
from elearn.domain.quarters import (
    QuarterError,
    first_day,
    last_day,
    moved,
    parse_quarter,
    quarter_of,
    quarters_up_to,
)
from elearn.domain.referrals import (
    Reading,
    exact_poisson,
    expected,
    rate_per_100k,
    ratio,
    read,
    risk_multiplier,
)

PEOPLE, RECORDED = 1_998_200, 243
WORKED = [  # audit-method C7: population, recorded, rate, interval, ratio to the mean, g
    ("Hampshire", 1_400_800, 120, "8.57", "7.10-10.24", "0.70", "0.84"),
    ("Isle of Wight", 140_400, 8, "5.70", "2.45-11.23", "0.47", "0.75"),
    ("Portsmouth", 208_100, 55, "26.43", "19.91-34.40", "2.17", "1.47"),
    ("Southampton", 248_900, 60, "24.11", "18.39-31.03", "1.98", "1.41"),
]


@pytest.mark.parametrize("row", WORKED, ids=[row[0] for row in WORKED])
def test_the_worked_table_of_areas_to_the_printed_digit(row):
    _, people, recorded, rate, interval, to_the_mean, multiplier = row
    found = rate_per_100k(recorded, people)
    whole = rate_per_100k(RECORDED, PEOPLE)
    assert found is not None
    assert whole is not None
    assert f"{found.rate:.2f}" == rate
    assert f"{found.low:.2f}-{found.high:.2f}" == interval
    assert f"{recorded / expected(people, RECORDED, PEOPLE):.2f}" == to_the_mean
    assert f"{risk_multiplier(found.rate, whole.rate):.2f}" == multiplier


def test_the_row_of_all():
    whole = rate_per_100k(RECORDED, PEOPLE)
    assert whole
    assert f"{whole.rate:.2f}" == "12.16"
    assert risk_multiplier(whole.rate, whole.rate) == 1.0


@given(st.integers(0, 3_000))
def test_exact_limits_are_those_of_scipy(observed):
    low, high = exact_poisson(observed)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * observed) / 2 if observed else 0, abs=1e-6)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * observed + 2) / 2, abs=1e-6)


@given(st.integers(5, 5_000))
def test_byar_is_close_to_the_exact_limits(observed):
    near, exact = byar(observed), exact_poisson(observed)
    assert abs(near.low - exact.low) < 0.06
    assert abs(near.high - exact.high) < 0.06


def test_nothing_is_said_under_five_recorded_or_five_expected():
    assert rate_per_100k(4, 140_400) is None
    assert ratio(9, 4.99) is None
    nobody = ratio(0, 17.1)
    assert nobody
    assert (nobody.value, nobody.low) == (0, 0)
    assert not nobody.is_by_chance


@given(st.floats(0, 1e5), st.floats(0.01, 1e5))
def test_the_multiplier_is_clipped_and_nobody_is_dropped(area, whole):
    found = risk_multiplier(area, whole)
    assert 0.75 <= found <= 1.5
    assert found == pytest.approx(min(1.5, max(0.75, sqrt(area / whole))))


def test_without_an_area_or_any_referral_the_multiplier_says_nothing():
    assert risk_multiplier(None, 12.16) == 1.0
    assert risk_multiplier(5.7, None) == 1.0
    assert risk_multiplier(0, 0) == 1.0
    assert risk_multiplier(5.7, 12.16, low=0.5) == pytest.approx(0.6846, abs=1e-4)


def test_the_four_readings():
    assert read(70, 80, 0.5) is Reading.BLIND_SPOT
    assert read(70, 80, 1.5) is Reading.PRESSURE
    assert read(90, 80, 1.5) is Reading.SHARE
    assert read(80, 80, 0.5) is Reading.STEADY


@pytest.mark.parametrize(
    "text",
    ["2026-Q3", "2026q3", "Q3 2026", "2026 Q3", "July to September 2026", "jul - sep 2026",
     " July  to\u00a0September, 2026 "],
)  # fmt: skip
def test_a_quarter_in_every_spelling(text):
    assert parse_quarter(text) == "2026-Q3"


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-Q5", "August to October 2026", "July to December 2026", "1999-Q1",
     "September to July 2026", "٢٠٢٦-Q3", "ju to se 2026", "2026-Q3\x00", "x" * 5000],
)  # fmt: skip
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(QuarterError):
        parse_quarter(text)


@given(st.dates(date(2010, 1, 1), date(2090, 1, 1)), st.integers(-40, 40))
def test_quarters_follow_one_another_without_a_gap(day, steps):
    quarter = quarter_of(day)
    assert first_day(quarter) <= day <= last_day(quarter)
    assert moved(moved(quarter, steps), -steps) == quarter
    found = quarters_up_to(day, 12)
    assert [moved(found[0], step) for step in range(12)] == list(found)
    assert last_day(found[-1]) <= day < last_day(moved(found[-1], 1))
