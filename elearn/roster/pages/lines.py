"""The lines of an import and the figures above them, as the pages show them."""

from elearn.roster.plan import Outcome
from elearn.roster.queries import ChangeRow
from elearn.web.imports import Figure, ShownLine

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


def figures(counts: dict[str, int]) -> tuple[Figure, ...]:
    """A tile for each fate, in the order in which somebody looks for them."""
    return tuple(Figure(word, counts[fate]) for fate, word in FATES.items())


def planned_line(one: Outcome) -> ShownLine:
    """A line of the file, and what would become of it."""
    what = tuple(_remedy(fault.column, fault.remedy) for fault in one.faults)
    return ShownLine(
        where=f"line {one.line}" if one.line else "in no line",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=(*what, *one.words, *one.change.notes),
    )


def _remedy(column: str, remedy: str) -> str:
    return f"{column}: {remedy}" if column else remedy


def done_line(one: ChangeRow) -> ShownLine:
    """What an import did to one person."""
    return ShownLine(
        where=f"line {one.line}" if one.line else "in no line",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=one.words,
    )
