"""People come in by the code on the wall, say who they are, and answer five questions."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from elearn.accounts.actions.erasure import erase
from elearn.briefings.jobs import forget_guests
from elearn.extensions import limiter
from elearn.models import Briefing, BriefingAttendance
from elearn.web.clock import now
from tests.integration.briefings.conftest import right_answers, words_of


@pytest.fixture
def room(office):
    """An open room and the address of its door."""
    number = office.room()
    return number, f"/b/{office.open(number)}"


def test_the_code_is_read_however_it_is_typed(phone, room):
    _number, door = room
    code = door.removeprefix("/b/")
    typed = f" {code[:3].upper()} {code[3:]} "
    assert phone.post("/b", data={"code": typed}).headers["Location"] == door


def test_a_number_is_answered_the_same_whether_it_is_known_or_not(app, phone, office, room):
    number, door = room
    other = app.test_client()
    one = phone.post(door, data={"who": " w1 "})
    two = other.post(door, data={"who": "X99"})
    shown = [words_of(client.page(door)) for client in (phone, other)]
    assert one.status_code == two.status_code == 303
    assert one.headers["Location"] == two.headers["Location"]
    assert shown[0] == shown[1]
    assert "Ann" not in shown[0]
    assert office.list_of(number) == [(office.ann.id, "", "number"), (None, "", "unknown")]


def test_an_address_is_known_too_and_twice_is_once(phone, office, room):
    number, door = room
    for _ in range(2):
        phone.post(door, data={"who": office.bob.email.upper()})
    assert office.list_of(number) == [(office.bob.id, "", "number")]


def test_whoever_is_signed_in_presses_one_button(app, office, room):
    number, door = room
    ann = app.test_client().sign_in(office.ann)
    assert "You are signed in as Ann Bell" in words_of(ann.page(door))
    ann.post(door)
    ann.post(door)
    assert office.list_of(number) == [(office.ann.id, "", "signed-in")]


def test_somebody_of_another_agency_is_counted_without_evidence(app, make, office, room):
    number, door = room
    other = make.worker(make.agency("Next Door Trust"), name="Olu Next")
    app.test_client().sign_in(other).post(door)
    assert office.list_of(number) == [(None, "", "unknown")]


def test_a_wrong_number_is_put_right_and_ticked_people_stay(phone, lead, office, room):
    number, door = room
    phone.post(door, data={"who": "X99"})
    phone.post(door, data={"who": "W1"})
    assert office.list_of(number) == [(office.ann.id, "", "number")]
    lead.post(f"{office.home}/{number}/people", data={"people": [office.bob.public_id]})
    phone.post(door, data={"who": "W2"})
    phone.post(door, data={"who": "X98"})
    rows = office.list_of(number)
    assert (office.bob.id, "", "ticked") in rows


def test_a_guest_is_named_until_the_room_is_closed(phone, lead, office, room):
    number, door = room
    phone.post(door, data={"guest": "Gus Guest"})
    assert "Gus Guest" in words_of(lead.page(f"{office.home}/{number}"))
    lead.post(f"{office.home}/{number}/close", data={"seen": "y"})
    assert office.list_of(number) == [(None, "", "guest")]
    assert office.record() == []
    assert phone.get(door).status_code == 404


def test_guests_of_a_room_that_nobody_closed_are_forgotten(phone, office, room, session):
    number, door = room
    phone.post(door, data={"guest": "Gus Guest"})
    forget_guests(session, now=now())
    assert office.list_of(number) == [(None, "Gus Guest", "guest")]
    session.execute(update(Briefing).values(open_until=now() - timedelta(minutes=1)))
    forget_guests(session, now=now())
    assert office.list_of(number) == [(None, "", "guest")]


def test_several_people_share_one_phone(phone, office, room):
    number, door = room
    phone.post(door, data={"who": "W1"})
    phone.post(f"{door}/next")
    phone.post(door, data={"who": "W2"})
    assert [row[0] for row in office.list_of(number)] == [office.ann.id, office.bob.id]


def test_five_questions_are_marked_once_and_counted_without_a_name(phone, office, room):
    number, door = room
    phone.post(door, data={"who": "W1"})
    page = phone.page(f"{door}/questions")
    answers = right_answers(page)
    assert len(answers) == 5
    first = phone.post(f"{door}/questions", data=answers)
    assert "5 of 5 right" in first.text
    phone.post(f"{door}/questions", data=answers)
    assert office.counts(number) == [(1, 1)] * 5
    assert "5 of 5" not in words_of(phone.page(door))


def test_nothing_is_counted_until_every_question_has_an_answer(phone, office, room):
    number, door = room
    phone.post(door, data={"who": "W1"})
    answer = phone.post(f"{door}/questions", data={"answer-1": "1", "answer-2": "9"})
    assert answer.status_code == 422
    assert "Question 5: choose an answer" in answer.text
    assert office.counts(number) == [(0, 0)] * 5


def test_the_questions_are_for_those_who_said_that_they_are_here(phone, room):
    _number, door = room
    assert phone.get(f"{door}/questions").headers["Location"] == door


def test_counts_are_shown_from_five_people_on_and_after_closing(app, lead, office, room):
    number, door = room
    for place in range(5):
        client = app.test_client()
        client.post(door, data={"guest": f"Guest {place}"})
        answers = right_answers(client.page(f"{door}/questions"))
        client.post(f"{door}/questions", data=answers)
        if place == 3:
            assert "Each question" not in words_of(lead.page(f"{office.home}/{number}"))
    lead.post(f"{office.home}/{number}/close", data={"seen": "y"})
    assert "Each question" in words_of(lead.page(f"{office.home}/{number}"))


@pytest.mark.parametrize("how", ["never was", "over", "closed"])
def test_every_code_that_opens_nothing_is_answered_the_same(
    phone, lead, office, room, session, how
):
    number, door = room
    if how == "never was":
        door = "/b/aaaaaa"
    elif how == "over":
        session.execute(update(Briefing).values(open_until=now() - timedelta(seconds=1)))
        session.commit()
    else:
        lead.post(f"{office.home}/{number}/close", data={"seen": "y"})
    for path in (door, f"{door}/questions"):
        answer = phone.get(path)
        assert answer.status_code == 404
        assert "No room is open with this code" in answer.text
    assert phone.post(door, data={"who": "W1"}).status_code == 404
    assert office.list_of(number) == []


def test_wrong_codes_are_limited_and_right_ones_are_not(phone, room, monkeypatch):
    _number, door = room
    monkeypatch.setattr(limiter, "enabled", True)
    for _ in range(30):
        assert phone.get(door).status_code == 200
    wrong = [phone.get("/b/aaaaaa").status_code for _ in range(25)]
    assert wrong[0] == 404
    assert wrong[-1] == 429
    limiter.reset()


def test_erasing_takes_the_name_out_of_the_room(office, room, session):
    number, _door = room
    office.lead.full_name = "Helen Marsh"
    session.commit()
    erase(session, person_id=office.lead.id, actor_id=None, now=now())
    assert office.kept(number).facilitator == ""
    assert session.query(BriefingAttendance).count() == 0
