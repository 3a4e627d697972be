"""Asked again who they are before what matters most; sessions that end stay ended."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts.second.actions.waiting import renew
from elearn.models import SignInSession, TrailEntry
from tests.integration.accounts.conftest import PASSWORD
from tests.support.second_steps import code, options, with_app, with_passkey

AGAIN = "/sign-in/again"
APP = "/account/security/app"


@pytest.fixture
def sam(with_password):
    return with_password()


@pytest.fixture
def at_it_for_a_while(visitor, sam, session):
    """A browser in which they signed in eleven minutes ago."""
    visitor.sign_in(sam)
    opened = session.scalars(select(SignInSession)).one()
    opened.created_at = opened.proved_at = datetime.now(UTC) - timedelta(minutes=11)
    session.commit()
    return visitor


def test_what_matters_asks_again_and_leads_back(at_it_for_a_while, session):
    sent = at_it_for_a_while.get(APP)
    assert (sent.status_code, sent.location) == (303, f"{AGAIN}?next={APP}")
    page = at_it_for_a_while.page(sent.location)
    assert page.select_one("[name=next]")["value"] == APP
    shown = at_it_for_a_while.post(AGAIN, data={"password": PASSWORD, "next": APP})
    assert shown.location == APP
    assert at_it_for_a_while.get(APP).status_code == 200
    assert "shown-again" in session.scalars(select(TrailEntry.action)).all()


def test_the_session_is_a_new_one_and_ends_when_the_old_would_have(at_it_for_a_while, session):
    ends = session.scalars(select(SignInSession.expires_at)).one()
    at_it_for_a_while.post(AGAIN, data={"password": PASSWORD})
    old, new = session.scalars(select(SignInSession).order_by(SignInSession.ended_at.is_(None)))
    assert old.ended_at
    assert not new.ended_at
    assert new.expires_at == ends


def test_other_pages_do_not_ask(at_it_for_a_while):
    assert at_it_for_a_while.get("/account").status_code == 200


def test_nothing_sent_goes_through_before(at_it_for_a_while, session, sam):
    with_app(session, sam)
    sent = at_it_for_a_while.post("/account/security/app/remove")
    assert sent.location.startswith(AGAIN)
    assert "Nothing was changed yet." in at_it_for_a_while.page(sent.location).text


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"code": "000000"}, {}])
def test_a_wrong_answer_does_not_do(at_it_for_a_while, sam, session, wrong):
    with_app(session, sam)
    assert at_it_for_a_while.post(AGAIN, data=wrong).status_code == 422
    assert at_it_for_a_while.get(APP).status_code == 303


def test_guesses_are_counted_like_those_of_a_second_step(at_it_for_a_while):
    for _ in range(5):
        at_it_for_a_while.post(AGAIN, data={"password": "wrong"})
    assert at_it_for_a_while.post(AGAIN, data={"password": PASSWORD}).status_code == 429


def test_a_code_or_a_passkey_does_as_well(at_it_for_a_while, sam, session):
    with_app(session, sam)
    key = with_passkey(session, sam)
    asked = options(at_it_for_a_while.page(AGAIN))
    sent = {"answer": key.answer(asked), "next": APP}
    assert at_it_for_a_while.post(f"{AGAIN}/passkey", data=sent).location == APP
    assert at_it_for_a_while.post(AGAIN, data={"code": code(), "next": APP}).location == APP


def test_a_password_does_not_make_up_for_a_second_step(visitor, make, with_password, session):
    lead = with_password("lead@council.example")
    make.grant(lead, Role.AGENCY_LEAD, make.agency())
    with_app(session, lead)
    visitor.sign_in(lead, strong=False)
    assert visitor.page(AGAIN).select("[name=password]") == []
    assert visitor.post(AGAIN, data={"password": PASSWORD}).status_code == 400
    visitor.post(AGAIN, data={"code": code()})
    assert (
        session.scalars(select(SignInSession).where(SignInSession.ended_at.is_(None)))
        .one()
        .strong_at
    )


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", "/sign-in/again"])
def test_the_way_back_is_on_this_site(at_it_for_a_while, next_):
    sent = at_it_for_a_while.post(AGAIN, data={"password": PASSWORD, "next": next_})
    assert sent.location == "/account"


def test_a_session_ended_meanwhile_is_not_brought_back(session, sam):
    at = datetime.now(UTC)
    session.add(
        SignInSession(
            secret_hash="a" * 64, person_id=sam.id, created_at=at,
            expires_at=at + timedelta(hours=1), ended_at=at,
        )
    )  # fmt: skip
    session.commit()
    assert renew(session, secret="gone", new_secret="new", strong=True, now=at) is None
    assert len(session.scalars(select(SignInSession)).all()) == 1


def test_who_was_signed_out_while_the_page_was_open_stays_out(at_it_for_a_while, session):
    opened = session.scalars(select(SignInSession)).one()
    opened.ended_at = datetime.now(UTC)
    session.commit()
    at_it_for_a_while.post(AGAIN, data={"password": PASSWORD})
    assert at_it_for_a_while.get("/account").status_code == 302
