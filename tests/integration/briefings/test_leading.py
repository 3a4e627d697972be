"""Whoever leads a briefing plans it, opens the room, checks the list, closes it and may undo it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from elearn.access.policy import Role
from elearn.briefings.routes import listing
from elearn.domain.dates import uk_date
from elearn.models import Briefing, BriefingAttendance, Completion, Holding, Level
from elearn.web.clock import now, today
from tests.integration.briefings.conftest import words_of


def plan(lead, office, **changed):
    form = lead.page(f"{office.home}/new")
    fields = {
        "once": form.select_one("input[name=once]")["value"],
        "module": "notice-it",
        "team": "all",
        "held_on": uk_date(today()),
        "place": "The canteen",
        "facilitator": "Helen Marsh",
    }
    return lead.post(f"{office.home}/new", data=fields | changed), fields | changed


def close(lead, at):
    return lead.post(f"{at}/close", data={"seen": "y"})


def test_a_lead_plans_a_room_ticks_people_and_closes_it_to_evidence(lead, office):
    answer, fields = plan(lead, office)
    at = answer.headers["Location"]
    assert answer.status_code == 303
    assert lead.post(f"{office.home}/new", data=fields).headers["Location"] == at
    number = int(at.rsplit("/", 1)[1])
    assert "Attendance counts for this module" in words_of(lead.page(at))
    assert "Ann Bell" in words_of(lead.page(f"{at}/people?q=ann"))
    ticked = {"people": [office.ann.public_id, "nobody"]}
    assert lead.post(f"{at}/people", data=ticked).status_code == 303
    lead.post(f"{at}/people", data=ticked)
    assert office.list_of(number) == [(office.ann.id, "", "ticked")]
    assert lead.post(f"{at}/close").status_code == 422
    assert close(lead, at).status_code == 303
    close(lead, at)
    source = f"briefing {uk_date(today())}"
    assert office.record() == [(office.ann.id, "E4", source)]
    assert office.trail() == ["briefing.planned", "briefing.ticked", "briefing.closed"]
    person = lead.page(f"/agencies/{office.agency.slug}/people/{office.ann.public_id}")
    assert "Signed attendance (E4)" in words_of(person)
    assert source in words_of(person)
    assert "Notice it" in words_of(lead.page(office.home))
    assert b"Ann Bell" in lead.get(f"{at}.csv").data
    assert b"Notice it" in lead.get(f"{office.home}.csv").data


@pytest.mark.any_database
def test_a_page_shows_the_latest_and_the_files_hold_all(lead, office, monkeypatch):
    monkeypatch.setattr(listing, "MOST_SHOWN", 1)
    for place in ("Hall", "Depot"):
        office.room(called=place)
    words = words_of(lead.page(office.home))
    assert "Depot" in words
    assert "Hall" not in words
    assert "the files hold all of them" in words
    assert b"Hall" in lead.get(f"{office.home}.csv").data


def test_undoing_takes_back_what_it_wrote_and_no_more(lead, office, make, session):
    make.completion(office.bob, office.module, today() - timedelta(days=5))
    number = office.room()
    at = f"{office.home}/{number}"
    lead.post(f"{at}/people", data={"people": [office.ann.public_id, office.bob.public_id]})
    close(lead, at)
    assert len(office.record()) == 3
    assert lead.post(f"{at}/undo").status_code == 303
    lead.post(f"{at}/undo")
    assert [row[1] for row in office.record()] == ["E1"]
    assert session.get(Holding, (office.ann.id, office.module.id)) is None
    close(lead, at)
    assert len(office.record()) == 3


def test_what_stood_before_stays_when_another_briefing_of_that_day_is_undone(lead, office):
    for _ in range(2):
        number = office.room()
        lead.post(f"{office.home}/{number}/people", data={"people": [office.ann.public_id]})
        close(lead, f"{office.home}/{number}")
    lead.post(f"{office.home}/{number}/undo")
    assert [row[0] for row in office.record()] == [office.ann.id]


def test_a_closing_stands_after_thirty_days(lead, office, session):
    number = office.room()
    at = f"{office.home}/{number}"
    lead.post(f"{at}/people", data={"people": [office.ann.public_id]})
    close(lead, at)
    session.execute(update(Briefing).values(closed_at=now() - timedelta(days=31)))
    session.commit()
    assert "Undo the closing" not in words_of(lead.page(at))
    lead.post(f"{at}/undo")
    assert office.kept(number).closed_at is not None
    assert len(office.record()) == 1


def test_a_module_of_another_level_is_not_completed_by_being_there(lead, office, make):
    module = make.module("respond", code="M02", title="Respond", level=Level.B)
    number = office.room(module=module)
    at = f"{office.home}/{number}"
    assert "Attendance is recorded, and completes nothing" in words_of(lead.page(at))
    lead.post(f"{at}/people", data={"people": [office.ann.public_id]})
    close(lead, at)
    assert office.record() == []
    assert office.list_of(number) == [(office.ann.id, "", "ticked")]


def test_a_briefing_on_a_day_to_come_is_not_closed(lead, office):
    number = office.room(on=today() + timedelta(days=2))
    close(lead, f"{office.home}/{number}")
    assert office.kept(number).closed_at is None
    assert "still to come" in words_of(lead.page(f"{office.home}/{number}"))


def test_the_room_of_a_day_that_is_past_is_not_opened(lead, office):
    number = office.room(on=today() - timedelta(days=1))
    lead.post(f"{office.home}/{number}/open")
    page = words_of(lead.page(f"{office.home}/{number}"))
    assert "is past" in page
    assert "Open the room for" not in page
    assert office.kept(number).code is None


def test_the_list_of_a_closed_room_is_fixed(lead, office, session):
    number = office.room()
    at = f"{office.home}/{number}"
    lead.post(f"{at}/people", data={"people": [office.ann.public_id]})
    close(lead, at)
    line = session.query(BriefingAttendance.id).scalar()
    lead.post(f"{at}/attendance/{line}/remove")
    lead.post(f"{at}/people", data={"people": [office.bob.public_id]})
    lead.post(f"{at}/open")
    assert office.list_of(number) == [(office.ann.id, "", "ticked")]
    assert office.kept(number).code is None


def test_somebody_is_taken_off_the_list(lead, office, session):
    number = office.room()
    at = f"{office.home}/{number}"
    lead.post(f"{at}/people", data={"people": [office.ann.public_id]})
    line = session.query(BriefingAttendance.id).scalar()
    lead.post(f"{at}/attendance/{line}/remove")
    lead.post(f"{at}/attendance/{line}/remove")
    assert office.list_of(number) == []


def test_a_team_lead_sees_and_ticks_their_own_team_only(team_lead, lead, office):
    ours, all_of_it = office.room(team=office.team), office.room()
    assert team_lead.get(f"{office.home}/{all_of_it}").status_code == 404
    assert team_lead.post(f"{office.home}/{all_of_it}/open").status_code == 404
    assert "Bob Li" not in words_of(team_lead.page(f"{office.home}/{ours}/people"))
    both = {"people": [office.ann.public_id, office.bob.public_id]}
    team_lead.post(f"{office.home}/{ours}/people", data=both)
    assert office.list_of(ours) == [(office.ann.id, "", "ticked")]
    options = team_lead.page(f"{office.home}/new").select("#team option")
    assert [one.get_text() for one in options] == ["Team: Depot"]
    answer, _fields = plan(team_lead, office, team="all")
    assert answer.status_code == 422


def test_nobody_sees_the_rooms_of_another_agency(app, make, office, session):
    other = make.agency("Next Door Trust")
    stranger = app.test_client().sign_in(make.somebody(Role.AGENCY_LEAD, other))
    number = office.room()
    assert stranger.get(f"{office.home}/{number}").status_code == 404
    theirs = f"/agencies/{other.slug}/briefings/{number}"
    for rest in ("", "/people", "/sheet", "/questions", "/answers", "/screen", ".csv"):
        assert stranger.get(theirs + rest).status_code == 404
    for rest in ("/open", "/close", "/undo", "/people"):
        assert stranger.post(theirs + rest, data={"seen": "y"}).status_code == 404


def test_it_works_on_paper(lead, office):
    number = office.room(team=office.team)
    sheet = words_of(lead.page(f"{office.home}/{number}/sheet"))
    assert "Ann Bell" in sheet
    assert "Bob Li" not in sheet
    asked = lead.page(f"{office.home}/{number}/questions")
    assert len(asked.select("section h2")) == 5
    assert "(right)" not in words_of(asked)
    assert words_of(lead.page(f"{office.home}/{number}/answers")).count("(right)") == 5


def test_the_wall_shows_the_code_while_the_room_is_open(lead, office, session):
    number = office.room()
    at = f"{office.home}/{number}"
    assert lead.get(f"{at}/screen").status_code == 302
    lead.post(f"{at}/open")
    code = office.kept(number).code
    lead.post(f"{at}/open")
    assert office.kept(number).code == code
    wall = lead.page(f"{at}/screen")
    assert f"{code[:3]}-{code[3:]}" in words_of(wall)
    assert wall.select_one("main svg path")
    assert not session.query(Completion).all()
