"""Makes a backup: written aside, read again, encrypted, put in its place, handed on, written down.

Nothing has the backup's name before it is whole, proved and on the disk. The folder keeps backups
for some days, never longer than ``LONGEST``: they hold people who were erased since.
"""

import contextlib
import hashlib
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.operations.backups.archive import PIECE, BackupError, Manifest, check
from elearn.operations.backups.ciphers import encrypt, recipient
from elearn.operations.backups.dumping import Watch, dump
from elearn.operations.backups.runs import Run, keep
from elearn.operations.trail import note

Clock = Callable[[], datetime]
LONGEST = 35  # days
NAME = re.compile(r"elearn-(\d{8}T\d{6}Z)\.zip(\.age)?")
STAMP = "%Y%m%dT%H%M%SZ"
HANDED_ON_WITHIN = 3600  # seconds
OURS = "ELEARN_"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a backup goes (a file that is not there yet, or a folder), the age public key it is
    encrypted to, the command it is handed to (``{}`` stands for its path), how many days a folder
    keeps, and the folder in which it may lie unencrypted while it is made."""

    to: Path
    aside: Path
    version: str
    key: str = ""
    then: str = ""
    keep_days: int = LONGEST

    @property
    def is_folder(self) -> bool:
        return self.to.is_dir()


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is in its place."""

    path: Path
    manifest: Manifest
    sha256: str
    bytes: int
    removed: int


def make(engine: Engine, wish: Wish, *, clock: Clock, watch: Watch = iter) -> Made:
    """Make a backup; BackupError says why there is none. Either is written down."""
    began = clock()
    try:
        made = _make(engine, wish, began, watch)
        handed = _hand_on(wish.then, made.path)
    except (BackupError, OSError, SQLAlchemyError) as error:
        said = str(error) if isinstance(error, BackupError) else _plainly(error)
        _write_down_failure(engine, Run(began, clock(), "", 0, 0, "", False, False, said[:300]))
        raise BackupError(said) from error
    run = Run(
        began_at=began,
        ended_at=clock(),
        name=made.path.name[:200],
        bytes=made.bytes,
        rows=made.manifest.rows,
        sha256=made.sha256,
        encrypted=bool(wish.key),
        handed_on=handed,
        said="",
    )
    with Session(engine) as session:
        keep(session, run)
        note(
            session,
            action="backup.made",
            actor_id=None,
            subject_kind="backup",
            subject_id=made.sha256,
            detail={
                "rows": run.rows,
                "bytes": run.bytes,
                "encrypted": run.encrypted,
                "handed_on": handed,
            },
            now=run.ended_at,
        )
        session.commit()
    return made


def _plainly(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"The backup could not be written: {error.strerror or type(error).__name__}."
    return f"The database did not answer while it was read ({type(error).__name__}). Run it again."


def _make(engine: Engine, wish: Wish, now: datetime, watch: Watch) -> Made:
    if wish.key:
        recipient(wish.key)  # before an hour's work
    if not 1 <= wish.keep_days <= LONGEST:
        raise BackupError(f"Backups are kept for 1 to {LONGEST} days.")
    target = _target(wish, now)
    with aside(wish.aside if wish.key else target.parent) as plain:
        manifest = dump(engine, plain, version=wish.version, now=now, watch=watch)
        if check(plain) != manifest:
            raise BackupError("The backup does not read as it was written. Is the disk sound?")
        if wish.key:
            with aside(target.parent) as sealed:
                encrypt(plain, sealed, wish.key)
                _put(sealed, target)
        else:
            _put(plain, target)
    removed = _tidy(target.parent, wish.keep_days, now) if wish.is_folder else 0
    return Made(target, manifest, _hash(target), target.stat().st_size, removed)


def _target(wish: Wish, now: datetime) -> Path:
    if wish.is_folder:
        stamp = now.astimezone(UTC).strftime(STAMP)
        return wish.to / f"elearn-{stamp}.zip{'.age' if wish.key else ''}"
    if wish.to.exists():
        raise BackupError(f"{wish.to.name} is there already: give another name, or a folder.")
    if not wish.to.parent.is_dir():
        raise BackupError(f"There is no folder {wish.to.parent}.")
    return wish.to


@contextlib.contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A file that only we may read, gone when the block ends unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=".elearn-", suffix=".part", dir=folder)  # mode 0600
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _put(made: Path, target: Path) -> None:
    """Give a whole file its name, and have the folder remember it through a power cut."""
    made.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _hash(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            hashed.update(piece)
    return hashed.hexdigest()


def _tidy(folder: Path, days: int, now: datetime) -> int:
    """Remove backups of ours that are older than so many days, by the time in their names."""
    removed = 0
    for path in sorted(folder.iterdir()):
        named = NAME.fullmatch(path.name)
        if named and _made_at(named[1]) < now - timedelta(days=days):
            path.unlink()
            removed += 1
    return removed


def _made_at(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def _hand_on(command: str, path: Path) -> bool:
    """Run the command on the file, without a shell and without our settings; whether there was
    one. BackupError if it fails: the file stays where it is."""
    if not command:
        return False
    words = [word.replace("{}", str(path)) for word in shlex.split(command)]
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    try:
        subprocess.run(  # noqa: S603 - the operator's own command, no shell
            words, check=True, env=others, stdin=subprocess.DEVNULL, timeout=HANDED_ON_WITHIN
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise BackupError(
            f"{path.name} was made, but {words[0]} did not take it ({type(error).__name__})."
        ) from error
    return True


def _write_down_failure(engine: Engine, run: Run) -> None:
    with contextlib.suppress(SQLAlchemyError), Session(engine) as session:
        keep(session, run)
        session.commit()
