"""Reports as an Excel workbook, written row by row so that memory does not grow with the rows."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count, islice
from typing import IO, TYPE_CHECKING, Any

from elearn.domain.dates import LONDON
from elearn.reporting.columns import Cell, Report, Row, clean, plain
from elearn.reporting.workbook_charts import ALT, Chart, charted

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS_A_SHEET = 1_000_000  # a sheet holds 1,048,576
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 8, 60
HEADING_ROW = 3
# Excel holds a date as a number and has no time zone; the file must not tell when it was made
# to the second by whom, so this stands in for both.
NO_INSTANT = datetime(2000, 1, 1)  # noqa: DTZ001

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report with its rows, for a workbook of several. With a ``chart`` its rows are few."""

    report: Report[Any]
    rows: Iterable[Any]
    chart: Chart | None = None


def as_xlsx(report: Report[Row], rows: Iterable[Row]) -> bytes:
    """The report as a workbook with one visible sheet: title, purpose, headings, rows.

    Text is always text, never a formula, a link or a number (security.md F5); nothing is hidden
    and no author is named.
    """
    return workbook([Sheet(report, rows)], title=report.title)


def workbook(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """Several reports as one workbook, a sheet each; over a million rows, the next sheet."""
    out = io.BytesIO()
    write_workbook(out, sheets, title=title)
    return out.getvalue()


def write_workbook(out: IO[bytes], sheets: Iterable[Sheet], *, title: str) -> None:
    """The same into a file, so that a large one need not be held."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - 56 ms that most processes never need

    never = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    book = Workbook(out, {"constant_memory": True, **dict.fromkeys(never, False)})
    book.set_properties({"title": clean(title), "author": "", "created": NO_INSTANT})
    writer = _Writer(book)
    for sheet in sheets:
        if sheet.chart:
            writer.draw(sheet.report, list(sheet.report.cells(sheet.rows)), sheet.chart)
        else:
            writer.write(sheet.report, iter(sheet.report.cells(sheet.rows)))
    book.close()


class _Writer:
    """Writes tables into one workbook, with its formats and the sheet names taken so far."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._names: set[str] = {"history"}  # Excel keeps that one to itself
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self._number_heading = book.add_format(
            {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"}
        )
        self._text = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
        self._instant = book.add_format({"num_format": "d mmmm yyyy hh:mm", "align": "left"})

    def write(self, report: Report[Any], rows: Iterator[list[Cell]]) -> None:
        """Write every row, on as many sheets as they need and on one at least."""
        first = next(rows, None)
        if first is None:
            self._sheet(report, iter(()))
        while first is not None:
            self._sheet(report, islice(chain([first], rows), ROWS_A_SHEET))
            first = next(rows, None)

    def draw(self, report: Report[Any], rows: list[list[Cell]], chart: Chart) -> None:
        """Write rows and a native chart that reads them, if there are any."""
        sheet = self._sheet(report, iter(rows))
        if rows:
            drawn = charted(self._book, sheet.get_name(), chart, report.keys, rows, HEADING_ROW)
            sheet.insert_chart(
                HEADING_ROW,
                len(report.columns) + 1,
                drawn,
                ALT | {"description": f"{chart.title}. The figures are in the table beside it."},
            )

    def _sheet(self, report: Report[Any], rows: Iterator[list[Cell]]) -> "Worksheet":
        sheet = self._book.add_worksheet(self._name(report.title))
        sheet.write_string(0, 0, clean(report.title), self._title)
        sheet.write_string(1, 0, clean(report.purpose))
        widths = [NARROWEST] * len(report.columns)
        for place, column in enumerate(report.columns):
            style = self._number_heading if column.numeric else self._heading
            sheet.write_string(HEADING_ROW, place, clean(column.heading), style)
            widths[place] = _wider(widths[place], column.heading)
        for row, cells in enumerate(rows, HEADING_ROW + 1):
            for place, cell in enumerate(cells):
                self._cell(sheet, row, place, cell)
                widths[place] = _wider(widths[place], plain(cell))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(HEADING_ROW + 1, 0)
        return sheet

    def _cell(self, sheet: "Worksheet", row: int, place: int, value: Cell) -> None:
        if value is None:
            return
        if isinstance(value, datetime):
            local = value.astimezone(LONDON).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, self._instant)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self._day)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value)
        else:
            sheet.write_string(row, place, clean(value), self._text)

    def _name(self, title: str) -> str:
        """A name Excel takes: short, without its own signs, and not used yet."""
        base = _NOT_IN_NAMES.sub(" ", clean(title)).strip(" '") or "Table"
        marks = ("" if number == 1 else f" {number}" for number in count(1))
        names = (base[: LONGEST_SHEET_NAME - len(mark)].rstrip(" '") + mark for mark in marks)
        name = next(name for name in names if name.lower() not in self._names)
        self._names.add(name.lower())
        return name


def _wider(width: int, text: str) -> int:
    return min(WIDEST, max(width, len(text) + 2))
