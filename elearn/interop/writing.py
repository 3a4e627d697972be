"""Writes the files of the data export, row by row, from one moment of the database."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn.interop.pseudonyms import Namer
from elearn.interop.queries import FILES, File
from elearn.interop.queries.file import Rows
from elearn.reporting.columns import clean, harmless, plain

TYPED = frozenset(
    {
        *("name", "full_name", "email", "staff_number", "title", "reason", "source"),
        *("note", "na_reason", "evidence", "place", "facilitator"),
        *("gap", "action", "owner_post", "sponsor", "success_measure", "resource", "risk", "why"),
    }
)
Said = Callable[[str, int], None]
Maker = Callable[[Any], str]


class FolderNotEmptyError(ValueError):
    """The folder of an export has something in it; the message says what to do."""


def one_moment(session: Session) -> None:
    """Let everything this session reads be of one moment, while others go on writing.

    SQLite in WAL does so by itself once the transaction is a reader's. A session that was given
    a connection keeps the transaction of whoever opened it.
    """
    session.info["read_only"] = True
    bind = session.get_bind()
    if isinstance(bind, Engine) and bind.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def make_folder(folder: Path) -> None:
    """Make the folder of an export. Raises FolderNotEmptyError if there is anything in it."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FolderNotEmptyError(f"{folder} is not empty. Name a new folder.")


def write_export(
    session: Session, folder: Path, *, namer: Namer, pseudonymous: bool, today: date, said: Said
) -> None:
    """Write every file. ``namer`` gives what stands for a person; ``said`` is told each file's
    name and number of rows when it is done."""
    for file in FILES:
        blank = frozenset(file.personal) if pseudonymous else frozenset()
        makers = [_maker(column, namer, blank) for column in file.columns]
        said(f"{file.name}.csv", _write(folder, file, _cells(file.rows(session, today), makers)))


def _write(folder: Path, file: File, rows: Iterator[Sequence[str]]) -> int:
    number = 0
    with (folder / f"{file.name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(file.columns)
        for cells in rows:
            writer.writerow(cells)
            number += 1
    return number


def _cells(rows: Rows, makers: Sequence[Maker]) -> Iterator[Sequence[str]]:
    for row in rows:
        yield [make(value) for make, value in zip(makers, row, strict=True)]


def _maker(column: str, namer: Namer, blank: frozenset[str]) -> Maker:
    if column in blank:
        return _nothing
    if column == "person":
        return lambda public_id: namer(public_id) if public_id else ""
    return _typed if column in TYPED else _plain


def _nothing(_value: Any) -> str:
    return ""


def _plain(value: Any) -> str:
    return plain(value.value if isinstance(value, Enum) else value)


def _typed(value: Any) -> str:
    """What people typed: on one line, and nothing a spreadsheet would run."""
    return harmless(clean(value)) if value else ""
