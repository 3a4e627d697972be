"""The two-dimensional drawings, held to the figures of the chart book."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape
from scipy import stats

from elearn.reporting.charts import FunnelRow, SlopeRow, funnel, poisson_limits, slope
from elearn.reporting.charts.plots import spread
from tests.unit.reporting.drawn import contains, shapes, title

TWO_EDITIONS = [
    SlopeRow("Fire", 88.1, 94.0),
    SlopeRow("Wexcombe", 84.4, 91.9),
    SlopeRow("Police", 81.2, 87.0),
    SlopeRow("Hospitals", 77.5, 80.0),
    SlopeRow("County", 78.8, 75.9),
    SlopeRow("Ambulance", 70.4, 75.1),
    SlopeRow("Aldermouth", 61.0, 66.8),
    SlopeRow("Tidewell", 52.4, 49.0),
    SlopeRow("All agencies", 74.6, 79.3, is_total=True),
]


def test_a_slope_has_the_figures_of_both_dates() -> None:
    drawn = slope("Coverage", "Six rose.", ("Spring", "Autumn"), TWO_EDITIONS, id="c1")
    contains(
        drawn.wide,
        '<text x="250" y="22" class="t-s t-b c-ink t-mid">Spring</text>',
        '<line x1="250" x2="250" y1="34" y2="420" class="s-line"/>',
        '<line x1="250" y1="95.9" x2="450" y2="50" class="s-solid" stroke-width="2.5"/>',
        '<circle cx="450" cy="104.4" r="5" class="c-solid"/>',
        '<text x="236" y="100.9" class="t-s t-end c-ink">Fire 88.1</text>',
        '<text x="464" y="74" class="t-s c-ink">91.9 Wexcombe</text>',
    )
    falls = [attributes for tag, attributes, _ in shapes(drawn.wide) if "6 5" in str(attributes)]
    assert len(falls) == 2
    words = [text for _, _, text in shapes(drawn.wide)]
    assert "75.9 ▼ County" in words
    assert "79.3 All agencies" in words


def test_a_slope_is_drawn_wide_and_narrow_with_different_ids() -> None:
    drawn = slope("Coverage", "Six rose.", ("Spring", "Autumn"), TWO_EDITIONS, id="c1")
    both = str(escape(drawn))
    assert both.count("<svg") == 2
    assert title(drawn.wide) == title(drawn.narrow) == "Coverage"
    everything = ET.fromstring(f"<all>{both}</all>")  # noqa: S314 - our own drawing
    ids = [each.attrib["id"] for each in everything.iter() if "id" in each.attrib]
    assert sorted(ids) == ["c1nd", "c1nt", "c1wd", "c1wt"]


def test_a_slope_of_equal_figures_or_of_nothing_does_not_fail() -> None:
    flat = slope("t", "d", ("a", "b"), [SlopeRow("x", 50, 50)], id="c")
    assert "50.0 x" in [text for _, _, text in shapes(flat.wide)]
    assert shapes(slope("t", "d", ("a", "b"), [], id="c").narrow)


PEOPLE = 1_835_300
RECORDED = 226


def area(name: str, population: int, observed: int, side: int = 1, nudge: float = 0) -> FunnelRow:
    return FunnelRow(name, RECORDED * population / PEOPLE, observed, side, nudge)


AREAS = [
    area("Aldermouth", 214_300, 53),
    area("Wexcombe", 251_900, 53),
    area("The Isles", 132_700, 7),
    area("North", 310_400, 31),
    area("East", 268_900, 26, nudge=-4),
    area("Coast", 241_700, 22, nudge=6),
    area("Moor", 229_100, 19, side=-1, nudge=4),
    area("South", 186_300, 15, side=-1),
]


def test_a_funnel_marks_what_chance_would_not_often_give() -> None:
    drawn = funnel("Referral funnel", "Two above.", AREAS, id="f1")
    contains(
        drawn.wide,
        '<line x1="60" x2="680" y1="229" y2="229" class="s-ink"/>',
        '<text x="204.8" y="386" class="t-s t-mid c-ink">10</text>',
        '<path d="M442.2 83.9l9 16h-18z" class="c-act"/>',
        '<text x="522.2" y="138.3" class="t-s c-ink t-b">Wexcombe</text>',
        '<path d="M296.7 297.2l9 16h-18z" class="c-act"/>',
        '<circle cx="613.6" cy="254.5" r="6" class="c-solid"/>',
        '<text x="552.6" y="259" class="t-s c-ink">East</text>',
        '<text x="455.6" y="282.1" class="t-s c-ink t-end">Moor</text>',
    )
    assert '<polygon points="132.4,40 132.8,40 133.6,40 134.9,40' in drawn.wide
    assert '<polygon points="132.4,110.8 132.8,111 133.6,111.6 134.9,112.6' in drawn.wide


def test_on_a_phone_only_outliers_carry_a_name() -> None:
    drawn = funnel("Referral funnel", "Two above.", AREAS, id="f1").narrow
    contains(
        drawn,
        '<path d="M195.3 77.3l9 16h-18z" class="c-act"/>',
        '<text x="182.3" y="91.3" class="t-s c-ink t-b t-end">Aldermouth</text>',
        '<text x="149.2" y="278.3" class="t-s c-ink t-b">The Isles</text>',
    )
    words = [text for _, _, text in shapes(drawn)]
    assert "North" not in words


def test_under_five_expected_nothing_is_drawn() -> None:
    drawn = funnel("t", "d", [FunnelRow("Tiny", 4.9, 9)], id="f").wide
    assert "Tiny" not in drawn


def test_a_large_funnel_has_a_dozen_marks_at_most() -> None:
    drawn = funnel("t", "d", [FunnelRow("Big", 12_000, 12_100)], id="f").wide
    marks = [text for _, attributes, text in shapes(drawn) if ("y", "386") in attributes]
    assert 5 <= len(marks) <= 14


@settings(max_examples=30, deadline=None)
@given(st.floats(5, 3000), st.sampled_from([0.025, 0.001]))
def test_funnel_limits_lie_at_the_poisson_quantiles(expected: float, tail: float) -> None:
    low, high = poisson_limits(expected, tail)
    exact_low, exact_high = stats.poisson.ppf([tail, 1 - tail], expected)
    slack = 1.01 if expected <= 400 else 3.5
    assert low * expected == pytest.approx(exact_low, abs=slack)
    assert high * expected == pytest.approx(exact_high, abs=slack)


@given(st.lists(st.floats(50, 400), min_size=1, max_size=15))
def test_labels_are_spread_in_order_and_not_over_the_edge(places: list[float]) -> None:
    out = spread(places, 19, 412)
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [out[i] for i in order]
    assert all(b - a >= 19 - 1e-6 for a, b in zip(moved, moved[1:], strict=False))
    assert moved[-1] <= 412
