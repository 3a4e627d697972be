"""A lead reminds their people, sees what became of it, and nobody else's."""

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.gateways.mail import RememberingPostbox
from elearn.gateways.message import RefusedError
from elearn.models import Chase, Letter, ReminderItem, TrailEntry, UndeliveredAddress
from elearn.reminders.jobs import send_letters
from elearn.web.clock import now

KEY = "k" * 32


def home(agency):
    return f"/agencies/{agency.slug}/reminders"


@pytest.fixture
def at_work(visitor, lead):
    return visitor.sign_in(lead)


def chase(visitor, agency, query="", once=KEY):
    return visitor.post(f"{home(agency)}/now{query}", data={"once": once})


def test_the_page_says_who_can_be_reminded_and_who_not_and_why(
    at_work, agency, now_crowd, make, session
):
    now_crowd.person(agency, -5, name="Ada Late")
    now_crowd.person(agency, None, name="Ben New")
    now_crowd.person(agency, -5, name="No Mail", email=None)
    now_crowd.person(agency, 10, name="Cy Soon")
    text = at_work.page(home(agency)).get_text(" ", strip=True)
    assert "3 people are due. 2 of them can be reminded by letter now." in text
    assert "1 person has no e-mail address." in text
    assert "Ada Late" in text
    assert "Cy Soon" not in text
    assert "Remind 2 people now" in text
    assert "Cy Soon" in at_work.page(f"{home(agency)}?due=all").get_text()


def test_a_chase_writes_one_letter_each_and_lists_those_to_tell(
    at_work, agency, now_crowd, session
):
    now_crowd.person(agency, -5, name="Ada Late", email="ada@north.example")
    now_crowd.person(agency, -5, name="No Mail", email=None, manager_email="boss@north.example")
    check = at_work.page(f"{home(agency)}/now").get_text(" ", strip=True)
    assert "Remind 1 person now?" in check
    assert "Dear Ada Late," in check
    assert "North Council asked us to send this" in check
    answer = chase(at_work, agency)
    assert answer.status_code == 303
    page = at_work.page(answer.location).get_text(" ", strip=True)
    assert "1 person hears from us" in page
    assert "No Mail" in page
    assert "boss@north.example" in page
    postbox = RememberingPostbox()
    send_letters(session, postbox, now=now(), worker="w")
    sent = {one.to: one.body for one in postbox.letters}
    assert set(sent) == {"ada@north.example", "boss@north.example"}
    assert "No Mail" in sent["boss@north.example"]
    assert "No Mail" not in sent["ada@north.example"]
    assert session.scalar(select(func.count()).where(TrailEntry.action == "people.chased")) == 1


def test_the_same_button_twice_is_one_chase_and_another_within_three_days_reminds_nobody_twice(
    at_work, agency, now_crowd, session
):
    now_crowd.person(agency, -5)
    assert chase(at_work, agency).location == chase(at_work, agency).location
    assert session.scalar(select(func.count()).select_from(Chase)) == 1
    text = at_work.page(home(agency)).get_text(" ", strip=True)
    assert "1 person was reminded in the last three days." in text
    chase(at_work, agency, once="other" * 5)
    assert session.scalar(select(func.count()).select_from(Letter)) == 1


def test_filters_narrow_a_chase_and_one_that_names_nothing_is_no_page(
    at_work, agency, now_crowd, make, session
):
    team = make.team(agency, "Nights")
    now_crowd.person(agency, -5, team=team, name="In Team")
    now_crowd.person(agency, -5, name="Out Of It")
    text = at_work.page(f"{home(agency)}?team={team.slug}").get_text()
    assert "In Team" in text
    assert "Out Of It" not in text
    chase(at_work, agency, f"?team={team.slug}")
    assert session.scalar(select(func.count()).select_from(Letter)) == 1
    for query in ("team=none", "module=none", "due=never"):
        assert at_work.get(f"{home(agency)}?{query}").status_code == 404


def test_a_team_lead_reminds_the_team_and_sees_only_its_letters(
    visitor, agency, now_crowd, make, session
):
    team = make.team(agency, "Nights")
    now_crowd.person(agency, -5, team=team, name="In Team")
    now_crowd.person(agency, -5, name="Out Of It", email=None)
    other = make.somebody(Role.AGENCY_LEAD, agency)
    visitor.sign_in(other)
    whole = chase(visitor, agency).location
    visitor.sign_in(make.somebody(Role.TEAM_LEAD, agency, team))
    assert "Out Of It" not in visitor.page(home(agency)).get_text()
    assert visitor.get(whole).status_code == 404
    assert visitor.get(f"{home(agency)}/settings").status_code == 404
    assert "In Team" in visitor.page(f"{home(agency)}/letters").get_text()
    text = visitor.get(f"{home(agency)}.csv").text
    assert "In Team" in text
    assert "Out Of It" not in text


