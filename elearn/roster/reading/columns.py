"""Which cell of a line is which: the header, found and matched without fuss about spelling."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from elearn.roster.reading.errors import RosterFileError

COLUMNS = (
    "staff_number",
    "full_name",
    "email",
    "team",
    "role",
    "start_date",
    "end_date",
    "manager_email",
)
NEEDED = ("full_name", "role")
IDENTIFYING = ("staff_number", "email")
HEADER_WITHIN = 10  # exports may begin with a title, a date and an empty line
FEWEST_KNOWN = 2
MOST_SHOWN = 40
EXPECTED = (
    f"The first line must name the columns: {', '.join(COLUMNS)}. "
    "full_name, role and one of staff_number and email are needed."
)

_SPELLINGS = {name.replace("_", ""): name for name in COLUMNS}
_IGNORED = re.compile(r"[\s_\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One record as text. ``number`` is the line of the file (or row of the sheet) it begins on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's records under the columns we know. ``places`` says which cell holds which."""

    places: Mapping[str, int]
    width: int
    lines: tuple[Line, ...]
    notices: tuple[str, ...]


def column_of(heading: str) -> str | None:
    """The column a heading names, whatever its case, spaces and underscores.

    >>> column_of("Staff Number"), column_of("E-mail")
    ('staff_number', None)
    """
    return _SPELLINGS.get(_IGNORED.sub("", heading).casefold())


def known_columns(headings: Iterable[str]) -> int:
    """How many of the headings are ours."""
    return sum(column_of(heading.strip().strip('"')) is not None for heading in headings)


def find_columns(lines: Iterable[Line], *, notices: Sequence[str]) -> Sheet:
    """The records below the header. Raises RosterFileError where no usable header is found."""
    remaining = list(lines)
    for position, line in enumerate(remaining[:HEADER_WITHIN]):
        if known_columns(line.cells) >= FEWEST_KNOWN:
            return _sheet(line, remaining[position + 1 :], list(notices))
    raise RosterFileError(EXPECTED)


def _sheet(header: Line, below: list[Line], notices: list[str]) -> Sheet:
    names = [column_of(cell) for cell in header.cells]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise RosterFileError(f"The column {twice[0]} stands twice. Keep one of the two.")
    places = {name: place for place, name in enumerate(names) if name}
    missing = [name for name in NEEDED if name not in places]
    if missing or not any(name in places for name in IDENTIFYING):
        raise RosterFileError(EXPECTED)
    people = [line for line in below if line.cells != header.cells]
    if not people:
        raise RosterFileError("The file has column names and nobody below them.")
    if len(people) < len(below):
        notices.append("The line with the column names stands again further down; it was left out.")
    notices += _about_others(header, names)
    return Sheet(places, len(header.cells), tuple(people), tuple(notices))


def _about_others(header: Line, names: Sequence[str | None]) -> list[str]:
    others = [
        " ".join(cell.split())[:MOST_SHOWN]
        for cell, name in zip(header.cells, names, strict=True)
        if name is None and cell.strip()
    ]
    if not others:
        return []
    return [f"Columns we do not use were left out: {', '.join(others)}."]
