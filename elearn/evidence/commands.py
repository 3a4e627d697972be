"""``flask completions import`` and ``flask completions undo``: the same actions as the pages."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from elearn.evidence.actions import imports as actions
from elearn.evidence.errors import EvidenceError
from elearn.evidence.plan import LineFate, LineOutcome, Plan
from elearn.extensions import db
from elearn.gateways.sheets import MOST_BYTES, Line, SheetFileError
from elearn.records.places import agency_by_slug
from elearn.web.clock import now, today

completions = AppGroup("completions", help="Bring in training done elsewhere, or take that back.")
COMMANDS = (completions,)
NOBODY = "(no staff number)"
LONG = 5_000


@completions.command("import")
@click.argument("agency")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", is_flag=True, help="Do it. Without this nothing is changed.")
@with_appcontext
def import_(agency: str, file: Path, apply: bool) -> None:
    """Bring in the completions FILE (CSV, XLSX or ODS) of AGENCY; say what it does, line by line.

    A dry run unless --apply is given. Exit 1 when the file or a line of it was refused.

    \b
    Example: flask completions import aldermouth-city-council done.csv --apply
    """
    session = db.session()
    of = agency_by_slug(session, agency)
    if of is None:
        raise click.UsageError(f"There is no agency called {agency}. Its slug is in its address.")
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException("The file is larger than 10 MB. Nothing was changed.")
    try:
        plan, number = _bring_in(of.agency_id, file, apply)
    except (SheetFileError, EvidenceError) as error:
        session.rollback()
        raise click.ClickException(f"{error} Nothing was changed.") from None
    session.commit()
    _report(plan, number)
    if plan.counts[LineFate.ERROR]:
        sys.exit(1)


def _bring_in(agency_id: int, file: Path, apply: bool) -> tuple[Plan, int | None]:
    """What the file does, and the import's number if it was applied."""
    session, content = db.session(), file.read_bytes()
    if not apply:
        plan = actions.plan_of(
            session, agency_id=agency_id, content=content, today=today(), watch=_with_progress
        )
        return plan, None
    found = actions.preview(
        session,
        agency_id=agency_id,
        filename=file.name,
        content=content,
        actor_id=None,
        now=now(),
        today=today(),
        watch=_with_progress,
    )
    done = actions.apply(
        session,
        agency_id=agency_id,
        number=found.number,
        seen=None,
        actor_id=None,
        now=now(),
        today=today(),
    )
    return done.plan, done.number


@completions.command("undo")
@click.argument("number", metavar="ID", type=click.IntRange(min=1, max=2_147_483_647))
@with_appcontext
def undo(number: int) -> None:
    """Take what the import ID put on record out of it again.

    \b
    Example: flask completions undo 12
    """
    session = db.session()
    try:
        revoked = actions.undo(session, number=number, actor_id=None, now=now(), today=today())
    except EvidenceError as error:
        session.rollback()
        raise click.ClickException(str(error)) from None
    session.commit()
    click.echo(f"Import {number} is undone: {revoked} completions no longer count.")


def _report(plan: Plan, number: int | None) -> None:
    for notice in plan.notices:
        click.echo(notice, err=True)
    for one in plan.outcomes:
        _say(one)
    click.echo(", ".join(f"{fate} {count}" for fate, count in plan.counts.items()))
    if number is None:
        click.echo("This was a dry run: nothing was changed. Add --apply to do it.")
    else:
        click.echo(
            f"Applied as import {number}. Take it back with: flask completions undo {number}"
        )
    if not plan.acts:
        click.echo("Nothing to change: the record says the same already.")


def _say(one: LineOutcome) -> None:
    """One line: fate, line of the file, who by staff number, what. Faults go to stderr."""
    parts = (one.fate.value, f"line {one.line}", one.staff_number or NOBODY, "; ".join(one.words))
    click.echo("\t".join(part for part in parts if part))
    for fault in one.faults:
        click.echo(str(fault), err=True)


def _with_progress(lines: Sequence[Line]) -> Iterator[Line]:
    """The same lines, with a bar on a terminal where they take longer than two seconds."""
    if len(lines) < LONG or not sys.stderr.isatty():
        yield from lines
        return
    with click.progressbar(lines, label="Reading the lines", file=sys.stderr) as bar:
        yield from bar
