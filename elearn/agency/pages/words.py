"""Words and cells that several agency pages share."""

from dataclasses import dataclass
from datetime import date

from elearn.domain.coverage import Counts, coverage_percent
from elearn.domain.dates import uk_date
from elearn.domain.standing import Standing

SHAPES = {
    Standing.IN_DATE: "good",
    Standing.DUE_SOON: "watch",
    Standing.EXPIRED: "act",
    Standing.NEVER: "act",
}
MARKING = "Marked OFFICIAL-SENSITIVE, for your agency only."
PURPOSE = "OFFICIAL-SENSITIVE. For the agency's own leads: training of its own people."
NOBODY = "nobody is asked"


@dataclass(frozen=True, slots=True)
class StateCell:
    """A standing in a table: shape, word, and the day that goes with it. ``text`` is empty: the
    table shows a note only where there may be text."""

    state: str
    word: str
    note: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class LinkCell:
    """Words in a table that lead somewhere."""

    text: str
    href: str
    note: str = ""


Cell = str | int | StateCell | LinkCell


def standing_cell(standing: Standing, note: str = "") -> StateCell:
    return StateCell(SHAPES[standing], standing.label, note)


def many(number: int, one: str, more: str = "") -> str:
    """A number with its noun.

    >>> many(1, "person", "people"), many(1200, "change")
    ('1 person', '1,200 changes')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def percent(counts: Counts) -> str:
    """Per cent in date with one decimal; words where nobody is asked.

    >>> percent(Counts(in_scope=310, in_date=207))
    '66.8%'
    """
    share = coverage_percent(counts)
    return NOBODY if share is None else f"{share:.1f}%"


def day(on: date | None) -> str:
    """A date as pages print it, empty for none."""
    return uk_date(on) if on else ""
