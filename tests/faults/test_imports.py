"""A worker killed in the middle of a large roster: nothing of it, and the next run is whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import Person, RosterChange, StaffNumber, Team
from tests.integration.roster.apart import Apart, lines_of
from tests.support.database import new_postgresql_database

ROOT = Path(__file__).parents[2]
PEOPLE = 20_000
KILLED_AT = "INSERT INTO roster_change"  # people, numbers and postings are written by then
CHILD = """
import os, signal, sys
from sqlalchemy import event
from tests.integration.roster.apart import Apart, lines_of
from sqlalchemy import create_engine
from elearn.extensions import engine_options, prepare_engine

url, agency_id, people, at = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
engine = create_engine(url, **engine_options(url))
prepare_engine(engine)

def end(_connection, _cursor, statement, *_rest):
    if statement.startswith(at):
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(engine, "after_cursor_execute", end)
Apart(url, engine, agency_id).bring_in(*lines_of(people))
"""


@pytest.fixture
def apart(database, tmp_path):
    """An agency in a database of its own, where everything really commits."""
    sqlite = database == "sqlite"
    url = f"sqlite:///{tmp_path / 'apart.db'}" if sqlite else new_postgresql_database("faults")
    apart = Apart.made(url)
    yield apart
    apart.engine.dispose()


@pytest.mark.fault("H28", "an import killed")
def test_a_kill_in_the_middle_of_twenty_thousand_leaves_nothing_and_the_next_run_is_whole(apart):
    words = [sys.executable, "-c", CHILD, apart.url, str(apart.agency_id), str(PEOPLE)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    killed = subprocess.run([*words, KILLED_AT], cwd=ROOT, env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert apart.counts() == (0, 0, 0, 0)
    with Session(apart.engine) as session:
        for model in (Team, RosterChange):
            assert session.scalar(select(func.count(model.id))) == 0
    subprocess.run([*words, "nothing"], cwd=ROOT, env=environment, check=True)
    assert apart.counts() == (PEOPLE, PEOPLE, PEOPLE, 1)
    with Session(apart.engine) as session:
        numbers = session.scalars(select(StaffNumber.value)).all()
        assert set(numbers) == {line.split(",")[0] for line in lines_of(PEOPLE)}
        assert session.scalar(select(func.count(Person.email.distinct()))) == PEOPLE
    again = apart.bring_in(*lines_of(PEOPLE))
    assert again.plan.counts["unchanged"] == PEOPLE
