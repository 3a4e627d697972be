"""The chart book: figures in, safe inline SVG out, with no style attribute and no script.

Every drawing takes the ``id`` of its title, which the page keeps unique. Figures that are hidden
or not known are never drawn, not even as a length: the page puts words in their place.
"""

from elearn.reporting.charts.heat import HeatStep, heat_step, heat_words
from elearn.reporting.charts.plots import (
    Drawing,
    FunnelRow,
    SlopeRow,
    funnel,
    poisson_limits,
    slope,
)
from elearn.reporting.charts.printing import for_print
from elearn.reporting.charts.quadrants import FieldPoint, Fields, quadrants
from elearn.reporting.charts.rows import (
    coverage_bar,
    interval_dot,
    interval_words,
    scale,
    sparkline,
)
from elearn.reporting.charts.shares import count_bar
from elearn.reporting.charts.svg import number
from elearn.reporting.charts.trends import TrendLine, trend

__all__ = [
    "Drawing",
    "FieldPoint",
    "Fields",
    "FunnelRow",
    "HeatStep",
    "SlopeRow",
    "TrendLine",
    "count_bar",
    "coverage_bar",
    "for_print",
    "funnel",
    "heat_step",
    "heat_words",
    "interval_dot",
    "interval_words",
    "number",
    "poisson_limits",
    "quadrants",
    "scale",
    "slope",
    "sparkline",
    "trend",
]
