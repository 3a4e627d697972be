"""A lead enters the agency's contacts, rings them and confirms; learners then read them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts.actions.erasure import erase
from elearn.content.pages import Screen
from elearn.domain.dates import add_months
from elearn.models import Contact, TrailEntry
from elearn.web.clock import now, today
from tests.support.document import small_document

NUMBER = "023 8000 0001"
ENTRY = {
    "name": "Adult MASH",
    "number": f" {NUMBER.replace(' ', '-')} ",
    "url": "",
    "hours": "Always",
    "note": "",
}
TELL = Screen("first", "The first idea", 2, "<p>Tell {contact:local-lead}.</p>", ("facts",))


@pytest.fixture
def agency(make):
    make.contact("local-lead", name="Safeguarding lead", what="Ask what to do.")
    return make.agency("Northmoor Council")


@pytest.fixture
def lead(make, agency, visitor):
    person = make.person("Ruth Ellison")
    make.grant(person, Role.AGENCY_LEAD, agency)
    return visitor.sign_in(person)


@pytest.fixture
def home(agency):
    return f"/agencies/{agency.slug}/contacts"


@pytest.fixture
def read_as(app, make):
    """What somebody who works in these agencies reads on a screen that names the local lead."""
    text = small_document("tell", "Z99", "Tell somebody")
    text = replace(text, pages=(TELL, *text.pages[1:]))
    make.module("tell", code="Z99", title="Tell somebody", document=text)

    def read(*agencies, person=None):
        person = person or make.person()
        for one in agencies:
            make.posting(person, one)
        return app.test_client().sign_in(person).page("/learn/tell/first").article.get_text()

    return read


def own(session, agency):
    session.expire_all()
    return session.scalar(select(Contact).where(Contact.agency_id == agency.id))


def confirm(lead, home, **changed):
    page = lead.page(home)
    seen = page.select_one("input[name=seen]")["value"]
    return lead.post(f"{home}/local-lead/confirm", data={"seen": seen} | changed)


def test_a_contact_is_entered_rung_and_then_read_by_learners(session, lead, home, agency, read_as):
    assert "0 of 1 contacts are confirmed" in lead.page(home).text
    assert "your safeguarding lead (your partnership has not entered this yet)" in read_as(agency)
    assert lead.post(f"{home}/local-lead", data=ENTRY).status_code == 303
    assert "Not verified" in lead.page(home).text
    assert NUMBER not in read_as(agency)
    assert confirm(lead, home).status_code == 303
    row = own(session, agency)
    assert (row.number, row.verified_by, row.verified_on) == (NUMBER, "Ruth Ellison", today())
    assert row.review_by == add_months(today(), 6)
    assert f"Adult MASH on {NUMBER}" in read_as(agency)
    assert "Every contact is confirmed" in lead.page(home).text


def test_another_number_has_to_be_rung_again(session, lead, home, agency):
    lead.post(f"{home}/local-lead", data=ENTRY)
    confirm(lead, home)
    lead.post(f"{home}/local-lead", data=ENTRY | {"hours": "Office hours"})
    assert own(session, agency).verified_on == today()
    lead.post(f"{home}/local-lead", data=ENTRY | {"number": "023 8000 0002"})
    assert own(session, agency).verified_on is None


def test_a_number_that_changed_under_the_page_is_not_confirmed(session, lead, home, agency):
    lead.post(f"{home}/local-lead", data=ENTRY)
    confirm(lead, home, seen="023 8000 9999")
    assert own(session, agency).verified_on is None
    assert "was changed while you had the page open" in lead.page(home).text


def test_a_stale_check_hides_the_number_again(session, make, lead, home, agency, read_as):
    make.contact(
        "local-lead", agency, name="Our lead", number=NUMBER, verified_by="Sam",
        verified_on=today() - timedelta(200), review_by=today() - timedelta(1),
    )  # fmt: skip
    assert NUMBER not in read_as(agency)
    page = lead.page(home).text
    assert "Check overdue" in page
    assert "the number is not shown" in page


def test_whoever_works_in_two_agencies_reads_both(make, agency, read_as):
    other = make.agency("Wexcombe Trust")
    for where, number in ((agency, NUMBER), (other, "01983 823340")):
        make.contact(
            "local-lead", where, name="The lead", number=number, verified_by="Sam",
            verified_on=today(), review_by=today(),
        )  # fmt: skip
    said = read_as(agency, other)
    assert f"The lead on {NUMBER} (Northmoor Council) or " in said
    assert "The lead on 01983 823340 (Wexcombe Trust)" in said


def test_a_lead_reads_how_it_stands_where_a_learner_reads_that_it_is_not_there(
    make, agency, read_as
):
    person = make.person()
    make.grant(person, Role.AGENCY_LEAD, agency)
    make.contact("local-lead", agency, name="Our lead", number=NUMBER)
    assert "your safeguarding lead (not verified)" in read_as(agency, person=person)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " \u200b "}, "cannot be shown"),
        ({"number": "ring <b>us</b>"}, "in digits and spaces"),
        ({"number": "", "url": ""}, "Type a telephone number, or a web address"),
        ({"url": "javascript:alert(1)"}, "starts with https://"),
        ({"url": "https://user@council.example"}, "cannot be used"),
        ({"hours": "x" * 121}, "at most 120 letters"),
        ({"note": "x" * 201}, "at most 200 letters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(session, lead, home, agency, wrong, said):
    response = lead.post(f"{home}/local-lead", data=ENTRY | wrong)
    assert response.status_code == 422
    assert said in response.text
    assert own(session, agency) is None


def test_saying_it_twice_is_one_line_in_the_history(session, lead, home, agency):
    for _ in range(2):
        lead.post(f"{home}/local-lead", data=ENTRY)
        confirm(lead, home)
    kept = session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()
    assert kept == ["contact.entered", "contact.confirmed"]
    history = lead.page(f"{home}/local-lead").text
    assert "Rung and confirmed by Ruth Ellison" in history
    assert "Entered or changed (hours, name, number, " in history


def test_taken_out_it_is_not_entered(session, lead, home, agency):
    lead.post(f"{home}/local-lead", data=ENTRY)
    assert lead.post(f"{home}/local-lead/take-out").status_code == 303
    assert own(session, agency) is None
    assert lead.post(f"{home}/local-lead/take-out").status_code == 303
    assert "Not entered" in lead.page(home).text


def test_a_contact_nobody_asks_for_is_no_page(lead, home):
    assert lead.get(f"{home}/local-mayor").status_code == 404
    assert lead.post(f"{home}/local-mayor", data=ENTRY).status_code == 404
    assert lead.post(f"{home}/helpline/confirm", data={}).status_code == 404


def test_the_agency_next_door_is_no_page(lead, make):
    assert lead.get(f"/agencies/{make.agency().slug}/contacts").status_code == 404


def test_the_list_leaves_as_a_file(lead, home):
    lead.post(f"{home}/local-lead", data=ENTRY)
    text = lead.get(f"{home}.csv").text
    assert "Safeguarding lead,Adult MASH," in text
    assert "Not verified" in text
    assert lead.get(f"{home}.xlsx").status_code == 200


def test_an_author_sees_how_far_every_agency_is(make, agency, app):
    make.contact("local-lead", agency, name="Our lead", number=NUMBER)
    author = app.test_client().sign_in(make.somebody(Role.AUTHOR))
    page = author.page("/authoring/contacts").text
    assert "Northmoor Council" in page
    assert "Not verified" in page
    assert NUMBER not in page
    assert "Northmoor Council,local-lead,Safeguarding lead,Not verified," in (
        author.get("/authoring/contacts.csv").text
    )


def test_an_erased_lead_is_no_longer_named(session, lead, home, agency, make):
    lead.post(f"{home}/local-lead", data=ENTRY)
    confirm(lead, home)
    erase(session, person_id=own(session, agency).verified_by_id, actor_id=None, now=now())
    assert "Ruth" not in own(session, agency).verified_by
    other = make.person("Sam Other")
    make.grant(other, Role.AGENCY_LEAD, agency)
    assert "Ruth" not in lead.sign_in(other).page(f"{home}/local-lead").text
