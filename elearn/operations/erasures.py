"""The list of those who were erased: kept beside the database, and applied again to a database
that comes back from a backup made before."""

import os
import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn.models import Erasure, Person, PersonStatus
from elearn.operations.erasing import erase_record, letters_of
from elearn.operations.trail import note

NAME = "erased.txt"
MOST_WAIT_MS = 1_000
LINE = re.compile(r"^(\S+) ([A-Za-z0-9_-]{8,32})$")


def remember(folder: Path, token: str, at: datetime) -> None:
    """Add a line to the list in the instance folder, on the disk before this returns. A token that
    is there already is not added again."""
    if token in listed(folder):
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    before = path.read_bytes() if path.exists() else b""
    own_line = "\n" if before and not before.endswith(b"\n") else ""  # a crash cut the last short
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, (own_line + _line(token, at)).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def listed(folder: Path) -> dict[str, datetime]:
    """Tokens and days of the list; nothing where there is no list. A line that a crash cut short
    is passed over: what it told of is in the database too, if it happened."""
    path = folder / NAME
    lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
    found = (LINE.match(line) for line in lines)
    return {one[2]: _moment(one[1]) for one in found if one and _is_moment(one[1])}


def shorten(folder: Path, *, before: datetime) -> int:
    """Take lines out of the list that no backup is old enough to need; how many. The list is
    written anew beside itself and put in its place, so that a crash leaves one or the other."""
    known = listed(folder)
    stay = {token: at for token, at in known.items() if at >= before}
    if len(stay) == len(known):
        return 0
    part = folder / f"{NAME}.part"
    part.touch(mode=0o600)
    with part.open("w", encoding="utf-8") as file:
        file.writelines(_line(token, at) for token, at in stay.items())
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / NAME)
    return len(known) - len(stay)


def _line(token: str, at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {token}\n"


def _is_moment(text: str) -> bool:
    try:
        _moment(text)
    except ValueError:
        return False
    return True


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def apply_again(session: Session, folder: Path, now: datetime) -> int:
    """Erase anew whoever the list names and the database, as it came back, still holds. How many
    records. Twice changes nothing. Lists of the database and of the folder are made one."""
    known = listed(folder)
    kept = {one.token: one.erased_at for one in session.scalars(select(Erasure))}
    for token in sorted(kept.keys() - known.keys()):
        remember(folder, token, kept[token])
    for token in sorted(known.keys() - kept.keys()):
        session.add(Erasure(token=token, erased_at=known[token]))
    again = _still_there(session, known.keys() | kept.keys())
    for person in again:
        letters = letters_of(session, person)
        erase_record(session, person, now)
        forget_letter_files(folder, letters)
    if again:
        note(
            session,
            action="erased again",
            actor_id=None,
            subject_kind="restore",
            subject_id=len(again),
            detail={"records": len(again)},
            now=now,
        )
    return len(again)


def _still_there(session: Session, tokens: set[str]) -> list[Person]:
    statement = select(Person).where(
        Person.public_id.in_(tokens), Person.status != PersonStatus.ERASED
    )
    return list(session.scalars(statement.order_by(Person.id)))


def add(session: Session, person: Person, *, folder: Path | None, now: datetime) -> None:
    """Put a person on the list before their record is changed: in the database, and in the folder
    at once. If the transaction fails after that, the list names somebody who asked to go."""
    if folder is not None:
        remember(folder, person.public_id, now)
    session.add(Erasure(token=person.public_id, erased_at=now))
    session.flush()


def forget_letter_files(folder: Path, message_ids: list[str]) -> int:
    """Delete the files of letters, where letters are kept as files; how many there were."""
    gone = 0
    for message_id in message_ids:
        number = message_id.strip("<>").partition("@")[0][:32]
        for path in (folder / "mail").glob(f"*-{number}.eml") if number else ():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def overwrite_traces(engine: Engine) -> None:
    """After a commit: have SQLite move its log into the file and empty it, so that what was
    erased stands in neither (``secure_delete`` overwrites it in the file). Where somebody reads at
    that moment the log goes with the next one. PostgreSQL overwrites when it vacuums, by itself."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            waits = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {MOST_WAIT_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            cursor.execute(f"PRAGMA busy_timeout = {int(waits)}")
