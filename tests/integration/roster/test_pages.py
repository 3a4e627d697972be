"""The roster pages: look before anything changes, apply the good lines, and take it back."""

import gc
import io

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.models import Person, Posting, RosterImport
from tests.integration.roster.apart import HEADER, file_of

ANN = "W1,Ann Bell,ann@x.example,MASH,R7,2024-01-01,,"
BOB = "W2,Bob Li,,Housing,R8,2024-02-01,,"


def send(lead, office, content, name="people.csv"):
    return lead.post(office.home, data={"file": (io.BytesIO(content), name)})


def press(lead, page, **fields):
    """Press the main form's button with what the page holds."""
    form = page.select_one("main form")
    held = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    return lead.post(form["action"], data=held | fields)


def preview(lead, office, *lines):
    answer = send(lead, office, file_of(*lines))
    assert answer.status_code == 303
    return lead.page(answer.location)


def text_of(page):
    return page.select_one("main").get_text(" ", strip=True)


def people(session):
    session.expire_all()
    return session.scalar(select(func.count(Person.id)).where(Person.full_name.like("% %")))


def test_a_file_is_shown_applied_and_undone(lead, office, session):
    page = preview(lead, office, ANN, BOB, "W3,,,,R7,,,")
    assert page.h1.get_text() == "This file would make 2 changes"
    assert "Apply 2 changes" in text_of(page)
    assert "1 line cannot be used" in text_of(page)
    first = page.select("table.app-stack tbody tr")[0].get_text(" ", strip=True)
    assert "Cannot be used" in first
    assert "Write the person's name." in first
    before = session.scalar(select(func.count(Posting.id)))
    answer = press(lead, page)
    assert answer.status_code == 303
    done = lead.page(answer.location)
    assert done.h1.get_text() == "2 changes were applied"
    assert session.scalar(select(func.count(Posting.id))) == before + 2
    undone = lead.page(press(lead, done).location)
    assert "was undone" in undone.h1.get_text()
    assert session.scalar(select(func.count(Posting.id))) == before


def test_looking_changes_nothing(lead, office, session):
    before = people(session)
    preview(lead, office, ANN, BOB)
    assert people(session) == before


def test_the_same_file_again_has_nothing_to_change(lead, office, session):
    press(lead, preview(lead, office, ANN, BOB))
    page = preview(lead, office, ANN, BOB)
    assert page.h1.get_text() == "Nothing to change: everybody is as the file says"
    assert "Confirm that the list is up to date" in text_of(page)
    done = lead.page(press(lead, page).location)
    assert done.h1.get_text() == "The list is up to date"


def test_applying_a_second_time_is_told_and_changes_nothing(lead, office, session):
    page = preview(lead, office, ANN)
    press(lead, page)
    before = people(session)
    again = lead.page(press(lead, page).location)
    assert "applied already" in text_of(again)
    assert people(session) == before


def test_a_record_that_changed_meanwhile_asks_for_another_look(lead, office, session):
    page = preview(lead, office, ANN)
    office.bring_in(ANN.replace("MASH", "Housing"))
    again = lead.page(press(lead, page).location)
    assert "changed after you looked" in text_of(again)


