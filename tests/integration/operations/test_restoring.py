"""What comes back is what was there, in either database; what cannot come back changes nothing."""

import hashlib
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.cli.backups import our_schema
from elearn.extensions import db
from elearn.models import (
    Completion,
    Letter,
    LetterState,
    Person,
    PersonStatus,
    SignInSession,
    TrailEntry,
)
from elearn.models.figures import WANTED, triggers
from elearn.operations.backups.archive import SEAL, SEAL_BYTES
from elearn.operations.backups.dumping import dump, one_moment
from elearn.operations.backups.tables import fingerprint, shapes
from elearn.operations.erasures import remember
from elearn.operations.letters import write
from elearn.operations.trail import note
from tests.support.backups import installation
from tests.support.make import Make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ODD = 'Zoë "tab\there\nand\\N" O’Hara 😀'
CHANGED = {"backup_run", "trail_entry", "sign_in_session", "letter", "heartbeat", "erasure"}


def run(app, *words):
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def fill():
    """Somebody with an odd name, a session, a letter on its way, and a line in the trail."""
    session = db.session()
    make = Make(session)
    person = make.worker(make.agency(), make.role(), name=ODD)
    make.completion(person, make.module(), date(2026, 1, 5))
    session.add(
        SignInSession(
            secret_hash="a" * 64,
            person_id=person.id,
            created_at=NOW,
            expires_at=NOW + timedelta(hours=8),
        )
    )
    write(
        session,
        key="one",
        person_id=person.id,
        to="zoe@example.org",
        subject="s",
        body="b",
        now=NOW,
    )
    note(
        session,
        action="invited",
        actor_id=None,
        subject_kind="person",
        subject_id=person.id,
        now=NOW,
    )
    session.commit()
    token = person.public_id
    db.session.remove()
    return token


def prints():
    with one_moment(db.engine) as connection:
        found = shapes(connection)
        return {one.name: fingerprint(connection, one) for one in found if one.name not in CHANGED}


@pytest.fixture
def backed_up(database, tmp_path):
    """A backup of a small installation: its file, the prints of its tables, whom it holds."""
    with installation(database, tmp_path, "old") as app:
        token = fill()
        assert run(app, "backup", tmp_path / "b.zip").exit_code == 0
        return tmp_path / "b.zip", prints(), token


@pytest.fixture
def there(database, tmp_path):
    """Another installation, empty."""
    with installation(database, tmp_path, "new") as app:
        yield app


def one(statement):
    with Session(db.engine) as session:
        return session.scalar(statement)


def test_everything_comes_back_and_goes_on(backed_up, there):
    file, wanted, _ = backed_up
    done = run(there, "restore", file)
    assert done.exit_code == 0, done.output
    assert "The trail is whole." in done.output
    assert "Every frozen audit is as it was frozen." in done.output
    assert prints() == wanted
    assert one(select(Person.full_name)) == ODD
    assert one(select(func.count()).where(SignInSession.ended_at.is_(None))) == 0
    assert one(select(Letter.state)) is LetterState.FAILED
    with db.engine.connect() as connection:
        assert triggers(connection) == WANTED
    make = Make(db.session())  # rows go on being numbered
    make.worker(make.agency(), make.role())
    db.session.commit()
    assert one(select(func.count(Person.id))) == 2


def test_a_backup_of_one_database_comes_back_in_the_other(backed_up, database, tmp_path):
    file, wanted, _ = backed_up
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[database]
    with installation(other, tmp_path, "other") as app:
        done = run(app, "restore", file)
        assert done.exit_code == 0, done.output
        assert prints() == wanted


def test_people_who_were_erased_since_are_erased_again(backed_up, there):
    file, _, token = backed_up
    remember(Path(there.extensions["settings"].instance), token, NOW)
    done = run(there, "restore", file)
    assert "1 people erased again" in done.output
    assert one(select(Person.status)) is PersonStatus.ERASED
    assert one(select(func.count(Completion.id))) == 1


