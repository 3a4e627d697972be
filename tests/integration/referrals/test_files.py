"""A file of totals: looked at, applied once, undone; whatever somebody may send."""

import io

import pytest
from sqlalchemy import func, select

from elearn.domain.quarters import quarter_words
from elearn.models import ReferralImport
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
    "too many lines": (lambda: file_of(*["The Isles,2026-Q1,nrm,7"] * 2_001), "more than 2,000"),
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
