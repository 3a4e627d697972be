"""Rows of a statement, without what the ORM does beyond them: more than half of what asking costs.

For statements of columns, in the pages that most people open. What the session holds to be written
is written first, as the session itself does it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.orm import Session

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Found = CursorResult[*tuple[Any, ...]]


def rows(session: Session, statement: Executable, values: Values | None = None) -> Found:
    """What a statement of columns gives, in the session's transaction. Several ``values`` are
    several runs of a statement that writes."""
    session.flush()
    return session.connection().execute(statement, values)
