"""Files with somebody else's headings and job titles: said once, remembered, changed, forgotten."""

import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.models import Person, Posting, RosterMapping, RosterTitle, Team, TrailEntry
from tests.integration.roster.test_pages import press, send, text_of

FILES = Path(__file__).parents[2] / "files"
THEIRS = (
    "Emp No;Surname;Forename;E-mail;Unit;Job title;Hired\n"
    "17;Li;Bo;bo@a.example;Ward 1;Staff Nurse;01-APR-2024\n"
    "18;Bell;Ann;;Ward 2;Porter;02-APR-2024\n"
    "19;Das;Dev;;Ward 2;Staff nurse;03-APR-2024\n"
)
CONTENT = THEIRS.encode()
CHOSEN = {
    "staff_number": "empno",
    "last_name": "surname",
    "first_name": "forename",
    "email": "e-mail",
    "team": "unit",
    "role": "jobtitle",
    "start_date": "hired",
}


def chosen(page):
    """What the selects of a page are set to."""
    return {
        one["name"]: option["value"]
        for one in page.select("main select")
        if (option := one.select_one("option[selected]")) and option["value"]
    }


def say_columns(lead, page, **changes):
    """Send the columns as the page offers them, but for these."""
    fields = {one["name"]: "" for one in page.select("main select")}
    return press(lead, page, **fields | chosen(page) | changes)


def options(page, name):
    return [one.get_text() for one in page.select(f"select[name={name}] option")]


def say_titles(lead, page, *roles):
    """Answer the titles of a page, in their order."""
    names = [one["name"] for one in page.select("main select")]
    return press(lead, page, **dict(zip(names, roles, strict=True)))


def brought(lead, office, content=CONTENT, name="hr.csv"):
    """The page that a file with unknown headings leads to."""
    answer = send(lead, office, content, name)
    moved = lead.get(answer.location)
    assert moved.status_code == 302
    assert moved.location.endswith("/columns")
    return lead.page(moved.location)


def test_unknown_headings_are_asked_about_with_a_guess_and_two_values(lead, office):
    page = brought(lead, office)
    assert page.h1.get_text() == "Which column is which?"
    assert chosen(page) == {key: CHOSEN[key] for key in CHOSEN if key != "start_date"}
    assert "Emp No, such as 17 or 18" in options(page, "staff_number")
    assert options(page, "manager_email")[0] == "Not in this file"


def test_from_unknown_headings_and_titles_to_people_on_record(lead, office, session):
    preview = lead.page(say_columns(lead, brought(lead, office), **CHOSEN).location)
    assert "2 job titles in 3 lines are no roles that we know." in text_of(preview)
    titles = lead.page(preview.find("a", string="Say which role each of them is")["href"])
    labels = [one.get_text(strip=True) for one in titles.select("main label")]
    assert labels == ["Staff Nurse (2 lines)", "Porter (1 line)"]
    page = lead.page(say_titles(lead, titles, "R8", "R7").location)
    assert page.h1.get_text() == "This file would make 3 changes"
    done = lead.page(press(lead, page).location)
    assert done.h1.get_text() == "3 changes were applied"
    bo = session.scalars(select(Person).where(Person.email == "bo@a.example")).one()
    assert bo.full_name == "Bo Li"
    posting = session.scalars(select(Posting).where(Posting.person_id == bo.id)).one()
    assert (posting.role_id, str(posting.start)) == (office.role("R8"), "2024-04-01")
    assert session.get(Team, posting.team_id).name == "Ward 1"


def preview_address(lead, office):
    return send(lead, office, THEIRS.encode()).location


def test_the_next_file_of_that_shape_is_read_at_once_and_says_so(lead, office):
    say_columns(lead, brought(lead, office), **CHOSEN)
    answer = send(lead, office, THEIRS.replace("Bo", "Bob").encode())
    assert "Columns were read as you said before: Emp No as staff_number" in text_of(
        lead.page(answer.location)
    )


def test_what_was_said_can_be_changed(lead, office):
    answer = say_columns(lead, brought(lead, office), **CHOSEN)
    page = lead.page(
        lead.page(answer.location).find("a", string="Say which column is which")["href"]
    )
    assert chosen(page) == CHOSEN
    answer = say_columns(lead, page, team="")
    assert (
        "Unit" not in text_of(lead.page(answer.location)).split("left out")[0].split("before")[-1]
    )
    assert "Columns we do not use were left out: Unit." in text_of(lead.page(answer.location))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"role": ""}, "Choose the heading of the role or job title"),
        ({"first_name": ""}, "Choose the heading of the full name, or those of first name"),
        ({"staff_number": "", "email": ""}, "Choose the heading of the staff number or of the"),
        ({"team": "jobtitle"}, "This heading is chosen twice."),
        ({"team": "no-such-heading"}, "Not a valid choice"),
    ],
)
def test_an_answer_that_is_not_enough_says_what_to_choose(lead, office, session, change, says):
    answer = say_columns(lead, brought(lead, office), **CHOSEN | change)
    assert answer.status_code == 422
    assert says in answer.text
    assert session.scalar(select(func.count(RosterMapping.id))) == 0


