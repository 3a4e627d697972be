"""A service that lies, or does not answer: a clear page each time, no session, and no error of
ours."""

import dataclasses
import time

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts.oidc import wire
from elearn.models import Identity, SignInSession
from elearn.web.clock import now
from tests.integration.accounts.doors import signed_in
from tests.integration.accounts.test_oidc import go, provider, service  # noqa: F401
from tests.support.provider import FALSE, FORGED, ODD

pytestmark = pytest.mark.any_database
REFUSED = "We could not sign you in"
DOWN = "Northmoor work account does not answer"


@pytest.fixture
def administrator(session, make, provider):  # noqa: F811
    """Whom every lie is about: their account is joined to the service's user."""
    person = make.somebody(Role.ADMINISTRATOR)
    session.add(
        Identity(person_id=person.id, issuer=provider.issuer, subject="subject-1", joined_at=now())
    )
    session.commit()
    provider.user.claims = {"email": person.email, "email_verified": True}
    return person


@pytest.fixture
def stays_out(session, visitor, administrator):
    """Nobody got in, and the way with the button is shut too."""

    def check(page, words, status):
        assert (page.status_code, words in page.text) == (status, True), page.text
        assert visitor.post("/sign-in/elsewhere/in").status_code == 410
        assert not signed_in(visitor)
        assert session.scalars(select(SignInSession)).all() == []

    return check


@pytest.mark.parametrize("lie", [*FALSE, *FORGED])
def test_a_token_that_does_not_hold_lets_nobody_in(visitor, provider, stays_out, lie):  # noqa: F811
    provider.lie = lie
    stays_out(go(visitor, provider), REFUSED, 403)


@pytest.mark.parametrize("lie", sorted(set(ODD) - {"an error"}))
def test_an_odd_answer_is_no_answer(visitor, provider, stays_out, lie):  # noqa: F811
    provider.lie = lie
    stays_out(go(visitor, provider), DOWN, 424)


def test_a_code_it_refuses_lets_nobody_in(visitor, provider, stays_out):  # noqa: F811
    provider.lie = "an error"
    stays_out(go(visitor, provider), REFUSED, 403)


def test_a_slow_answer_is_not_waited_for(monkeypatch, visitor, provider, stays_out):  # noqa: F811
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.2)
    provider.lie = "slow"
    began = time.monotonic()
    stays_out(go(visitor, provider), DOWN, 424)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("lie", ["says it is another", "tokens elsewhere"])
def test_a_service_that_says_odd_things_of_itself_is_not_used(visitor, provider, lie):  # noqa: F811
    provider.lie = lie
    answer = visitor.get("/sign-in/elsewhere")
    assert (answer.status_code, DOWN in answer.text) == (424, True)


def test_a_service_that_is_down_stops_nobody_else(app, visitor, make, monkeypatch, provider):  # noqa: F811
    gone = dataclasses.replace(
        app.extensions["settings"], oidc_issuer="http://127.0.0.1:9/nobody-listens"
    )
    monkeypatch.setitem(app.extensions, "settings", gone)
    for _ in range(2):
        answer = visitor.get("/sign-in/elsewhere")
        assert (answer.status_code, DOWN in answer.text) == (424, True)
    assert "Send me a link instead" in answer.text
    visitor.page("/sign-in")
    visitor.page("/sign-in/link")
    visitor.sign_in(make.person())
    assert signed_in(visitor)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=x",
        "state=x&code=x",
        "state=&code=x",
        "state=%00&code=%00",
        "state=%ff%fe&code=x",
        "state=a&state=b",
        "error=access_denied",
        "error=access_denied&state=x&error_description=%3Cscript%3Ealert(1)%3C/script%3E",
        "state=" + "x" * 5000,
    ],
)
def test_a_way_back_that_was_not_begun_here_leads_nowhere(visitor, stays_out, query):
    page = visitor.get(f"/sign-in/elsewhere/back?{query}")
    stays_out(page, "This sign-in did not begin here", 400)
    assert "alert(1)" not in page.text


@pytest.mark.parametrize(
    "changed",
    [
        "error=access_denied",
        "error=access_denied&code=good",
        "",
        "code=",
        "code=%00",
        "code=%C3%A9",
        "code=" + "x" * 5000,
        "code=wrong",
        "code=wrong&iss=https://elsewhere.example",
    ],
)
def test_a_way_back_with_another_code_leads_nowhere(visitor, provider, stays_out, changed):  # noqa: F811
    there = visitor.get("/sign-in/elsewhere").location
    state = provider.visit(there).partition("state=")[2].partition("&")[0]
    stays_out(visitor.get(f"/sign-in/elsewhere/back?state={state}&{changed}"), REFUSED, 403)


def test_a_code_works_once(visitor, provider, administrator):  # noqa: F811
    path = provider.visit(visitor.get("/sign-in/elsewhere").location)
    assert visitor.get(path).status_code == 200
    assert visitor.get(path).status_code == 400


def test_another_browser_cannot_come_back_in_ones_place(app, visitor, provider, administrator):  # noqa: F811
    path = provider.visit(visitor.get("/sign-in/elsewhere").location)
    victim = app.test_client()
    assert victim.get(path).status_code == 400
    assert victim.post("/sign-in/elsewhere/in").status_code == 410
    assert not signed_in(victim)


def test_a_code_of_another_way_there_is_refused(app, visitor, provider, stays_out):  # noqa: F811
    """A stolen code does not fit another browser's verifier."""
    theirs = provider.visit(app.test_client().get("/sign-in/elsewhere").location)
    mine = provider.visit(visitor.get("/sign-in/elsewhere").location)
    code = theirs.partition("code=")[2].partition("&")[0]
    state = mine.partition("state=")[2].partition("&")[0]
    page = visitor.get(f"/sign-in/elsewhere/back?code={code}&state={state}")
    stays_out(page, REFUSED, 403)
