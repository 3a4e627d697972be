"""A backup is whole, proved and private, or it is not there."""

import os
import stat
import sys
import threading
import zipfile
from datetime import UTC, date, datetime, timedelta

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.extensions import db
from elearn.models import Area, TrailEntry
from elearn.operations.backups import DamagedError, check, last, last_failed
from elearn.operations.backups.tables import real
from tests.support.backups import installation
from tests.support.make import Make


@pytest.fixture
def house(database, tmp_path):
    with installation(database, tmp_path) as app:
        make = Make(db.session())
        make.completion(make.worker(make.agency(), make.role()), make.module(), date(2026, 1, 5))
        db.session.commit()
        db.session.remove()
        yield app


def run(app, *words):
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def test_a_backup_says_what_is_in_it_and_nobody_else_may_read_it(house, tmp_path):
    done = run(house, "backup", tmp_path / "one.zip")
    assert done.exit_code == 0, done.output
    assert "NOT encrypted" in done.output
    assert stat.S_IMODE((tmp_path / "one.zip").stat().st_mode) == 0o600
    found = check(tmp_path / "one.zip")
    rows = {part.shape.name: part.rows for part in found.parts}
    assert (rows["person"], rows["completion"]) == (1, 1)
    assert sorted(os.listdir(tmp_path)) == ["one", "one.zip"]  # nothing is left aside
    with Session(db.engine) as session:
        kept = last(session)
        assert (kept.name, kept.rows, kept.encrypted) == ("one.zip", found.rows, False)
        assert kept.sha256 in done.output
        acts = session.scalars(select(TrailEntry.action)).all()
        assert acts.count("backup.made") == 1


def test_what_was_saved_before_it_began_is_in_it_while_others_go_on_writing(house, tmp_path):
    going, saved, engine = threading.Event(), [], db.engine

    def write():
        while not going.is_set():
            with Session(engine) as session:
                name = f"written-{len(saved)}"
                made = Area(slug=name, name=name, population=1, valid_from=date(2020, 1, 1))
                session.add(made)
                session.commit()
            saved.append(name)
            going.wait(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(saved) < 5 and writer.is_alive():
            going.wait(0.005)
        before = len(saved)
        done = run(house, "backup", tmp_path / "busy.zip")
        after = len(saved)
    finally:
        going.set()
        writer.join()
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "busy.zip") as archive:
        lines = archive.read("tables/area.tsv").decode().splitlines()
    names = {line.split("\t")[1] for line in lines}
    assert set(saved[:before]) <= names
    assert after > before  # nobody waited for it


@pytest.mark.any_database
def test_a_folder_names_it_by_the_time_and_keeps_it_for_some_days(house, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    old = datetime.now(UTC) - timedelta(days=31)
    (folder / f"elearn-{old:%Y%m%dT%H%M%SZ}.zip").write_text("an old one")
    (folder / "notes.txt").write_text("somebody else's")
    assert run(house, "backup", folder, "--keep", "30").exit_code == 0
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == 2
    assert left[0].startswith("elearn-2")
    assert left[1] == "notes.txt"
    assert run(house, "backup", folder, "--keep", "36").exit_code == 2


@pytest.mark.any_database
def test_a_backup_is_handed_to_a_command_without_a_shell_and_without_our_secrets(
    house, tmp_path, monkeypatch
):
    monkeypatch.setenv("ELEARN_SECRET_KEY", "not for others")
    taken = tmp_path / "taken; touch oops"
    copy = "import os, shutil, sys; assert 'ELEARN_SECRET_KEY' not in os.environ; "
    copy += "shutil.copy(sys.argv[1], sys.argv[2])"
    then = f'{sys.executable} -c "{copy}" {{}} "{taken}"'
    done = run(house, "backup", tmp_path / "one.zip", "--then", then)
    assert done.exit_code == 0, done.output
    assert taken.read_bytes() == (tmp_path / "one.zip").read_bytes()
    failed = run(house, "backup", tmp_path / "two.zip", "--then", "false")
    assert failed.exit_code == 1
    assert "two.zip was made, but false did not take it" in failed.output
    with Session(db.engine) as session:
        assert last(session).name == "one.zip"
        assert "did not take it" in last_failed(session).said


@pytest.mark.any_database
def test_an_encrypted_backup_is_read_with_its_key_alone(house, tmp_path):
    key = pyrage.x25519.Identity.generate()
    path = tmp_path / "one.zip.age"
    done = run(house, "backup", path, "--key", key.to_public())
    assert done.exit_code == 0, done.output
    assert path.read_bytes().startswith(b"age-encryption.org/")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"person" not in path.read_bytes()
    assert zipfile.is_zipfile(path) is False
    (tmp_path / "plain.zip").write_bytes(pyrage.decrypt(path.read_bytes(), [key]))
    assert check(tmp_path / "plain.zip").rows > 0


REFUSED = {
    "there.zip": "is there already",
    "no-folder/one.zip": "There is no folder",
    "one.zip --key age1nonsense": "age public key",
    "": "Say where to",
}


@pytest.mark.any_database
def test_what_cannot_be_done_is_refused_in_a_sentence(house, tmp_path):
    (tmp_path / "there.zip").write_text("mine")
    for words, said in REFUSED.items():
        given_words = [tmp_path / word if ".zip" in word else word for word in words.split()]
        done = run(house, "backup", *given_words)
        assert done.exit_code in (1, 2)
        assert said in done.output
    assert (tmp_path / "there.zip").read_text() == "mine"
    assert not list(tmp_path.glob(".elearn-*"))


@pytest.mark.any_database
def test_no_byte_can_be_changed_added_or_taken_away_unseen(house, tmp_path):
    assert run(house, "backup", tmp_path / "one.zip").exit_code == 0
    whole = (tmp_path / "one.zip").read_bytes()
    damaged = tmp_path / "damaged.zip"
    step = max(1, len(whole) // 150)
    changed = [
        whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(0, len(whole), step)
    ]
    cut = [whole[:n] for n in range(0, len(whole), step * 5)]
    for content in (*changed, *cut, whole[:-1], whole + b"\n", whole[:-1] + b"x"):
        damaged.write_bytes(content)
        with pytest.raises(DamagedError):
            check(damaged)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_comes_back(value):
    assert float(real(value)) == value


def test_numbers_are_written_as_postgresql_writes_them():
    wanted = [
        "0",
        "1",
        "0.1",
        "-2.5e-07",
        "0.0001",
        "1e-05",
        "100000000000000",
        "1e+15",
        "1.5e+300",
    ]
    assert [real(float(text)) for text in wanted] == wanted
