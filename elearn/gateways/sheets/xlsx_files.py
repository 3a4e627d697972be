"""Lines of an XLSX file: its zip is looked at first, then another process with little time and
memory reads it, so that a hostile file ends that process and not the service."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from elearn.gateways.sheets.columns import Line
from elearn.gateways.sheets.errors import SheetFileError, TooManyRowsError

CHILD = Path(__file__).parent / "xlsx_child.py"
MOST_SECONDS = 10
MOST_ENTRIES = 1_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024
LOCAL_HEADER = 30  # bytes before an entry's name
ENCRYPTED = 0x1
NEEDED_ENTRIES = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
AGAIN = "Open it in Excel, save it again as XLSX or CSV, and try that file."


def xlsx_lines(content: bytes, *, most_rows: int) -> Iterator[Line]:
    """Each row of the first sheet with its number, blank ones left out."""
    check_zip(content)
    for text in _child_output(content, most_rows).splitlines():
        number, cells = json.loads(text)
        if number is None:
            raise TooManyRowsError(most_rows)
        yield Line(number, tuple(cells))


def check_zip(content: bytes) -> None:
    """Refuse a zip that declares more than a list of people needs (security.md F3): too many
    entries, too much or too dense content, entries that overlap, that stand twice or are locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            directory = archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise SheetFileError(f"This Excel file is damaged. {AGAIN}") from None
    names = [entry.filename for entry in entries]
    if NEEDED_ENTRIES - set(names):
        raise SheetFileError(f"This is not an Excel workbook. {AGAIN}")
    if len(entries) > MOST_ENTRIES or len(set(names)) < len(names):
        raise SheetFileError(f"This Excel file is not built as Excel builds one. {AGAIN}")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise SheetFileError("This Excel file has a password. Save it without one.")
    if _is_bomb(entries) or _overlaps(entries, directory):
        raise SheetFileError(f"This Excel file unpacks to far more than a list of people. {AGAIN}")


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


def _child_output(content: bytes, most_rows: int) -> str:
    """What the reading process printed: one JSON line a row."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and the content goes in as bytes
            [sys.executable, "-I", str(CHILD), str(most_rows)],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SheetFileError(f"This Excel file takes too long to read. {AGAIN}") from None
    if done.returncode != 0:
        raise SheetFileError(f"This Excel file cannot be read. {AGAIN}")
    return done.stdout.decode("utf-8")
