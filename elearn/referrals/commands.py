"""``flask referrals import`` and ``flask referrals undo``: the same actions as the pages."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from elearn.extensions import db
from elearn.gateways.sheets import MOST_BYTES, SheetFileError
from elearn.referrals.actions import imports as actions
from elearn.referrals.by import By, ReferralError
from elearn.referrals.reading import Plan, PlannedLine, read
from elearn.web.clock import now, today

referrals = AppGroup("referrals", help="Bring in totals of referrals, or take that back.")
COMMANDS = (referrals,)


@referrals.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", is_flag=True, help="Do it. Without this nothing is changed.")
@with_appcontext
def import_(file: Path, apply: bool) -> None:
    """Bring in the totals in FILE (CSV, XLSX or ODS: area, quarter, kind, number), line by line.

    A dry run unless --apply is given. Exit 1 when the file or a line of it was refused.

    \b
    Example: flask referrals import quarter.csv --apply
    """
    session = db.session()
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException("The file is larger than 10 MB. Nothing was changed.")
    try:
        plan, number = _bring_in(file, apply)
    except (SheetFileError, ReferralError) as error:
        session.rollback()
        raise click.ClickException(f"{error} Nothing was changed.") from None
    session.commit()
    _report(plan, number)
    if plan.fates["error"]:
        sys.exit(1)


def _bring_in(file: Path, apply: bool) -> tuple[Plan, int | None]:
    """What the file does, and the import's number if it was applied."""
    session, content, by = db.session(), file.read_bytes(), By(None, now())
    sheet = read(content)
    plan = actions.plan_sheet(session, sheet=sheet, today=today())
    if not apply or not plan.changes:
        return plan, None
    number = actions.keep(
        session, filename=file.name, content=content, lines=len(sheet.lines), by=by
    )
    done = actions.apply(session, number=number, seen=None, by=by, today=today(), sheet=sheet)
    return done, number


@referrals.command("undo")
@click.argument("number", metavar="ID", type=click.IntRange(min=1, max=2_147_483_647))
@with_appcontext
def undo(number: int) -> None:
    """Put back what stood before the import ID.

    \b
    Example: flask referrals undo 3
    """
    session = db.session()
    try:
        undone = actions.undo(session, number=number, by=By(None, now()))
    except ReferralError as error:
        session.rollback()
        raise click.ClickException(str(error)) from None
    session.commit()
    click.echo(f"Import {number} is undone: {undone.put_back} numbers are as they were before.")
    for words in undone.sentences:
        click.echo(words, err=True)


def _report(plan: Plan, number: int | None) -> None:
    for notice in plan.notices:
        click.echo(notice, err=True)
    for one in plan.lines:
        _say(one)
    click.echo(", ".join(f"{fate} {count}" for fate, count in plan.fates.items()))
    if not plan.changes:
        click.echo("Nothing to change: the record says the same already.")
    elif number is None:
        click.echo("This was a dry run: nothing was changed. Add --apply to do it.")
    else:
        undo = f"flask referrals undo {number}"
        click.echo(f"Applied as import {number}. Take it back with: {undo}")


def _say(one: PlannedLine) -> None:
    """One line of the file and what becomes of it. Faults go to stderr."""
    if one.fate == "error":
        click.echo(f"Line {one.line}: {'; '.join(one.words)}", err=True)
        return
    click.echo("\t".join((one.fate, f"line {one.line}", one.area, "; ".join(one.words))))
