"""Two-dimensional charts, each drawn twice: 700 units wide and 300; the style sheet shows one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt
from statistics import NormalDist
from textwrap import shorten

from markupsafe import Markup

from elearn.reporting.charts.svg import element, line, number, words

FEWEST_EXPECTED = 5
TALLEST_RATIO = 2.4
NEARLY_NORMAL = 400
LONGEST_LABEL = 26


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for a page. Put into a template it draws both; a document takes ``wide``."""

    wide: Markup
    narrow: Markup

    def __html__(self) -> str:
        return self.wide + self.narrow


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """One line of a slope: per cent before and after. The total of all is thick and black."""

    name: str
    before: float
    after: float
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One area of a funnel. The label stands right of its point (+1) or left (-1), moved down by
    ``nudge``."""

    name: str
    expected: float
    observed: int
    side: int = 1
    nudge: float = 0


def _plot(kind: str, size: tuple[int, int], id: str, said: tuple[str, str], body: Markup) -> Markup:
    title, description = said
    inside = element("title", title, id=f"{id}t") + element("desc", description, id=f"{id}d")
    width, height = size
    return element(
        "svg",
        inside + body,
        class_=f"app-chart__{kind}",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{id}t {id}d",
    )


def _twice(draw: Callable[[bool, str], Markup], id: str) -> Drawing:
    return Drawing(draw(True, f"{id}w"), draw(False, f"{id}n"))


def spread(places: Sequence[float], gap: float, high: float) -> list[float]:
    """Labels moved apart until none overlap, in their order, none below ``high`` if there is room.

    >>> spread([50, 52, 90], gap=19, high=100)
    [50, 69, 90]
    >>> spread([90, 95], gap=19, high=100)
    [81, 100]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    out = list(places)
    for a, b in pairwise(order):
        out[b] = max(out[b], out[a] + gap)
    if order:
        out[order[-1]] = min(out[order[-1]], high)
    for b, a in pairwise(reversed(order)):
        out[a] = min(out[a], out[b] - gap)
    return out


def slope(
    title: str, description: str, ends: tuple[str, str], rows: Sequence[SlopeRow], *, id: str
) -> Drawing:
    """Two dates and many agencies. Falls are dashed, bold and marked ▼; labels at both ends."""

    def draw(wide: bool, key: str) -> Markup:
        return _slope(wide, key, (title, description), ends, rows)

    return _twice(draw, id)


def _slope(
    wide: bool, id: str, said: tuple[str, str], ends: tuple[str, str], rows: Sequence[SlopeRow]
) -> Markup:
    width, height = (700, 430) if wide else (300, 470)
    left, right = (250, 450) if wide else (62, 150)
    values = [value for row in rows for value in (row.before, row.after)] or [0.0]
    top, bottom = max(values), min(values)

    def y(value: float) -> float:
        return 50 + (height - 80) * (top - value) / ((top - bottom) or 1)

    labels_left = spread([y(row.before) for row in rows], 19, height - 18)
    labels_right = spread([y(row.after) for row in rows], 19 if wide else 38, height - 18)
    body = _slope_frame(wide, height, (left, right), ends)
    for row, at_left, at_right in zip(rows, labels_left, labels_right, strict=True):
        body += _slope_line(row, (left, y(row.before)), (right, y(row.after)))
        label = _wide_labels if wide else _narrow_labels
        body += label(row, (left, at_left), (right, at_right))
    return _plot("wide" if wide else "narrow", (width, height), id, said, body)


def _slope_frame(wide: bool, height: int, xs: tuple[float, float], ends: tuple[str, str]) -> Markup:
    looks = ("t-mid", "t-mid") if wide else ("t-end", "")
    body = Markup("")
    for x, text, look in zip(xs, ends, looks, strict=True):
        body += words(x, 22, text, f"t-s t-b c-ink {look}".rstrip())
    for x in xs:
        body += line(x, 34, x, height - 10, "s-line")
    return body


