"""``flask questions …``: after how many months people are asked again."""

import sys

import click
from flask.cli import AppGroup

from elearn.domain.spaced import months_fault
from elearn.extensions import db
from elearn.records.spaced import intervals
from elearn.spaced.actions import set_intervals
from elearn.spaced.pages import when
from elearn.web.clock import now

questions = AppGroup("questions", help="The five questions sent months after a module.")
COMMANDS = (questions,)


@questions.command(name="when")
@click.argument("months", nargs=-1, type=int)
@click.option("--never", is_flag=True, help="Ask nobody.")
def when_(months: tuple[int, ...], never: bool) -> None:
    """Say after how many MONTHS people are asked again, or set it.

    Example: flask questions when 3 9
    """
    if months and never:
        print("Give months or --never, not both.", file=sys.stderr)
        sys.exit(2)
    if fault := months_fault(months):
        print(fault, file=sys.stderr)
        sys.exit(2)
    if months or never:
        set_intervals(db.session(), months=months, actor_id=None, now=now())
        db.session.commit()
    print(f"People are asked again {when(intervals(db.session()))}.")
