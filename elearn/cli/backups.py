"""``flask backup`` and ``flask restore``: everything in the database, out of it and back."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Connection, select

from elearn.audit.actions import verify as verify_audit
from elearn.audit.actions.freeze import SOFTWARE
from elearn.config import ROOT, Settings
from elearn.extensions import db
from elearn.models import Audit
from elearn.operations.backups import BackupError, check
from elearn.operations.backups.making import LONGEST, Made, Wish, make
from elearn.operations.backups.restoring import Restored, Schema, restore
from elearn.web.backups import wish_of
from elearn.web.clock import now

File = click.Path(path_type=Path)
A_MEBIBYTE = 1 << 20


@click.command("backup")
@click.argument("to", type=File, required=False)
@click.option("--key", help="An age public key to encrypt to. Default: ELEARN_BACKUP_KEY.")
@click.option("--then", "then", help="A command it is handed to; {} stands for the file's path.")
@click.option("--keep", type=click.IntRange(1, LONGEST), help="Days for which a folder keeps them.")
@with_appcontext
def backup(to: Path | None, key: str | None, then: str | None, keep: int | None) -> None:
    """Back up everything in the database, while the service goes on.

    TO is a file that is not there yet, or a folder, in which it is named by the time and old
    backups are removed. Default: ELEARN_BACKUP_TO. It is read again and proved before it gets its
    name. The secret key and the settings are not in it: keep those apart.

    \b
    Example: flask backup /var/backups/elearn/ --keep 30 --then "rclone copy {} away:elearn"
    """
    settings: Settings = current_app.extensions["settings"]
    if to is None and not settings.backup_to:
        _fail("Say where to: flask backup FILE or FOLDER, or set ELEARN_BACKUP_TO.", 2)
    wished = wish_of(settings, to or Path(settings.backup_to), version=SOFTWARE)
    wish = Wish(
        wished.to,
        wished.aside,
        wished.version,
        key=wished.key if key is None else key,
        then=wished.then if then is None else then,
        keep_days=keep or wished.keep_days,
    )
    try:
        made = make(db.engine, wish, clock=now, watch=_shown("Backing up"))
    except BackupError as error:
        _fail(str(error))
    _say_made(made, wish)


def _say_made(made: Made, wish: Wish) -> None:
    size = f"{made.bytes / A_MEBIBYTE:,.1f} MiB"
    how = "encrypted" if wish.key else "NOT encrypted (set ELEARN_BACKUP_KEY)"
    click.echo(f"{made.path}: {made.manifest.rows:,} rows, {size}, proved, {how}.")
    click.echo(f"SHA-256 {made.sha256}")
    if made.removed:
        click.echo(f"{made.removed} older backups were removed.")


@click.command("restore")
@click.argument("file", type=File)
@click.option("--replace", is_flag=True, help="Do it although the database has people in it.")
@click.option("--identity", type=File, help="The file with the age secret key, if encrypted.")
@click.option("--check", "only_check", is_flag=True, help="Only read and prove a plain backup.")
@with_appcontext
def restore_command(file: Path, replace: bool, identity: Path | None, only_check: bool) -> None:
    """Put a backup back, all of it or nothing. Stop the web server and the worker before.

    Sessions and links that were open are closed, letters that were waiting are held back, and
    people who were erased since are erased again.

    \b
    Example: flask restore elearn-20261122T030000Z.zip.age --identity key.txt --replace
    """
    settings: Settings = current_app.extensions["settings"]
    db.session.remove()
    try:
        if only_check:
            found = check(file)
            click.echo(f"{file.name} is whole: {found.rows:,} rows, made {_when(found.made_at)}.")
            return
        restored = restore(
            db.engine,
            file,
            schema=our_schema(),
            folder=Path(settings.instance),
            now=now(),
            replace=replace,
            identity=identity,
            watch=_shown("Restoring"),
        )
    except BackupError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{file} cannot be read: {error.strerror}.")
    _say_restored(restored)


def _say_restored(restored: Restored) -> None:
    found, settled = restored.manifest, restored.settled
    click.echo(
        f"{restored.rows:,} rows of {len(found.parts)} tables are back as they were "
        f"{_when(found.made_at)}, each table proved by its hash."
    )
    click.echo(
        f"{settled.sessions} sessions were ended, {settled.letters} letters held back, "
        f"{settled.erased} people erased again."
    )
    if settled.trail_breaks_at is None:
        click.echo("The trail is whole.")
    else:
        click.echo(f"The trail breaks at entry {settled.trail_breaks_at}.", err=True)
    broken = [
        str(number) for number in _audits() if not verify_audit(db.session(), audit_id=number)
    ]
    db.session.rollback()
    if broken:
        click.echo(f"These audits are not as they were frozen: {', '.join(broken)}.", err=True)
    else:
        click.echo("Every frozen audit is as it was frozen.")
    click.echo("Start the web server and the worker again.")


def _audits() -> Sequence[int]:
    statement = select(Audit.id).where(Audit.digest.is_not(None)).order_by(Audit.id)
    return db.session().scalars(statement).all()


def our_schema() -> Schema:
    """The migrations of this version, and how they are run on a connection."""
    from alembic import command  # noqa: PLC0415 - alembic costs every command 140 ms
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    migrate: Any = current_app.extensions["migrate"].migrate

    def upgrade(connection: Connection, revision: str) -> None:
        config = migrate.get_config(str(ROOT / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    scripts = ScriptDirectory.from_config(migrate.get_config(str(ROOT / "migrations")))
    ordered = [script.revision for script in scripts.walk_revisions()]
    return Schema(tuple(reversed(ordered)), upgrade)


def _shown(label: str) -> Callable[[Sequence[Any]], Iterable[Any]]:
    """A progress bar where somebody looks on."""

    def watch(things: Sequence[Any]) -> Iterator[Any]:
        if not sys.stderr.isatty():
            yield from things
            return
        with click.progressbar(things, label=label, file=sys.stderr) as bar:
            yield from bar

    return watch


def _when(made_at: str) -> str:
    return datetime.fromisoformat(made_at).astimezone(UTC).strftime("%-d %B %Y at %H:%M UTC")


def _fail(sentence: str, status: int = 1) -> Any:
    click.echo(sentence, err=True)
    sys.exit(status)
