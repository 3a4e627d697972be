"""The lines of an import and the figures above them, as the pages show them."""

from dataclasses import dataclass
from datetime import datetime

from elearn.domain.dates import LONDON, uk_date, uk_time
from elearn.roster.plan import Outcome
from elearn.roster.queries import ChangeRow

A_PAGE = 50
NO_NUMBER = "no staff number"
FATES = {
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "left": "Left",
    "error": "Cannot be used",
}
SHAPES = {
    "new": "good",
    "changed": "watch",
    "left": "watch",
    "error": "act",
    "unchanged": "unknown",
}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of the preview or of what was done."""

    where: str
    name: str
    staff_number: str
    state: str
    word: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: how many lines of a fate."""

    label: str
    figure: int


def moment(at: datetime) -> str:
    """An instant as the pages print it."""
    return f"{uk_date(at.astimezone(LONDON).date())}, {uk_time(at)}"


def figures(counts: dict[str, int]) -> tuple[Figure, ...]:
    """A tile for each fate, in the order in which somebody looks for them."""
    return tuple(Figure(word, counts[fate]) for fate, word in FATES.items())


def planned_line(one: Outcome) -> RosterLine:
    """A line of the file, and what would become of it."""
    what = tuple(_remedy(fault.column, fault.remedy) for fault in one.faults)
    return RosterLine(
        where=f"line {one.line}" if one.line else "in no line",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=(*what, *one.words, *one.change.notes),
    )


def _remedy(column: str, remedy: str) -> str:
    return f"{column}: {remedy}" if column else remedy


def done_line(one: ChangeRow) -> RosterLine:
    """What an import did to one person."""
    return RosterLine(
        where=f"line {one.line}" if one.line else "in no line",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=one.words,
    )
