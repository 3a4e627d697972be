"""``flask roster import`` and ``flask roster undo``: the same actions as the pages."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from elearn.extensions import db
from elearn.gateways.sheets import MOST_BYTES, Line, SheetFileError
from elearn.models import Fate
from elearn.records.places import agency_by_slug
from elearn.roster import actions
from elearn.roster.plan import Outcome, Plan
from elearn.web.clock import now, today

roster = AppGroup("roster", help="Bring in the list of an agency's people, or take that back.")
COMMANDS = (roster,)
NOBODY = "(no staff number)"
LONG = 20_000


@roster.command("import")
@click.argument("agency")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", is_flag=True, help="Do it. Without this nothing is changed.")
@click.option("--confirm-leavers", is_flag=True, help="Say that many people have really left.")
@with_appcontext
def import_(agency: str, file: Path, apply: bool, confirm_leavers: bool) -> None:
    """Bring in the roster FILE (CSV or XLSX) of AGENCY; say what it does, line by line.

    A dry run unless --apply is given. Exit 1 when the file or a line of it was refused.

    \b
    Example: flask roster import aldermouth-city-council people.csv --apply
    """
    session = db.session()
    of = agency_by_slug(session, agency)
    if of is None:
        raise click.UsageError(f"There is no agency called {agency}. Its slug is in its address.")
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException("The file is larger than 10 MB. Nothing was changed.")
    try:
        plan, number = _bring_in(of.agency_id, file, apply, confirm_leavers)
    except (SheetFileError, actions.RosterError) as error:
        session.rollback()
        raise click.ClickException(f"{error} Nothing was changed.") from None
    session.commit()
    _report(plan, number, confirmed=confirm_leavers)
    if plan.counts[Fate.ERROR]:
        sys.exit(1)


def _bring_in(
    agency_id: int, file: Path, apply: bool, confirm_leavers: bool
) -> tuple[Plan, int | None]:
    """What the file does, and the import's number if it was applied."""
    session, content = db.session(), file.read_bytes()
    if not apply:
        plan = actions.plan_of(
            session, agency_id=agency_id, content=content, today=today(), watch=_with_progress
        )
        return plan, None
    done = actions.bring_in(
        session,
        agency_id=agency_id,
        filename=file.name,
        content=content,
        confirm_leavers=confirm_leavers,
        actor_id=None,
        now=now(),
        today=today(),
        watch=_with_progress,
    )
    return done.plan, done.number


@roster.command("undo")
@click.argument("number", metavar="ID", type=click.IntRange(min=1, max=2_147_483_647))
@with_appcontext
def undo(number: int) -> None:
    """Put back what the roster import ID changed.

    \b
    Example: flask roster undo 12
    """
    session = db.session()
    try:
        undone = actions.undo(session, number=number, actor_id=None, now=now())
    except actions.RosterError as error:
        session.rollback()
        raise click.ClickException(str(error)) from None
    session.commit()
    click.echo(f"Import {number} is undone: {undone.put_back} people put back.")
    for sentence in undone.sentences:
        click.echo(sentence)


def _report(plan: Plan, number: int | None, *, confirmed: bool) -> None:
    for notice in plan.notices:
        click.echo(notice, err=True)
    for one in plan.outcomes:
        _say(one)
    for team in plan.new_teams:
        click.echo(f"new team: {team}")
    click.echo(", ".join(f"{fate} {count}" for fate, count in plan.counts.items()))
    if number is None:
        click.echo(_what_next(plan, confirmed=confirmed))
    else:
        click.echo(f"Applied as import {number}. Take it back with: flask roster undo {number}")
    if not plan.acts:
        click.echo("Nothing to change: the record says the same already.")


def _what_next(plan: Plan, *, confirmed: bool) -> str:
    if plan.needs_confirmation and not confirmed:
        return (
            f"This was a dry run. {plan.missing} of {plan.present} people stand in no line: "
            "if they have really left, add --apply --confirm-leavers."
        )
    return "This was a dry run: nothing was changed. Add --apply to do it."


def _with_progress(lines: Sequence[Line]) -> Iterator[Line]:
    """The same lines, with a bar on a terminal where they take longer than two seconds."""
    if len(lines) < LONG or not sys.stderr.isatty():
        yield from lines
        return
    with click.progressbar(lines, label="Reading the lines", file=sys.stderr) as bar:
        yield from bar


def _say(one: Outcome) -> None:
    """One line: fate, line of the file, who by staff number, what. Faults go to stderr."""
    where = f"line {one.line}" if one.line else "in no line"
    who = one.staff_number or NOBODY
    what = "; ".join((*one.words, *one.change.notes))
    click.echo("\t".join(part for part in (one.fate.value, where, who, what) if part))
    for fault in one.faults:
        click.echo(str(fault), err=True)