def test_one_agency_never_sees_or_reminds_the_people_of_another(
    at_work, agency, now_crowd, make, session
):
    elsewhere = make.agency("South")
    stranger = now_crowd.person(elsewhere, -5, name="Stranger", email=None)
    both = now_crowd.person(agency, -5, name="Of Both")
    make.posting(both, elsewhere, now_crowd.role)
    number = chase(at_work, agency).location.rpartition("/")[2]
    assert session.scalar(select(func.count()).select_from(Letter)) == 1
    assert at_work.get(home(elsewhere)).status_code in (403, 404)
    assert at_work.get(f"{home(elsewhere)}/chases/{number}").status_code in (403, 404)
    assert at_work.get(f"{home(elsewhere)}/letters.csv").status_code in (403, 404)
    tried = at_work.post(f"{home(agency)}/addresses/{stranger.public_id}")
    assert tried.status_code == 404
    there = make.somebody(Role.AGENCY_LEAD, elsewhere)
    at_work.sign_in(there)
    assert "Of Both" not in at_work.page(f"{home(elsewhere)}/letters").get_text()
    assert at_work.get(f"{home(elsewhere)}/chases/{number}").status_code == 404


def test_a_refused_address_stands_in_the_log_and_on_the_person_and_gets_no_more_reminders(
    at_work, agency, now_crowd, session
):
    person = now_crowd.person(agency, -5, name="Gone Away", email="gone@north.example")
    chase(at_work, agency)
    refusing = RememberingPostbox(faults=[RefusedError("550 5.1.1 no such person")])
    send_letters(session, refusing, now=now(), worker="w")
    log = at_work.page(f"{home(agency)}/letters?state=failed").get_text(" ", strip=True)
    assert "Did not arrive" in log
    assert "Nobody has this address there." in log
    assert "550 5.1.1 no such person" in log
    assert "no such person" in at_work.get(f"{home(agency)}/letters.csv?state=failed").text
    assert "Letters do not arrive" in log
    page = at_work.page(home(agency)).get_text(" ", strip=True)
    assert "1 person has an address that letters do not reach." in page
    here = at_work.page(f"/agencies/{agency.slug}/people/{person.public_id}").get_text(" ")
    assert "Letters do not arrive" in here
    tried = at_work.post(f"{home(agency)}/addresses/{person.public_id}")
    assert tried.status_code == 303
    assert session.scalars(select(UndeliveredAddress)).all() == []


def test_a_new_address_is_written_to_at_once(at_work, agency, now_crowd, session):
    person = now_crowd.person(agency, -5, email="old@north.example")
    session.add(
        UndeliveredAddress(
            person_id=person.id, address="old@north.example", answer="550 no", since=now()
        )
    )
    session.commit()
    assert "Remind" not in at_work.page(home(agency)).select_one("a.govuk-button").get_text()
    person.email = "new@north.example"
    session.commit()
    chase(at_work, agency)
    assert session.scalar(select(Letter.recipient)) == "new@north.example"


def test_the_files_hold_the_rows_of_the_pages(at_work, agency, now_crowd):
    now_crowd.person(agency, -5, name="Ada Late")
    now_crowd.person(agency, -5, name="No Mail", email=None)
    number = chase(at_work, agency).location
    for address, words in (
        (f"{home(agency)}.csv", "No Mail"),
        (f"{home(agency)}/letters.csv", "Ada Late"),
        (f"{home(agency)}/chases.csv", "All teams: any module"),
        (f"{number}.csv", "No Mail"),
    ):
        assert words in at_work.get(address).text
        assert at_work.get(address.replace(".csv", ".xlsx")).data.startswith(b"PK")


def test_an_agency_switches_letters_to_managers_on(at_work, agency, session):
    page = at_work.page(f"{home(agency)}/settings")
    assert page.select_one("input[type=checkbox]:not([checked])")
    assert at_work.post(f"{home(agency)}/settings", data={"tell_managers": "y"}).status_code == 303
    assert at_work.page(f"{home(agency)}/settings").select_one("input[checked]")
    at_work.post(f"{home(agency)}/settings", data={})
    assert not at_work.page(f"{home(agency)}/settings").select_one("input[checked]")


def test_everybody_chooses_what_they_hear(visitor, agency, now_crowd, session):
    person = now_crowd.person(agency, 400)
    visitor.sign_in(person)
    page = visitor.page("/account/reminders")
    assert [box["name"] for box in page.select("input[type=checkbox]")] == ["extra", "asked"]
    assert visitor.post("/account/reminders", data={}).status_code == 303
    assert not visitor.page("/account/reminders").select("input[checked]")
    assert session.scalars(select(ReminderItem)).all() == []
