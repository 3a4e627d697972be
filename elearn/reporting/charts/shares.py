"""Bars for a share of a whole, or for a count beside the largest, with nothing beside them."""

from markupsafe import Markup

from elearn.reporting.charts.rows import _box, _row
from elearn.reporting.charts.svg import number


def share_bar(name: str, percent: float, *, id: str, wanted: bool = True) -> Markup:
    """A share in per cent, from 0. Solid is what is ``wanted``; hatched is what is not."""
    body = _box(None, 100, class_="c-track")
    if wanted:
        body += _box(None, percent, class_="c-solid")
    else:
        body += _box(None, percent, fill="url(#hatch)") + _box(None, percent, class_="s-solid")
    return _row(f"{name}: {number(percent)}%", body, id=id)


def count_bar(name: str, count: int, most: int, *, id: str) -> Markup:
    """A count, as long as it is beside the largest of its chart, ``most``."""
    length = 100 * count / most if most else 0
    return _row(f"{name}: {count:,}", _box(None, length, class_="c-solid"), id=id)
