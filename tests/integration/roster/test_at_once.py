"""Two imports at the same moment, and a kill in the middle of one: never half, never twice."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import Person, Posting, RosterChange, StaffNumber, Team
from elearn.roster import actions
from tests.integration.roster.apart import lines_of

ROOT = Path(__file__).parents[3]
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


def together(*acts):
    """Do these at the same moment; what each gave, or the error it ended with."""

    def attempt(act):
        try:
            return act()
        except actions.RosterError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


def test_the_same_list_twice_at_once_makes_nobody_twice(apart):
    lines = lines_of(400)
    done = together(*[lambda: apart.bring_in(*lines)] * 3)
    counts = sorted((one.plan.counts["new"], one.plan.counts["unchanged"]) for one in done)
    assert counts == [(0, 400), (0, 400), (400, 0)]
    assert apart.counts() == (400, 400, 400, 3)


def test_two_lists_at_once_come_one_after_the_other(apart):
    """Each is the whole list, so that the second one's people replace the first one's."""
    first = lines_of(300)
    second = [line.replace("W", "V").replace("p", "q").replace("Number", "Other") for line in first]
    done = together(lambda: apart.bring_in(*first), lambda: apart.bring_in(*second))
    assert sorted(one.plan.counts["left"] for one in done) == [0, 300]
    with Session(apart.engine) as session:
        here = session.scalar(select(func.count(Posting.id)).where(Posting.end.is_(None)))
    assert here == 300


def test_one_import_asked_for_and_worked_on_by_four_at_once_is_applied_once(apart):
    number = apart.keep(*lines_of(600))
    together(*[lambda: apart.ask_for(number)] * 4)
    together(*[apart.work] * 4)
    assert apart.state(number) == "applied"
    assert apart.counts() == (600, 600, 600, 1)


def test_an_import_and_its_undoing_at_once_end_in_one_of_the_two(apart):
    number = apart.bring_in(*lines_of(300)).number

    def undo():
        with Session(apart.engine) as session:
            actions.undo(session, number=number, actor_id=None, now=apart.at)
            session.commit()

    together(undo, undo)
    assert apart.counts()[:3] == (0, 0, 0)


@pytest.mark.slow
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
