"""``flask audit open|freeze|publish|restate``: a run from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from elearn.audit.queries import editions
from elearn.audit.run import actions
from elearn.audit.run.actions import By, RunError
from elearn.audit.run.ruling import rules_for_new
from elearn.domain.audit_scope import WHOLE
from elearn.domain.dates import DayError, parse_day, uk_date
from elearn.extensions import db
from elearn.web.clock import now, today


@contextmanager
def _acting() -> Iterator[tuple[Session, By]]:
    """One transaction; what cannot be done is said in one sentence, and nothing is changed."""
    session = db.session()
    try:
        yield session, By(None, now(), today())
        session.commit()
    except RunError as error:
        session.rollback()
        raise click.ClickException(str(error)) from None
    except BaseException:
        session.rollback()
        raise


@click.command("open")
@click.option("--as-of", required=True, metavar="DATE", help="The census date; it may lie ahead.")
@click.option("--name", help="How people will speak of it; the census date if left out.")
@click.option("--return-by", metavar="DATE", help="The last day for agencies to answer.")
@with_appcontext
def open_command(as_of: str, name: str | None, return_by: str | None) -> None:
    """Open an audit of the whole partnership. Agencies are asked on its page, not by this.

    \b
    Example: flask audit open --as-of 2027-03-31 --name "Spring 2027" --return-by 2027-03-20
    """
    try:
        day = parse_day(as_of)
        until = parse_day(return_by) if return_by else None
    except DayError as error:
        raise click.UsageError(str(error)) from None
    with _acting() as (session, by):
        number = actions.open_run(
            session,
            name=name or f"As at {uk_date(day)}",
            as_of=day,
            return_by=until,
            scope=WHOLE,
            rules=rules_for_new(session, day),
            by=by,
        )
    click.echo(f"Audit {number} is open for {uk_date(day)}: /audits/{number}")


@click.command("freeze")
@click.argument("audit_id", metavar="ID", type=int)
@with_appcontext
def freeze_command(audit_id: int) -> None:
    """Count an open audit as at its census date and freeze it. Once is enough: again says so.

    \b
    Example: flask audit freeze 7
    """
    with _acting() as (session, by):
        fresh = actions.freeze_now(session, audit_id=audit_id, by=by)
        found = editions.edition(session, audit_id)
    said = found.headline if found else ""
    click.echo(f"Audit {audit_id}: {said}." if fresh else f"Audit {audit_id} is frozen already.")


@click.command("publish")
@click.argument("audit_id", metavar="ID", type=int)
@with_appcontext
def publish_command(audit_id: int) -> None:
    """Say that a frozen edition is what the partnership goes by.

    \b
    Example: flask audit publish 7
    """
    with _acting() as (session, by):
        fresh = actions.publish(session, audit_id=audit_id, by=by)
    click.echo(f"Audit {audit_id} is published." if fresh else "It was published before.")


@click.command("restate")
@click.argument("audit_id", metavar="ID", type=int)
@click.option("--cause", required=True, help="Why: it is printed with the new edition.")
@with_appcontext
def restate_command(audit_id: int, cause: str) -> None:
    """Count the day of a frozen edition anew, as a new edition with a stated cause. The old one
    stays as it is.

    \b
    Example: flask audit restate 7 --cause "A roster came in late"
    """
    with _acting() as (session, by):
        number = actions.restate(session, audit_id=audit_id, cause=cause.strip(), by=by)
        actions.freeze_now(session, audit_id=number, by=by)
    click.echo(f"Audit {number} takes the place of audit {audit_id}.")


COMMANDS = (open_command, freeze_command, publish_command, restate_command)
