"""The records of a file: its header found, its columns known, its lines as text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from elearn.gateways.sheets.columns import Columns, folded, keys_of
from elearn.gateways.sheets.errors import HeadingsError, SheetFileError

HEADER_WITHIN = 10  # exports may begin with a title, a date and an empty line
FEWEST_KNOWN = 2
MOST_SHOWN = 40
MOST_HEADINGS = 200
EXAMPLES_WITHIN = 50
EXAMPLES = 2
LONGEST_HEADING = 100
LONGEST_KEY = 200

# an address, a number or code, a date: no heading is one
_VALUE = re.compile(r"[^@]*@.*|[^\w]{0,3}[A-Za-z]{0,3}[^\w]{0,3}\d[\d\W]*|\d+\W[A-Za-z]+\W\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """One record as text. ``number`` is the line of the file (or row of the sheet) it begins on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read of a file. ``day_zero`` is the day that a date given as the number 0 would
    be, None for files in which a number is no date."""

    lines: Iterable[Line]
    notices: Sequence[str] = ()
    day_zero: date | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """One named column of somebody's file: how it is compared and shown, which column of ours it
    stands for, and two of its values."""

    key: str
    text: str
    place: int
    column: str | None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's records under the columns we know. ``places`` says which cell holds which."""

    places: Mapping[str, int]
    width: int
    lines: tuple[Line, ...]
    notices: tuple[str, ...]
    headings: tuple[Heading, ...] = field(default=())
    day_zero: date | None = None


def find_columns(read: Lines, columns: Columns) -> Sheet:
    """The records below the header. Raises SheetFileError where there is no header, and
    HeadingsError where there is one that does not name the columns that are needed."""
    lines = list(read.lines)
    position = _header_at(lines, columns)
    if position is None:
        raise SheetFileError(columns.expected)
    header, below = lines[position], lines[position + 1 :]
    records = tuple(line for line in below if line.cells != header.cells)
    if not records:
        raise SheetFileError("The file has column names and nobody below them.")
    headings = _headings(header, records, columns)
    if unclear := _unclear(headings, columns):
        raise HeadingsError(unclear, headings, len(records))
    notices = [*read.notices]
    if len(records) < len(below):
        notices.append("The line with the column names stands again further down; it was left out.")
    notices += _about_others(headings)
    return Sheet(
        places={one.column: one.place for one in headings if one.column},
        width=len(header.cells),
        lines=records,
        notices=tuple(notices),
        headings=headings,
        day_zero=read.day_zero,
    )


def _header_at(lines: Sequence[Line], columns: Columns) -> int | None:
    """Where the header stands: the first line with two columns of ours, else the widest of the
    first ones that holds nothing but words."""
    first = lines[:HEADER_WITHIN]
    for position, line in enumerate(first):
        if columns.count_known(line.cells) >= FEWEST_KNOWN:
            return position
    widths = [_words(line) for line in first[: len(lines) - 1]]
    widest = max(widths, default=0)
    return widths.index(widest) if widest >= FEWEST_KNOWN else None


def _words(line: Line) -> int:
    """How many headings a line may be; 0 where something in it is a value."""
    cells = [cell.strip() for cell in line.cells if cell.strip()]
    is_header = not any(len(cell) > LONGEST_HEADING or _VALUE.fullmatch(cell) for cell in cells)
    return len(cells) if is_header else 0


def _headings(header: Line, records: Sequence[Line], columns: Columns) -> tuple[Heading, ...]:
    found = zip(keys_of(header.cells), header.cells, columns.assigned(header.cells), strict=True)
    return tuple(
        Heading(key, _shown(cell, key), place, column, _examples(records, place))
        for place, (key, cell, column) in enumerate(found)
        if key and len(key) <= LONGEST_KEY and place < MOST_HEADINGS
    )


def _shown(heading: str, key: str) -> str:
    """A heading as pages print it; one that stands twice with its number."""
    words = printable(heading)[:MOST_SHOWN]
    again = key[len(folded(heading)) :]
    return f"{words} {again}" if again else words


def printable(text: str) -> str:
    """Text on one line, without what cannot be seen.

    >>> printable(" Staff\\u202e  no. ")
    'Staff no.'
    """
    return "".join(filter(str.isprintable, " ".join(text.split())))


def _examples(records: Sequence[Line], place: int) -> tuple[str, ...]:
    """The first different values below a heading."""
    found: dict[str, None] = {}
    for line in records[:EXAMPLES_WITHIN]:
        value = printable(line.cells[place]) if place < len(line.cells) else ""
        if value:
            found[f"{value[:MOST_SHOWN]}…" if len(value) > MOST_SHOWN else value] = None
        if len(found) == EXAMPLES:
            break
    return tuple(found)


def _unclear(headings: Sequence[Heading], columns: Columns) -> str:
    """Why these headings do not say which column is which; empty where they do."""
    names = [one.column for one in headings if one.column]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return f"The column {twice[0]} stands twice. Keep one of the two."
    return "" if columns.is_enough(names) else columns.expected


def _about_others(headings: Sequence[Heading]) -> list[str]:
    others = [one.text for one in headings if one.column is None]
    if not others:
        return []
    return [f"Columns we do not use were left out: {', '.join(others)}."]
