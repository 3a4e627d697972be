"""Signing in with another service: run on a loopback port, honest here."""

import dataclasses
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from elearn.accounts.oidc import wire
from elearn.models import Identity, Letter, PersonStatus, SignInSession, TrailEntry
from elearn.web.clock import now
from tests.integration.accounts.doors import signed_in
from tests.support.provider import CLIENT, SECRET, User, running, sent_with

pytestmark = pytest.mark.any_database
BACK = "http://localhost/sign-in/elsewhere/back"


@pytest.fixture(scope="module")
def service():
    with running(BACK) as provider:
        yield provider


@pytest.fixture
def provider(app, service, monkeypatch):
    """The service, told to be honest, and the settings that name it."""
    service.user, service.lie, service.seen[:] = User(), "", []
    settings = dataclasses.replace(
        app.extensions["settings"],
        oidc_issuer=service.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Northmoor work account",
        oidc_mfa="mfa, ngcmfa",
    )
    monkeypatch.setitem(app.extensions, "settings", settings)
    monkeypatch.setattr(wire, "_PROVIDERS", {})
    return service


@pytest.fixture
def joined(session, make, provider):
    """Somebody whose account is joined to the service's first user."""

    def person(**facts):
        found = make.person("Sam Okoye", email="sam@council.example", **facts)
        session.add(
            Identity(
                person_id=found.id, issuer=provider.issuer, subject="subject-1", joined_at=now()
            )
        )
        session.commit()
        return found

    return person


def go(visitor, provider, path="/sign-in/elsewhere"):
    """There and back: the page at which somebody arrives."""
    sent = visitor.get(path)
    assert sent.status_code == 303, sent.text
    return visitor.get(provider.visit(sent.location))


def test_the_sign_in_page_offers_it_by_its_name(visitor, provider):
    assert "Sign in with Northmoor work account" in visitor.page("/sign-in").text


def test_without_a_service_there_is_no_such_page(visitor):
    assert "work account" not in visitor.page("/sign-in").text
    for path in ("/sign-in/elsewhere", "/sign-in/elsewhere/back", "/account/elsewhere"):
        assert visitor.get(path).status_code in (302, 404)
    assert visitor.post("/sign-in/elsewhere/in").status_code == 404


def test_somebody_is_sent_there_with_state_nonce_and_pkce(visitor, provider):
    address = visitor.get("/sign-in/elsewhere").location
    sent = sent_with(address)
    assert address.startswith(provider.issuer.partition("/1111")[0] + "/authorize?")
    assert sent["code_challenge_method"] == "S256"
    assert sent["response_type"] == "code"
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert "openid" in sent["scope"]
    again = sent_with(visitor.get("/sign-in/elsewhere").location)
    assert not {again["state"], again["nonce"]} & {sent["state"], sent["nonce"]}


def test_a_joined_account_comes_in_with_one_button(session, visitor, provider, joined):
    person = joined()
    page = go(visitor, provider, "/sign-in/elsewhere?next=/account")
    assert page.status_code == 200
    assert not signed_in(visitor)
    answer = visitor.post("/sign-in/elsewhere/in")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Sam Okoye" in visitor.page("/account").text
    kept = session.scalars(select(SignInSession)).one()
    assert (kept.person_id, kept.method, kept.strong_at) == (person.id, "elsewhere", None)


@pytest.mark.parametrize("amr", [["pwd", "mfa"], ["ngcmfa"]])
def test_a_second_step_there_counts_if_the_settings_say_so(session, visitor, provider, joined, amr):
    joined()
    provider.user.claims = {"amr": amr}
    go(visitor, provider)
    visitor.post("/sign-in/elsewhere/in")
    assert session.scalars(select(SignInSession)).one().strong_at is not None


@pytest.mark.parametrize("amr", [["pwd"], "mfa", [["mfa"]], [1], {"mfa": 1}])
def test_anything_else_does_not(session, visitor, provider, joined, amr):
    joined()
    provider.user.claims = {"amr": amr}
    go(visitor, provider)
    visitor.post("/sign-in/elsewhere/in")
    assert session.scalars(select(SignInSession)).one().strong_at is None


def test_an_address_alone_opens_nothing(session, visitor, make, provider):
    make.person("Ada Admin", email="admin@council.example")
    provider.user.claims = {"email": "admin@council.example", "email_verified": True}
    page = go(visitor, provider)
    assert page.status_code == 200
    assert "Join Northmoor work account to your account first" in page.text
    assert "Ada" not in page.text
    assert visitor.post("/sign-in/elsewhere/in").status_code == 410
    assert not signed_in(visitor)
    assert session.scalars(select(Identity)).all() == []


