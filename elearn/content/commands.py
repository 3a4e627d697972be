"""``flask modules``: check the folder of modules, and publish what changed in it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from elearn.content.curriculum import read_curriculum
from elearn.content.faults import ContentError, Fault
from elearn.content.publish import (
    Published,
    PublishError,
    load_contacts,
    load_curriculum,
    publish,
)
from elearn.domain.dates import london_today

if TYPE_CHECKING:
    from elearn.content.document import ModuleDocument
    from elearn.content.reader import Reading

modules = AppGroup("modules", help="Training modules: the files in modules/ and what is published.")
COMMANDS = (modules,)


@modules.command("check")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(path: Path | None) -> None:
    """Say every fault of every module, or of the module or file at PATH.

    \b
    Example: flask modules check modules/notice-and-pass-on
    """
    root, within = _root_of(path)
    reading = _read(root, within)
    for document in reading.documents:
        if within in ("", f"{root.name}/{document.slug}"):
            click.echo(_line(document))


@modules.command("publish")
def publish_command() -> None:
    """Check every module and publish those that changed, with contacts and curriculum.

    \b
    Example: flask modules publish
    """
    root = Path(current_app.extensions["settings"].modules)
    reading = _read(root, "")
    session: Session = current_app.extensions["sqlalchemy"].session()
    try:
        lines = _publish(session, root, reading)
    except PublishError as error:
        session.rollback()
        raise click.ClickException(str(error)) from None
    session.commit()
    for line in lines:
        click.echo(line)


def _publish(session: Session, root: Path, reading: "Reading") -> list[str]:
    now = datetime.now(UTC)
    rules = load_curriculum(
        session, read_curriculum(root / "curriculum.json"), start=london_today(now)
    )
    contacts = load_contacts(session, reading.contacts)
    done = publish(session, reading.documents, now=now)
    notes = {document.slug: document.change_note for document in reading.documents}
    lines = [_published(one, notes[one.slug]) for one in done]
    if contacts:
        lines.append(f"contacts: {', '.join(contacts)}")
    if rules:
        lines.append(f"requirements: {rules} added")
    return lines or ["Nothing has changed."]


def _published(one: Published, note: str) -> str:
    return f"{one.slug}: version {one.number}, {one.change.value}: {note}"


def _line(document: "ModuleDocument") -> str:
    counts = [
        _count(len(document.screens), "screen"),
        _count(len(document.scenarios), "scenario"),
        _count(len(document.items), "question"),
    ]
    return f"{document.slug}: {', '.join(counts)}: no faults"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _read(root: Path, within: str) -> "Reading":
    """The modules below ``root``; faults inside ``within`` are printed and end the command."""
    from elearn.content.reader import read_all  # noqa: PLC0415 pydantic, YAML and Markdown

    try:
        reading = read_all(root, today=london_today(datetime.now(UTC)))
    except ContentError as error:
        _warn(error.warnings, within)
        faults = [fault for fault in error.faults if fault.file.startswith(within)]
        for fault in faults or error.faults:
            click.echo(str(fault))
        number = len(faults or error.faults)
        raise click.ClickException(f"{_count(number, 'fault')} to mend.") from None
    _warn(reading.warnings, within)
    return reading


def _warn(warnings: tuple[Fault, ...], within: str) -> None:
    for warning in warnings:
        if warning.file.startswith(within):
            click.echo(f"{warning} (a warning)", err=True)


def _root_of(path: Path | None) -> tuple[Path, str]:
    """The folder of all modules that ``path`` lies in, and the part of it that was asked for.

    Ids and codes are unique over all modules, so all of them are always read.
    """
    if path is None:
        return Path(current_app.extensions["settings"].modules), ""
    asked = path.resolve()
    for folder in (asked, *asked.parents):
        if (folder / "module.yaml").is_file():
            root = folder.parent
            return root, f"{root.name}/{asked.relative_to(root).as_posix()}"
    return asked, ""
