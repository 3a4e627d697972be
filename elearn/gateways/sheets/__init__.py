"""Reads a file of rows (CSV, XLSX or ODS) into lines of text; knows nothing of people or rules."""

from elearn.gateways.sheets.columns import Columns, folded
from elearn.gateways.sheets.csv_files import csv_lines
from elearn.gateways.sheets.days import read_day
from elearn.gateways.sheets.errors import HeadingsError, SheetFileError
from elearn.gateways.sheets.lines import Heading, Line, Lines, Sheet, find_columns
from elearn.gateways.sheets.texts import decode
from elearn.gateways.sheets.workbooks import workbook_lines

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 200_000
TOO_LARGE = "The file is larger than 10 MB. Remove columns we do not ask for."
ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "TOO_LARGE",
    "Columns",
    "Heading",
    "HeadingsError",
    "Line",
    "Sheet",
    "SheetFileError",
    "folded",
    "read_day",
    "read_sheet",
]


def read_sheet(content: bytes, columns: Columns) -> Sheet:
    """The lines of a file under the columns we know, whatever its name says it is.

    Raises SheetFileError, one sentence that says what to do, for a file that cannot be used; its
    kind HeadingsError where only the headings are not ours, with what they are.
    """
    return find_columns(_lines_of(content, columns), columns)


def _lines_of(content: bytes, columns: Columns) -> Lines:
    if not content.strip():
        raise SheetFileError("The file is empty. Choose the file that has the people in it.")
    if len(content) > MOST_BYTES:
        raise SheetFileError(TOO_LARGE)
    if content.startswith(OLD_EXCEL_MARK):
        raise SheetFileError(
            "This is an old Excel file or one with a password. Save it as XLSX or CSV without one."
        )
    most_rows = min(columns.most_rows or MOST_ROWS, MOST_ROWS)
    if content.startswith(ZIP_MARK):
        return workbook_lines(content, columns, most_rows=most_rows)
    text, notices = decode(content)
    return Lines(csv_lines(text, columns, most_rows=most_rows), notices)
