"""The revisions of the schema in order, and what the tables of a database hold at one of them."""

from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

VERSIONS = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))
REVISIONS = [path.name.partition("_")[0] for path in VERSIONS]

Held = dict[str, tuple[list[str], list[str]]]


def content(engine: sa.Engine, like: Mapping[str, tuple[list[str], list[str]]] = {}) -> Held:
    """The columns and rows of every table; of those columns alone that are ``like`` before."""
    found = {}
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        for name in sorted(like or set(inspector.get_table_names()) - {"alembic_version"}):
            names = like[name][0] if like else [one["name"] for one in inspector.get_columns(name)]
            chosen = sa.select(*map(sa.column, names)).select_from(sa.table(name))
            found[name] = names, sorted(map(repr, connection.execute(chosen)))
    return found
