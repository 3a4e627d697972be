"""Lines of a CSV file. A quotation mark that is never closed is an error that names its line,
where a lenient reader would swallow the people that follow."""

import csv
import io
import itertools
from collections.abc import Iterator, Sequence

from elearn.gateways.sheets.columns import Columns
from elearn.gateways.sheets.errors import SheetFileError, TooManyRowsError
from elearn.gateways.sheets.lines import Line

DELIMITERS = ",;\t|"
MOST_BREAKS = 10  # line breaks within one record: more is a quotation mark left open
LINES_LOOKED_AT = 10
LOOKED_AT = 100_000  # letters: enough for as many lines
EXCELS_OWN = "sep="


def csv_lines(text: str, columns: Columns, *, most_rows: int) -> Iterator[Line]:
    """Each record with the number of the line on which it begins, blank ones left out."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, columns), strict=True
    )
    found, ended = 0, 0
    while True:
        begins = ended + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _badly_quoted(begins) from None
        ended = reader.line_num
        if ended - begins > MOST_BREAKS:
            raise _badly_quoted(begins)
        if begins == 1 and cells and cells[0].lower().startswith(EXCELS_OWN):
            continue
        if any(map(str.strip, cells)):
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
    """What splits the first lines into most columns that we know, else into most columns. A file
    in which Excel noted its separator is believed."""
    first = list(itertools.islice(io.StringIO(text[:LOOKED_AT], newline=None), LINES_LOOKED_AT))
    if first and first[0].lower().startswith(EXCELS_OWN) and first[0][4:5] in set(DELIMITERS):
        return first[0][4]
    return max(DELIMITERS, key=lambda delimiter: _fit(first, delimiter, columns))


def _fit(first: Sequence[str], delimiter: str, columns: Columns) -> tuple[int, int]:
    split = [line.rstrip("\n").split(delimiter) for line in first]
    known = max(map(columns.count_known, split), default=0)
    return known, sum(map(len, split))
