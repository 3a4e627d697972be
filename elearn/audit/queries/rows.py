"""Rows as plain tuples, numbers as whole numbers: PostgreSQL sums into decimals."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session


def plain_rows(
    session: Session, statement: Executable, values: Mapping[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Each row of a statement as a tuple, sums as integers. ``values`` are those of its
    parameters."""
    for row in session.execute(statement, values):
        yield tuple(int(value) if isinstance(value, Decimal) else value for value in row)
