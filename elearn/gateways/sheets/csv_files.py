"""Lines of a CSV file. A quotation mark that is never closed is an error that names its line,
where a lenient reader would swallow the people that follow."""

import csv
import io
import itertools
from collections.abc import Iterator

from elearn.gateways.sheets.columns import Columns, Line
from elearn.gateways.sheets.errors import SheetFileError, TooManyRowsError

DELIMITERS = ",;\t"
MOST_BREAKS = 10  # line breaks within one record: more is a quotation mark left open
LINES_LOOKED_AT = 10


def csv_lines(text: str, columns: Columns, *, most_rows: int) -> Iterator[Line]:
    """Each record with the number of the line on which it begins, blank ones left out."""
    delimiter = _delimiter(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = 0
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _badly_quoted(begins) from None
        if reader.line_num - begins > MOST_BREAKS:
            raise _badly_quoted(begins)
        if begins == 1 and cells[:1] and cells[0].lower().startswith("sep="):
            continue  # Excel's own note to itself
        if any(cell.strip() for cell in cells):
            found += 1
            if found > most_rows + 1:
                raise TooManyRowsError(most_rows)
            yield Line(begins, tuple(cells))


def _badly_quoted(line: int) -> SheetFileError:
    return SheetFileError(
        f"Line {line}: a quotation mark is opened and not closed, or stands inside a value. "
        "Put the value in double quotes and write a quotation mark inside it twice."
    )


def _delimiter(text: str, columns: Columns) -> str:
    """The comma, semicolon or tab that splits a first line into most columns that we know."""
    first = list(itertools.islice(io.StringIO(text, newline=None), LINES_LOOKED_AT))

    def known(delimiter: str) -> int:
        counts = (columns.count_known(line.rstrip("\n").split(delimiter)) for line in first)
        return max(counts, default=0)

    return max(DELIMITERS, key=known)
