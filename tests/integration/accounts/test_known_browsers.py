"""A letter tells of a sign-in with a browser that was not seen before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.accounts.jobs import forget_old
from elearn.models import KnownBrowser, Letter, PendingSignIn, UsedChallenge
from elearn.web.clock import now
from tests.integration.accounts.conftest import PASSWORD

A_MINUTE = timedelta(minutes=1)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def sam(with_password):
    return with_password()


def letters(session):
    return session.scalars(select(Letter).order_by(Letter.id)).all()


def test_the_first_browser_of_all_is_no_news(sam, sign_in, session):
    sign_in()
    assert letters(session) == []
    assert session.scalars(select(KnownBrowser)).one().person_id == sam.id


def test_nor_is_one_that_was_seen_before(sam, visitor, sign_in, session):
    sign_in()
    visitor.post("/sign-out")
    sign_in()
    assert letters(session) == []


def test_another_one_is_told_by_letter_without_any_network_address(sam, app, sign_in, session):
    sign_in()
    other = app.test_client()
    other.environ_base |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "203.0.113.9"}
    sign_in(client=other)
    (letter,) = letters(session)
    assert letter.subject == "Your account was used in a new browser"
    assert "Firefox on Windows" in letter.body
    assert "203.0.113" not in letter.body


def test_two_people_at_one_computer_are_told_apart(sam, visitor, sign_in, session, with_password):
    sign_in()
    visitor.post("/sign-out")
    with_password("eve@council.example")
    sign_in("eve@council.example")
    assert letters(session) == []
    known = session.scalars(select(KnownBrowser.secret_hash)).all()
    assert len(set(known)) == 2


@pytest.mark.any_database
def test_the_cookie_is_out_of_reach_of_scripts_and_says_nothing(sam, sign_in, visitor):
    sign_in()
    kept = visitor.get_cookie("elearn-browser")
    assert kept.http_only
    assert kept.same_site == "Lax"
    assert len(kept.value) == 43


@pytest.mark.any_database
@pytest.mark.parametrize("forged", ["", "x", "é" * 43, "a" * 44])
def test_a_cookie_somebody_made_up_is_replaced(sam, visitor, forged):
    visitor.set_cookie("elearn-browser", forged)
    visitor.post("/sign-in", data={"email": "sam@council.example", "password": PASSWORD})
    assert len(visitor.get_cookie("elearn-browser").value) == 43


def test_what_is_old_is_forgotten(sam, session):
    at = now()
    old = {"person_id": sam.id, "created_at": at - timedelta(days=500)}
    session.add_all(
        [
            KnownBrowser(secret_hash="a" * 64, seen_at=at - timedelta(days=401), **old),
            KnownBrowser(secret_hash="b" * 64, seen_at=at, **old),
            PendingSignIn(secret_hash="c" * 64, method="link", expires_at=at - A_MINUTE, **old),
            UsedChallenge(challenge_hash="d" * 64, used_at=at - timedelta(days=2)),
        ]
    )
    session.commit()
    assert forget_old(session, now=at) == 3
    assert session.scalars(select(KnownBrowser.secret_hash)).one() == "b" * 64
