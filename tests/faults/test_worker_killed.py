"""The background worker killed while it brings in a roster and while it sends letters."""

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn.models import ImportJob, JobState, Letter, LetterState
from elearn.operations.letters import write
from elearn.web.clock import now
from tests.conftest import SECRET
from tests.faults.learners import wait_for
from tests.faults.postgres import Postgres
from tests.integration.roster.apart import Apart, lines_of
from tests.support.mailserver import mail_server
from tests.support.product import ROOT

PEOPLE = 10_000
LETTERS = 300
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def apart(database, tmp_path):
    server = Postgres().start() if database == "postgresql" else None
    apart = Apart.made(server.url if server else f"sqlite:///{tmp_path / 'elearn.db'}")
    apart.at = now()
    yield apart
    apart.engine.dispose()
    if server:
        server.forget()


@pytest.fixture
def start(apart, tmp_path):
    """Starts a worker; all are ended afterwards."""
    started = []

    def start(**more):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ELEARN_")} | {
            "ELEARN_ENV": "test",
            "ELEARN_SECRET_KEY": SECRET,
            "ELEARN_INSTANCE": str(tmp_path),
            "ELEARN_DATABASE_URL": apart.url,
            **more,
        }
        with (tmp_path / "worker.log").open("ab") as log:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "elearn.worker"],
                    cwd=ROOT,
                    env=environment,
                    stdout=log,
                    stderr=log,
                )
            )
        return started[-1]

    yield start
    for one in started:
        with suppress(ProcessLookupError):
            one.send_signal(signal.SIGKILL)
        one.wait()


def lease_ran_out(apart, table):
    """As if the time a dead worker's lease has were over."""
    with Session(apart.engine) as session:
        ended = update(table).where(table.leased_until.is_not(None))
        session.execute(ended.values(leased_until=now() - LONG_AGO))
        session.commit()


@pytest.mark.fault("H28", "the worker killed in an import, twice")
def test_an_import_is_brought_in_whole_by_the_next_worker(apart, start, noted):
    number = apart.keep(*lines_of(PEOPLE))
    apart.ask_for(number)
    for pause in (0.3, 1.0):
        worker = start()
        wait_for(lambda: apart.job(number).state is JobState.WORKING, 90)
        with suppress(subprocess.TimeoutExpired):
            worker.wait(timeout=pause)
        worker.kill()
        worker.wait()
        assert apart.counts() in ((0, 0, 0, 0), (PEOPLE, PEOPLE, PEOPLE, 1))
        lease_ran_out(apart, ImportJob)
    start()
    took = wait_for(lambda: apart.job(number).state is JobState.DONE, 90)
    noted(words=f"{PEOPLE} people, each once, {took:.0f} s after the last start")
    assert apart.counts() == (PEOPLE, PEOPLE, PEOPLE, 1)


@pytest.mark.fault("H43", "the worker killed while it sends letters, twice")
def test_every_letter_arrives_and_one_in_hand_at_most_twice(apart, start, noted):
    with Session(apart.engine) as session:
        for n in range(LETTERS):
            to = f"p{n}@x.example"
            write(session, key=f"k{n}", person_id=None, to=to, subject="S", body="B", now=apart.at)
        session.commit()
    with mail_server() as (keeper, url):
        for kill in (1, 2):
            worker = start(ELEARN_SMTP_URL=url)
            wait_for(lambda part=kill: len(keeper.messages) >= part * LETTERS // 4, 90)
            worker.kill()
            worker.wait()
            lease_ran_out(apart, Letter)
        start(ELEARN_SMTP_URL=url)
        wait_for(lambda: sent(apart) == LETTERS, 90)
        found = [message_from_bytes(one) for one in keeper.messages]
    copies = Counter(one["To"] for one in found)
    again = sum(number - 1 for number in copies.values())
    noted(words=f"{LETTERS} letters, all arrived, {again} of them twice with the same Message-ID")
    assert len(copies) == LETTERS
    assert max(copies.values()) <= 2
    assert len({one["Message-ID"] for one in found}) == LETTERS


def sent(apart) -> int:
    with Session(apart.engine) as session:
        done = select(func.count(Letter.id)).where(Letter.state == LetterState.SENT)
        return session.scalar(done)
