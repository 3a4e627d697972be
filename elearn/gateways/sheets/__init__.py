"""Reads a file of rows (CSV or XLSX) into lines of text; knows nothing of people or rules."""

from elearn.gateways.sheets.columns import Columns, Line, Sheet, find_columns
from elearn.gateways.sheets.csv_files import csv_lines
from elearn.gateways.sheets.errors import SheetFileError
from elearn.gateways.sheets.texts import decode
from elearn.gateways.sheets.xlsx_files import xlsx_lines

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 200_000
ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"

__all__ = ["MOST_BYTES", "MOST_ROWS", "Columns", "Line", "Sheet", "SheetFileError", "read_sheet"]


def read_sheet(content: bytes, columns: Columns) -> Sheet:
    """The lines of a file under the columns we know, whatever its name says it is.

    Raises SheetFileError, one sentence that says what to do, for a file that cannot be used.
    """
    if not content.strip():
        raise SheetFileError("The file is empty. Choose the file that has the people in it.")
    if len(content) > MOST_BYTES:
        raise SheetFileError("The file is larger than 10 MB. Remove columns we do not ask for.")
    if content.startswith(OLD_EXCEL_MARK):
        raise SheetFileError(
            "This is an old Excel file or one with a password. Save it as XLSX or CSV without one."
        )
    if content.startswith(ZIP_MARK):
        return find_columns(xlsx_lines(content, most_rows=MOST_ROWS), columns, notices=())
    text, notices = decode(content)
    return find_columns(csv_lines(text, columns, most_rows=MOST_ROWS), columns, notices=notices)
