"""Native charts of a workbook, which read the rows of their own sheet and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from elearn.reporting.columns import Cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart as NativeChart

# Told apart without colour: solid, and pale with a dark edge.
LOOKS = (("#6b1d4e", "#6b1d4e"), ("#dcb9cc", "#47112f"), ("#8b847b", "#0b0c0c"))
ALT: dict[str, Any] = {"object_position": 2}
WIDTH, LEAST_HEIGHT, A_ROW = 760, 380, 20


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a sheet's own rows, beside them. Columns are named by their places: ``names`` is
    what stands along the axis, ``values`` are drawn as ``kind`` says (bar, column or line), and
    ``line`` as a line across columns, for a target."""

    title: str
    kind: str
    names: int
    values: tuple[int, ...]
    axis: str
    line: int | None = None
    most: float | None = None


def charted(
    book: "Workbook",
    sheet: str,
    chart: Chart,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    heading: int,
) -> "NativeChart":
    """The chart over the rows below the heading. What they hold goes into it besides, for programs
    that show a chart without working it out."""

    def series(kind: str, place: int, look: int) -> dict[str, Any]:
        def column(of: int) -> list[Any]:
            return [sheet, heading + 1, of, heading + len(rows), of]

        return _look(kind, look) | {
            "name": heads[place],
            "categories": column(chart.names),
            "categories_data": [row[chart.names] for row in rows],
            "values": column(place),
            "values_data": [row[place] for row in rows],
        }

    drawn = book.add_chart({"type": chart.kind})
    for look, place in enumerate(chart.values):
        drawn.add_series(series(chart.kind, place, look))
    if chart.line is not None:
        line = book.add_chart({"type": "line"})
        target = {"line": {"color": "#0b0c0c", "dash_type": "dash", "width": 1.5}}
        line.add_series(series("line", chart.line, 2) | target | {"marker": {"type": "none"}})
        drawn.combine(line)
    _axes(drawn, chart, len(rows))
    return drawn


def _axes(drawn: "NativeChart", chart: Chart, rows: int) -> None:
    drawn.set_title({"name": chart.title, "overlay": False})
    # In a bar chart the names stand on the axis that the others call x.
    drawn.set_x_axis({"reverse": True} if chart.kind == "bar" else {"num_font": {"rotation": -45}})
    drawn.set_y_axis({"name": chart.axis, "min": 0, "max": chart.most})
    several = len(chart.values) > 1 or chart.line is not None
    drawn.set_legend({"position": "bottom"} if several else {"none": True})
    height = LEAST_HEIGHT if chart.kind != "bar" else max(LEAST_HEIGHT, A_ROW * rows + 120)
    drawn.set_size({"width": WIDTH, "height": height})


def _look(kind: str, look: int) -> dict[str, Any]:
    fill, edge = LOOKS[look]
    if kind == "line":
        return {"line": {"color": fill, "width": 2.25}, "marker": {"type": "circle"}}
    return {"fill": {"color": fill}, "border": {"color": edge}, "gap": 60}
