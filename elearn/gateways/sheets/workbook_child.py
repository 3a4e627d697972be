"""Run as a process of its own: an XLSX or ODS on stdin, JSON lines on stdout. It holds itself to
little memory and processor time before it looks at the file (security.md F4)."""

import datetime
import io
import itertools
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MOST_MEMORY = 768 * 1024 * 1024
MOST_CPU_SECONDS = 8
MOST_COLUMNS = 200
MOST_LETTERS = 2_000  # of a cell: nothing that is read is so long
MOST_OUTPUT = 64_000_000
MOST_SHEETS = 20
HEADER_WITHIN = 10
FEWEST_KNOWN = 2
MIDNIGHT = datetime.time()
IGNORED = re.compile(r"[\s_\x00-\x1f\x7f\u200b\ufeff]+")  # as columns.py does
MAC_DATES = re.compile(rb"date1904\s*=\s*[\"'](?:1|true|on)[\"']")
LOCKED = re.compile(rb"<(?:\w+:)?encryption-data\b")
LOOKED_AT = 1_000_000
NO_SHEET, PASSWORD, TOO_MUCH = 3, 4, 5  # exit codes that workbooks.py puts into words

Row = tuple[int, list[str]]


def limit() -> None:
    """Beyond these the system ends this process; the one that waits for it says so."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def as_text(value: object) -> str:
    """A cell as somebody would have typed it into a CSV: days in ISO form, whole numbers whole."""
    if isinstance(value, str):
        return value[:MOST_LETTERS]
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def rows_of(sheet: Any) -> Iterator[Row]:
    """The rows of a sheet that have anything in them, each with its number."""
    first = (sheet.start or (0, 0))[0] + 1
    for number, row in enumerate(sheet.iter_rows(), first):
        cells = [as_text(value) for value in row[:MOST_COLUMNS]]
        if any(map(str.strip, cells)):
            yield number, cells


def chosen(book: Any, visible: list[str], ours: frozenset[str]) -> str:
    """The first sheet that has a line of columns we know, else the one with the widest line."""
    if len(visible) == 1:
        return visible[0]
    widths = []
    for name in visible[:MOST_SHEETS]:
        rows = rows_of(book.get_sheet_by_name(name))
        first = [cells for _, cells in itertools.islice(rows, HEADER_WITHIN)]
        if any(known(cells, ours) >= FEWEST_KNOWN for cells in first):
            return name
        widths.append(max((sum(map(bool, cells)) for cells in first), default=0))
    return visible[widths.index(max(widths))]


def known(cells: list[str], ours: frozenset[str]) -> int:
    """How many of these cells are headings of ours."""
    return sum(IGNORED.sub("", cell).casefold() in ours for cell in cells)


def holds(content: bytes, entry: str, pattern: re.Pattern[bytes]) -> bool:
    """Whether an entry of the zip, as far as it is looked at, has that in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if entry not in archive.namelist():
            return False
        with archive.open(entry) as opened:
            return pattern.search(opened.read(LOOKED_AT)) is not None


def open_book(content: bytes) -> Any:
    """The workbook; ends the process for one that is locked."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only under the limits

    if holds(content, "META-INF/manifest.xml", LOCKED):
        sys.exit(PASSWORD)
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def visible_sheets(book: Any) -> tuple[list[str], int]:
    """The names of the sheets that people see, and how many are hidden."""
    sheets = [one for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet")]
    seen = [one.name for one in sheets if str(one.visible).endswith(".Visible")]
    return seen, len(sheets) - len(seen)


def main(most_rows: int, ours: frozenset[str]) -> None:
    """Print what the sheet is, then ``[number, cells]`` for each row that has anything in it;
    ``[null, []]`` where there are more than ``most_rows`` below the header."""
    limit()
    content = sys.stdin.buffer.read()
    book = open_book(content)
    visible, hidden = visible_sheets(book)
    if not visible:
        sys.exit(NO_SHEET)
    name = chosen(book, visible, ours)
    about = {"sheet": name, "others": len(visible) - 1, "hidden": hidden}
    letters = say(about | {"mac_dates": holds(content, "xl/workbook.xml", MAC_DATES)})
    for printed, row in enumerate(rows_of(book.get_sheet_by_name(name)), 1):
        if printed > most_rows + 1:
            say([None, []])
            return
        letters += say(row)
        if letters > MOST_OUTPUT:
            sys.exit(TOO_MUCH)


def say(what: object) -> int:
    """Print it as one line of JSON; say how long that is."""
    return sys.stdout.write(f"{json.dumps(what)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), frozenset(json.loads(sys.argv[2])))