def test_everything_is_remembered_per_agency_and_forgotten_on_demand(lead, office, session, make):
    home = lead.page(office.home)
    assert home.find("a", string="What we remember about your files") is None
    say_columns(lead, brought(lead, office), **CHOSEN)
    titles = lead.page(f"{lead.get(preview_address(lead, office)).request.path}/titles")
    say_titles(lead, titles, "R8", "R7")
    page = lead.page(
        lead.page(office.home).find("a", string="What we remember about your files")["href"]
    )
    assert "Emp No staff_number" in text_of(page)
    assert "Porter R7 Housing officer" in text_of(page)
    assert lead.get(f"{office.home}/memory.csv").text.count("\n") == 10
    assert lead.get(f"{office.home}/memory.xlsx").data.startswith(b"PK")
    assert send_elsewhere(make, office, lead) == 302
    for _ in range(2):
        press(lead, lead.page(f"{office.home}/memory"))
    assert "Nothing is remembered." in text_of(lead.page(f"{office.home}/memory"))
    for model in (RosterMapping, RosterTitle):
        assert session.scalar(select(func.count(model.id))) == 0
    brought(lead, office)


def send_elsewhere(make, office, lead):
    """What another agency's lead is answered who brings in the same file."""
    other = make.agency()
    visitor = lead.application.test_client()
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, other))
    data = {"file": (io.BytesIO(THEIRS.encode()), "hr.csv")}
    answer = visitor.post(f"/agencies/{other.slug}/roster", data=data)
    return visitor.get(answer.location).status_code


def test_titles_left_open_stay_faulty_lines_and_are_asked_again(lead, office):
    say_columns(lead, brought(lead, office), **CHOSEN)
    at = preview_address(lead, office)
    page = lead.page(say_titles(lead, lead.page(f"{at}/titles"), "R8", "").location)
    assert "1 job title in 1 line is no role that we know." in text_of(page)
    titles = lead.page(f"{at}/titles")
    assert titles.h1.get_text() == "1 job title needs a role"
    assert [one["name"] for one in titles.select("main select")][1:]  # the answered one, to change
    page = lead.page(say_titles(lead, titles, "R7", "R7").location)
    assert "no role that we know" not in text_of(page)


def test_many_titles_are_asked_page_by_page_and_never_more_than_two_hundred(lead, office):
    lines = [f"W{n},Person {n},,,Title {n},,," for n in range(260)]
    header = "staff_number,full_name,email,team,role,start_date,end_date,manager_email"
    at = send(lead, office, "\n".join([header, *lines]).encode()).location
    assert "More than 200 job titles" in text_of(lead.page(at))
    page = lead.page(f"{at}/titles")
    assert "another column has the job titles" in text_of(page)
    assert len(page.select("main select")) == 50
    answer = say_titles(lead, page, *["R7"] * 30, *[""] * 20)
    assert answer.location.endswith("start=20")
    assert len(lead.page(answer.location).select("main select")) == 50


def test_a_role_that_does_not_exist_is_refused(lead, office):
    say_columns(lead, brought(lead, office), **CHOSEN)
    at = preview_address(lead, office)
    assert say_titles(lead, lead.page(f"{at}/titles"), "R99", "").status_code == 400


def test_what_was_said_is_in_the_trail_without_a_word_of_the_file(lead, office, session):
    say_columns(lead, brought(lead, office), **CHOSEN)
    entry = session.scalars(
        select(TrailEntry).where(TrailEntry.action == "roster.columns_said")
    ).one()
    assert entry.detail == {"number": 7}


HR = {
    "esr-like.csv": (24, {"staff_number": "employeenumber", "team": "organisation"}),
    "itrent-like.xlsx": (20, {"staff_number": "personalreference", "team": "unitname"}),
    "sap-like.txt": (18, {"staff_number": "pers.no.", "team": "org.unit"}),
}


@pytest.mark.parametrize("name", HR)
def test_exports_in_the_shapes_of_hr_systems_come_in_as_guessed(lead, office, session, name):
    people, expected = HR[name]
    content = (FILES / name).read_bytes()
    page = brought(lead, office, content, name)
    guessed = chosen(page)
    assert guessed.items() >= expected.items()
    assert {"first_name", "last_name", "email", "role", "start_date"} <= guessed.keys()
    say_columns(lead, page)
    at = send(lead, office, content, name).location
    titles = lead.page(f"{at}/titles")
    page = lead.page(say_titles(lead, titles, *["R7"] * len(titles.select("main select"))).location)
    assert page.h1.get_text() == f"This file would make {people} changes", text_of(page)
    before = session.scalar(select(func.count(Posting.id)))
    press(lead, page)
    assert session.scalar(select(func.count(Posting.id))) == before + people
    ends = session.scalars(select(Posting.end).where(Posting.end.is_not(None))).all()
    assert all(end.year < 2030 for end in ends)
    again = lead.page(send(lead, office, content, name).location)
    assert again.h1.get_text() == "Nothing to change: everybody is as the file says"
