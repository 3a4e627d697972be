"""Many rows of one table at once.

SQLAlchemy's own way to insert rows of a model leaves out what is None, and so makes a statement of
its own for every change between rows with it and without: thousands, where a table needs one.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from elearn.models import Base

Row = Mapping[str, Any]
K = TypeVar("K", bound=Hashable)


def add_rows(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns. No row is nothing to do."""
    if rows:
        session.execute(insert(_table(model)), rows)


def add_numbered(
    session: Session,
    model: type[Base],
    rows: Sequence[Row],
    *,
    by: InstrumentedAttribute[K] | InstrumentedAttribute[K | None],
) -> dict[K, int]:
    """Insert rows and say the number that each got, by what tells them apart."""
    if not rows:
        return {}
    table = _table(model)
    # not in the order of the rows: that would be a statement a row on SQLite
    made = insert(table).returning(table.c[by.key], table.c.id)
    found: Sequence[Any] = session.execute(made, rows).all()
    return dict(found)


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)
