"""The night begins with a backup where the settings say where to, and else has none."""

from dataclasses import replace

import pytest

from elearn.extensions import db
from elearn.nightly import run_night, tonight
from elearn.operations.backups import check
from elearn.operations.runs import last_runs
from elearn.web.clock import now
from tests.support.backups import installation


@pytest.fixture
def house(database, tmp_path):
    with installation(database, tmp_path) as app:
        yield app


def test_the_first_job_of_a_night_writes_a_whole_backup(house, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    settings = replace(house.extensions["settings"], backup_to=str(folder))
    first = tonight(settings)[0]
    assert first.name == "backup"
    assert run_night(db.engine, clock=now, jobs=(first,)) == []
    (made,) = folder.iterdir()
    assert check(made).rows > 0
    assert "bytes" in last_runs(db.session())["backup"].said


def test_without_a_place_no_backup_is_made(house):
    settings = replace(house.extensions["settings"], backup_to="")
    assert "backup" not in {job.name for job in tonight(settings)}


def test_a_backup_that_fails_does_not_keep_the_night_from_going_on(house, tmp_path):
    lost = tmp_path / "file"
    lost.write_text("not a folder")
    settings = replace(house.extensions["settings"], backup_to=str(lost / "below"))
    backup, following, *_ = tonight(settings)
    assert run_night(db.engine, clock=now, jobs=(backup, following)) == ["backup"]
    assert last_runs(db.session())[following.name].outcome.value != "failed"
