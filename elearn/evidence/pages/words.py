"""Words and cells that several evidence pages share."""

from dataclasses import dataclass
from datetime import date, datetime

from elearn.domain.dates import london_today, uk_date


@dataclass(frozen=True, slots=True)
class StateCell:
    """A state in a table: shape, word and what goes with it. ``text`` is empty: the table shows a
    note only where there may be text."""

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
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class TextCell:
    """Words in a table with more of them below."""

    text: str
    note: str = ""


Cell = str | StateCell | LinkCell | TextCell


def many(number: int, one: str, more: str = "") -> str:
    """A number with its noun.

    >>> many(1, "person", "people"), many(1200, "line")
    ('1 person', '1,200 lines')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def day_of(at: datetime) -> str:
    """The day of an instant as the pages print it."""
    return uk_date(london_today(at))


def day(on: date | None) -> str:
    """A date as pages print it, empty for none."""
    return uk_date(on) if on else ""