def test_a_database_with_people_is_replaced_only_if_that_is_said(backed_up, there):
    file, wanted, _ = backed_up
    make = Make(db.session())
    make.worker(make.agency(), make.role(), name="Somebody Else")
    db.session.commit()
    refused = run(there, "restore", file)
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert one(select(Person.full_name)) == "Somebody Else"
    done = run(there, "restore", file, "--replace")
    assert done.exit_code == 0, done.output
    assert prints() == wanted


def resealed(source, target, change):
    """The backup with its manifest or a table changed, and sealed anew."""
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as made:
        for name in read.namelist():
            made.writestr(name, change(name, read.read(name)))
        made.comment = b" " * SEAL_BYTES
    content = target.read_bytes()[:-SEAL_BYTES]
    target.write_bytes(content + SEAL + hashlib.sha256(content).hexdigest().encode())
    return target


def newer(name, content):
    return content.replace(b'"revision": "', b'"revision": "9') if "json" in name else content


def of_unknown_format(name, content):
    return content.replace(b'"format": 1', b'"format": 2') if "json" in name else content


def with_another_table(name, content):
    if "json" not in name:
        return content
    said = json.loads(content)
    part = next(part for part in said["parts"] if part["shape"]["name"] == "area")
    part["shape"]["columns"].append({"name": "extra", "kind": "text"})
    return json.dumps(said).encode()


REFUSED = {
    "newer version": newer,
    "format": of_unknown_format,
    "is not that of revision": with_another_table,
}


def test_what_this_version_cannot_read_changes_nothing(backed_up, there, tmp_path):
    file, _, _ = backed_up
    make = Make(db.session())
    make.worker(make.agency(), make.role(), name="Somebody Else")
    db.session.commit()
    db.session.remove()
    before = prints()
    for said, change in REFUSED.items():
        done = run(there, "restore", resealed(file, tmp_path / "x.zip", change), "--replace")
        assert done.exit_code == 1
        assert said in done.output
    assert prints() == before


@pytest.mark.any_database
def test_a_damaged_backup_changes_nothing(backed_up, there, tmp_path):
    file, _, _ = backed_up
    whole, damaged = file.read_bytes(), tmp_path / "damaged.zip"
    before = prints()
    for content in (whole[:-1], b"", whole[:999], b"x" + whole[1:]):
        damaged.write_bytes(content)
        done = run(there, "restore", damaged, "--replace")
        assert done.exit_code == 1
        assert "not a whole backup" in done.output
    assert run(there, "restore", tmp_path / "nowhere.zip").exit_code == 1
    assert prints() == before


@pytest.mark.any_database
def test_an_encrypted_backup_needs_its_key_and_every_byte_of_it(there, tmp_path):
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# created today\n{key}\n")
    (tmp_path / "other.txt").write_text(f"{other}\n")
    fill()
    path = tmp_path / "b.zip.age"
    assert run(there, "backup", path, "--key", key.to_public()).exit_code == 0
    whole = path.read_bytes()
    assert "--identity" in run(there, "restore", path, "--replace").output
    refused = run(there, "restore", path, "--replace", "--identity", tmp_path / "other.txt")
    assert "another key" in refused.output
    for place in range(0, len(whole), max(1, len(whole) // 10)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        done = run(there, "restore", path, "--replace", "--identity", tmp_path / "key.txt")
        assert done.exit_code == 1, place
    path.write_bytes(whole)
    done = run(there, "restore", path, "--replace", "--identity", tmp_path / "key.txt")
    assert done.exit_code == 0, done.output
    assert one(select(func.count(Person.id))) == 1


def test_a_backup_of_an_older_schema_is_brought_up_to_date(there, tmp_path, database):
    schema = our_schema()
    with installation(database, tmp_path, "past", revision=schema.revisions[0]) as app:
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO area (slug, name, population, valid_from) "
                "VALUES ('wex', 'Wexcombe', 5, '2020-01-01')"
            )
        dump(db.engine, tmp_path / "past.zip", version="elearn 0", now=NOW, watch=iter)
        assert app
    with there.app_context():
        done = run(there, "restore", tmp_path / "past.zip")
        assert done.exit_code == 0, done.output
        assert one(select(func.count()).select_from(TrailEntry)) == 1
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT name FROM area").scalars().all() == [
                "Wexcombe"
            ]
