"""What a file of the data export is, and how its rows are read: streamed, nothing held."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

ROWS_AT_ONCE = 2000
TODAY = "today"  # what statements may ask for besides

Rows = Iterator[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class File:
    """One file: its columns, its rows as of a day, and the places of a person's id and of texts
    that people typed. ``personal`` columns are blank in a pseudonymous export."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Session, date], Rows]
    personal: tuple[str, ...] = ()


def streamed(statement: Select[*tuple[Any, ...]]) -> Callable[[Session, date], Rows]:
    def rows(session: Session, today: date) -> Rows:
        options = {"yield_per": ROWS_AT_ONCE}
        for row in session.execute(statement, {TODAY: today}, execution_options=options):
            yield tuple(row)

    return rows


def file_of(
    name: str, columns: str, statement: Select[*tuple[Any, ...]], personal: tuple[str, ...] = ()
) -> File:
    """A file with these columns, named as in ``person, start, end``, from one statement."""
    return File(name, tuple(columns.split(", ")), streamed(statement), personal)
