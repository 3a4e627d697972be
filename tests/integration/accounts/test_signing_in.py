"""Coming in by the front door, and being kept out of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.accounts.hashing import LANES, MEMORY_KIB, NOBODY, PASSES, is_outdated
from elearn.domain.dates import london_today
from elearn.models import FailedSignIn, Password, PersonStatus, SignInSession
from tests.integration.accounts.conftest import PASSWORD

WORDS = "We could not sign you in."
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def is_in(client):
    return client.get("/account").status_code == 200


def test_the_page_asks_for_an_address_and_a_password(visitor):
    page = visitor.page("/sign-in")
    assert [one["name"] for one in page.select("main input:not([type=hidden])")] == [
        "email",
        "password",
    ]


def test_the_right_password_lets_you_in(visitor, with_password, sign_in):
    with_password()
    answer = sign_in()
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(visitor)
    assert "Sam Okoye" in visitor.page("/account").text


@pytest.mark.parametrize("email", [" Sam@Council.Example ", "SAM@COUNCIL.EXAMPLE"])
def test_an_address_is_the_same_however_it_is_typed(visitor, with_password, sign_in, email):
    with_password()
    assert sign_in(email).status_code == 303


def test_every_failure_has_the_same_words(visitor, make, with_password, sign_in):
    with_password()
    with_password("shut@council.example", status=PersonStatus.SUSPENDED)
    make.person(email="new@council.example")
    answers = [
        sign_in(password="wrong"),
        sign_in("nobody@council.example"),
        sign_in("shut@council.example"),
        sign_in("new@council.example"),
        sign_in("not an address"),
        sign_in("sаm@council.example"),  # the first a is Cyrillic
    ]
    assert {one.status_code for one in answers} == {422}
    pages = {
        one.text.replace(typed, "")
        for one, typed in zip(
            answers,
            ["sam@council.example", "nobody@council.example", "shut@council.example",
             "new@council.example", "not an address", "sаm@council.example"],
            strict=True,
        )
    }  # fmt: skip
    assert len(pages) == 1
    assert WORDS in pages.pop()
    assert not is_in(visitor)


def test_a_failed_try_survives_the_refusal(session, with_password, sign_in):
    with_password()
    sign_in(password="wrong")
    tries = session.scalars(select(FailedSignIn)).all()
    assert len(tries) == 1
    assert "sam" not in tries[0].account_key
    assert len(tries[0].address_key) == 64


def test_after_ten_failures_even_the_right_password_waits_and_then_works(with_password, sign_in):
    with_password()
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(10):
            assert sign_in(password="wrong").status_code == 422
        stopped = sign_in()
        assert stopped.status_code == 429
        assert int(stopped.headers["Retry-After"]) <= 61
        assert WORDS in stopped.text
        clock.move_to(NOON + timedelta(seconds=61))
        assert sign_in().status_code == 303


def test_strangers_are_throttled_by_the_same_rule_as_people_we_know(sign_in):
    for _ in range(10):
        sign_in("nobody@council.example")
    assert sign_in("nobody@council.example").status_code == 429


def test_coming_in_forgets_the_failures(session, with_password, sign_in):
    with_password()
    sign_in(password="wrong")
    sign_in()
    assert session.scalar(select(func.count()).select_from(FailedSignIn)) == 0


def test_one_address_that_tries_many_accounts_is_stopped(session, with_password, sign_in):
    with_password()
    sign_in("first@council.example")
    seen = session.scalars(select(FailedSignIn)).one()
    for n in range(99):
        session.add(FailedSignIn(account_key=f"{n}", address_key=seen.address_key, at=seen.at))
    session.commit()
    assert sign_in().status_code == 429


def test_each_time_the_session_is_a_new_one(session, app, with_password, sign_in):
    with_password()
    sign_in()
    sign_in(client=app.test_client())
    hashes = session.scalars(select(SignInSession.secret_hash)).all()
    assert len(set(hashes)) == 2


def test_what_was_in_the_cookie_before_is_dropped(visitor, with_password, sign_in):
    with_password()
    with visitor.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    sign_in()
    with visitor.session_transaction() as cookie:
        assert "planted" not in cookie


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(app, visitor, with_password, sign_in):
    with_password()
    sign_in()
    name = app.config["SESSION_COOKIE_NAME"]
    copied = visitor.get_cookie(name).value
    answer = visitor.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    thief = app.test_client()
    thief.set_cookie(name, copied)
    assert not is_in(thief)


def test_signing_out_twice_is_no_error(visitor):
    assert visitor.post("/sign-out").status_code == 303


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ("/learn/notice?page=2", "/learn/notice?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("\\/evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/sign-out", "/"),
        ("learn", "/"),
        ("/" + "a" * 600, "/"),
        ("", "/"),
    ],
)
def test_afterwards_you_stay_on_this_site(with_password, sign_in, given, leads_to):
    with_password()
    assert sign_in(next=given).location == leads_to


def test_whoever_asked_for_a_page_is_taken_to_it_after_signing_in(visitor, with_password, sign_in):
    with_password()
    asked = visitor.get("/account")
    assert asked.location == "/sign-in?next=/account"
    page = visitor.page(asked.location)
    assert page.select_one("input[name=next]")["value"] == "/account"


def test_a_session_ends_after_twelve_hours_used_or_not(visitor, with_password, sign_in):
    with_password()
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in()
        for hours in range(1, 12):
            clock.move_to(NOON + timedelta(hours=hours))
            assert is_in(visitor)
        clock.move_to(NOON + timedelta(hours=12))
        assert not is_in(visitor)


def test_a_clock_that_is_put_back_signs_nobody_out(visitor, with_password, sign_in):
    """Nor does another server whose clock is a little behind."""
    with_password()
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in()
        clock.move_to(NOON - timedelta(hours=1))
        assert is_in(visitor)
        assert visitor.post("/sign-out").status_code == 303
        assert not is_in(visitor)


@pytest.mark.parametrize(("role", "minutes"), [(Role.LEARNER, 8 * 60), (Role.COORDINATOR, 30)])
def test_left_alone_it_ends_sooner_for_whoever_may_do_more(
    visitor, make, with_password, sign_in, role, minutes
):
    person = with_password()
    if role is not Role.LEARNER:
        make.grant(person, role)
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in()
        clock.move_to(NOON + timedelta(minutes=minutes))
        assert is_in(visitor)
        clock.move_to(NOON + timedelta(minutes=2 * minutes, seconds=1))
        assert not is_in(visitor)


def test_suspension_counts_at_the_next_request(session, visitor, with_password, sign_in):
    person = with_password()
    sign_in()
    person.status = PersonStatus.SUSPENDED
    session.commit()
    assert not is_in(visitor)


def test_a_role_counts_and_stops_counting_at_the_next_request(make, session, visitor):
    person, one, other = make.person(), make.agency(), make.agency()
    visitor.sign_in(person)
    pages = [f"/agencies/{agency.slug}" for agency in (one, other)]

    def open_to_me():
        return [visitor.get(page).status_code for page in pages]

    assert open_to_me() == [404, 404]
    here, there = (make.grant(person, Role.AGENCY_LEAD, agency) for agency in (one, other))
    assert open_to_me() == [200, 200]
    here.revoked_at = datetime.now(UTC)
    session.commit()
    assert open_to_me() == [404, 200]
    there.ends_on = london_today(datetime.now(UTC))
    session.commit()
    assert open_to_me() == [404, 404]
    assert is_in(visitor)


@pytest.mark.parametrize("secret", ["", "x" * 43, None, 7, ["a"], {"a": 1}, "\0"])
def test_a_cookie_with_something_else_in_it_is_nobody(visitor, secret):
    with visitor.session_transaction() as cookie:
        cookie["_user_id"] = secret
        cookie["seen"] = 1
    assert visitor.get("/account").status_code == 302


def test_a_hash_of_other_days_is_renewed_when_its_owner_comes(session, with_password, sign_in):
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    person = with_password(hash=old)
    assert sign_in().status_code == 303
    session.expire_all()
    kept = session.get(Password, person.id).hash
    assert kept != old
    assert not is_outdated(kept)


def test_the_hash_that_belongs_to_nobody_costs_what_a_real_one_costs():
    assert f"m={MEMORY_KIB},t={PASSES},p={LANES}" in NOBODY
    assert not is_outdated(NOBODY)


def test_what_is_typed_is_asked_for_in_words(visitor):
    page = visitor.post("/sign-in", data={"email": "", "password": ""})
    assert page.status_code == 422
    assert "Type your e-mail address" in page.text
    assert "Error: Sign in" in page.text


def test_very_long_passwords_are_refused_before_they_cost_anything(with_password, sign_in):
    with_password()
    assert sign_in(password="x" * 100_000).status_code == 422
