"""``flask service-role``: what the service's own role in PostgreSQL may do, and no more."""

from collections.abc import Collection, Iterator

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Connection, inspect, text

from elearn.audit.kinds import FIRST, MORE
from elearn.extensions import db
from elearn.models import TrailEntry

ADDED_TO = (TrailEntry.__tablename__, *(kind.table.__tablename__ for kind in (*FIRST, *MORE)))
VERSION = "alembic_version"
ABOUT_ROLE = text("SELECT rolsuper FROM pg_roles WHERE rolname = :role")
OWNED = text(
    "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() "
    "AND pg_has_role(:role, tableowner, 'MEMBER')"
)


@click.command("service-role")
@click.argument("role")
@click.option("--print", "only_print", is_flag=True, help="Print the SQL and change nothing.")
@with_appcontext
def service_role(role: str, only_print: bool) -> None:
    """Give the PostgreSQL role ROLE what the service needs while it runs: it may add to the trail
    and to the rows of frozen audits, and neither change nor delete them. Run it as the owner of
    the tables, after every flask db upgrade.

    Example: flask service-role elearn_service
    """
    if db.engine.dialect.name != "postgresql":
        raise click.ClickException("Roles are PostgreSQL's: set ELEARN_DATABASE_URL to a database.")
    if not only_print:
        _make_queue()
    with db.engine.begin() as connection:
        name = connection.dialect.identifier_preparer.quote_identifier(role)
        sql = statements(name, inspect(connection).get_table_names())
        if only_print:
            click.echo("".join(f"{one};\n" for one in sql), nl=False)
            return
        _refuse_powerful(connection, role)
        for one in sql:
            connection.exec_driver_sql(one)
    click.echo(f"{role} may add to the trail and to frozen audits, and change neither.")


def statements(role: str, tables: Collection[str]) -> Iterator[str]:
    """The SQL for a role whose name is quoted, over the tables there are. Said twice it is the
    same."""
    kept = [one for one in ADDED_TO if one in tables]
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"REVOKE UPDATE, DELETE ON {', '.join(kept)} FROM {role}"
    if VERSION in tables:
        yield f"REVOKE INSERT, UPDATE, DELETE ON {VERSION} FROM {role}"


def _make_queue() -> None:
    """The queue makes its tables when it is first asked; the role may not."""
    current_app.extensions["queue"].huey.pending_count()


def _refuse_powerful(connection: Connection, role: str) -> None:
    is_super = connection.scalar(ABOUT_ROLE, {"role": role})
    if is_super is None:
        raise click.ClickException(
            f"There is no role {role}. Make it first: CREATE ROLE {role} LOGIN PASSWORD '...'"
        )
    if is_super or connection.scalar(OWNED, {"role": role}):
        raise click.ClickException(
            f"{role} owns the tables or may do anything, so nothing can be kept from it. "
            "Name a role of its own for the service."
        )
