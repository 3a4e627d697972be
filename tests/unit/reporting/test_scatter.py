"""The scatter of question quality, held to the figures of the chart book."""

from xml.etree import ElementTree as ET

from elearn.reporting.charts.scatter import ScatterFrame, ScatterPoint, scatter
from elearn.reporting.charts.shares import share_bar
from tests.unit.reporting.drawn import contains, shapes, title

POINTS = [
    ScatterPoint(97, 0.12, "review", "Q03", -1),
    ScatterPoint(42, 0.07, "retire", "Q07"),
    ScatterPoint(88, 0.31),
]


def test_the_scatter_is_that_of_the_chart_book() -> None:
    drawn = scatter("Question quality", "One is kept.", POINTS, id="q")
    contains(
        drawn.wide,
        '<rect x="197.8" y="40" width="447.8" height="190.9" class="c-band2"/>',
        '<text x="204.7" y="60" class="t-m t-b c-ink">Keep</text>',
        '<text x="0" y="18" class="t-s c-ink">Discrimination</text>',
        '<line x1="60" x2="680" y1="278.6" y2="278.6" class="s-quiet" stroke-dasharray="4 4"/>',
        '<text x="52" y="283.6" class="t-s t-end c-ink">0.1</text>',
        '<line x1="60" x2="680" y1="230.9" y2="230.9" class="s-quiet"/>',
        '<text x="645.6" y="396" class="t-s t-mid c-ink">95%</text>',
        '<text x="370" y="422" class="t-s t-mid c-ink">Right at first try</text>',
        '<path d="M659.3 261l8 8-8 8-8-8z" class="c-watch"/>',
        '<text x="646.3" y="274" class="t-s t-b c-ink t-end">Q03</text>',
        '<path d="M280.4 284.9l8 14h-16z" class="c-act"/>',
        '<circle cx="597.3" cy="178.4" r="5" class="s-solid" stroke-width="2"/>',
    )
    contains(
        drawn.narrow,
        '<rect x="99.1" y="40" width="179.1" height="173.7" class="c-band2"/>',
        '<path d="M283.7 240.5l8 8-8 8-8-8z" class="c-watch"/>',
        '<circle cx="258.9" cy="165.9" r="5" class="s-solid" stroke-width="2"/>',
    )
    assert title(drawn.wide) == title(drawn.narrow) == "Question quality"


def test_labels_that_would_lie_on_one_another_are_left_out() -> None:
    close = [ScatterPoint(50, 0.05, "retire", f"question-{n}") for n in range(3)]
    drawn = scatter("t", "d", close, id="q")
    named = [text for _, _, text in shapes(drawn.wide) if text.startswith("question")]
    assert named == ["question-0"]


def test_a_point_beyond_the_scale_lies_on_its_end() -> None:
    drawn = scatter("t", "d", [ScatterPoint(2, -0.6, "retire")], id="q")
    assert '<path d="M60 366l8 14h-16z" class="c-act"/>' in drawn.wide


def test_any_two_figures_can_be_drawn() -> None:
    frame = ScatterFrame((0, 100), (0, 2), (50,), (1,), (50, 100, 1), "Coverage", "O/E", "Steady")
    drawn = scatter("t", "d", [ScatterPoint(10, 1)], id="q", frame=frame)
    assert "Steady" in [text for _, _, text in shapes(drawn.wide)]


def test_a_share_is_solid_where_it_is_wanted_and_hatched_where_not() -> None:
    assert 'class="c-solid"' in share_bar("Yes", 60, id="a")
    drawn = share_bar("No <b>", 12.5, id="b", wanted=False)
    assert 'fill="url(#hatch)"' in drawn
    assert title(drawn) == "No <b>: 12.5%"
    assert ET.fromstring(drawn) is not None  # noqa: S314 - our own drawing
