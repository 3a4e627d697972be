"""What PostgreSQL knows about the sizes of tables, refreshed before everything is counted."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from elearn.models import (
    Absence,
    Answer,
    Attempt,
    Completion,
    Item,
    ModuleVersion,
    Posting,
    Requirement,
    Revocation,
)

COUNTED = (
    Absence,
    Answer,
    Attempt,
    Completion,
    Item,
    ModuleVersion,
    Posting,
    Requirement,
    Revocation,
)


# A statement over ten million completions takes longer than what any page may ask.
COUNTING = "SET LOCAL statement_timeout = '30min'"
# What is counted is whole tables, joined by expressions of which no statistics tell how many rows
# come out. Taken for a handful, they were gone through once for every person.
WHOLE_TABLES = ("SET LOCAL enable_nestloop = off", "SET LOCAL jit = off")


def refresh_statistics(session: Session) -> None:
    """Let PostgreSQL look at the tables that an audit counts, within this transaction.

    After a large import its own look may be minutes away. Until then it may take a full table for
    an empty one and go through all completions once for every person: minutes instead of a
    fraction of a second. SQLite plans without such figures. The rest of the transaction has the
    time that counting takes, where pages have two minutes.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.flush()
        names = ", ".join(sorted(table.__tablename__ for table in COUNTED))
        session.execute(text(COUNTING))
        session.execute(text(f"ANALYZE {names}"))
        for setting in WHOLE_TABLES:
            session.execute(text(setting))
