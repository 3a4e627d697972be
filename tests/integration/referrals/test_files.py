"""A file of totals: looked at, applied once, undone; whatever somebody may send."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from elearn.domain.quarters import moved, quarter_words
from elearn.extensions import engine_options, prepare_engine
from elearn.models import Base, ImportJob, ImportKind, JobState, Referral, ReferralImport
from elearn.operations.heartbeat import beat
from elearn.operations.import_runs import apply_waiting
from elearn.referrals import jobs
from elearn.referrals.actions import imports
from elearn.referrals.by import By
from elearn.referrals.reading import read
from elearn.web.clock import now, today
from elearn.web.imports import AT_ONCE
from tests.support.make import Make
from tests.support.workbooks import rezipped, xlsx

HEAD = "area,quarter,kind,number"


def file_of(*lines):
    return "\n".join([HEAD, *lines]).encode()


def send(coordinator, content):
    data = {"file": (io.BytesIO(content), "quarter.csv")}
    return coordinator.post("/referrals/file", data=data)


def preview(coordinator, *lines):
    return coordinator.page(send(coordinator, file_of(*lines)).location)


def press(coordinator, page):
    form = page.select_one("main form")
    held = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    return coordinator.post(form["action"], data=held)


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def test_a_long_file_waits_for_the_worker_and_two_clicks_ask_once(
    coordinator, session, place, numbers
):
    beat(session, name="worker", now=now())
    session.commit()
    lines = (f"The Isles,{moved('2009-Q2', n % 60)},nrm,{n}" for n in range(AT_ONCE + 1))
    page = preview(coordinator, *lines)
    answers = [press(coordinator, page) for _time in range(2)]
    assert coordinator.get(answers[1].location).headers["Refresh"] == "2"
    assert "is being applied" in coordinator.page(answers[1].location).h1.get_text()
    job = session.scalars(select(ImportJob)).one()
    assert (job.kind, job.state) == (ImportKind.REFERRALS, JobState.QUEUED)
    assert numbers() == ([], [])


def test_the_worker_applies_it_once_and_says_why_not(tmp_path):
    url = f"sqlite:///{tmp_path / 'apart.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        make = Make(session)
        area, by = make.area("The Isles"), By(make.person().id, now())
        for seen in ("", "changed since"):
            content = file_of(*(f"{area.slug},2025-Q{n},nrm,{n}{len(seen)}" for n in range(1, 5)))
            number = imports.keep(session, filename="q.csv", content=content, lines=4, by=by)
            plan = imports.plan_sheet(session, sheet=read(content), today=today())
            imports.ask_for(session, number=number, seen=seen or plan.digest(), lines=4, by=by)
        session.commit()
    works = {ImportKind.REFERRALS: jobs.WORK}
    assert [apply_waiting(engine, now, works) for _time in range(2)] == [2, 0]
    with Session(engine) as session:
        done, failed = session.scalars(select(ImportJob).order_by(ImportJob.number)).all()
        assert (done.state, done.done, done.sentence) == (JobState.DONE, 4, "")
        assert failed.state is JobState.FAILED
        assert "changed after you looked" in failed.sentence
        assert sorted(session.scalars(select(Referral.number))) == [10, 20, 30, 40]
        assert imports.undo(session, number=done.number, by=by).put_back == 4
    engine.dispose()


def test_files_nobody_applied_are_thrown_away_after_a_day(coordinator, session, place):
    preview(coordinator, f"The Isles,{place.last},nrm,5")
    assert imports.forget_previews(session, now=now() + timedelta(hours=23)) == 0
    assert imports.forget_previews(session, now=now() + timedelta(hours=25)) == 1
    assert session.scalars(select(ReferralImport)).all() == []


def test_a_file_is_looked_at_applied_once_and_undone(coordinator, place, numbers):
    first = preview(coordinator, f"The Isles,{place.last},nrm,5")
    press(coordinator, first)
    page = preview(
        coordinator,
        f"the isles,{quarter_words(place.last)},NRM,7",
        f"{place.city.slug},{place.last},Duty to Notify,0",
    )
    assert page.h1.get_text() == "This file would change 2 numbers"
    assert "Until now: 5" in text_of(page)
    answers = [press(coordinator, page) for _time in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert numbers() == ([(place.last, "dtn", 0), (place.last, "nrm", 7)], [5])
    done = coordinator.page(answers[1].location)
    assert "applied already" in text_of(done)
    assert done.h1.get_text() == "2 numbers were saved"
    undone = coordinator.page(press(coordinator, done).location)
    assert "was undone" in undone.h1.get_text()
    assert numbers() == ([(place.last, "nrm", 5)], [5, 0, 7])
    assert "Undone" in text_of(coordinator.page("/referrals"))
    for kind in ("csv", "xlsx"):
        assert coordinator.get(f"{answers[0].location}.{kind}").status_code == 200


def test_the_same_file_twice_changes_nothing(coordinator, place, numbers):
    line = f"The Isles,{place.last},nrm,7"
    press(coordinator, preview(coordinator, line))
    page = preview(coordinator, line)
    assert page.h1.get_text() == "This file changes nothing"
    assert numbers() == ([(place.last, "nrm", 7)], [])


def test_what_was_changed_again_since_stays_and_is_said(coordinator, place, numbers):
    done = press(coordinator, preview(coordinator, f"The Isles,{place.last},nrm,7"))
    press(coordinator, preview(coordinator, f"The Isles,{place.last},nrm,8"))
    page = coordinator.page(press(coordinator, coordinator.page(done.location)).location)
    assert "changed again since and stay as they are: 1" in text_of(page)
    assert numbers()[0] == [(place.last, "nrm", 8)]


def test_a_file_looked_at_before_another_was_applied_is_looked_at_again(coordinator, place):
    old = preview(coordinator, f"The Isles,{place.last},nrm,7")
    press(coordinator, preview(coordinator, f"The Isles,{place.last},nrm,9"))
    assert "Look at the list again" in text_of(coordinator.page(press(coordinator, old).location))


def test_each_fault_of_a_line_has_its_remedy_and_the_rest_goes_on(coordinator, place, numbers):
    page = preview(
        coordinator,
        "Atlantis,autumn,asylum,many",
        "The Isles,2190-Q1,nrm,1",
        f"The Isles,{place.last},nrm,2",
        f"The Isles,{place.last},NRM,3",
        f"The Isles,{place.last},dtn,",
        f"The Isles,{place.last},dtn,1,Mai Tran",
    )
    said = text_of(page)
    for words in (
        "There is no such area",
        "2026-Q3 or as July to September 2026",
        "Write nrm or dtn",
        "Write a whole number from 0 to 99,999",
        "This quarter is not over yet",
        "An earlier line has this area",
        "0 for none",
        "It has more cells than there are column names",
    ):
        assert words in said
    assert "Mai" not in said
    press(coordinator, page)
    assert numbers()[0] == [(place.last, "nrm", 2)]


BOOK = xlsx(("Referrals", [HEAD.split(","), ["The Isles", "2026-Q1", "nrm", 7]]))
SHEET = "xl/worksheets/sheet1.xml"
REFUSED = {
    "nothing": (b"", "The file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "not a text file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel file"),
    "cases": (b"name,born,exploited by\nMai,1999,Dan\n", "must name the columns"),
    "no heading": (b"The Isles,2026-Q1,nrm,7\n", "must name the columns"),
    "a zip bomb": (lambda: rezipped(BOOK, {SHEET: b"\0" * 300_000_000}), "far more than a list"),
    "too many lines": (lambda: file_of(*["The Isles,2026-Q1,nrm,7"] * 20_001), "more than 20,000"),
    "an open quotation mark": (file_of('"The Isles,2026-Q1,nrm,7', "x,,,"), "a quotation mark"),
    "broken letters": (b"\xef\xbb\xbf" + file_of("\u00e9,,,")[:-4] + b"\xc3", "not UTF-8"),
}


@pytest.mark.any_database
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(coordinator, session, place, name):
    content, says = REFUSED[name]
    answer = send(coordinator, content() if callable(content) else content)
    assert answer.status_code == 422
    assert says in answer.text.replace("&#39;", "'")
    assert session.scalar(select(func.count(ReferralImport.id))) == 0


@pytest.mark.any_database
def test_a_workbook_and_the_template_are_read(coordinator, place):
    text = coordinator.get("/referrals/template.csv").text
    filled = "\r\n".join(line + "3" if line.endswith(",") else line for line in text.splitlines())
    page = coordinator.page(send(coordinator, filled.encode()).location)
    assert page.h1.get_text() == "This file would change 4 numbers"
    page = coordinator.page(send(coordinator, BOOK).location)
    assert page.h1.get_text() == "This file would change 1 number"


def test_a_command_looks_applies_and_undoes(app, place, numbers, tmp_path):
    path = tmp_path / "quarter.csv"
    path.write_bytes(file_of(f"The Isles,{place.last},nrm,7", "Atlantis,2026-Q1,nrm,1"))
    run = app.test_cli_runner().invoke
    looked = run(args=["referrals", "import", str(path)])
    assert looked.exit_code == 1
    assert "dry run" in looked.output
    assert numbers() == ([], [])
    done = run(args=["referrals", "import", str(path), "--apply"])
    assert done.exit_code == 1
    assert numbers()[0] == [(place.last, "nrm", 7)]
    number = done.output.split("Applied as import ")[1].split(".")[0]
    assert run(args=["referrals", "import", str(path), "--apply"]).exit_code == 1
    assert run(args=["referrals", "undo", number]).exit_code == 0
    assert numbers() == ([], [7])
    assert "undone already" in run(args=["referrals", "undo", number]).output
