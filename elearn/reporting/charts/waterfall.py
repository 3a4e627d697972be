"""A waterfall, step by step: gains solid, losses hatched, totals a diamond."""

from collections.abc import Iterable

from markupsafe import Markup

from elearn.reporting.charts.svg import element, line, percent

HEIGHT, THINNEST, AIR = 26, 0.6, 0.15


def waterfall_scale(levels: Iterable[int]) -> tuple[float, float]:
    """The scale that steps share: a little more than from the lowest level to the highest.

    >>> waterfall_scale([100, 180, 200])
    (85.0, 215.0)
    """
    found = list(levels)
    low, high = min(found, default=0), max(found, default=0)
    air = AIR * (high - low) or 1.0
    return max(0.0, low - air), high + air


def waterfall_step(
    name: str, start: int, change: int | None, *, within: tuple[float, float], id: str
) -> Markup:
    """A step from ``start`` by ``change``; None draws the total ``start`` as a diamond, never as a
    bar, because the scale does not begin at nought."""
    low, high = within

    def at(value: float) -> float:
        return (value - low) * 100 / (high - low)

    if change is None:
        diamond = element("path", d="M0 3l10 10-10 10-10-10z", class_="c-ink")
        body = line("0", 13, percent(at(start)), 13, "s-quiet", stroke_dasharray="2 4")
        body += element("svg", diamond, x=percent(at(start)), overflow="visible")
        return _row(f"{name}: {start:,}", body, id)
    first, last = sorted((start, start + change))
    place = {"x": percent(at(first)), "width": percent(max(at(last) - at(first), THINNEST))}
    looks: tuple[dict[str, str], ...] = ({"class_": "c-solid"},)
    if change < 0:
        looks = ({"fill": "url(#hatch)"}, {"class_": "s-solid"})
    boxes = Markup("")
    for look in looks if change else ():
        boxes += element("rect", x=place["x"], y=4, width=place["width"], height=18, **look)
    return _row(f"{name}: {change:+,} people", boxes, id)


def _row(title: str, body: Markup, id: str) -> Markup:
    return element(
        "svg",
        element("title", title, id=id) + body,
        class_="app-bar",
        width="100%",
        height=HEIGHT,
        role="img",
        aria_labelledby=id,
    )
