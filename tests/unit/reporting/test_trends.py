"""Small trends with gaps, and the four fields: shapes beside colour, nothing hidden is drawn."""

from elearn.reporting.charts import FieldPoint, Fields, TrendLine, quadrants, trend

FIELDS = Fields(1.0, 80.0, "More referrals", "More training", ("Steady", "Share", "Blind", "Press"))


def test_what_is_hidden_is_a_gap_and_said() -> None:
    drawn = trend("The Isles", [TrendLine("NRM", [6, None, 12, 9])], id="t")
    assert "The Isles: NRM 6, hidden, 12, 9" in drawn
    assert drawn.count("s-solid") == 1
    assert drawn.count("<circle") == 3


def test_the_second_kind_is_dashed() -> None:
    drawn = trend("North", [TrendLine("NRM", [1, 2]), TrendLine("DtN", [2, 1])], id="t")
    assert drawn.count('stroke-dasharray="6 5"') == 1


def test_nothing_at_all_is_drawn_without_a_fault() -> None:
    assert "hidden, hidden" in trend("North", [TrendLine("NRM", [None, None])], id="t")
    assert "nothing" in trend("North", [TrendLine("NRM", [])], id="t")


def test_each_point_lies_in_the_field_of_its_reading() -> None:
    points = [FieldPoint("Isle", 0.5, 70), FieldPoint("City", 2.0, 90, is_sure=False)]
    drawn = quadrants("Two", "Isle: blind.", FIELDS, points, id="q").wide
    assert 'd="M214.8 ' in drawn
    assert 'cx="620.4"' in drawn
    assert 'fill="none"' in drawn
    for name in (*FIELDS.names, "Isle", "City"):
        assert f">{name}</text>" in drawn


def test_one_point_in_the_very_middle_is_drawn() -> None:
    assert "<text" in quadrants("t", "d", FIELDS, [FieldPoint("A", 1.0, 80.0)], id="q").narrow
