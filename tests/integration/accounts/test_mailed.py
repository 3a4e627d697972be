"""Signing in with a link by letter: once, for ten minutes, by whoever asked for it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts import evenly
from elearn.models import Letter, MailedLink, PersonStatus, SignInSession, TrailEntry
from tests.integration.accounts.doors import signed_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(evenly, "SAME_TIME_SECONDS", 0)


@pytest.fixture
def sam(make):
    return make.person("Sam Okoye", email="sam@council.example")


@pytest.fixture
def ask(visitor):
    def send(email="sam@council.example", client=None, **more):
        return (client or visitor).post("/sign-in/link", data={"email": email, **more})

    return send


def paths(session):
    found = session.scalars(
        select(Letter.body).where(Letter.subject == "Your link to sign in").order_by(Letter.id)
    )
    return [re.search(r"http://localhost(/sign-in/link/\S+)", body)[1] for body in found]


def test_the_sign_in_page_offers_it_and_remembers_where_somebody_was_going(visitor):
    page = visitor.page("/sign-in?next=/account")
    offered = page.find("a", string="Send me a link instead")["href"]
    assert visitor.page(offered).select_one("[name=next]")["value"] == "/account"


def test_a_link_signs_in_where_it_was_asked_for(session, visitor, sam, ask):
    answer = ask(" SAM@council.example ", next="/account")
    assert (answer.status_code, answer.location) == (303, "/sign-in/link/sent")
    (path,) = paths(session)
    page = visitor.page(path)
    assert "sam@council.example" in page.text
    assert "another browser" not in page.text
    answer = visitor.post(path)
    assert (answer.status_code, answer.location) == (303, "/account")
    kept = session.scalars(select(SignInSession)).one()
    assert (kept.person_id, kept.method, kept.strong_at) == (sam.id, "link", None)
    actions = list(session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))
    assert actions == ["sign-in-link-asked", "signed-in"]


def test_looking_at_it_uses_nothing_up_and_signs_nobody_in(session, visitor, sam, ask):
    ask()
    (path,) = paths(session)
    for _ in range(3):
        assert visitor.page(path)
    assert visitor.get(path).headers["Referrer-Policy"] == "no-referrer"
    assert not signed_in(visitor)
    assert visitor.post(path).status_code == 303


def test_it_works_once(app, session, visitor, sam, ask):
    ask()
    (path,) = paths(session)
    assert visitor.post(path).status_code == 303
    other = app.test_client()
    again = other.post(path, data={"act": "here"})
    assert (again.status_code, "no longer works" in again.text) == (410, True)
    assert not signed_in(other)


def test_after_ten_minutes_it_is_too_old(session, visitor, sam, ask):
    with time_machine.travel(NOON, tick=False) as clock:
        ask()
        (path,) = paths(session)
        clock.move_to(NOON + timedelta(minutes=9, seconds=59))
        visitor.page(path)
        clock.move_to(NOON + timedelta(minutes=10))
        assert visitor.get(path).status_code == 410
        assert visitor.post(path).status_code == 410


def test_in_another_browser_it_asks_first(app, session, visitor, sam, ask):
    ask()
    (path,) = paths(session)
    other = app.test_client()
    page = other.page(path)
    assert "asked for in another browser" in page.text
    assert other.post(path).status_code == 200  # the button of the other page does nothing
    assert not signed_in(other)
    assert other.post(path, data={"act": "here"}).status_code == 303
    assert signed_in(other)


def test_whoever_did_not_ask_stops_it(app, session, visitor, sam, ask):
    ask()
    (path,) = paths(session)
    other = app.test_client()
    assert other.post(path, data={"act": "stop"}).location == "/sign-in"
    assert "The link is stopped" in other.page("/sign-in").text
    assert visitor.post(path).status_code == 410


def test_a_newer_letter_takes_its_place(session, visitor, sam, ask):
    ask()
    ask()
    first, second = paths(session)
    assert visitor.get(first).status_code == 410
    visitor.page(second)


def test_a_stranger_gets_the_same_answer_and_no_letter(session, visitor, ask):
    answer = ask("nobody@council.example")
    assert (answer.status_code, answer.location) == (303, "/sign-in/link/sent")
    assert session.scalars(select(Letter)).all() == []
    with visitor.session_transaction() as cookie:
        assert "asked_here" in cookie


def test_letters_of_all_kinds_count_together(session, visitor, sam, ask):
    visitor.post("/forgot-password", data={"email": sam.email})
    ask()
    ask()
    ask()
    visitor.post("/forgot-password", data={"email": sam.email})
    assert len(session.scalars(select(Letter)).all()) == 3


def test_a_link_alone_gives_no_power(visitor, session, make, ask):
    lead = make.somebody(Role.COORDINATOR)
    ask(lead.email)
    visitor.post(paths(session)[0])
    assert signed_in(visitor)
    assert visitor.get("/audits").status_code != 200


def test_a_new_password_shuts_it(session, visitor, sam, ask):
    ask()
    visitor.post("/forgot-password", data={"email": sam.email})
    letter = session.scalars(
        select(Letter.body).where(Letter.subject == "Choose a new password")
    ).one()
    reset = re.search(r"http://localhost(/reset/\S+)", letter)[1]
    assert visitor.post(reset, data={"new_password": "correct horse battery"}).status_code == 303
    assert visitor.get(paths(session)[0]).status_code == 410


def test_only_hashes_are_kept(session, sam, ask):
    ask()
    kept = session.scalars(select(MailedLink)).one()
    assert len(kept.secret_hash) == len(kept.browser_hash) == 64
    assert kept.secret_hash not in paths(session)[0]


@pytest.mark.parametrize("given", ["https://evil.example/", "//evil.example", "/sign-out", "x\0"])
def test_it_goes_nowhere_else(session, visitor, sam, ask, given):
    ask(next=given)
    assert visitor.post(paths(session)[0]).location == "/"


def test_a_mistyped_address_is_said_so(visitor, ask):
    answer = ask("sаm@council.example")  # the first a is Cyrillic
    assert (answer.status_code, "not plain a to z" in answer.text) == (422, True)


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.ERASED])
def test_nobody_suspended_is_written_to_or_let_in(session, visitor, sam, ask, status):
    ask()
    (path,) = paths(session)
    sam.status = status
    session.commit()
    ask()
    assert len(paths(session)) == 1
    assert visitor.get(path).status_code == 410
    assert visitor.post(path, data={"act": "here"}).status_code == 410
    assert not signed_in(visitor)
