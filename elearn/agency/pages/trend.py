"""A year of month ends in one line, in words and in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from elearn.agency.pages.words import percent
from elearn.agency.queries.months import Month
from elearn.domain.coverage import Counts, coverage_percent
from elearn.domain.dates import uk_date
from elearn.reporting.charts import sparkline

FEWEST_MONTHS = 2
LOWEST = 10


@dataclass(frozen=True, slots=True)
class Trend:
    """The line, its first and last figure in words, and its rows: day, asked, in date, share."""

    name: str
    svg: Markup
    words: str
    rows: tuple[tuple[str, int, int, str], ...]


def trend(months: Sequence[Month], counts: Counts, today: date) -> Trend | None:
    """The months with anybody in scope and today; None where there are too few to draw."""
    ends = [(one.end, one.counts) for one in months if one.counts.in_scope]
    if counts.in_scope:
        ends.append((today, counts))
    if len(ends) <= FEWEST_MONTHS:
        return None
    shares = [coverage_percent(one) or 0.0 for _, one in ends]
    low = max(0, min(shares) - LOWEST)
    name = "Requirements in date at the end of each month"
    return Trend(
        name=name,
        svg=sparkline(name, [round(share, 1) for share in shares], id="trend", low=low),
        words=f"{percent(ends[0][1])} on {uk_date(ends[0][0])}, "
        f"{percent(ends[-1][1])} on {uk_date(ends[-1][0])}",
        rows=tuple(
            (uk_date(day), one.in_scope, one.in_date, percent(one)) for day, one in reversed(ends)
        ),
    )
