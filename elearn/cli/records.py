"""``flask records rebuild``: makes the holdings again from the events, or proves them."""

import sys

import click
from flask.cli import AppGroup

from elearn.extensions import db
from elearn.records.actions import compare_holdings, rebuild_holdings

records = AppGroup("records", help="The training record.")


@records.command("rebuild")
@click.option("--compare", is_flag=True, help="Change nothing: only say which would change.")
def rebuild(compare: bool) -> None:
    """Make every person's holdings again from the completions.

    Example: flask records rebuild --compare
    """
    if compare:
        wrong = compare_holdings(db.session())
        click.echo(f"{len(wrong)} holdings differ from the events.")
        sys.exit(1 if wrong else 0)
    click.echo(f"{rebuild_holdings(db.session())} holdings made again.")
    db.session.commit()
