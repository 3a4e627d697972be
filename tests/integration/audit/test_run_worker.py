"""Freezing in the background: one moment, all or nothing, taken up again after a kill."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from elearn.audit.actions import verify
from elearn.audit.run import actions, jobs
from elearn.audit.run.actions import FREEZE, RECOUNT
from elearn.extensions import engine_options, prepare_engine
from elearn.models import Audit, AuditCoverage, AuditJob, AuditState, Base, JobState, TrailEntry
from tests.conftest import WORKER
from tests.integration.audit.conftest import Partnership
from tests.integration.audit.running import CENSUS, running
from tests.support.database import new_postgresql_database
from tests.support.make import Make


@pytest.fixture
def engine(database, tmp_path):
    """A database of its own, where everything really commits."""
    sqlite = database == "sqlite"
    url = f"sqlite:///{tmp_path / 'run.db'}" if sqlite else new_postgresql_database(f"run_{WORKER}")
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def run(engine):
    """A run whose census day has come, given to the worker."""
    with Session(engine) as session:
        make = Make(session)
        role, module = make.role(), make.module()
        make.requirement(role, module)
        run = running(Partnership(make, make.agency("City Council"), role, module)).open()
        run.at = run.at.replace(day=CENSUS.day)
        assert ask(run)
        yield run


def ask(run, kind=FREEZE):
    asked = actions.ask_for(run.session, audit_id=run.audit, kind=kind, by=run.by())
    run.session.commit()
    return asked


def work(run, engine):
    run.session.rollback()
    return jobs.do_waiting(engine, lambda: run.at)


def found(run, engine):
    """The state of the audit and of its job, and how many rows of coverage there are."""
    with Session(engine) as session:
        job = session.get_one(AuditJob, (run.audit, FREEZE))
        rows = session.scalar(select(func.count(AuditCoverage.id)))
        return session.get_one(Audit, run.audit).state, job.state, rows > 0


def interrupted(*_words, **_more):
    """What a kill looks like from inside."""
    raise KeyboardInterrupt


def test_the_worker_freezes_what_waits_once(run, engine):
    assert not ask(run)
    assert work(run, engine) == 1
    assert found(run, engine) == (AuditState.FROZEN, JobState.DONE, True)
    assert work(run, engine) == 0
    assert not ask(run)
    with Session(engine) as session:
        assert verify(session, audit_id=run.audit)


def test_a_worker_killed_while_writing_leaves_nothing_and_another_takes_it_up(
    run, engine, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr("elearn.audit.run.actions.closing.job_done", interrupted)
        with pytest.raises(KeyboardInterrupt):
            work(run, engine)
    assert found(run, engine) == (AuditState.OPEN, JobState.WORKING, False)
    assert work(run, engine) == 0  # somebody may be at it still
    run.later(minutes=11)
    assert work(run, engine) == 1
    assert found(run, engine) == (AuditState.FROZEN, JobState.DONE, True)


def test_after_three_tries_it_says_so_and_can_be_started_again(run, engine, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("elearn.audit.run.jobs.count_for", interrupted)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                work(run, engine)
            run.later(minutes=11)
        assert work(run, engine) == 0
    assert found(run, engine) == (AuditState.OPEN, JobState.FAILED, False)
    assert ask(run)
    assert work(run, engine) == 1
    assert found(run, engine) == (AuditState.FROZEN, JobState.DONE, True)


def test_two_who_freeze_at_once_freeze_once(run, engine, monkeypatch):
    count = jobs.count_for

    def frozen_meanwhile(session, audit_id):
        counted = count(session, audit_id)
        session.rollback()
        with Session(engine) as other:
            assert actions.freeze_now(other, audit_id=audit_id, by=run.by())
            other.commit()
        return counted

    monkeypatch.setattr(jobs, "count_for", frozen_meanwhile)
    assert work(run, engine) == 1
    with Session(engine) as session:
        frozen = TrailEntry.action == "audit.frozen"
        assert session.scalar(select(func.count(TrailEntry.id)).where(frozen)) == 1
        assert verify(session, audit_id=run.audit)


def test_a_frozen_edition_is_counted_again_in_the_background(run, engine):
    work(run, engine)
    ask(run, RECOUNT)
    run.partnership.handlers(1, done_on=CENSUS - timedelta(days=9))
    assert work(run, engine) == 1
    with Session(engine) as session:
        job = session.get_one(AuditJob, (run.audit, RECOUNT))
        assert job.found["rows"] == len(job.found["lines"]) > 0
        assert job.found["reasons"][0].endswith("came late")
        assert all(" then, " not in line for line in job.found["lines"])
