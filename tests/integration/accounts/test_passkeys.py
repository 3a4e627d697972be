"""Passkeys: made, used as a second step, used as the only one, and misused."""

import pytest
from sqlalchemy import select

from elearn.models import Passkey, SignInSession
from tests.integration.accounts.conftest import PASSWORD
from tests.support.authenticator import SoftwareKey
from tests.support.second_steps import options, with_passkey

WAY_IN = "/sign-in/passkey"
MINE = "/account/security/passkey"


def is_in(client):
    return client.get("/account").status_code == 200


@pytest.fixture
def sam(with_password):
    return with_password()


@pytest.fixture
def key(session, sam):
    """The passkey they have."""
    return with_passkey(session, sam)


@pytest.fixture
def half_in(key, visitor, sign_in):
    sign_in()
    return visitor


def answer(client, key, page="/sign-in/second-step", **more):
    asked = options(client.page(page))
    return client.post(WAY_IN, data={"answer": key.answer(asked, **more)})


def test_a_passkey_is_made_named_and_listed(visitor, sam, session):
    visitor.sign_in(sam, strong=False)
    key = SoftwareKey()
    made = {"name": " Work  laptop ", "answer": key.make(options(visitor.page(MINE)))}
    assert visitor.post(MINE, data=made).location == "/account/security/recovery-codes"
    kept = session.scalars(select(Passkey)).one()
    assert (kept.name, kept.public_key) == ("Work laptop", key.public)
    assert "Work laptop" in visitor.page("/account/security").text


def test_the_same_passkey_twice_is_one(visitor, sam, session, key):
    visitor.sign_in(sam)
    made = {"name": "Again", "answer": key.make(options(visitor.page(MINE)))}
    refused = visitor.post(MINE, data=made)
    assert refused.status_code == 422
    assert "This passkey is on your list already." in refused.text


@pytest.mark.parametrize("sent", ["", "{", "[]", "null", '{"id": 7}', "[" * 9_000, "x" * 30_000])
def test_nonsense_makes_no_passkey_and_opens_nothing(visitor, sam, sent):
    visitor.sign_in(sam)
    visitor.get(MINE)
    assert visitor.post(MINE, data={"name": "X", "answer": sent}).status_code == 422
    assert visitor.post(WAY_IN, data={"answer": sent}).status_code == 303


def test_one_made_for_another_site_or_question_is_refused(visitor, sam):
    visitor.sign_in(sam)
    elsewhere = SoftwareKey("https://evil.example")
    made = {"name": "X", "answer": elsewhere.make(options(visitor.page(MINE)))}
    assert visitor.post(MINE, data=made).status_code == 422
    here = SoftwareKey()
    old = here.make(options(visitor.page(MINE)))
    visitor.post(MINE, data={"name": "X", "answer": "{}"})  # uses the question up
    assert visitor.post(MINE, data={"name": "X", "answer": old}).status_code == 422


def test_after_the_password_the_passkey_lets_you_in(half_in, key, session):
    assert answer(half_in, key).location == "/"
    assert is_in(half_in)
    assert session.scalars(select(SignInSession)).one().strong_at is not None
    assert session.scalars(select(Passkey.sign_count)).one() == 1


def test_it_is_a_way_in_by_itself_if_it_checks_its_person(visitor, key, session):
    assert answer(visitor, key, "/sign-in").location == "/"
    assert is_in(visitor)
    assert session.scalars(select(SignInSession.method)).one() == "passkey"


def test_but_not_if_it_asks_for_no_pin_or_finger(visitor, session, sam):
    key = with_passkey(session, sam, verifies=False)
    assert answer(visitor, key, "/sign-in").location == "/sign-in"
    assert not is_in(visitor)


def test_somebody_elses_passkey_is_no_second_step(half_in, session, with_password):
    other = with_passkey(session, with_password("eve@council.example"))
    assert answer(half_in, other).location == "/sign-in/second-step"
    assert not is_in(half_in)


def test_a_suspended_persons_passkey_opens_nothing(visitor, key, sam, session):
    sam.status = "suspended"
    session.commit()
    assert answer(visitor, key, "/sign-in").location == "/sign-in"


@pytest.mark.parametrize(
    "change", [{"origin": "https://localhost.evil.example"}, {"id": b"x" * 32}]
)
def test_an_answer_of_another_site_or_key_is_refused(half_in, key, change):
    for name, value in change.items():
        setattr(key, name, value)
    answer(half_in, key)
    assert not is_in(half_in)


def test_an_answer_signed_by_another_is_refused(half_in, key):
    key.private = SoftwareKey().private
    answer(half_in, key)
    assert not is_in(half_in)


def test_a_copy_shows_itself_by_its_count(half_in, key, app):
    answer(half_in, key, count=5)
    other = app.test_client()
    other.post("/sign-in", data={"email": "sam@council.example", "password": PASSWORD})
    answer(other, key, count=4)
    assert not is_in(other)


def test_an_answer_counts_once_even_with_the_cookie_of_before(visitor, key, app):
    sent = key.answer(options(visitor.page("/sign-in")), count=0)  # a key that does not count
    cookie = visitor.get_cookie("elearn").value
    visitor.post(WAY_IN, data={"answer": sent})
    assert is_in(visitor)
    thief = app.test_client()
    thief.set_cookie("elearn", cookie)
    thief.post(WAY_IN, data={"answer": sent})
    assert not is_in(thief)
