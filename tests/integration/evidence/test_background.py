"""Long files of training done elsewhere: read without a lock and applied by the worker."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.orm import Session

from elearn.evidence import jobs
from elearn.evidence.actions import imports
from elearn.evidence.routes import imports as routes
from elearn.evidence.routes import lead as home
from elearn.extensions import engine_options, prepare_engine
from elearn.models import Base, Completion, CompletionImport, ImportJob, ImportKind, JobState
from elearn.operations.heartbeat import beat
from elearn.operations.import_runs import apply_waiting
from elearn.web.clock import now, today
from tests.integration.evidence.conftest import file_of, press, text_of
from tests.integration.evidence.test_imports import ANN, preview
from tests.support.make import Make

WORKS = {ImportKind.COMPLETIONS: jobs.WORK}


def many(number):
    """So many lines about one person, each of a day of its own."""
    return [f"W1,,M01,{today() - timedelta(days=n)},,x" for n in range(number)]


@pytest.fixture
def worker(session):
    """A worker that was heard of just now."""
    beat(session, name="worker", now=now())
    session.commit()


def job_of(session):
    session.expire_all()
    return session.scalars(select(ImportJob)).one()


@pytest.mark.usefixtures("worker")
def test_a_long_file_waits_for_the_worker_and_two_clicks_ask_once(lead, office, session):
    page = preview(lead, office, *many(501))
    answers = [press(lead, page, "/apply") for _time in range(2)]
    assert lead.get(answers[1].location).headers["Refresh"] == "2"
    waiting = lead.page(answers[1].location)
    assert "is being applied" in waiting.h1.get_text()
    assert "Waiting for its turn" in text_of(waiting)
    assert (job_of(session).kind, job_of(session).total) == (ImportKind.COMPLETIONS, 501)
    assert office.record() == []


@pytest.mark.usefixtures("worker")
def test_why_it_was_not_applied_is_said_and_it_can_be_tried_again(lead, office, session):
    answer = press(lead, preview(lead, office, *many(501)), "/apply")
    session.execute(update(ImportJob).values(state=JobState.FAILED, sentence="It broke off."))
    session.commit()
    page = lead.page(answer.location)
    assert "It broke off." in text_of(page)
    press(lead, page, "/apply")
    assert job_of(session).state is JobState.QUEUED


def test_without_a_worker_it_is_applied_at_once(lead, office):
    answer = press(lead, preview(lead, office, *many(501)), "/apply")
    assert lead.page(answer.location).h1.get_text() == "501 lines are on record"
    assert len(office.record()) == 501


def test_a_file_that_is_being_applied_is_not_thrown_away(lead, office, session, worker):
    press(lead, preview(lead, office, *many(501)), "/apply")
    imports.forget_previews(session, now=now() + timedelta(hours=25))
    assert session.scalars(select(CompletionImport)).one()
    session.execute(update(ImportJob).values(state=JobState.FAILED))
    imports.forget_previews(session, now=now() + timedelta(hours=25))
    assert session.scalars(select(CompletionImport)).all() == []
    assert session.scalars(select(ImportJob)).all() == []


def test_it_is_read_while_nothing_is_locked(lead, office, monkeypatch):
    held = []
    read, read_lines = home.read, routes.read_lines

    def at_home(content):
        held.append(home.db.session().in_transaction())
        return read(content)

    def applying(*given):
        held.append(routes.db.session().in_transaction())
        return read_lines(*given)

    monkeypatch.setattr(home, "read", at_home)
    monkeypatch.setattr(routes, "read_lines", applying)
    press(lead, preview(lead, office, ANN), "/apply")
    assert held == [False, False]
    assert len(office.record()) == 1


def test_a_course_that_ceased_to_count_while_the_file_was_read_is_a_doubt(office, session):
    office.course()
    courses = imports.names_of_courses(session)
    lines = imports.read_lines(file_of("W1,,home course,2026-03-01,,"), courses, today())
    plan = imports.plan_lines(
        session, agency_id=office.agency.id, lines=lines, today=today(), courses={}
    )
    assert plan.counts == {"error": 1, "new": 0, "known": 0}


def test_the_worker_applies_it_whole_and_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'apart.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        make = Make(session)
        agency, module_id = make.agency(), make.module("notice-it", code="M01").id
        make.staff_number(make.worker(agency, make.role("R7")), agency, "W1")
        found = imports.preview(
            session,
            agency_id=agency.id,
            filename="done.csv",
            content=file_of(*many(30), "W9,,M01,2026-03-01,,"),
            actor_id=None,
            now=now(),
            today=today(),
        )
        for _time in range(2):
            imports.ask_for(
                session,
                number=found.number,
                seen=found.plan.digest(),
                lines=31,
                actor_id=None,
                now=now(),
            )
        session.commit()
    assert apply_waiting(engine, now, WORKS) == 1
    assert apply_waiting(engine, now, WORKS) == 0
    with Session(engine) as session:
        assert job_of(session).state is JobState.DONE
        rows = session.scalars(select(Completion)).all()
        assert (len(rows), {row.module_id for row in rows}) == (30, {module_id})
        kept = session.scalars(select(CompletionImport)).one()
        assert (kept.state.value, kept.content, kept.counts["error"]) == ("applied", None, 1)
    engine.dispose()
