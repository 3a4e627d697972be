"""``flask audit …``: run an audit, take its files, prove it, compare it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from elearn.audit import changes as compared
from elearn.audit.actions import freeze, recompute, verify
from elearn.audit.changed.stored import flows_between
from elearn.audit.changed.words import flow_line
from elearn.audit.editions import Opened, read
from elearn.audit.files import as_json, as_workbook, csv_files
from elearn.audit.queries import editions as queries
from elearn.audit.queries.editions import Edition
from elearn.audit.queries.late import late_facts
from elearn.audit.reports.given import printed
from elearn.audit.reports.loading import (
    REPORTS,
    given_for,
    has_agency,
    named,
)
from elearn.audit.run.commands import COMMANDS as RUN
from elearn.audit.standalone import as_html
from elearn.audit.why import reasons, said
from elearn.audit.words import number
from elearn.domain.dates import DayError, parse_day, uk_date
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.gateways.documents import DocumentError
from elearn.operations.trail import note
from elearn.web.clock import now, today

audit = AppGroup("audit", help="Training-gap audits: run, open, freeze, publish, report, prove.")
COMMANDS = (audit,)
for one in RUN:
    audit.add_command(one)

AUDIENCES = click.Choice([Audience.PUBLIC.value, Audience.PARTNERSHIP.value, Audience.FULL.value])
FORMATS = click.Choice(["pdf", "xlsx", "json", "html", "csv"])
MOST_LINES = 40


@contextmanager
def _saved() -> Iterator[Session]:
    """One transaction a command: all of it or nothing."""
    session = db.session()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def _reading() -> Iterator[Session]:
    """A transaction that writes nothing and stops nobody from writing."""
    session = db.session()
    session.info["read_only"] = True
    try:
        yield session
    finally:
        session.rollback()
        session.info.pop("read_only", None)


def _edition(session: Session, audit_id: int) -> Edition:
    found = queries.edition(session, audit_id)
    if found is None:
        raise click.ClickException(f"There is no audit {audit_id}. The page /audits lists them.")
    return found


def _day(text: str) -> date:
    if text == "today":
        return today()
    try:
        day = parse_day(text)
    except DayError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None
    if day > today():
        raise click.BadParameter("The census date cannot be in the future.", param_hint="--as-of")
    return day


@audit.command("run")
@click.option("--as-of", required=True, metavar="DATE", help="The census date, or: today.")
@click.option("--name", help="How people will speak of it; the census date if left out.")
def run(as_of: str, name: str | None) -> None:
    """Count who was in date and what people knew on a day, freeze it, and print what it found.

    \b
    Example: flask audit run --as-of 2026-09-30 --name "Autumn 2026"
    """
    day = _day(as_of)
    with _saved() as session:
        frozen = freeze(
            session, name=name or f"As at {uk_date(day)}", as_of=day, now=now(), by=None
        )
        click.echo(f"Audit {frozen.id}: {frozen.manifest['headline']}.")
        click.echo(f"sha256 {frozen.digest}")


@audit.command("report")
@click.argument("audit_id", metavar="ID", type=int)
@click.option("--format", "kind", type=FORMATS, required=True, help="csv makes a folder.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option(
    "--audience",
    type=AUDIENCES,
    default=Audience.PARTNERSHIP.value,
    show_default=True,
    help="Whose rule for small numbers. full hides nothing and is noted in the trail.",
)
@click.option(
    "--report",
    "which",
    type=click.Choice([*REPORTS, "agency"]),
    default="steering",
    show_default=True,
    help="Which report, with --format pdf or html.",
)
@click.option("--agency", default="", metavar="SLUG", help="Whose page, with --report agency.")
def report(audit_id: int, kind: str, output: Path, audience: str, which: str, agency: str) -> None:
    """Write an edition to a file, or with --format csv to a folder.

    \b
    Example: flask audit report 3 --format pdf -o autumn.pdf
             flask audit report 3 --format csv -o autumn/ --audience public
    """
    reader = Audience(audience)
    if reader is Audience.FULL:
        _note_full(audit_id, kind)
    with _reading() as session:
        edition = _edition(session, audit_id)
        opened = read(session, edition, audience=reader, now=now())
        if not opened.sealed:
            click.echo("The seal of this edition is broken: do not use its figures.", err=True)
        try:
            if kind in ("pdf", "html"):
                output.write_bytes(_report(session, opened, kind, which, agency))
            elif kind == "xlsx":
                earlier = queries.earlier_ones(session, edition)
                output.write_bytes(as_workbook(opened, earlier))
            else:
                _write(opened, kind, output)
        except OSError as error:
            raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
        except DocumentError as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"Wrote {output}.")


def _note_full(audit_id: int, kind: str) -> None:
    """The trail says that the unsuppressed figures were taken, before they are."""
    with _saved() as session:
        _edition(session, audit_id)
        note(
            session,
            action="audit.read-in-full",
            actor_id=None,
            subject_kind="audit",
            subject_id=audit_id,
            detail={"as": kind},
            now=now(),
        )


def _report(session: Session, opened: Opened, kind: str, which: str, agency: str) -> bytes:
    """A report by its name, as a document or as a page that needs no server."""
    if which == "agency" and not has_agency(opened, agency):
        raise click.BadParameter("It is not in this edition.", param_hint="--agency")
    partnership = current_app.extensions["settings"].partnership
    previous, audience = queries.before(session, opened.edition), opened.shown.audience
    before = read(session, previous, audience=audience, now=now()) if previous else None
    given = given_for(session, opened, before, partnership=partnership, today=today())
    facts = named(given, which, agency)
    if kind == "html":
        return as_html(facts, opened).encode()
    made: bytes = current_app.extensions["documents"].report(printed(facts))
    return made


def _write(opened: Opened, kind: str, output: Path) -> None:
    if kind == "csv":
        output.mkdir(parents=True, exist_ok=True)
        for name, text in csv_files(opened):
            (output / name).write_text(text, "utf-8", newline="")
    else:
        output.write_text(as_json(opened), "utf-8")


@audit.command("verify")
@click.argument("audit_id", metavar="ID", type=int)
def verify_command(audit_id: int) -> None:
    """Check that the rows of an edition still have the hash they were frozen with.

    Exit 1 when they have not.

    \b
    Example: flask audit verify 3
    """
    with _reading() as session:
        edition = _edition(session, audit_id)
        whole = verify(session, audit_id=audit_id)
    if not whole:
        raise click.ClickException(
            f"Audit {audit_id} is broken: its rows do not have the hash {edition.digest}. "
            "Restore it from a backup."
        )
    click.echo(f"Audit {audit_id} is whole: sha256 {edition.digest}")


@audit.command("recompute")
@click.argument("audit_id", metavar="ID", type=int)
@click.option("--full", is_flag=True, help="With the numbers, unsuppressed; noted in the trail.")
def recompute_command(audit_id: int, full: bool) -> None:
    """Count an edition's day again from the record, and say what differs and why.

    A difference is no fault: facts come late, mistakes are corrected, people are erased. The
    frozen edition stays as it is.

    \b
    Example: flask audit recompute 3
    """
    if full:
        _note_full(audit_id, "recompute")
    with _reading() as session:
        edition = _edition(session, audit_id)
        found = recompute(session, audit_id=audit_id)
        late = late_facts(session, on=edition.as_of, frozen_at=edition.frozen_at)
    if not found:
        click.echo(f"Audit {audit_id}: counting again gives the same figures.")
        return
    click.echo(f"Audit {audit_id}: {len(found)} rows differ when counted again.")
    for difference in found[:MOST_LINES]:
        click.echo(f"  {said(difference, numbers=full)}")
    if len(found) > MOST_LINES:
        click.echo(f"  and {len(found) - MOST_LINES} more")
    click.echo("Recorded since it was frozen, and bearing on its census date:")
    for reason in reasons(late):
        click.echo(f"  {reason}")


@audit.command("compare")
@click.argument("before_id", metavar="ID", type=int)
@click.argument("after_id", metavar="ID", type=int)
def compare(before_id: int, after_id: int) -> None:
    """Say what changed from one edition to another, by agency and module, for the partnership.

    Changes are exact differences of the counts of both editions; a change is hidden where either
    count is. The partnership's change in points is split into rate (agencies' own coverage moved)
    and mix (their share of the people in scope moved, or an agency joined or left). The flows
    say why: trained, renewed, lapsed, left, joined, moved, rules, late data. They add up to the
    change.

    \b
    Example: flask audit compare 2 3
    """
    with _reading() as session:
        old, new = (
            read(session, _edition(session, each), audience=Audience.PARTNERSHIP, now=now())
            for each in (before_id, after_id)
        )
        rows = flows_between(session, old, new)
    click.echo(f"From {old.edition.name} ({uk_date(old.edition.as_of)})")
    click.echo(f"to {new.edition.name} ({uk_date(new.edition.as_of)})")
    for change in compared.changes(old.shown, new.shown):
        click.echo(_change(change))
    for flow in rows:
        click.echo(flow_line(flow))
    if parts := compared.split(old.shown, new.shown):
        click.echo(
            f"Coverage {parts.before:.1f}% to {parts.after:.1f}%: {parts.total:+.1f} points, "
            f"rate {parts.rate:+.1f}, mix {parts.mix:+.1f}"
        )


def _change(change: compared.Change) -> str:
    place = " ".join(part for part in (change.agency or "partnership", change.module) if part)
    return (
        f"  {place}: in date {_pair(change.in_date, change.more_in_date)}, "
        f"in scope {_pair(change.in_scope, change.more_in_scope)}"
    )


def _pair(pair: tuple[int | None, int | None], more: int | None) -> str:
    if more is None:
        return "hidden"
    return f"{number(pair[0])} to {number(pair[1])} ({more:+,})"