def test_whoever_is_signed_in_joins_it_and_comes_in_with_it(app, session, visitor, make, provider):
    person = make.person("Sam Okoye", email="sam@council.example")
    visitor.sign_in(person)
    assert "Join it" in visitor.page("/account/elsewhere").text
    assert (
        "Join Northmoor work account to your account?"
        in go(visitor, provider, "/sign-in/elsewhere?join=1").text
    )
    assert visitor.post("/account/elsewhere/join").location == "/account/elsewhere"
    kept = session.scalars(select(Identity)).one()
    assert (kept.person_id, kept.subject) == (person.id, "subject-1")
    (letter,) = session.scalars(select(Letter)).all()
    assert (letter.recipient, "Northmoor work account" in letter.body) == (person.email, True)
    actions = session.scalars(select(TrailEntry.action)).all()
    assert actions == ["identity.joined"]
    elsewhere = app.test_client()
    go(elsewhere, provider)
    assert elsewhere.post("/sign-in/elsewhere/in").status_code == 303
    assert signed_in(elsewhere)


def test_an_account_that_somebody_has_joined_is_not_joined_again(
    session, visitor, make, provider, joined
):
    joined()
    visitor.sign_in(make.person())
    go(visitor, provider, "/sign-in/elsewhere?join=1")
    visitor.post("/account/elsewhere/join")
    assert "Somebody else has joined that account" in visitor.page("/account/elsewhere").text
    assert len(session.scalars(select(Identity)).all()) == 1


def test_it_can_be_taken_away(session, visitor, provider, joined):
    visitor.sign_in(joined())
    page = visitor.page("/account/elsewhere")
    number = page.select_one("[name=identity]")["value"]
    assert visitor.post("/account/elsewhere", data={"identity": number}).status_code == 303
    assert session.scalars(select(Identity)).all() == []
    for odd in ("", "x", "0", "9" * 30):
        assert visitor.post("/account/elsewhere", data={"identity": odd}).status_code == 303


def test_nobody_takes_away_another_ones(session, visitor, make, provider, joined):
    joined()
    number = session.scalars(select(Identity.id)).one()
    visitor.sign_in(make.person())
    visitor.post("/account/elsewhere", data={"identity": str(number)})
    assert session.scalars(select(Identity.id)).one() == number


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.ERASED])
def test_nobody_suspended_comes_in(session, visitor, provider, joined, status):
    joined(status=status)
    go(visitor, provider)
    visitor.post("/sign-in/elsewhere/in")
    assert not signed_in(visitor)
    assert session.scalars(select(SignInSession)).all() == []


def test_the_button_works_once_even_with_a_copied_cookie(app, visitor, provider, joined):
    joined()
    go(visitor, provider)
    name = app.config["SESSION_COOKIE_NAME"]
    copied = visitor.get_cookie(name).value
    assert visitor.post("/sign-in/elsewhere/in").status_code == 303
    thief = app.test_client()
    thief.set_cookie(name, copied)
    assert thief.post("/sign-in/elsewhere/in").status_code == 410
    assert not signed_in(thief)


def test_what_the_service_says_of_itself_is_asked_once(visitor, provider, joined):
    joined()
    for _ in range(2):
        go(visitor, provider)
    assert provider.seen == ["facts", "token", "keys", "token"]


def test_the_cookie_gives_neither_nonce_nor_verifier_away(app, visitor, provider):
    sent = sent_with(visitor.get("/sign-in/elsewhere").location)
    with visitor.session_transaction() as cookie:
        kept = str(dict(cookie))
    assert sent["state"] in kept
    assert sent["nonce"] not in kept


def test_only_the_latest_two_ways_there_count(visitor, provider, joined):
    joined()
    ways = [visitor.get("/sign-in/elsewhere").location for _ in range(3)]
    assert visitor.get(provider.visit(ways[0])).status_code == 400
    assert visitor.get(provider.visit(ways[1])).status_code == 200
    assert visitor.get(provider.visit(ways[2])).status_code == 200


def test_a_wanted_page_of_another_site_is_not_gone_to(visitor, provider, joined):
    joined()
    go(visitor, provider, "/sign-in/elsewhere?next=https://evil.example/")
    assert visitor.post("/sign-in/elsewhere/in").location == "/"


def test_addresses_hold_nothing_of_ours_but_the_way_back(visitor, provider):
    address = visitor.get("/sign-in/elsewhere").location
    assert SECRET not in address
    assert sent_with(address)["redirect_uri"] == BACK
    assert re.fullmatch(r"/authorize", urlsplit(address).path)


@pytest.mark.parametrize("path", ["/account/elsewhere", "/account/elsewhere/join"])
def test_whoever_signed_in_a_while_ago_shows_again_who_they_are_before_joining(
    session, visitor, make, provider, path
):
    visitor.sign_in(make.person())
    go(visitor, provider, "/sign-in/elsewhere?join=1")
    session.execute(update(SignInSession).values(proved_at=now() - timedelta(minutes=11)))
    session.commit()
    sent = visitor.post(path)
    assert (sent.status_code, sent.location) == (303, "/sign-in/again?next=/account/elsewhere")
    assert session.scalars(select(Identity)).all() == []
