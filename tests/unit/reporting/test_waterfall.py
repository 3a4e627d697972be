"""The waterfall as the chart book has it."""

from elearn.reporting.charts.waterfall import waterfall_scale, waterfall_step

# design/charts.html, chart 6: from 5,702 to 6,184 on the scale of that drawing.
WITHIN = (5400.0, 6900.0)


def test_a_gain_is_solid_and_starts_where_the_last_step_ended() -> None:
    svg = waterfall_step("Newly trained", 5702, 742, within=WITHIN, id="r32")
    assert 'x="20.1%"' in svg
    assert 'width="49.5%"' in svg
    assert 'class="c-solid"' in svg
    assert "Newly trained: +742 people" in svg


def test_a_loss_is_hatched_with_an_outline() -> None:
    svg = waterfall_step("Lapsed", 6755, -402, within=WITHIN, id="r34")
    assert 'x="63.5%"' in svg
    assert 'width="26.8%"' in svg
    assert "url(#hatch)" in svg
    assert "s-solid" in svg


def test_a_total_is_a_diamond() -> None:
    svg = waterfall_step("In date", 5702, None, within=WITHIN, id="r31")
    assert "<path" in svg
    assert "<rect" not in svg


def test_no_change_draws_nothing_and_one_person_is_still_seen() -> None:
    assert "<rect" not in waterfall_step("Moved", 5702, 0, within=WITHIN, id="a")
    assert 'width="0.6%"' in waterfall_step("Moved", 5702, 4, within=WITHIN, id="b")


def test_the_scale_of_one_level_is_no_point() -> None:
    low, high = waterfall_scale([7])
    assert low < high
