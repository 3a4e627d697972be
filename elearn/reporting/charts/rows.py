"""Drawings of one row each, in percentage coordinates: they fit any width, text keeps its size."""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from elearn.reporting.charts.svg import element, line, number, percent, words

HEIGHT = 26
FEWEST_FOR_A_POINT = 10
WIDE_POINTS = 30


def _row(title: str, inside: Markup, *, id: str, height: int = HEIGHT) -> Markup:
    name = element("title", title, id=id)
    return element(
        "svg",
        name + inside,
        class_="app-bar",
        width="100%",
        height=height,
        role="img",
        aria_labelledby=id,
    )


def _box(start: float | None, width: float, **look: str) -> Markup:
    x = None if start is None else percent(start)
    return element("rect", x=x, y=4, width=percent(width), height=18, **look)


def coverage_bar(
    name: str,
    evidenced: float | None,
    *,
    id: str,
    declared: float | None = None,
    target: float = 90,
    estimate: bool = False,
) -> Markup:
    """Solid is evidenced, hatched on top reaches to the upper end of what is declared, the tick is
    the target; all in per cent. Not known (None) is dotted, never empty. An ``estimate`` of the
    headcount is grey."""
    if evidenced is None:
        dots = _box(None, 100, fill="url(#dots)") + _box(None, 100, class_="s-grey")
        return _row(f"{name}: not known, no return", dots, id=id)
    title = f"{name}: {number(evidenced)}% evidenced"
    body = _box(None, 100, class_="c-track")
    if declared is not None and declared > evidenced:
        more = declared - evidenced
        body += _box(evidenced, more, fill="url(#hatch)") + _box(evidenced, more, class_="s-solid")
        title += f", up to {number(declared)}% with declared"
    body += _box(None, evidenced, class_="c-grey" if estimate else "c-solid")
    for look, width in (("s-white", 5), ("s-ink", 2)):
        at = percent(target)
        body += line(at, 0, at, HEIGHT, look, stroke_width=width)
    return _row(title, body, id=id)


def interval_dot(
    name: str,
    value: float,
    low: float,
    high: float,
    *,
    id: str,
    bands: tuple[float, float] = (60, 80),
) -> Markup:
    """A point with its interval on the bands watch and on track, all in per cent."""
    watch, good = bands
    ground = element(
        "rect", x=percent(watch), width=percent(good - watch), height=26, class_="c-band"
    )
    ground += element(
        "rect", x=percent(good), width=percent(100 - good), height=26, class_="c-band2"
    )
    a, b = percent(low), percent(high)
    whiskers = line(a, 13, b, 13, "s-ink", stroke_width=2)
    for end in (a, b):
        whiskers += line(end, 7, end, 19, "s-ink", stroke_width=2)
    dot = element("circle", cx=percent(value), cy=13, r=6.5, class_="c-solid")
    title = f"{name}: {number(value)}%, interval {number(low)} to {number(high)}"
    return _row(title, ground + whiskers + dot, id=id)


def interval_words(value: float | None, low: float, high: float, people: int) -> str:
    """What stands beside the dot, or instead of it for fewer than ten people.

    >>> interval_words(48.0, 30.0, 66.5, 25)
    '48.0% wide'
    >>> interval_words(50.0, 9.4, 90.5, 4)
    'too few'
    """
    if value is None or people < FEWEST_FOR_A_POINT:
        return "too few"
    return f"{value:.1f}%{' wide' if high - low > WIDE_POINTS else ''}"


def scale(marks: Sequence[float] = (0, 60, 80, 100)) -> Markup:
    """The axis under a list of rows, hidden from screen readers: the rows say their figures."""
    labels = Markup("")
    ends: dict[float, str] = {0: "t-s c-quiet", 100: "t-s t-end c-quiet"}
    for mark in marks:
        text = f"{number(mark)}%" if mark in ends else number(mark)
        labels += words(
            "0" if mark == 0 else percent(mark), 16, text, ends.get(mark, "t-s t-mid c-quiet")
        )
    return element(
        "svg",
        labels,
        class_="app-bar",
        width="100%",
        height=22,
        aria_hidden="true",
        focusable="false",
    )


def sparkline(
    name: str,
    values: Sequence[float],
    *,
    id: str,
    low: float = 50,
    high: float = 100,
    target: float = 90,
) -> Markup:
    """A small trend on a scale that its neighbours share; the target dotted, the ends marked."""

    def height_of(value: float) -> float:
        return 66 - 60 * (min(high, max(low, value)) - low) / (high - low)

    gaps = max(1, len(values) - 1)
    points = [(3 + 94 * i / gaps, height_of(value)) for i, value in enumerate(values)]
    body = line(
        "0", height_of(target), "100%", height_of(target), "s-quiet", stroke_dasharray="3 4"
    )
    for (x1, y1), (x2, y2) in pairwise(points):
        body += line(
            percent(x1), y1, percent(x2), y2, "s-solid", stroke_width=2.5, stroke_linecap="round"
        )
    for (x, y), radius in zip(points[:1] + points[-1:], (3.5, 5), strict=bool(points)):
        body += element("circle", cx=percent(x), cy=y, r=radius, class_="c-solid")
    said = ", ".join(map(number, values)) or "nothing yet"
    title = element("title", f"{name}: {said} per cent" if values else f"{name}: {said}", id=id)
    return element("svg", title + body, width="100%", height=72, role="img", aria_labelledby=id)
