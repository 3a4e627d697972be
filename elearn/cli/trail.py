"""``flask trail verify``: proves the audit trail's chain."""

import sys

import click
from flask.cli import AppGroup

from elearn.extensions import db
from elearn.operations.trail import verify

trail = AppGroup("trail", help="The tamper-evident trail of what was done.")


@trail.command("verify")
def verify_chain() -> None:
    """Check the chain from its first entry; exit 1 and name the entry where it breaks.

    Example: flask trail verify
    """
    broken = verify(db.session())
    if broken is None:
        click.echo("The trail is whole.")
        return
    click.echo(
        f"The trail breaks at entry {broken}: it, or one before it, was changed outside the "
        "service. Compare with a backup.",
        err=True,
    )
    sys.exit(1)
