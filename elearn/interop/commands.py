"""``flask data …``: everything an audit rests on, for somebody else to count again."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from elearn.extensions import db
from elearn.interop.pseudonyms import as_they_are, pseudonyms
from elearn.interop.writing import FolderNotEmptyError, make_folder, one_moment, write_export
from elearn.operations.trail import note
from elearn.web.clock import now, today

data = AppGroup("data", help="The record as files.")
COMMANDS = (data,)


@data.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--pseudonymous",
    is_flag=True,
    help="People under keyed names; full names, e-mail addresses and staff numbers left blank.",
)
def export(folder: Path, pseudonymous: bool) -> None:
    """Write one CSV a kind into FOLDER, which must be new or empty.

    Everything is read at one moment while the service goes on. The trail notes the export.

    \b
    Example: flask data export /srv/handover --pseudonymous
    """
    try:
        make_folder(folder)
        _note(pseudonymous)
        _write(folder, pseudonymous)
    except FolderNotEmptyError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{folder} cannot be written: {error.strerror}. Check the folder and the disk."
        ) from None
    if not pseudonymous:
        click.echo("These files hold names and addresses of people: keep them safe.", err=True)


def _note(pseudonymous: bool) -> None:
    session = db.session()
    note(
        session,
        action="data.exported",
        actor_id=None,
        subject_kind="service",
        subject_id="all",
        detail={"pseudonymous": pseudonymous},
        now=now(),
    )
    session.commit()


def _write(folder: Path, pseudonymous: bool) -> None:
    key = current_app.extensions["settings"].secret_key
    session = db.session()
    one_moment(session)
    try:
        write_export(
            session,
            folder,
            namer=pseudonyms(key) if pseudonymous else as_they_are,
            pseudonymous=pseudonymous,
            today=today(),
            said=lambda name, rows: click.echo(f"{name}: {rows:,}"),
        )
    finally:
        session.rollback()
        session.info.pop("read_only", None)
