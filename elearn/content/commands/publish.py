"""``flask modules publish``: what changed in the folder of modules becomes new versions."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from sqlalchemy.orm import Session

from elearn.content.commands.group import modules, our_modules, today, told, warn
from elearn.content.curriculum import read_curriculum
from elearn.content.publish import (
    Published,
    PublishError,
    load_contacts,
    load_curriculum,
    load_recordings,
    publish,
)
from elearn.domain.dates import london_today

if TYPE_CHECKING:
    from elearn.content.reader import Reading


@modules.command("publish")
def publish_command() -> None:
    """Check every module and publish those that changed, with contacts and curriculum.

    \b
    Example: flask modules publish
    """
    root = our_modules()
    reading = _read(root)
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
    recordings = load_recordings(session, reading.recordings)
    done = publish(session, reading.documents, now=now)
    lines = [_published(one) for one in done]
    if contacts:
        lines.append(f"contacts: {', '.join(contacts)}")
    if recordings:
        lines.append(f"recordings: {recordings} added")
    if rules:
        lines.append(f"requirements: {rules} added")
    return lines or ["Nothing has changed."]


def _published(one: Published) -> str:
    return f"{one.slug}: version {one.number}, {one.change.value}: {one.note}"


def _read(root: Path) -> "Reading":
    from elearn.content.reader import read_all  # noqa: PLC0415 pydantic, YAML and Markdown

    with told():
        reading = read_all(root, today=today())
    warn(reading.warnings, "")
    return reading
