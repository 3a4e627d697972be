"""Four fields: two measures against a middle each, every field named."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from elearn.reporting.charts.plots import Drawing, _plot, _twice, spread
from elearn.reporting.charts.svg import element, line, number, words


@dataclass(frozen=True, slots=True)
class FieldPoint:
    """One point. ``is_sure``: both measures are further from their middle than chance gives."""

    name: str
    across: float
    up: float
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Fields:
    """The middles and words of a drawing. ``names`` are of the four fields: above left, above
    right, below left, below right."""

    across: float
    up: float
    across_words: str
    up_words: str
    names: tuple[str, str, str, str]


def quadrants(
    title: str, description: str, fields: Fields, points: Sequence[FieldPoint], *, id: str
) -> Drawing:
    """Each point in one of four fields: a triangle where it is sure, a ring where chance may have
    put it there."""

    def draw(wide: bool, key: str) -> Markup:
        return _Plane(wide, fields, tuple(points)).draw(key, (title, description))

    return _twice(draw, id)


@dataclass(frozen=True, slots=True)
class _Plane:
    wide: bool
    fields: Fields
    points: tuple[FieldPoint, ...]

    @property
    def size(self) -> tuple[int, int]:
        return (700, 400) if self.wide else (300, 380)

    @property
    def edges(self) -> tuple[int, int, int, int]:
        return (12, 12, 36, 40)

    def place(self, point: FieldPoint) -> tuple[float, float]:
        """Where a point lies; the middles are in the middle, the furthest points near an edge."""
        left, right, top, bottom = self.edges
        width, height = self.size[0] - left - right, self.size[1] - top - bottom
        far_across = max([abs(one.across - self.fields.across) for one in self.points] + [0.01])
        far_up = max([abs(one.up - self.fields.up) for one in self.points] + [0.01])
        x = (point.across - self.fields.across) / far_across
        y = (point.up - self.fields.up) / far_up
        return left + width * (0.5 + 0.4 * x), top + height * (0.5 - 0.36 * y)

    def draw(self, id: str, said: tuple[str, str]) -> Markup:
        left, right, top, bottom = self.edges
        width, height = self.size
        middle, centre = (left + width - right) / 2, (top + height - bottom) / 2
        body = element(
            "rect", x=left, y=top, width=width - left - right, height=height - top - bottom,
            class_="s-line", fill="none",
        )  # fmt: skip
        body += line(middle, top, middle, height - bottom, "s-ink", stroke_dasharray="6 5")
        body += line(left, centre, width - right, centre, "s-ink", stroke_dasharray="6 5")
        body += words(0, 20, f"↑ {self.fields.up_words}")
        body += words(width, height - 12, f"{self.fields.across_words} →", "t-s t-end c-ink")
        return _plot("wide" if self.wide else "narrow", self.size, id, said, body + self._inside())

    def _inside(self) -> Markup:
        left, right, top, bottom = self.edges
        width, height = self.size
        corners = (
            (left + 8, top + 20, ""),
            (width - right - 8, top + 20, " t-end"),
            (left + 8, height - bottom - 8, ""),
            (width - right - 8, height - bottom - 8, " t-end"),
        )
        body = Markup("")
        for name, (x, y, look) in zip(self.fields.names, corners, strict=True):
            body += words(x, y, name, f"t-s t-b c-ink{look}")
        places = [self.place(one) for one in self.points]
        labels = spread([y for _, y in places], 19, height - bottom - 26)
        for one, place, at in zip(self.points, places, labels, strict=True):
            body += _mark(one, *place) + self._label(one, place[0], at)
        return body

    def _label(self, one: FieldPoint, x: float, y: float) -> Markup:
        is_right = x > self.size[0] / 2
        look = f"t-s c-ink{' t-b' if one.is_sure else ''}{' t-end' if is_right else ''}"
        return words(x - 13 if is_right else x + 13, y + 5, one.name, look)


def _mark(one: FieldPoint, x: float, y: float) -> Markup:
    if one.is_sure:
        return element("path", d=f"M{number(x)} {number(y - 9)}l9 16h-18z", class_="c-solid")
    return element("circle", cx=x, cy=y, r=6, class_="s-solid", fill="none", stroke_width=2.5)
