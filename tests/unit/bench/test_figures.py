"""The benchmark's own arithmetic and words, without a server."""

import xml.etree.ElementTree as ET
from math import nan

import pytest

from bench import report
from bench.chart import ratios
from bench.forms import Answer
from bench.load import Load, middle, percentile, spread
from bench.rows import Fact, PageCost, Results, Row
from bench.servers import ServerError


def row(key="screen", ratio=4.0, most=6.0, noisy=False):
    return Row(
        key=key,
        what=f"What is measured: {key} <&>",
        ours=Load(4.0, 9.0, 250.0, 3.5),
        limit=Load(1.0),
        ratio=ratio,
        most=most,
        bar="5 ms",
        kept=ratio <= most,
        noisy=noisy,
    )


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 0.5, 2), (range(1, 101), 0.99, 99), ([7], 0.99, 7), ([1, 2, 3, 4], 0.25, 1)],
)
def test_a_percentile_is_a_value_that_was_measured(values, share, expected):
    assert percentile(list(values), share) == expected


def test_the_middle_of_runs_is_taken_figure_by_figure():
    runs = [Load(1, 9, 30, 2), Load(3, 7, 10, 6), Load(2, 8, 20, 4)]
    assert middle(runs) == Load(2, 8, 20, 4)


def test_the_spread_of_runs_is_a_share_of_their_median():
    assert spread([9.0, 10.0, 13.0]) == pytest.approx(0.4)


def test_the_chart_is_well_formed_and_says_its_figures_to_a_screen_reader():
    chart = ET.fromstring(ratios([row(), row("quiz", ratio=12.5, most=5)]))  # noqa: S314 our own
    said = chart.find("{http://www.w3.org/2000/svg}desc").text
    assert "quiz <&>: 12.5, we allow 5" in said


def test_a_figure_that_was_not_measured_is_blank():
    assert report._ms(nan) == report._rate(nan) == ""
    assert [report._ms(value) for value in (3.14, 250.0, 2500.0)] == ["3.1 ms", "250 ms", "2.50 s"]


def test_the_page_keeps_its_prose_and_gets_new_figures(tmp_path, monkeypatch):
    page, chart = tmp_path / "performance.md", tmp_path / "pictures" / "performance.svg"
    marks = "".join(
        f"<!-- {name} -->\nold\n<!-- /{name} -->\n" for name in (*report.NAMES, "machine")
    )
    page.write_text(f"Prose before.\n{marks}Prose after.\n", "utf-8")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "CHART", chart)
    cost = PageCost("learner", "/learn/attempts/abcdefghijklmnopqrstu/result", 9, 4400, 8.0, 6.0)
    report.write(Results((row(noisy=True),), (Fact("Memory", "90 MiB", "", kept=True),), (cost,)))
    text = page.read_text("utf-8")
    assert text.startswith("Prose before.")
    assert text.endswith("Prose after.\n")
    assert "old" not in text
    assert "| 4.0 × | 6 ×; 5 ms | yes |" in text
    assert "too noisy for these" in text
    assert "`/learn/attempts/…/result`" in text
    assert chart.exists()


def test_a_page_without_a_place_for_a_figure_is_told_so():
    with pytest.raises(LookupError):
        report.put("nothing here", "facts", "1")


def test_a_form_without_a_token_is_no_form():
    page = Answer(200, "", b'<input name="csrf_token" value="abc.def">', "text/html")
    assert page.csrf == "abc.def"
    with pytest.raises(ServerError):
        assert Answer(200, "", b"<p>Nothing</p>", "text/html").csrf
