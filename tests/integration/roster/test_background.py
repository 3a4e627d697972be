"""Imports that the worker applies: asked for once, all or nothing, taken up again after a kill."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.extensions import db
from elearn.models import ImportJob, ImportKind, ImportState, JobState, RosterImport
from elearn.operations import import_runs
from elearn.operations.heartbeat import beat
from elearn.operations.import_jobs import give_up
from elearn.roster import actions, jobs
from elearn.roster.routes import home
from elearn.web.clock import now
from tests.integration.roster.apart import lines_of
from tests.integration.roster.test_pages import press, preview, text_of

MANY = lines_of(600)


@pytest.fixture
def worker(session):
    """A worker that was heard of just now."""
    beat(session, name="worker", now=now())
    session.commit()


def job_of(session):
    session.expire_all()
    return session.scalars(select(ImportJob)).one()


def test_a_long_file_waits_for_the_worker_and_the_page_looks_again(lead, office, session, worker):
    answer = press(lead, preview(lead, office, *MANY))
    waiting = lead.get(answer.location)
    assert waiting.headers["Refresh"] == "2"
    page = lead.page(answer.location)
    assert "is being applied" in page.h1.get_text()
    assert "Waiting for its turn" in text_of(page)
    assert "Apply it now" not in text_of(page)
    assert (job_of(session).state, job_of(session).total) == (JobState.QUEUED, 600)


def test_it_says_how_far_it_is(lead, office, session, worker):
    answer = press(lead, preview(lead, office, *MANY))
    for done, says in ((200, "200 of 600 lines read"), (600, "All 600 lines read. Writing")):
        session.execute(update(ImportJob).values(state=JobState.WORKING, done=done))
        session.commit()
        assert says in text_of(lead.page(answer.location))


def test_a_page_left_open_does_not_ask_for_ever(lead, office, session, worker):
    answer = press(lead, preview(lead, office, *MANY))
    session.execute(update(ImportJob).values(queued_at=now() - timedelta(minutes=11)))
    session.commit()
    assert "Refresh" not in lead.get(answer.location).headers


def test_a_double_click_asks_once(lead, office, session, worker):
    page = preview(lead, office, *MANY)
    assert press(lead, page).status_code == 303
    first = job_of(session).queued_at
    assert press(lead, page).status_code == 303
    assert job_of(session).queued_at == first


def test_without_a_worker_a_long_file_is_applied_there_and_then(lead, office, session):
    done = lead.page(press(lead, preview(lead, office, *MANY)).location)
    assert done.h1.get_text() == "600 changes were applied"
    assert session.scalars(select(ImportJob)).all() == []


def test_a_short_file_does_not_wait(lead, office, session, worker):
    done = lead.page(press(lead, preview(lead, office, *MANY[:500])).location)
    assert done.h1.get_text() == "500 changes were applied"


def test_when_the_worker_falls_silent_the_page_may_apply_it(lead, office, session, worker):
    answer = press(lead, preview(lead, office, *MANY))
    beat(session, name="worker", now=now() - timedelta(minutes=6))
    session.commit()
    page = lead.page(answer.location)
    assert "has not been heard of for five minutes" in text_of(page)
    done = lead.page(press(lead, page).location)
    assert done.h1.get_text() == "600 changes were applied"
    assert job_of(session).state is JobState.DONE


def test_why_it_failed_stands_above_the_list_to_be_tried_again(lead, office, session, worker):
    answer = press(lead, preview(lead, office, *MANY))
    number = int(answer.location.rsplit("/", 1)[1])
    give_up(
        session,
        kind=ImportKind.ROSTER,
        number=number,
        sentence="Look at the list again.",
        now=now(),
    )
    session.commit()
    page = lead.page(answer.location)
    assert "Look at the list again." in text_of(page)
    press(lead, page)
    assert (job_of(session).state, job_of(session).sentence) == (JobState.QUEUED, "")


def test_the_worker_applies_what_waits_and_says_so_in_the_same_breath(apart):
    number = apart.keep(*MANY)
    apart.ask_for(number)
    assert apart.work() == 1
    assert apart.state(number) == "applied"
    job = apart.job(number)
    assert (job.state, job.done, job.total) == (JobState.DONE, 600, 600)
    assert apart.counts() == (600, 600, 600, 1)
    assert apart.work() == 0


def test_a_worker_tells_how_far_it_is_while_it_reads(apart, monkeypatch):
    monkeypatch.setattr(import_runs, "A_STEP", 100)
    number, told = apart.keep(*MANY), []
    apart.ask_for(number)
    tell = import_runs.InHand._tell

    def overheard(*words):
        tell(*words)
        told.append(apart.job(number).done)

    monkeypatch.setattr(import_runs.InHand, "_tell", overheard)
    apart.work()
    assert told == [0, 100, 200, 300, 400, 500, 600]


def test_what_cannot_be_applied_is_put_into_words_and_changes_nothing(apart):
    apart.bring_in(*lines_of(20))
    number = apart.keep(*lines_of(3))
    apart.ask_for(number, confirm_leavers=False)
    apart.work()
    assert apart.state(number) == "previewed"
    assert apart.job(number).state is JobState.FAILED
    assert apart.job(number).sentence.startswith("17 of 20 people stand in no line")


def test_a_record_that_changed_after_the_look_is_left_alone(apart):
    number = apart.keep(*lines_of(3))
    apart.ask_for(number)
    apart.bring_in(*lines_of(5))
    apart.work()
    assert "changed after you looked" in apart.job(number).sentence


def interrupted(*_words, **_more):
    """What a kill looks like from inside."""
    raise KeyboardInterrupt


def test_a_worker_killed_halfway_leaves_nothing_and_another_takes_it_up(apart, monkeypatch):
    number = apart.keep(*MANY)
    apart.ask_for(number)
    with monkeypatch.context() as broken:
        broken.setattr(actions, "job_done", interrupted)
        with pytest.raises(KeyboardInterrupt):
            apart.work()
    assert apart.counts() == (0, 0, 0, 0)
    assert apart.work() == 0  # somebody may be at it still
    apart.later(minutes=6)
    assert apart.work() == 1
    assert apart.counts() == (600, 600, 600, 1)


def test_the_third_break_is_the_last(apart, monkeypatch):
    number = apart.keep(*MANY)
    apart.ask_for(number)
    monkeypatch.setattr(actions, "apply", interrupted)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            apart.work()
        apart.later(minutes=6)
    assert apart.work() == 0
    assert apart.job(number).sentence.startswith("Three times the work broke off")
    assert apart.state(number) == "previewed"


def test_a_file_that_waits_is_not_thrown_away_and_an_old_one_is(apart):
    waits, old = apart.keep(*lines_of(2)), apart.keep(*lines_of(3))
    apart.ask_for(waits)
    apart.later(days=2)
    with Session(apart.engine) as session:
        assert jobs.forget_previews(session, now=apart.at) == 1
        left = session.scalars(select(RosterImport.id)).all()
    assert left == [waits]
    assert old not in left
    apart.work()
    assert apart.state(waits) == ImportState.APPLIED


def test_a_file_is_read_while_nothing_is_locked(lead, office, monkeypatch):
    """With SQLite one writer at a time: a slow workbook must not keep everybody else waiting."""
    seen, real = [], home.outline

    def watched(*words):
        seen.append(db.session().in_transaction())
        return real(*words)

    monkeypatch.setattr(home, "outline", watched)
    preview(lead, office, *MANY[:3])
    assert seen == [False]
