"""``flask records``: what is kept for speed, made again from the events, or proved."""

import sys

import click
from flask.cli import AppGroup

from elearn.extensions import db
from elearn.records.actions import compare_holdings, rebuild_holdings
from elearn.records.months import count_months, past_month_ends
from elearn.web.clock import now, today

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


@records.command("months")
def months() -> None:
    """Count the ends of the last twelve months again, for the agencies' trends. The worker does
    this every night.

    Example: flask records months
    """
    ends = past_month_ends(today())
    written = count_months(db.session(), month_ends=ends, now=now())
    db.session.commit()
    click.echo(f"{written} counts of {len(ends)} months.")
