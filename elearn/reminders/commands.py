"""``flask reminders …``: who is due what, and sending the letters that wait."""

import os
import socket
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.reminders import queries
from elearn.reminders.jobs import send_letters
from elearn.web.clock import now, today

reminders = AppGroup("reminders", help="Who is due what, and sending the letters that wait.")
COMMANDS = (reminders,)


@reminders.command()
@click.option("--names", metavar="AGENCY", help="One agency's people by name, by its slug.")
def plan(names: str | None) -> None:
    """Say who has training that is overdue, or due within 14 or 60 days. Writes nothing.

    Example: flask reminders plan --names north-council
    """
    if names:
        _by_name(names)
        return
    rows = queries.plan(db.session(), today=today())
    if not rows:
        print("Nothing is due in the next 60 days.")
        return
    width = max(len(row.agency) for row in rows)
    print(f"{'Agency':<{width}}  overdue  14 days  60 days  no e-mail")
    for row in rows:
        print(
            f"{row.agency:<{width}}  {row.overdue:>7}  {row.near:>7}  {row.far:>7}  "
            f"{row.without_email:>9}"
        )


def _by_name(agency: str) -> None:
    rows = queries.plan_by_name(db.session(), agency=agency, today=today())
    if not rows:
        print(f"Nothing is due in {agency} in the next 60 days, or there is no such agency.")
        return
    for row in rows:
        way = "" if row.has_email else "  (no e-mail)"
        print(f"{uk_date(row.due_on):<17}  {row.name}  {row.module}{way}")


@reminders.command()
@click.option("--dry-run", is_flag=True, help="Only say how many letters would go out.")
def send(dry_run: bool) -> None:
    """Send the letters that wait in the outbox.

    Example: flask reminders send --dry-run
    """
    began = now()
    if dry_run:
        count = queries.waiting(db.session(), now=began)
        print(f"{count} {'letter waits' if count == 1 else 'letters wait'}. Nothing was sent.")
        return
    worker = f"{socket.gethostname()}:{os.getpid()}"
    postbox = current_app.extensions["postbox"]
    handled = 0
    while some := send_letters(db.session(), postbox, now=now(), worker=worker):
        handled += some
    states = queries.outcome(db.session(), since=began)
    print(f"{handled} handled: {states.get('sent', 0)} sent, {states.get('queued', 0)} wait.")
    if failed := states.get("failed", 0):
        print(f"{failed} failed: see /admin/letters.", file=sys.stderr)
    if not handled and queries.waiting(db.session(), now=began):
        print("No mail server answers. The letters wait; try again.", file=sys.stderr)
        sys.exit(1)