def _slope_line(row: SlopeRow, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    body = line(
        *start,
        *end,
        "s-ink" if row.is_total else "s-solid",
        stroke_width=4 if row.is_total else 2.5,
        stroke_dasharray="6 5" if row.after < row.before else None,
    )
    for x, y in (start, end):
        body += element("circle", cx=x, cy=y, r=5, class_="c-ink" if row.is_total else "c-solid")
    return body


def _emphasis(row: SlopeRow) -> tuple[str, str]:
    down = row.after < row.before
    return (" t-b" if row.is_total or down else ""), ("▼ " if down else "")


def _brief(name: str) -> str:
    """A name that fits beside a slope; the table beside the chart has it whole.

    >>> _brief("Thornley Borough Council"), _brief("Northmoor University Hospitals NHS Trust")
    ('Thornley Borough Council', 'Northmoor University…')
    """
    return shorten(name, LONGEST_LABEL, placeholder="…")


def _wide_labels(row: SlopeRow, left: tuple[float, float], right: tuple[float, float]) -> Markup:
    (bold, arrow), name = _emphasis(row), _brief(row.name)
    return words(
        left[0] - 14, left[1] + 5, f"{name} {row.before:.1f}", f"t-s t-end c-ink{bold}"
    ) + words(right[0] + 14, right[1] + 5, f"{row.after:.1f} {arrow}{name}", f"t-s c-ink{bold}")


def _narrow_labels(row: SlopeRow, left: tuple[float, float], right: tuple[float, float]) -> Markup:
    bold, arrow = _emphasis(row)
    x = right[0] + 10
    return (
        words(left[0] - 10, left[1] + 5, f"{row.before:.1f}", f"t-s t-end c-ink{bold}")
        + words(x, right[1] - 2, f"{row.after:.1f} {arrow}".rstrip(), "t-s t-b c-ink")
        + words(x, right[1] + 14, _brief(row.name), f"t-s c-ink{bold}")
    )


def poisson_limits(expected: float, tail: float) -> tuple[float, float]:
    """Funnel limits of the ratio observed to expected: the Poisson quantiles at ``tail`` and
    1 - ``tail``, interpolated as Spiegelhalter (2005) does.

    >>> [round(limit, 2) for limit in poisson_limits(16.3, 0.025)]
    [0.51, 1.48]
    """
    if expected > NEARLY_NORMAL:
        half = NormalDist().inv_cdf(1 - tail) / sqrt(expected)
        return 1 - half, 1 + half
    return _poisson_quantile(expected, tail), _poisson_quantile(expected, 1 - tail)


def _poisson_quantile(expected: float, chance: float) -> float:
    count, mass = 0, exp(-expected)
    total = mass
    while total < chance:
        count += 1
        mass *= expected / count
        total += mass
    return max(0.0, count - (total - chance) / mass) / expected


def funnel(title: str, description: str, rows: Sequence[FunnelRow], *, id: str) -> Drawing:
    """Recorded by expected referrals with the 95% and the 99.8% limits. Triangles lie outside the
    inner ones. Areas with under five expected are left out: nothing can be said of them."""
    drawn = [row for row in rows if row.expected >= FEWEST_EXPECTED]

    def draw(wide: bool, key: str) -> Markup:
        return _Funnel(wide, max((row.expected for row in drawn), default=10.0)).draw(
            key, (title, description), drawn
        )

    return _twice(draw, id)


@dataclass(frozen=True, slots=True)
class _Funnel:
    """One drawing of a funnel: where figures lie on it."""

    wide: bool
    most: float

    @property
    def size(self) -> tuple[int, int]:
        return (700, 420) if self.wide else (300, 380)

    @property
    def edges(self) -> tuple[int, int, int, int]:
        return (60, 20, 40, 56) if self.wide else (40, 8, 40, 56)

    @property
    def end(self) -> float:
        return self.most * 1.12

    def x(self, expected: float) -> float:
        left, right, _, _ = self.edges
        return left + (self.size[0] - left - right) * expected / self.end

    def y(self, ratio: float) -> float:
        _, _, top, bottom = self.edges
        inside = min(max(ratio, 0.0), TALLEST_RATIO)
        return top + (self.size[1] - top - bottom) * (TALLEST_RATIO - inside) / TALLEST_RATIO

    def draw(self, id: str, said: tuple[str, str], rows: Sequence[FunnelRow]) -> Markup:
        body = self._band(0.001, "c-band") + self._band(0.025, "c-band2")
        body += words(0, 18, "Recorded divided by expected") + self._axes()
        for row in rows:
            body += self._point(row)
        return _plot("wide" if self.wide else "narrow", self.size, id, said, body)

    def _band(self, tail: float, look: str) -> Markup:
        steps = [5 + (self.end - 5) * (i / 60) ** 1.8 for i in range(61)]
        limits = [(self.x(v), *poisson_limits(v, tail)) for v in steps]
        upper = [(x, self.y(high)) for x, _, high in limits]
        lower = [(x, self.y(low)) for x, low, _ in reversed(limits)]
        points = " ".join(f"{number(x)},{number(y)}" for x, y in upper + lower)
        return element("polygon", points=points, class_=look)

    def _axes(self) -> Markup:
        left, right, _, bottom = self.edges
        width, height = self.size
        body = Markup("")
        for ratio in (0, 0.5, 1, 1.5, 2):
            y = self.y(ratio)
            one = ratio == 1
            look, dashes = ("s-ink", None) if one else ("s-line", "2 4")
            body += line(left, y, width - right, y, look, stroke_dasharray=dashes)
            body += words(left - 8, y + 5, number(ratio), "t-s t-end c-ink")
        for mark in range(0, int(self.end) + 1, _round_step(self.end, 12 if self.wide else 5)):
            body += words(self.x(mark), height - bottom + 22, str(mark), "t-s t-mid c-ink")
        middle = (left + width - right) / 2
        under = "Referrals expected for the population"
        return body + words(middle, height - 8, under, "t-s t-mid c-ink")

    def _point(self, row: FunnelRow) -> Markup:
        ratio = row.observed / row.expected
        low, high = poisson_limits(row.expected, 0.025)
        outside = not low <= ratio <= high
        x, y = self.x(row.expected), self.y(ratio)
        shape = element("circle", cx=x, cy=y, r=6, class_="c-solid")
        if outside:
            shape = element("path", d=f"M{number(x)} {number(y - 9)}l9 16h-18z", class_="c-act")
        if not self.wide and not outside:
            return shape
        side = -1 if not self.wide and x > self.size[0] - 110 else row.side
        look = f"t-s c-ink{' t-b' if outside else ''}{' t-end' if side < 0 else ''}"
        return shape + words(x + side * 13, y + 5 + row.nudge, row.name, look)


def _round_step(end: float, most: int) -> int:
    """Tens, or a larger round number when there would be more than ``most`` marks."""
    return next((step for step in (10, 20, 50, 100, 200, 500) if end / step <= most), 1000)
