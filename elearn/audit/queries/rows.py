"""Rows as plain tuples, numbers as whole numbers: PostgreSQL sums into decimals."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session


def plain_rows(session: Session, statement: Executable) -> Iterator[tuple[Any, ...]]:
    """Each row of a statement as a tuple, sums as integers."""
    for row in session.execute(statement):
        yield tuple(int(value) if isinstance(value, Decimal) else value for value in row)
