"""``flask reminders …``: who is due what, writing the letters, and sending those that wait."""

import os
import socket
import sys
from datetime import date, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from elearn.domain.dates import london_today, uk_date
from elearn.extensions import db
from elearn.records.places import agency_by_slug
from elearn.reminders import planning
from elearn.reminders.daily import Written, write_all
from elearn.reminders.jobs import send_letters
from elearn.reminders.queries import outbox
from elearn.web.clock import now, today
from elearn.web.sender import sender

reminders = AppGroup("reminders", help="Who is due what, and sending the letters that wait.")
COMMANDS = (reminders,)


@reminders.command()
@click.option("--names", metavar="AGENCY", help="One agency's people by name, by its slug.")
def plan(names: str | None) -> None:
    """Say who has training that is overdue, or due within 30 days, who is written to, and how many
    are asked five questions months after a module. Writes nothing.

    Example: flask reminders plan --names north-council
    """
    day = today()
    rows = planning.plan(db.session(), today=day)
    if names:
        _by_name(names, rows)
        return
    _questions(day)
    agencies = planning.by_agency(rows, today=day)
    if not agencies:
        print("Nothing is due in the next 30 days.")
        return
    width = max(len(row.agency) for row in agencies)
    print(f"{'People at':<{width}}  overdue  30 days  letters today  not reached")
    for row in agencies:
        print(
            f"{row.agency:<{width}}  {row.overdue:>7}  {row.soon:>7}  {row.letters:>13}  "
            f"{row.unreached:>11}"
        )


def _questions(day: date) -> None:
    asked = planning.plan_questions(db.session(), now=now(), today=day)
    if asked:
        people = "person is" if len(asked) == 1 else "people are"
        print(
            f"{len(asked)} {people} asked five questions today on what they completed months ago."
        )


def _by_name(slug: str, rows: tuple[planning.Planned, ...]) -> None:
    agency = agency_by_slug(db.session(), slug)
    found = [row for row in rows if agency and row.due.agency_id == agency.agency_id]
    if not found:
        print(f"Nothing is due in {slug} in the next 30 days, or there is no such agency.")
        return
    for row in found:
        due = row.due
        print(f"{uk_date(due.due_on):<17}  {due.name}  {due.module}  ({due.role})  {row.why}")


@reminders.command()
@click.option("--dry-run", is_flag=True, help="Only say how many letters would go out.")
def send(dry_run: bool) -> None:
    """Write the letters that are called for today, and send everything that waits in the outbox.

    Example: flask reminders send --dry-run
    """
    began = now()
    if dry_run:
        _would_send(began)
        return
    _say(write_all(db.session(), sender=sender(), now=began, today=london_today(began)))
    worker = f"{socket.gethostname()}:{os.getpid()}"
    postbox = current_app.extensions["postbox"]
    handled = 0
    while some := send_letters(db.session(), postbox, now=now(), worker=worker):
        handled += some
    states = outbox.outcome(db.session(), since=began)
    print(f"{handled} handled: {states.get('sent', 0)} sent, {states.get('queued', 0)} wait.")
    if failed := states.get("failed", 0):
        print(f"{failed} failed: see /admin/letters.", file=sys.stderr)
    if not handled and outbox.waiting(db.session(), now=began):
        print("No mail server answers. The letters wait; try again.", file=sys.stderr)
        sys.exit(1)


def _would_send(began: datetime) -> None:
    rows = planning.plan(db.session(), today=london_today(began))
    people = len({row.due.person_id for row in rows if row.is_letter})
    _questions(london_today(began))
    count = outbox.waiting(db.session(), now=began)
    print(f"{people} {'person' if people == 1 else 'people'} would be written to.")
    print(f"{count} {'letter waits' if count == 1 else 'letters wait'}. Nothing was sent.")


def _say(written: Written) -> None:
    print(
        f"{_many(written.own, 'reminder')} written, {_many(written.leads, 'letter')} to leads, "
        f"{_many(written.managers, 'letter')} to managers, "
        f"{_many(written.asked, 'letter')} with five questions."
    )


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
