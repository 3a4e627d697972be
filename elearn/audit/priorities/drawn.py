"""How firm the places are: a range plot and the table beside it."""

from collections.abc import Sequence

from markupsafe import Markup

from elearn.audit.drawings import ChartRow
from elearn.audit.priorities.shown import PriorityRow
from elearn.audit.priorities.words import firm
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import uk_date
from elearn.domain.ranks import DRAWS, Place, Ranked
from elearn.reporting.charts.ranks import rank_range

VOLUME, INTENSITY = "volume", "intensity"


def place_by(ranked: Ranked, by: str) -> Place:
    """The place by volume or by intensity."""
    return ranked.intensity if by == INTENSITY else ranked.volume


def drawn(
    rows: Sequence[PriorityRow], by: str, names: Names, rules: RuleSet, *, of: int
) -> list[ChartRow]:
    """A row for each agency that has a place, of so many places."""
    found = [(row, place_by(row.ranked, by)) for row in rows if row.ranked]
    return [_row(row, at, names, rules, of) for row, at in found]


def _row(row: PriorityRow, at: Place, names: Names, rules: RuleSet, of: int) -> ChartRow:
    share = f"top five in {at.top_share:.0f}%"
    return ChartRow(
        name=names.agency(row.agency),
        value=str(at.rank),
        small=f"from {at.best} to {at.worst}, {share}. {firm(at, rules)}",
        state="",
        word="",
        svg=_svg(row, at, names, of),
    )


def _svg(row: PriorityRow, found: Place, names: Names, of: int) -> Markup:
    name = names.agency(row.agency)
    return rank_range(name, found.best, found.rank, found.worst, of=of, id=f"rank-{row.agency}")


def ranges(
    rows: Sequence[PriorityRow], by: str, names: Names, rules: RuleSet
) -> list[tuple[str, ...]]:
    """The same as a table."""
    found = [(row, place_by(row.ranked, by)) for row in rows if row.ranked]
    return [
        (
            names.agency(row.agency),
            str(one.best),
            str(one.rank),
            str(one.worst),
            f"{one.top_share:.0f}%",
            firm(one, rules),
        )
        for row, one in found
    ]


def chart_note(edition: Edition) -> str:
    """What the bar, the band and the ticks are."""
    return (
        f"The bar is the rank on {uk_date(edition.as_of)}; the band reaches from the 5th to the "
        f"95th percentile of {DRAWS:,} draws of mastery and weights. One tick a place."
    )
