"""A scatter of two figures with the zone that is wanted: question quality, or any two by two."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from elearn.reporting.charts.plots import Drawing, _plot, _twice
from elearn.reporting.charts.svg import element, line, number, words

LETTER, LINE = 8.5, 17


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """One point. ``shape`` is keep (open circle), review (diamond) or retire (triangle); its
    ``label`` (blank: none) stands right of it (+1) or left (-1)."""

    x: float
    y: float
    shape: str = "keep"
    label: str = ""
    side: int = 1


@dataclass(frozen=True, slots=True)
class ScatterFrame:
    """What a scatter is drawn on: the ends of both scales, their marks, and the zone ``keep``
    (left, right, from below) that is wanted. ``dashed`` and ``quiet`` are marks of y that bound
    zones. ``unit`` follows the marks of x."""

    x_ends: tuple[float, float]
    y_ends: tuple[float, float]
    x_marks: tuple[float, ...]
    y_marks: tuple[float, ...]
    keep: tuple[float, float, float]
    x_name: str
    y_name: str
    zone: str
    quiet: tuple[float, ...] = ()
    dashed: tuple[float, ...] = ()
    unit: str = ""


QUESTIONS = ScatterFrame(
    x_ends=(10, 100),
    y_ends=(-0.1, 0.6),
    x_marks=(30, 50, 70, 95),
    y_marks=(0, 0.1, 0.2, 0.4, 0.6),
    keep=(30, 95, 0.2),
    x_name="Right at first try",
    y_name="Discrimination",
    zone="Keep",
    quiet=(0.1, 0.2),
    dashed=(0.1,),
    unit="%",
)


def scatter(
    title: str,
    description: str,
    points: Sequence[ScatterPoint],
    *,
    id: str,
    frame: ScatterFrame = QUESTIONS,
) -> Drawing:
    """Points by two figures. Those beyond an end of a scale lie on it, so none is lost."""

    def draw(wide: bool, key: str) -> Markup:
        return _Scatter(frame, wide).draw(key, (title, description), points)

    return _twice(draw, id)


class _Free:
    """Where labels may still stand: one that would lie on another is left out, and the table
    beside the chart has it."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float]] = []

    def take(self, x: float, y: float, text: str, side: int) -> bool:
        """Whether there was room; then it is taken."""
        width = LETTER * len(text)
        start = x if side > 0 else x - width
        for left, right, at in self._taken:
            if abs(at - y) < LINE and start < right and left < start + width:
                return False
        self._taken.append((start, start + width, y))
        return True


@dataclass(frozen=True, slots=True)
class _Scatter:
    """One drawing of a scatter: where figures lie on it."""

    frame: ScatterFrame
    wide: bool

    @property
    def size(self) -> tuple[int, int]:
        return (700, 430) if self.wide else (300, 400)

    @property
    def edges(self) -> tuple[int, int, int, int]:
        return (60, 20, 40, 56) if self.wide else (44, 8, 40, 56)

    def x(self, value: float) -> float:
        left, right, _, _ = self.edges
        low, high = self.frame.x_ends
        inside = min(max(value, low), high)
        return left + (self.size[0] - left - right) * (inside - low) / (high - low)

    def y(self, value: float) -> float:
        _, _, top, bottom = self.edges
        low, high = self.frame.y_ends
        inside = min(max(value, low), high)
        return top + (self.size[1] - top - bottom) * (high - inside) / (high - low)

    def draw(self, id: str, said: tuple[str, str], points: Sequence[ScatterPoint]) -> Markup:
        body = self._zone() + words(0, 18, self.frame.y_name) + self._axes()
        free = _Free()
        for point in points:
            body += self._point(point, free)
        return _plot("wide" if self.wide else "narrow", self.size, id, said, body)

    def _zone(self) -> Markup:
        left, right, floor = self.frame.keep
        top = self.edges[2]
        x, width = self.x(left), self.x(right) - self.x(left)
        ground = element(
            "rect", x=x, y=top, width=width, height=self.y(floor) - top, class_="c-band2"
        )
        step = (self.frame.x_ends[1] - self.frame.x_ends[0]) / 90
        return ground + words(self.x(left + step), top + 20, self.frame.zone, "t-m t-b c-ink")

    def _axes(self) -> Markup:
        left, right, _, bottom = self.edges
        width, height = self.size
        body = Markup("")
        for mark in self.frame.y_marks:
            y = self.y(mark)
            look = "s-quiet" if mark in self.frame.quiet else "s-line"
            dashes = "4 4" if mark in self.frame.dashed else None
            body += line(left, y, width - right, y, look, stroke_dasharray=dashes)
            body += words(left - 8, y + 5, number(mark), "t-s t-end c-ink")
        for mark in self.frame.x_marks:
            text = f"{number(mark)}{self.frame.unit}"
            body += words(self.x(mark), height - bottom + 22, text, "t-s t-mid c-ink")
        middle = (left + width - right) / 2
        return body + words(middle, height - 8, self.frame.x_name, "t-s t-mid c-ink")

    def _point(self, point: ScatterPoint, free: "_Free") -> Markup:
        x, y = self.x(point.x), self.y(point.y)
        if point.shape == "retire":
            drawn = element("path", d=f"M{number(x)} {number(y - 8)}l8 14h-16z", class_="c-act")
        elif point.shape == "review":
            drawn = element(
                "path", d=f"M{number(x)} {number(y - 8)}l8 8-8 8-8-8z", class_="c-watch"
            )
        else:
            drawn = element("circle", cx=x, cy=y, r=5, class_="s-solid", stroke_width=2)
        if not point.label or not free.take(x + point.side * 13, y, point.label, point.side):
            return drawn
        look = f"t-s t-b c-ink{' t-end' if point.side < 0 else ''}"
        return drawn + words(x + point.side * 13, y + 5, point.label, look)
