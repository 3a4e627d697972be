"""A file of headcounts: kept for a look, applied once, undone; by the worker where it is long."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.extensions import engine_options, prepare_engine
from elearn.models import (
    Base,
    FormerFigure,
    Headcount,
    HeadcountImport,
    ImportJob,
    ImportKind,
    JobState,
    TrailEntry,
)
from elearn.operations import trail
from elearn.operations.heartbeat import beat
from elearn.operations.import_runs import apply_waiting
from elearn.returns import jobs
from elearn.returns.actions import imports
from elearn.returns.by import By
from elearn.returns.reading import read
from elearn.returns.routes import files
from elearn.web.clock import now, today
from tests.support.make import Make

HEAD = "role,headcount,as_at,source"


def file_of(*lines):
    return "\n".join([HEAD, *lines]).encode()


def many(number, start=None):
    """So many headcounts, each of a day of its own."""
    day = start or today()
    return [f"R11,{n},{day - timedelta(days=n)},HR" for n in range(number)]


@pytest.fixture
def lead(visitor, place):
    return visitor.sign_in(place.lead)


def send(lead, place, *lines, content=None, grade="B"):
    data = {"file": (io.BytesIO(content or file_of(*lines)), "c.csv"), "grade": grade}
    return lead.post(f"{place.home}/headcount/file", data=data)


def preview(lead, place, *lines):
    answer = send(lead, place, *lines)
    assert answer.status_code == 303
    return lead.page(answer.location)


def press(lead, page):
    form = page.select_one("main form")
    held = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    return lead.post(form["action"], data=held)


def counts(session):
    session.expire_all()
    rows = session.scalars(select(Headcount).order_by(Headcount.as_at, Headcount.id))
    return [(row.number, row.source, row.grade.value) for row in rows]


def formers(session):
    rows = session.scalars(select(FormerFigure).order_by(FormerFigure.id))
    return [(row.number, row.source) for row in rows]


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def stand(lead, place, number="46"):
    """A headcount that stands already."""
    day = today().isoformat()
    given = {"number": number, "as_at": day, "grade": "A", "source": "Payroll", "seen": "0"}
    lead.post(f"{place.home}/headcount/r11", data=given)


def test_a_file_is_looked_at_applied_once_and_undone(lead, session, place, make):
    make.role("R14", name="Leader")
    stand(lead, place)
    day = today().isoformat()
    lines = f"R11,50,{day},=HR", f"leader,12,{day},Signed", f"R99,1,{day},x", f"R14,3,{day},again"
    page = preview(lead, place, *lines, "R11,many,31/02/2026,x")
    assert page.h1.get_text() == "This file would change 2 headcounts"
    assert "3 lines cannot be used" in text_of(page)
    assert counts(session) == [(46, "Payroll", "A")]
    answers = [press(lead, page) for _time in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert sorted(counts(session)) == [(12, "Signed", "B"), (50, "=HR", "B")]
    assert formers(session) == [(46, "Payroll")]
    again = lead.page(answers[1].location)
    assert "applied already" in text_of(again)
    assert again.h1.get_text() == "2 headcounts were saved"
    assert "Until then: 46 people, From an HR system: Payroll" in text_of(again)
    undone = lead.page(press(lead, again).location)
    assert "was undone" in undone.h1.get_text()
    assert counts(session) == [(46, "Payroll", "A")]
    assert formers(session) == [(46, "Payroll"), (12, "Signed"), (50, "=HR")]
    assert "Undone" in text_of(lead.page(f"{place.home}/headcount"))
    actions = session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()
    assert [one for one in actions if one != "headcount.saved"] == [
        "headcount.imported",
        "headcount.undone",
    ]
    assert trail.verify(session) is None


def test_what_was_changed_again_since_stays_and_is_said(lead, session, place):
    page = preview(lead, place, f"R11,50,{today()},HR", f"R11,40,{today() - timedelta(days=9)},HR")
    done = lead.page(press(lead, page).location)
    given = {"number": "51", "as_at": today().isoformat(), "grade": "A", "source": "We counted"}
    lead.post(f"{place.home}/headcount/r11", data=given | {"seen": "2"})
    undone = lead.page(press(lead, done).location)
    assert "changed again since and stay as they are: 1." in text_of(undone)
    assert counts(session) == [(51, "We counted", "A")]


def test_a_record_that_changed_meanwhile_asks_for_another_look(lead, session, place):
    page = preview(lead, place, f"R11,50,{today()},HR")
    stand(lead, place)
    late = lead.page(press(lead, page).location)
    assert "changed after you looked" in text_of(late)
    assert "Until now: 46 people" in text_of(late)
    assert counts(session) == [(46, "Payroll", "A")]


def test_a_file_that_is_none_is_refused_in_one_sentence_and_not_kept(lead, session, place):
    for content in (b" ", b"name,age\nx,1\n", b"\x00\xff", b"role,headcount,as_at,source\n"):
        answer = send(lead, place, content=content)
        if answer.status_code == 303:  # a header alone: nothing to do, and nothing is offered
            assert "main form" not in lead.get(answer.location).text
        else:
            assert answer.status_code == 422
    assert counts(session) == []


def test_it_is_read_while_nothing_is_locked(lead, session, place, monkeypatch):
    held = []

    def reading(content):
        held.append(files.db.session().in_transaction())
        return read(content)

    monkeypatch.setattr(files, "read", reading)
    page = preview(lead, place, f"R11,50,{today()},HR")
    press(lead, page)
    assert (held[0], held[-1]) == (False, False)  # when it came, and when it was applied


def test_a_long_file_waits_for_the_worker_and_two_clicks_ask_once(lead, session, place):
    beat(session, name="worker", now=now())
    session.commit()
    page = preview(lead, place, *many(501))
    answers = [press(lead, page) for _time in range(2)]
    assert lead.get(answers[1].location).headers["Refresh"] == "2"
    waiting = lead.page(answers[1].location)
    assert "is being applied" in waiting.h1.get_text()
    assert "Apply it now" not in text_of(waiting)
    job = session.scalars(select(ImportJob)).one()
    assert (job.kind, job.state, job.total) == (ImportKind.HEADCOUNTS, JobState.QUEUED, 501)
    assert counts(session) == []


def test_another_agencys_lead_finds_no_import_of_ours(lead, session, place, make, app):
    page = preview(lead, place, f"R11,50,{today()},HR")
    path = page.select_one("main form")["action"].removesuffix("/apply")
    other = app.test_client().sign_in(make.somebody(Role.AGENCY_LEAD, place.theirs))
    theirs = path.replace(place.ours.slug, place.theirs.slug)
    for address in (path, theirs, f"{path}.csv", f"{theirs}.csv"):
        assert other.get(address).status_code == 404
    for address in (f"{path}/apply", f"{theirs}/apply", f"{path}/undo", f"{theirs}/undo"):
        assert other.post(address, data={"seen": "x"}).status_code == 404
    assert counts(session) == []


def test_files_nobody_applied_are_thrown_away_after_a_day(lead, session, place):
    preview(lead, place, f"R11,50,{today()},HR")
    assert imports.forget_previews(session, now=now() + timedelta(hours=23)) == 0
    assert imports.forget_previews(session, now=now() + timedelta(hours=25)) == 1
    assert session.scalars(select(HeadcountImport)).all() == []


def test_the_worker_applies_it_all_or_nothing_and_says_why_not(tmp_path):
    url = f"sqlite:///{tmp_path / 'apart.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    works = {ImportKind.HEADCOUNTS: jobs.WORK}
    with Session(engine) as session:
        make = Make(session)
        agency, role_id, lead = make.agency(), make.role("R11").id, make.person()
        by, content = By(lead.id, now(), today()), file_of(*many(600))
        for seen in ("", "changed since"):
            number = imports.keep(
                session,
                agency_id=agency.id,
                filename="c.csv",
                content=content + seen.encode(),
                grade="A",
                lines=600,
                by=by,
            )
            sheet = read(content + seen.encode())
            plan = imports.plan_sheet(
                session, agency_id=agency.id, sheet=sheet, grade="A", today=by.today
            )
            imports.ask_for(session, number=number, seen=seen or plan.digest(), lines=600, by=by)
        session.commit()
    assert apply_waiting(engine, now, works) == 2
    assert apply_waiting(engine, now, works) == 0
    with Session(engine) as session:
        done, failed = session.scalars(select(ImportJob).order_by(ImportJob.number)).all()
        assert (done.state, done.done, done.sentence) == (JobState.DONE, 600, "")
        assert failed.state is JobState.FAILED
        assert "changed after you looked" in failed.sentence
        rows = session.scalars(select(Headcount)).all()
        assert (len(rows), {row.role_id for row in rows}) == (600, {role_id})
    engine.dispose()
