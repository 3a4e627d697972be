"""The cells of one line: taken one by one, with everything that is wrong with them remembered.

Remedies name the line and the column and never repeat what stands there: they are shown, logged
and mailed about (security.md 2.2)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from elearn.domain.dates import DayError
from elearn.domain.identity import IdentityError
from elearn.gateways.sheets.days import read_day
from elearn.gateways.sheets.lines import Line, Sheet

UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
GUARDED = re.compile(r"'[=+\-@\t\r]")  # how our own files keep a cell from being a formula
WRITE_A_DAY = "Write the date as 2026-11-22 or 22/11/2026."
NO_SUCH_CHARACTER = "It holds a character that cannot be printed. Type it again."
CACHED = 1024  # the same dates stand in many lines of one file
TOO_MANY_CELLS = (
    "It has more cells than there are column names. "
    "Put a value that has a comma in it in double quotes."
)

Value = TypeVar("Value")


class CellError(ValueError):
    """A cell cannot be used; the message is the remedy."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line cannot be used. ``column`` is empty where it is the line as a whole."""

    line: int
    column: str
    remedy: str

    def __str__(self) -> str:
        where = f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        return f"{where}: {self.remedy}"


class CellReader:
    """Takes the cells of one line and remembers what was wrong with them."""

    __slots__ = ("_cells", "_line", "_sheet", "_suspect", "faults")

    def __init__(self, line: Line, sheet: Sheet) -> None:
        self._line = line.number
        self._cells = line.cells
        self._sheet = sheet
        self._suspect = UNUSABLE.search("\n".join(line.cells)) is not None
        self.faults: list[Fault] = []
        if len(line.cells) > sheet.width and any(map(str.strip, line.cells[sheet.width :])):
            self.refuse("", TOO_MANY_CELLS)

    def refuse(self, column: str, remedy: str) -> None:
        self.faults.append(Fault(self._line, column, remedy))

    def is_given(self, column: str) -> bool:
        """Whether the file has that column."""
        return column in self._sheet.places

    def has(self, *columns: str) -> bool:
        """Whether anything stands in one of those cells."""
        return any(map(self._text, columns))

    def take(self, column: str, read: Callable[[str], Value], needed: str = "") -> Value | None:
        """What a cell says, read; None where it is empty or cannot be used."""
        text = self._text(column)
        if not text:
            if needed:
                self.refuse(column, needed)
            return None
        if self._suspect and UNUSABLE.search(text):
            self.refuse(column, NO_SUCH_CHARACTER)
            return None
        return self.read(column, text, read)

    def read(self, column: str, text: str, read: Callable[[str], Value]) -> Value | None:
        """A text read as the value of a column; None, and a fault, where it cannot be."""
        try:
            return read(text)
        except (IdentityError, CellError) as error:
            self.refuse(column, str(error))
            return None

    def day(self, column: str, needed: str = "") -> date | None:
        """The date in a cell, as files of all kinds write dates."""
        return self.take(column, self._day, needed)

    def _day(self, text: str) -> date:
        return day_of(text, self._sheet.day_zero)

    def _text(self, column: str) -> str:
        place = self._sheet.places.get(column)
        if place is None or place >= len(self._cells):
            return ""
        text = self._cells[place].strip()
        return text[1:] if text[:1] == "'" and GUARDED.match(text) else text


@lru_cache(maxsize=CACHED)
def day_of(text: str, day_zero: date | None) -> date:
    """The day of a cell. Raises CellError, which never repeats what stands there."""
    try:
        return read_day(text, day_zero)
    except DayError:
        raise CellError(WRITE_A_DAY) from None
