"""``flask roster``: the same actions as the pages."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from elearn.extensions import db
from elearn.gateways.sheets import MOST_BYTES, TOO_LARGE, HeadingsError, Line, SheetFileError
from elearn.models import Fate
from elearn.records.places import AgencyName, agency_by_slug
from elearn.roster import actions, queries
from elearn.roster.plan import Outcome, Plan
from elearn.roster.said import SaidError, Words, words_of
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
@click.option("--map", "maps", multiple=True, metavar="HEADING=COLUMN", help="Which is which.")
@click.option("--title", "titles", multiple=True, metavar="TITLE=ROLE", help="A job title's role.")
@with_appcontext
def import_(
    agency: str,
    file: Path,
    apply: bool,
    confirm_leavers: bool,
    maps: tuple[str, ...],
    titles: tuple[str, ...],
) -> None:
    """Bring in the roster FILE (CSV, XLSX or ODS) of AGENCY; say what it does, line by line.

    A dry run unless --apply is given. Exit 1 when the file or a line of it was refused. What
    --map and --title say is remembered for the agency once it is applied.

    \b
    Example: flask roster import aldermouth-city-council people.csv --apply
    Example: flask roster import aldermouth-city-council hr.xlsx --map "Surname=last_name"
    """
    of = _agency(agency)
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException(f"{TOO_LARGE} Nothing was changed.")
    try:
        words = words_of(maps, titles, queries.names_of(db.session(), of.agency_id).roles)
        plan, number = _bring_in(of, file, apply, confirm_leavers, words)
    except SaidError as error:
        raise click.UsageError(str(error)) from None
    except (SheetFileError, actions.RosterError) as error:
        db.session().rollback()
        raise click.ClickException(f"{error}{_headings(error)} Nothing was changed.") from None
    db.session().commit()
    _report(plan, number, confirmed=confirm_leavers)
    if plan.counts[Fate.ERROR]:
        sys.exit(1)


def _agency(slug: str) -> AgencyName:
    found = agency_by_slug(db.session(), slug)
    if found is None:
        raise click.UsageError(f"There is no agency called {slug}. Its slug is in its address.")
    return found


def _headings(error: Exception) -> str:
    """The headings of a file that are not ours, and how to say what they are."""
    if not isinstance(error, HeadingsError):
        return ""
    theirs = ", ".join(one.text for one in error.headings if not one.column)
    return f' It has the columns: {theirs}. Say which is which with --map "Their heading=column".'


def _bring_in(
    of: AgencyName, file: Path, apply: bool, confirm_leavers: bool, words: Words
) -> tuple[Plan, int | None]:
    """What the file does, and the import's number if it was applied."""
    session, content, moment = db.session(), file.read_bytes(), now()
    names = queries.names_of(session, of.agency_id)
    choices = words.added_to(queries.choices_of(session, of.agency_id))
    session.rollback()  # reading takes a while, and no lock is held meanwhile
    people = actions.read_people(content, names, choices, _with_progress)
    if not apply:
        plan = actions.plan_people(session, agency_id=of.agency_id, people=people, today=today())
        return plan, None
    done = actions.bring_in(
        session,
        agency_id=of.agency_id,
        filename=file.name,
        content=content,
        confirm_leavers=confirm_leavers,
        actor_id=None,
        now=moment,
        today=today(),
        people=people,
    )
    _remember(of, words, moment)
    return done.plan, done.number


def _remember(of: AgencyName, words: Words, moment: datetime) -> None:
    session = db.session()
    if words.columns:
        actions.remember_columns(
            session, agency_id=of.agency_id, said=words.columns, actor_id=None, now=moment
        )
    if words.titles:
        actions.remember_titles(
            session, agency_id=of.agency_id, said=words.titles, actor_id=None, now=moment
        )


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


@roster.command("forget")
@click.argument("agency")
@with_appcontext
def forget(agency: str) -> None:
    """Forget what was said about the columns and job titles of AGENCY's files.

    \b
    Example: flask roster forget aldermouth-city-council
    """
    of = _agency(agency)
    actions.forget(
        db.session(), agency_id=of.agency_id, columns=True, titles=True, actor_id=None, now=now()
    )
    db.session().commit()
    click.echo("Forgotten. The next file is read by our own names of columns and roles.")


def _report(plan: Plan, number: int | None, *, confirmed: bool) -> None:
    for notice in plan.notices:
        click.echo(notice, err=True)
    for one in plan.outcomes:
        _say(one)
    for team in plan.new_teams:
        click.echo(f"new team: {team}")
    for title in plan.titles.unknown:
        words = f"unknown role: {title.shown} ({title.lines} lines)"
        click.echo(f'{words}. Add --title "{title.shown}=R15"')
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
