"""Run as a process of its own: an XLSX on stdin, one JSON line a row on stdout. It holds itself
to little memory and processor time before it looks at the file (security.md F4)."""

import datetime
import io
import json
import resource
import sys

MOST_MEMORY = 768 * 1024 * 1024
MOST_CPU_SECONDS = 8
MOST_COLUMNS = 200
MIDNIGHT = datetime.time()


def limit() -> None:
    """Beyond these the system ends this process; the one that waits for it says so."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def as_text(value: object) -> str:
    """A cell as somebody would have typed it into a CSV: days in ISO form, whole numbers whole."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def main(most_rows: int) -> None:
    """Print ``[number, cells]`` for each row that has anything in it; ``[null, []]`` where there
    are more than ``most_rows`` below the header."""
    limit()
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only under the limits

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheet = book.get_sheet_by_index(0)
    first = (sheet.start or (0, 0))[0] + 1
    printed = 0
    for number, row in enumerate(sheet.iter_rows(), first):
        cells = [as_text(value) for value in row[:MOST_COLUMNS]]
        if not any(cell.strip() for cell in cells):
            continue
        printed += 1
        if printed > most_rows + 1:
            print("[null, []]")  # noqa: T201 - standard output is what it is for
            return
        print(json.dumps([number, cells]))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
