"""``flask demo seed``, and what ``bin/run`` says before it starts: ``prepare`` and ``welcome``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from elearn.config import ROOT, Settings
from elearn.content.commands import publish_command
from elearn.content.faults import ContentError
from elearn.content.publish import PublishError
from elearn.demo import preparing, seeding
from elearn.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from elearn.domain.dates import DayError, parse_day
from elearn.extensions import db
from elearn.web.clock import now, today

demo = AppGroup("demo", help="An invented partnership to look around in.")
Size = click.IntRange(min=seeding.FEWEST, max=seeding.MOST)


@demo.command("seed")
@click.option("--people", default=seeding.PEOPLE, show_default=True, type=Size)
@click.option("--seed", default=seeding.SEED, show_default=True, help="Another number, others.")
@click.option("--as-of", "as_of", metavar="DATE", help="The day it plays on; today if left out.")
def seed_command(people: int, seed: int, as_of: str | None) -> None:
    """Fill an empty database with the demonstration partnership: the same for the same seed, size
    and day. A second time nothing is changed. Not in production, and not among real people.

    \b
    Example: flask demo seed --people 600 --as-of 2026-11-22
    """
    if _settings().is_production:
        raise click.ClickException(
            "This is production, so no demonstration is put here. Set ELEARN_ENV=demo and name "
            "another database to look around."
        )
    seed_and_say(people=people, seed=seed, as_of=_day(as_of))


def _day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        day = parse_day(text)
    except DayError as error:
        raise click.UsageError(str(error)) from None
    if day > today():
        raise click.UsageError(f"{text} is still to come. Take today or a day before.")
    return day


def seed_and_say(*, people: int, seed: int, as_of: date) -> None:
    """Put the demonstration there, commit it and say what there is; nothing, if it is there."""
    session = db.session()
    try:
        with _progress() as watch:
            made = seeding.seed_demo(
                session,
                people=people,
                seed=seed,
                today=as_of,
                now=now(),
                modules=Path(_settings().modules),
                progress=watch,
            )
    except (seeding.DemoRefusedError, PublishError, ContentError) as error:
        session.rollback()
        raise click.ClickException(str(error)) from None
    session.commit()
    if made is None:
        print("The demonstration is already there. Nothing was changed.")
        return
    print(
        f"{made.people:,} people of {made.agencies} agencies, {made.attempts:,} tries at a quiz, "
        f"{made.completions:,} completions, 2 frozen audits."
    )


@contextmanager
def _progress() -> Iterator[seeding.Progress]:
    """A bar on a terminal, a line for each step otherwise."""
    if not sys.stdout.isatty():
        said: list[str] = []

        def line(what: str, percent: int) -> None:
            if what not in said and percent < 100:
                said.append(what)
                print(f"{what} ...", flush=True)

        yield line
        return
    with click.progressbar(length=100, label="Demonstration", width=30) as bar:

        def move(what: str, percent: int) -> None:
            bar.label = f"{what:<26}"
            bar.update(percent - bar.pos)

        yield move


@click.command("prepare")
@click.pass_context
@with_appcontext
def prepare(context: click.Context) -> None:
    """Make everything ready to start: the database's tables, the modules, and in a demonstration
    the partnership to look around in. Quick when nothing is to be done.

    \b
    Example: flask prepare
    """
    settings, session = _settings(), db.session()
    folders = {"modules": Path(settings.modules), "instance": Path(settings.instance)}
    _upgrade()
    if settings.is_demo and seeding.is_empty(session):
        seed_and_say(people=seeding.PEOPLE, seed=seeding.SEED, as_of=today())
        preparing.remember(session, **folders)
    elif not preparing.is_published(session, **folders):
        context.invoke(publish_command)
        preparing.remember(session, **folders)
    session.rollback()


def _upgrade() -> None:
    session = db.session()
    current = preparing.schema_is_current(session)
    session.rollback()
    if current:
        return
    from flask_migrate import upgrade  # noqa: PLC0415 alembic takes 140 ms

    print("Bringing the database up to date ...", flush=True)
    upgrade(directory=str(ROOT / "migrations"))


@click.command("welcome")
@with_appcontext
def welcome() -> None:
    """Say where the service is and, in a demonstration, who can sign in.

    \b
    Example: flask welcome
    """
    settings = _settings()
    print(f"{settings.partnership}: {settings.base_url}")
    if not settings.is_demo or not seeding.is_seeded(db.session()):
        return
    wide = max(len(one.email) for one in DEMO_ACCOUNTS)
    print(f"\nThis is a demonstration. Sign in as any of these, with {DEMO_PASSWORD}:\n")
    for one in DEMO_ACCOUNTS:
        print(f"  {one.email:{wide}}  {one.who}")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


COMMANDS = (demo, prepare, welcome)


def ready_for_flask_run(app: Flask) -> None:
    """Make a demonstration ready before ``flask run`` serves it, as ``bin/run`` does; a service in
    production is made ready by whoever runs it."""
    if not app.extensions["settings"].is_demo:
        return
    with app.app_context():
        if not preparing.schema_is_current(db.session()):
            db.session.remove()
            prepare.main(args=[], standalone_mode=False)
        db.session.remove()
