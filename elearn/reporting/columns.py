"""A report is a list of columns over rows; page, CSV and XLSX are made from the same two."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Generic, TypeVar

Row = TypeVar("Row")
Cell = str | int | float | date | datetime | None

BOM = "\ufeff"
LONGEST_CELL = 32_767  # of a spreadsheet
ROWS_A_CHUNK = 500

_BREAKS = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # full-width ones too


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its words for people, its value of a row, and its name in files for machines
    (the heading itself, unless ``key`` is given). Numeric columns are set to the right."""

    heading: str
    value: Callable[[Row], Cell]
    key: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Report(Generic[Row]):
    """A table with a title, and the purpose it leaves the service for."""

    title: str
    columns: Sequence[Column[Row]]
    purpose: str = ""

    @property
    def headings(self) -> list[str]:
        """The words above the columns."""
        return [column.heading for column in self.columns]

    @property
    def keys(self) -> list[str]:
        """The names of the columns in a CSV."""
        return [column.key or column.heading for column in self.columns]

    def cells(self, rows: Iterable[Row]) -> Iterator[list[Cell]]:
        """The values, row by row; nothing is held."""
        for row in rows:
            yield [column.value(row) for column in self.columns]


def clean(text: str) -> str:
    """Text that no spreadsheet chokes on: one line, no control characters, not too long.

    >>> clean("a\\x0bb\\nc\\x00")
    'a b c'
    """
    if text.isprintable():  # then none of the signs below is in it
        return text[:LONGEST_CELL]
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))[:LONGEST_CELL]


def harmless(text: str) -> str:
    """Text that a spreadsheet will not run when it opens a CSV (security.md F5).

    >>> harmless("=1+1"), harmless("Amina")
    ("'=1+1", 'Amina')
    """
    return f"'{text}"[:LONGEST_CELL] if _FORMULA.match(text) else text


def plain(value: Cell) -> str:
    """A value as text for machines: ISO dates, UTC instants, 1 and 0, blank for none.

    >>> plain(date(2026, 11, 22)), plain(True), plain(None), plain(81.5)
    ('2026-11-22', '1', '', '81.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _safe(value: Cell) -> str:
    return harmless(clean(value)) if isinstance(value, str) else plain(value)


def as_csv(report: Report[Row], rows: Iterable[Row]) -> Iterator[str]:
    """The report as CSV text in pieces, to be encoded as UTF-8: a byte order mark (Excel needs
    it), the names of the columns, then the rows. Nothing is held but one piece."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([_safe(key) for key in report.keys])
    yield _emptied(out)  # at once: whoever waits sees that the file has begun
    for number, cells in enumerate(report.cells(rows), 1):
        writer.writerow([_safe(cell) for cell in cells])
        if number % ROWS_A_CHUNK == 0:
            yield _emptied(out)
    if out.tell():
        yield _emptied(out)


def _emptied(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def canonical_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """The one spelling of rows that is hashed: no mark, no header, ``\\n`` ends, in the order
    given, every text exactly as it is.

    >>> canonical_csv([["a", 1, None], ["=b", date(2026, 11, 22), 0.5]])
    'a,1,\\n=b,2026-11-22,0.5\\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def digest(rows: Iterable[Sequence[Cell]]) -> str:
    """The SHA-256 of the canonical CSV, in hexadecimal.

    >>> digest([])[:8]
    'e3b0c442'
    """
    return sha256(canonical_csv(rows).encode()).hexdigest()
