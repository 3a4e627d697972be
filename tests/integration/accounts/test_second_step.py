"""After the password: a code of the app or a recovery code, each good once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from elearn.accounts.second.actions import means
from elearn.accounts.second.vault import Keys
from elearn.models import Letter, PendingSignIn, PersonStatus, RecoveryCode, SignInSession
from elearn.operations.sign_ins import end_sessions
from tests.conftest import SECRET
from tests.integration.accounts.conftest import PASSWORD
from tests.support.second_steps import code, with_app, with_codes

STEP = "/sign-in/second-step"
LATER = datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def sam(session, with_password):
    """Somebody with a password and an app."""
    return with_app(session, with_password())


@pytest.fixture
def half_in(sam, visitor, sign_in):
    """A browser in which their password was typed."""
    assert sign_in().location == STEP
    return visitor


def is_in(client):
    return client.get("/account").status_code == 200


def send(client, typed, where=STEP):
    return client.post(where, data={"code": typed})


def test_a_password_alone_opens_nothing(half_in, session):
    assert not is_in(half_in)
    assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_the_code_of_the_app_lets_you_in_where_you_were_going(sam, visitor, sign_in, session):
    sign_in(next="/account/sessions")
    answer = send(visitor, code())
    assert (answer.status_code, answer.location) == (303, "/account/sessions")
    assert is_in(visitor)
    opened = session.scalars(select(SignInSession)).one()
    assert opened.strong_at is not None
    assert opened.method == "password"
    assert session.scalars(select(PendingSignIn)).all() == []


def test_the_page_asks_for_one_code(half_in):
    page = half_in.page(STEP)
    assert [one["name"] for one in page.select("main input:not([type=hidden])")] == ["code"]
    assert page.select_one("#code")["autocomplete"] == "one-time-code"


@pytest.mark.parametrize("typed", ["000000", "12345", "abcdef", "٠١٢٣٤٥", "x" * 81, "", "0" * 80])
def test_anything_else_does_not(half_in, typed):
    assert send(half_in, typed).status_code == 422
    assert not is_in(half_in)


@pytest.mark.parametrize("again", [lambda one: one, lambda one: f" {one[:3]} {one[3:]}  "])
def test_a_code_that_was_used_is_not_taken_again(half_in, app, session, with_password, again):
    used = code()
    send(half_in, used)
    other = app.test_client()
    other.post("/sign-in", data={"email": "sam@council.example", "password": PASSWORD})
    assert send(other, again(used)).status_code == 422
    assert send(other, code(ago=30)).status_code == 422  # nor an earlier one
    assert not is_in(other)


def test_nor_after_a_try_that_failed(half_in, app):
    used = code()
    send(half_in, used)
    other = app.test_client()
    other.post("/sign-in", data={"email": "sam@council.example", "password": PASSWORD})
    send(other, "000000")
    assert send(other, used).status_code == 422


def test_a_cookie_that_waited_opens_nothing_once_it_is_used(half_in, app):
    kept = half_in.get_cookie("elearn").value
    send(half_in, code())
    thief = app.test_client()
    thief.set_cookie("elearn", kept)
    assert thief.get(STEP).location == "/sign-in"


def test_it_has_to_follow_within_ten_minutes(half_in):
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=False):
        assert send(half_in, code()).location == "/sign-in"


def test_who_is_suspended_or_changes_the_password_meanwhile_begins_again(half_in, sam, session):
    end_sessions(session, person_id=sam.id, now=LATER)
    session.commit()
    assert send(half_in, code()).location == "/sign-in"


def test_a_suspended_person_comes_no_further(half_in, sam, session):
    sam.status = PersonStatus.SUSPENDED
    session.commit()
    assert send(half_in, code()).location == "/sign-in"


def test_after_five_tries_one_waits_five_minutes_and_the_right_code_waits_too(half_in):
    for _ in range(5):
        assert send(half_in, "000000").status_code == 422
    answer = send(half_in, code())
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 301
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5, seconds=1), tick=False):
        assert send(half_in, code()).status_code == 303


def test_the_tries_of_one_person_do_not_stop_another(half_in, app, session, with_password):
    for _ in range(6):
        send(half_in, "000000")
    with_app(session, with_password("eve@council.example"))
    other = app.test_client()
    other.post("/sign-in", data={"email": "eve@council.example", "password": PASSWORD})
    assert send(other, code()).status_code == 303


def test_a_recovery_code_lets_you_in_once_and_a_letter_says_so(half_in, sam, session):
    codes = with_codes(session, sam)
    typed = codes[3].upper().replace("-", " ")
    answer = send(half_in, typed, "/sign-in/recovery-code")
    assert answer.status_code == 303
    assert "You have 9 recovery codes left." in half_in.page("/account").text
    assert "recovery code was used" in session.scalars(select(Letter.body)).one()


def test_and_never_again(half_in, sam, session, app):
    codes = with_codes(session, sam)
    send(half_in, codes[3], "/sign-in/recovery-code")
    other = app.test_client()
    other.post("/sign-in", data={"email": "sam@council.example", "password": PASSWORD})
    assert send(other, codes[3], "/sign-in/recovery-code").status_code == 422
    assert send(other, codes[4], "/sign-in/recovery-code").status_code == 303


def test_recovery_codes_are_kept_as_hashes_and_are_nobody_elses(half_in, sam, session, make):
    codes = with_codes(session, make.person(email="eve@council.example"))
    assert send(half_in, codes[0], "/sign-in/recovery-code").status_code == 422
    kept = session.scalars(select(RecoveryCode.secret_hash)).all()
    assert not {one.replace("-", "") for one in codes} & set(kept)


def test_a_new_password_does_not_skip_it(sam, link, visitor, sign_in):
    token = link(sam, ends=LATER)
    visitor.post(f"/reset/{token}", data={"new_password": "three red boats"})
    assert sign_in(password="three red boats").location == STEP


def test_an_invitation_does_not_skip_it(sam, link, visitor):
    token = link(sam, "invitation", ends=LATER)
    assert (
        visitor.post(f"/invite/{token}", data={"new_password": "three red boats"}).location == STEP
    )
    assert not is_in(visitor)


def test_the_secret_of_the_app_is_not_readable_in_the_database(sam, session):
    sealed = session.connection().exec_driver_sql("SELECT secret FROM authenticator_app").scalar()
    assert "JBSWY3DP" not in sealed
    assert Keys(SECRET).open(sealed).startswith("JBSWY3DP")


def test_an_app_sealed_with_the_secret_before_is_sealed_anew(session, with_password):
    with_app(session, with_password(), secret="the one before, which was as long as it has to be")
    new = Keys(SECRET, ("the one before, which was as long as it has to be",))
    assert means.reseal_apps(session, keys=Keys(SECRET), now=LATER) == (0, 1)
    assert means.reseal_apps(session, keys=new, now=LATER) == (1, 0)
    assert means.reseal_apps(session, keys=Keys(SECRET), now=LATER) == (1, 0)
