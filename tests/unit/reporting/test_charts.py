"""The drawings, held to the figures of the chart book."""

from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from elearn.reporting.charts import (
    FunnelRow,
    SlopeRow,
    coverage_bar,
    for_print,
    funnel,
    heat_step,
    heat_words,
    interval_dot,
    interval_words,
    scale,
    slope,
    sparkline,
)
from elearn.reporting.charts.svg import element, number
from tests.unit.reporting.drawn import contains, shapes, title

TICK = (
    '<line x1="90%" x2="90%" y1="0" y2="26" class="s-white" stroke-width="5"/>'
    '<line x1="90%" x2="90%" y1="0" y2="26" class="s-ink" stroke-width="2"/>'
)


def test_a_bar_is_solid_for_proven_and_hatched_for_declared() -> None:
    drawn = coverage_bar("Tidewell Homes", 49, declared=61.5, id="b1")
    assert title(drawn) == "Tidewell Homes: 49% evidenced, up to 61.5% with declared"
    assert shapes(drawn) == shapes(
        '<rect y="4" width="100%" height="18" class="c-track"/>'
        '<rect x="49%" y="4" width="12.5%" height="18" fill="url(#hatch)"/>'
        '<rect x="49%" y="4" width="12.5%" height="18" class="s-solid"/>'
        '<rect y="4" width="49%" height="18" class="c-solid"/>' + TICK
    )


def test_a_bar_on_an_estimate_is_grey() -> None:
    drawn = coverage_bar("Port of Aldermouth", 53.4, estimate=True, id="b1")
    assert title(drawn) == "Port of Aldermouth: 53.4% evidenced"
    contains(drawn, '<rect y="4" width="53.4%" height="18" class="c-grey"/>')


def test_what_is_not_known_is_dotted_and_never_empty() -> None:
    drawn = coverage_bar("Harbour Light", None, id="b1")
    assert title(drawn) == "Harbour Light: not known, no return"
    assert shapes(drawn) == shapes(
        '<rect y="4" width="100%" height="18" fill="url(#dots)"/>'
        '<rect y="4" width="100%" height="18" class="s-grey"/>'
    )


def test_declared_below_evidenced_adds_nothing() -> None:
    assert "hatch" not in coverage_bar("a", 50, declared=50, id="b1")
    assert "hatch" not in coverage_bar("a", 50, declared=40, id="b1")


def test_a_dot_stands_on_the_bands_with_its_interval() -> None:
    drawn = interval_dot("Wexcombe City Council", 83.69, 76.71, 88.87, id="d1")
    assert title(drawn) == "Wexcombe City Council: 83.7%, interval 76.7 to 88.9"
    assert shapes(drawn) == shapes(
        '<rect x="60%" width="20%" height="26" class="c-band"/>'
        '<rect x="80%" width="20%" height="26" class="c-band2"/>'
        '<line x1="76.7%" x2="88.9%" y1="13" y2="13" class="s-ink" stroke-width="2"/>'
        '<line x1="76.7%" x2="76.7%" y1="7" y2="19" class="s-ink" stroke-width="2"/>'
        '<line x1="88.9%" x2="88.9%" y1="7" y2="19" class="s-ink" stroke-width="2"/>'
        '<circle cx="83.7%" cy="13" r="6.5" class="c-solid"/>'
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "people", "words"),
    [
        (81.0, 77.3, 84.2, 484, "81.0%"),
        (48.0, 30.0, 66.5, 25, "48.0% wide"),
        (50.0, 20.0, 80.0, 9, "too few"),
        (None, 0.0, 100.0, 0, "too few"),
    ],
)
def test_small_numbers_have_no_point_and_wide_ones_say_so(
    value: float | None, low: float, high: float, people: int, words: str
) -> None:
    assert interval_words(value, low, high, people) == words


def test_the_scale_is_for_eyes_only() -> None:
    drawn = scale()
    assert 'aria-hidden="true"' in drawn
    assert [text for _, _, text in shapes(drawn)] == ["0%", "60", "80", "100%"]


@pytest.mark.parametrize(
    ("percent", "step", "words"),
    [
        (84, 1, "84%"),
        (80, 1, "80%"),
        (79.5, 1, "80%"),
        (78, 2, "78%"),
        (70, 2, "70%"),
        (69, 3, "69%"),
        (60, 3, "60%"),
        (58, 4, "58% ▲ act"),
        (0, 4, "0% ▲ act"),
        (None, "x", "too few"),
    ],
)
def test_the_heat_map_has_four_steps(percent: float | None, step: object, words: str) -> None:
    assert heat_step(percent) == step
    assert heat_words(percent) == words


def test_a_sparkline_shows_every_quarter_on_the_common_scale() -> None:
    drawn = sparkline("Notice it and pass it on", [71, 74, 73, 78, 80, 83], id="s1")
    assert title(drawn) == "Notice it and pass it on: 71, 74, 73, 78, 80, 83 per cent"
    pen = 'class="s-solid" stroke-width="2.5" stroke-linecap="round"'
    contains(
        drawn,
        '<line x1="0" x2="100%" y1="18" y2="18" class="s-quiet" stroke-dasharray="3 4"/>',
        f'<line x1="3%" y1="40.8" x2="21.8%" y2="37.2" {pen}/>',
        f'<line x1="78.2%" y1="30" x2="97%" y2="26.4" {pen}/>',
        '<circle cx="3%" cy="40.8" r="3.5" class="c-solid"/>',
        '<circle cx="97%" cy="26.4" r="5" class="c-solid"/>',
    )


def test_a_sparkline_of_one_or_no_quarter_does_not_fail() -> None:
    assert [tag for tag, _, _ in shapes(sparkline("a", [71], id="s"))].count("circle") == 2
    assert title(sparkline("a", [], id="s")) == "a: nothing yet"
    contains(sparkline("a", [20], id="s"), '<circle cx="3%" cy="66" r="3.5" class="c-solid"/>')


HOSTILE = "<script>alert(1)</script>\"&'{{x}}"


@pytest.mark.parametrize(
    "drawn",
    [
        coverage_bar(HOSTILE, 50, id="x"),
        interval_dot(HOSTILE, 50, 40, 60, id="x"),
        sparkline(HOSTILE, [50], id="x"),
        slope(HOSTILE, HOSTILE, (HOSTILE, "b"), [SlopeRow(HOSTILE, 1, 2)], id="x").wide,
        funnel(HOSTILE, HOSTILE, [FunnelRow(HOSTILE, 20, 20)], id="x").wide,
    ],
)
def test_hostile_names_are_text_and_nothing_is_styled(drawn: Markup) -> None:
    assert isinstance(drawn, Markup)
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert HOSTILE in title(drawn)


def test_elements_escape_their_attributes_and_leave_out_none() -> None:
    assert element("rect", x=None, class_='"><script>') == (
        '<rect class="&#34;&gt;&lt;script&gt;"/>'
    )
    assert number(-0.04) == "0"


def test_a_drawing_for_print_stands_alone() -> None:
    alone = for_print(coverage_bar("a", 50, declared=60, id="x"), width=300)
    found = ET.fromstring(alone)  # noqa: S314 - our own drawing
    assert found.attrib["width"] == "300"
    assert found.tag == "{http://www.w3.org/2000/svg}svg"
    assert ".c-solid{fill:#6b1d4e}" in alone
    with pytest.raises(ValueError, match="svg element"):
        for_print("<p>no</p>")
