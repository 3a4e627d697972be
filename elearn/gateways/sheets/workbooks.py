"""Lines of an XLSX or ODS file: its zip is looked at first, then another process with little time
and memory reads it, so that a hostile file ends that process and not the service."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from elearn.gateways.sheets.columns import Columns
from elearn.gateways.sheets.days import EXCEL_ZERO, MAC_ZERO
from elearn.gateways.sheets.errors import SheetFileError, TooManyRowsError
from elearn.gateways.sheets.lines import MOST_SHOWN, Line, Lines, printable

CHILD = Path(__file__).parent / "workbook_child.py"
MOST_SECONDS = 10
MOST_ENTRIES = 1_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024
LOCAL_HEADER = 30  # bytes before an entry's name
ENCRYPTED = 0x1
KINDS = (
    frozenset({"[Content_Types].xml", "xl/workbook.xml"}),  # Excel
    frozenset({"mimetype", "content.xml"}),  # OpenDocument
)
AGAIN = "Open it in Excel, save it again as XLSX or CSV, and try that file."
LOCKED = "This workbook has a password. Save it without one."
TOO_DENSE = f"This workbook unpacks to far more than a list of people. {AGAIN}"
ENDINGS = {  # how workbook_child.py ends where it knows why
    3: "Every sheet of this workbook is hidden. Show the sheet that has the list.",
    4: LOCKED,
    5: TOO_DENSE,
}


def workbook_lines(content: bytes, columns: Columns, *, most_rows: int) -> Lines:
    """The rows of the sheet that is ours, or else of the widest that can be seen."""
    check_zip(content)
    said, *rows = _child_output(content, columns, most_rows).splitlines()
    about = json.loads(said)
    zero = MAC_ZERO if about["mac_dates"] else EXCEL_ZERO
    return Lines(_lines(rows, most_rows), _about_sheets(about), zero)


def _lines(rows: Iterable[str], most_rows: int) -> Iterator[Line]:
    for text in rows:
        number, cells = json.loads(text)
        if number is None:
            raise TooManyRowsError(most_rows)
        yield Line(number, tuple(cells))


def _about_sheets(about: Mapping[str, Any]) -> tuple[str, ...]:
    """Which sheet was read, where there is more than one."""
    if not about["others"] and not about["hidden"]:
        return ()
    unread = [
        f"{number} {words}"
        for number, words in ((about["others"], "you can see"), (about["hidden"], "hidden"))
        if number
    ]
    name = printable(about["sheet"])[:MOST_SHOWN]
    return (f"The sheet “{name}” was read. Sheets that were not read: {', '.join(unread)}.",)


def check_zip(content: bytes) -> None:
    """Refuse a zip that declares more than a list of people needs (security.md F3): too many
    entries, too much or too dense content, entries that overlap, that stand twice or are locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            directory = archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise SheetFileError(f"This workbook is damaged. {AGAIN}") from None
    names = [entry.filename for entry in entries]
    if not any(needed.issubset(names) for needed in KINDS):
        raise SheetFileError(f"This is not a workbook in the form XLSX or ODS. {AGAIN}")
    if len(entries) > MOST_ENTRIES or len(set(names)) < len(names):
        raise SheetFileError(f"This workbook is not built as a spreadsheet builds one. {AGAIN}")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise SheetFileError(LOCKED)
    if _is_bomb(entries) or _overlaps(entries, directory):
        raise SheetFileError(TOO_DENSE)


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_dense = unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1)
    return unpacked > MOST_UNPACKED or too_dense


def _overlaps(entries: list[zipfile.ZipInfo], directory: int) -> bool:
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [entry.header_offset for entry in ordered[1:]] + [directory]
    return any(
        entry.header_offset + LOCAL_HEADER + entry.compress_size > following
        for entry, following in zip(ordered, starts, strict=True)
    )


def _child_output(content: bytes, columns: Columns, most_rows: int) -> str:
    """What the reading process printed: what the sheet is, then one JSON line a row."""
    ours = json.dumps(sorted(columns.spellings))
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and the content goes in as bytes
            [sys.executable, "-I", str(CHILD), str(most_rows), ours],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SheetFileError(f"This workbook takes too long to read. {AGAIN}") from None
    if done.returncode != 0:
        said = ENDINGS.get(done.returncode, f"This workbook cannot be read. {AGAIN}")
        raise SheetFileError(said)
    return done.stdout.decode("ascii")
