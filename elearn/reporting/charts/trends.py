"""Counts over time as a small drawing with a line a kind; what is hidden is a gap in its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from elearn.reporting.charts.svg import element, line, percent

HEIGHT, FLOOR, CEILING = 72, 66, 6
DASHES = (None, "6 5")  # the first kind is a solid line, the second a dashed one


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One kind, step by step; None is hidden or not known, as ``gap`` says."""

    name: str
    values: Sequence[int | None]
    gap: str = "hidden"


def trend(name: str, lines: Sequence[TrendLine], *, id: str) -> Markup:
    """A small trend from nought to its own largest count. A count between two gaps is a dot."""
    shown = [value for one in lines for value in one.values if value is not None]
    top = max(shown, default=0) or 1
    body = line("0", FLOOR, "100%", FLOOR, "s-quiet", stroke_dasharray="3 4")
    for place, one in enumerate(lines):
        body += _line(one, top, DASHES[place % len(DASHES)])
    said = "; ".join(f"{one.name} {_said(one)}" for one in lines)
    title = element("title", f"{name}: {said}", id=id)
    return element("svg", title + body, width="100%", height=HEIGHT, role="img", aria_labelledby=id)


def _line(one: TrendLine, top: int, dashes: str | None) -> Markup:
    gaps = max(1, len(one.values) - 1)
    points = [
        None if value is None else (3 + 94 * i / gaps, FLOOR - (FLOOR - CEILING) * value / top)
        for i, value in enumerate(one.values)
    ]
    body = Markup("")
    for start, end in pairwise(points):
        if start and end:
            (x1, y1), (x2, y2) = start, end
            body += line(
                percent(x1), y1, percent(x2), y2, "s-solid", stroke_width=2.5,
                stroke_dasharray=dashes, stroke_linecap=None if dashes else "round",
            )  # fmt: skip
    around = [None, *points, None]
    for before, point, after in zip(around, points, around[2:], strict=False):
        if point and not (before and after):
            body += element("circle", cx=percent(point[0]), cy=point[1], r=3.5, class_="c-solid")
    return body


def _said(one: TrendLine) -> str:
    return ", ".join(one.gap if value is None else str(value) for value in one.values) or "nothing"