def test_many_leavers_need_a_tick(lead, office, session):
    office.bring_in(*(f"W{n},Person {n},,,R7,2024-01-01,," for n in range(20)))
    page = preview(lead, office, "W1,Person 1,,,R7,2024-01-01,,")
    assert "Yes, these 19 of 20 people have really left" in text_of(page)
    stopped = lead.page(press(lead, page).location)
    assert "19 of 20 people stand in no line" in text_of(stopped)
    done = lead.page(press(lead, stopped, confirm_leavers="y").location)
    assert done.h1.get_text() == "19 changes were applied"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"hello", "must name the columns"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "not a text file"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
        (HEADER.encode() + b'\nW1,"Ann,a@x.example,,R7,,,', "Line 2: a quotation mark"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence_and_changes_nothing(
    lead, office, session, content, says
):
    answer = send(lead, office, content)
    assert answer.status_code == 422
    assert says in answer.text.replace("&#39;", "'")
    assert session.scalar(select(func.count(RosterImport.id))) == 0


def test_without_a_file_the_form_says_so(lead, office):
    answer = lead.post(office.home, data={})
    assert answer.status_code == 422
    assert "Choose a file" in answer.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_too_large_is_refused_and_the_next_request_works(lead, office):
    assert send(lead, office, b"x" * (11 * 1024 * 1024)).status_code == 413
    gc.collect()  # Werkzeug leaves the half-read file to the collector
    assert lead.get(office.home).status_code == 200


def test_a_hostile_name_is_shown_as_letters_in_preview_and_result(lead, office):
    bad = "W1,<script>alert(1)</script>,,<b>Team</b>,R7,,,"
    page = preview(lead, office, bad)
    assert "<script>alert(1)</script>" in text_of(page)
    done = lead.page(press(lead, page).location)
    assert "<script>alert(1)</script>" in text_of(done)


def test_a_hostile_file_name_is_printed_without_its_tricks(lead, office):
    answer = send(lead, office, file_of(ANN), name="..\\..\\etc/\u202egnp.csv")
    page = lead.page(answer.location)
    assert "File: gnp.csv" in text_of(page)


def test_long_lists_are_paged_and_leave_whole_as_a_file(lead, office):
    lines = [f"W{n},Person {n:03},,,R7,2024-01-01,," for n in range(120)]
    page = preview(lead, office, *lines)
    assert len(page.select("tbody tr")) == 50
    following = lead.page(page.select_one(".govuk-pagination__next a")["href"])
    assert len(following.select("tbody tr")) == 50
    href = page.select_one(".app-downloads a[href$=csv]")["href"]
    assert len(lead.get(href).text.splitlines()) == 121
    done = lead.page(press(lead, page).location)
    last = lead.page(done.select_one(".govuk-pagination__next a")["href"])
    assert len(last.select("tbody tr")) == 50
    assert lead.get(href.replace("csv", "xlsx")).data.startswith(b"PK")


def test_the_list_as_a_file_can_be_brought_in_again_unchanged(lead, office, session):
    office.bring_in(ANN, BOB)
    for kind in ("csv", "xlsx"):
        content = lead.get(f"{office.home}.{kind}").data
        page = lead.page(send(lead, office, content, f"list.{kind}").location)
        assert page.h1.get_text() == "Nothing to change: everybody is as the file says"


def test_the_example_file_is_one_that_can_be_brought_in(lead, office, make):
    make.role("R13", name="Volunteer")
    page = lead.page(send(lead, office, lead.get(f"{office.home}/example.csv").data).location)
    assert page.h1.get_text() == "This file would make 2 changes"


def test_the_page_says_how_old_the_list_is_and_what_was_brought_in(lead, office):
    assert "No list has been brought in yet." in text_of(lead.page(office.home))
    office.bring_in(ANN)
    page = lead.page(office.home)
    assert "The list was last brought in today" in text_of(page)
    assert "1 new" in text_of(page)


def test_only_the_lead_of_this_agency_has_a_roster_page(make, office, visitor):
    number = office.bring_in(ANN).number
    team = make.team(office.agency)
    others = [
        make.somebody(Role.TEAM_LEAD, office.agency, team),
        make.somebody(Role.AGENCY_LEAD, make.agency()),
        make.somebody(Role.COORDINATOR),
        make.somebody(Role.ADMINISTRATOR),
        make.somebody(Role.LEARNER),
    ]
    for person in others:
        visitor.sign_in(person)
        for path in ("", ".csv", "/example.csv", f"/{number}", f"/{number}.csv"):
            assert visitor.get(office.home + path).status_code == 404
        assert visitor.post(f"{office.home}/{number}/undo").status_code == 404
        assert send(visitor, office, file_of(ANN)).status_code == 404


def test_an_import_of_another_agency_is_not_there(make, office, visitor):
    number = office.bring_in(ANN).number
    other = make.agency()
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, other))
    for path in (f"/{number}", f"/{number}.csv"):
        assert visitor.get(f"/agencies/{other.slug}/roster{path}").status_code == 404
    for act in ("apply", "undo"):
        assert visitor.post(f"/agencies/{other.slug}/roster/{number}/{act}").status_code == 404


@pytest.mark.parametrize("place", ["start=-1", "start=x", "start=99999999999999999999", "after=-5"])
def test_a_mangled_place_in_a_list_fails_nowhere(lead, office, place):
    answer = send(lead, office, file_of(ANN))
    assert lead.get(f"{answer.location}?{place}").status_code == 200
