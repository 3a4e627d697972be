"""Which cell of a line is which: the header, found and matched without fuss about spelling."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from elearn.gateways.sheets.errors import SheetFileError

HEADER_WITHIN = 10  # exports may begin with a title, a date and an empty line
FEWEST_KNOWN = 2
MOST_SHOWN = 40

_IGNORED = re.compile(r"[\s_\u200b\ufeff]+")


def folded(heading: str) -> str:
    """A heading as it is compared: without case, spaces and underscores.

    >>> folded("Staff Number") == folded("STAFF_NUMBER")
    True
    """
    return _IGNORED.sub("", heading).casefold()


@dataclass(frozen=True)
class Columns:
    """The columns a kind of file has. ``needed`` must all be there and one of ``any_of``;
    ``mapping`` gives other headings, folded, that stand for one of them."""

    names: tuple[str, ...]
    needed: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        return {folded(name): name for name in self.names} | dict(self.mapping)

    @property
    def expected(self) -> str:
        """What to say where no usable header is found."""
        needed = ", ".join(self.needed)
        one_of = f" and one of {' and '.join(self.any_of)}" if self.any_of else ""
        verb = "are" if one_of or len(self.needed) > 1 else "is"
        return (
            f"The first line must name the columns: {', '.join(self.names)}. "
            f"{needed}{one_of} {verb} needed."
        )

    def column_of(self, heading: str) -> str | None:
        """The column a heading names, whatever its case, spaces and underscores.

        >>> Columns(("staff_number",), ()).column_of("Staff Number")
        'staff_number'
        """
        return self.spellings.get(folded(heading))

    def count_known(self, headings: Iterable[str]) -> int:
        """How many of the headings are ours."""
        return sum(self.column_of(heading.strip().strip('"')) is not None for heading in headings)


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


def find_columns(lines: Iterable[Line], columns: Columns, *, notices: Sequence[str]) -> Sheet:
    """The records below the header. Raises SheetFileError where no usable header is found."""
    remaining = list(lines)
    for position, line in enumerate(remaining[:HEADER_WITHIN]):
        if columns.count_known(line.cells) >= FEWEST_KNOWN:
            return _sheet(line, remaining[position + 1 :], columns, list(notices))
    raise SheetFileError(columns.expected)


def _sheet(header: Line, below: list[Line], columns: Columns, notices: list[str]) -> Sheet:
    names = [columns.column_of(cell) for cell in header.cells]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise SheetFileError(f"The column {twice[0]} stands twice. Keep one of the two.")
    places = {name: place for place, name in enumerate(names) if name}
    missing = [name for name in columns.needed if name not in places]
    if missing or (columns.any_of and not any(name in places for name in columns.any_of)):
        raise SheetFileError(columns.expected)
    records = [line for line in below if line.cells != header.cells]
    if not records:
        raise SheetFileError("The file has column names and nobody below them.")
    if len(records) < len(below):
        notices.append("The line with the column names stands again further down; it was left out.")
    notices += _about_others(header, names)
    return Sheet(places, len(header.cells), tuple(records), tuple(notices))


def _about_others(header: Line, names: Sequence[str | None]) -> list[str]:
    others = [
        " ".join(cell.split())[:MOST_SHOWN]
        for cell, name in zip(header.cells, names, strict=True)
        if name is None and cell.strip()
    ]
    if not others:
        return []
    return [f"Columns we do not use were left out: {', '.join(others)}."]
