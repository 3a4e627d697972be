"""Forgotten passwords and invitations: each link once, for a while, for the right person."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from elearn.accounts.evenly import SAME_TIME_SECONDS
from elearn.models import Letter, PersonStatus, SingleUseLink, TrailEntry
from elearn.operations.invitations import Sender, send_invitation
from elearn.web.clock import now
from tests.integration.accounts.conftest import PASSWORD

NEW = "correct horse battery"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER = Sender("Northmoor Partnership", "http://localhost")


@pytest.fixture
def ask(visitor):
    def send(email="sam@council.example"):
        return visitor.post("/forgot-password", data={"email": email})

    return send


def letters(session, subject="Choose a new password"):
    return session.scalars(select(Letter).where(Letter.subject == subject)).all()


def path_in(letter):
    return re.search(r"http://localhost(/(?:reset|invite)/\S+)", letter.body)[1]


def choose(client, path, password=NEW):
    return client.post(path, data={"new_password": password})


def test_the_answer_and_its_time_are_the_same_for_known_and_unknown(with_password, ask):
    with_password()
    ask("warm@council.example")  # the first request of a process loads what the others find loaded
    answers, times = [], []
    for email in ("sam@council.example", "nobody@council.example"):
        began = time.monotonic()
        answers.append(ask(email))
        times.append(time.monotonic() - began)
    assert {(one.status_code, one.location) for one in answers} == {(303, "/forgot-password/sent")}
    assert min(times) >= SAME_TIME_SECONDS
    assert max(times) - min(times) < 0.15


def test_only_a_known_address_is_written_to_and_only_there(session, with_password, ask):
    with_password()
    ask(" SAM@council.example ")
    ask("nobody@council.example")
    (letter,) = letters(session)
    assert letter.recipient == "sam@council.example"


def test_an_address_of_another_alphabet_is_refused_in_words(session, with_password, ask):
    with_password()
    answer = ask("sаm@council.example")  # the first a is Cyrillic
    assert answer.status_code == 422
    assert "not plain a to z" in answer.text
    assert letters(session) == []


def test_three_letters_an_hour_and_no_more(session, with_password, ask):
    with_password()
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            assert ask().status_code == 303
        assert len(letters(session)) == 3
        clock.move_to(NOON + timedelta(minutes=61))
        ask()
        assert len(letters(session)) == 4


def test_asking_for_a_letter_does_not_count_as_a_failed_try(with_password, ask, sign_in):
    with_password()
    for _ in range(12):
        ask()
    assert sign_in().status_code == 303


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.ERASED])
def test_nobody_suspended_gets_a_letter(session, with_password, ask, status):
    with_password(status=status)
    assert ask().status_code == 303
    assert letters(session) == []


def test_a_reset_link_changes_the_password_and_does_not_sign_in(
    session, visitor, with_password, ask, sign_in
):
    with_password()
    ask()
    path = path_in(letters(session)[0])
    answer = choose(visitor, path)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert "Your password is changed" in visitor.page("/sign-in").text
    assert visitor.get("/account").status_code == 302
    assert sign_in(password=PASSWORD).status_code == 422
    assert sign_in(password=NEW).status_code == 303


def test_it_works_once(session, visitor, with_password, ask):
    with_password()
    ask()
    path = path_in(letters(session)[0])
    assert choose(visitor, path).status_code == 303
    again = choose(visitor, path, "another good password")
    assert again.status_code == 410
    assert "This link no longer works" in again.text


def test_looking_at_it_uses_nothing_up(visitor, with_password, link):
    token = link(with_password(), ends=now() + timedelta(hours=1))
    for _ in range(3):
        visitor.page(f"/reset/{token}")
    assert choose(visitor, f"/reset/{token}").status_code == 303


def test_a_password_that_is_refused_uses_nothing_up(visitor, with_password, link):
    token = link(with_password(), ends=now() + timedelta(hours=1))
    assert choose(visitor, f"/reset/{token}", "short").status_code == 422
    assert choose(visitor, f"/reset/{token}").status_code == 303


def test_after_an_hour_it_is_too_old(session, visitor, with_password, ask):
    with_password()
    with time_machine.travel(NOON, tick=False) as clock:
        ask()
        path = path_in(letters(session)[0])
        clock.move_to(NOON + timedelta(minutes=59))
        visitor.page(path)
        clock.move_to(NOON + timedelta(minutes=60))
        assert visitor.get(path).status_code == 410


def test_a_newer_link_replaces_the_older(session, visitor, with_password, ask):
    with_password()
    ask()
    ask()
    first, second = (path_in(one) for one in letters(session))
    assert visitor.get(first).status_code == 410
    visitor.page(second)


def test_one_kind_of_link_does_not_open_the_other_door(visitor, with_password, link):
    token = link(with_password(), "invitation", ends=now() + timedelta(days=1))
    assert visitor.get(f"/reset/{token}").status_code == 410
    visitor.page(f"/invite/{token}")


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.ERASED])
@pytest.mark.parametrize("kind", ["reset", "invitation"])
def test_nobody_suspended_comes_in_by_a_link(visitor, with_password, link, status, kind):
    token = link(with_password(status=status), kind, ends=now() + timedelta(days=1))
    door = "invite" if kind == "invitation" else "reset"
    assert visitor.get(f"/{door}/{token}").status_code == 410
    assert choose(visitor, f"/{door}/{token}").status_code == 410


def test_every_session_ends_and_a_letter_says_so(
    app, session, visitor, with_password, link, sign_in
):
    person = with_password()
    elsewhere = app.test_client()
    sign_in(client=elsewhere)
    choose(visitor, f"/reset/{link(person, ends=now() + timedelta(hours=1))}")
    assert elsewhere.get("/account").status_code == 302
    (letter,) = letters(session, "Your password was changed")
    assert letter.recipient == "sam@council.example"
    actions = session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()
    assert actions[-1] == "password-changed"


def test_a_throttled_owner_comes_back_by_the_link(visitor, with_password, link, sign_in):
    person = with_password()
    for _ in range(10):
        sign_in(password="wrong")
    assert sign_in().status_code == 429
    choose(visitor, f"/reset/{link(person, ends=now() + timedelta(hours=1))}")
    assert sign_in(password=NEW).status_code == 303


def test_an_invitation_sets_the_first_password_and_lets_you_in(session, visitor, make):
    person = make.person("Mai Tran", email="mai@trust.example")
    send_invitation(session, person_id=person.id, actor_id=None, sender=SENDER, now=now())
    session.commit()
    (letter,) = letters(session, "Your training account: choose a password")
    page = visitor.page(path_in(letter))
    assert "mai@trust.example" in page.text
    answer = choose(visitor, path_in(letter))
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Your password is set and you are signed in." in visitor.page("/learn").text
    assert "Mai Tran" in visitor.page("/account").text
    again = visitor.get(path_in(letter))
    assert (again.status_code, "Go to my training" in again.text) == (410, True)


def test_a_link_opened_where_somebody_else_is_signed_in_says_so(
    session, visitor, with_password, ask, make
):
    with_password()
    ask()
    path = path_in(letters(session)[0])
    visitor.sign_in(make.person("Mai Tran", email="mai@trust.example"))
    assert "Somebody else is signed in here now." in visitor.page(path).text
    assert choose(visitor, path).status_code == 303
    assert "Sign out here first" in visitor.page("/learn").text


def test_an_invitation_lasts_a_fortnight(session, visitor, make):
    person = make.person(email="mai@trust.example")
    with time_machine.travel(NOON, tick=False) as clock:
        token = send_invitation(
            session, person_id=person.id, actor_id=None, sender=SENDER, now=now()
        )
        session.commit()
        clock.move_to(NOON + timedelta(days=13, hours=23))
        visitor.page(f"/invite/{token}")
        clock.move_to(NOON + timedelta(days=14))
        assert visitor.get(f"/invite/{token}").status_code == 410


def test_only_hashes_of_tokens_are_kept(session, with_password, link):
    token = link(with_password(), ends=now() + timedelta(hours=1))
    kept = session.scalars(select(SingleUseLink.secret_hash)).one()
    assert token not in kept
    assert len(kept) == 64


@pytest.mark.parametrize("token", ["t" * 15, "t" * 65, "a b" * 10, "../" * 8])
def test_what_is_no_token_is_no_page(visitor, token):
    assert visitor.get(f"/reset/{token}").status_code == 404


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Type a new password"),
        ("elevenchars", "at least 12 characters"),
        ("password1234", "among the first that people guess"),
        ("aaaaaaaaaaaaaa", "among the first that people guess"),
        ("SamOkoye-2026", "names that others know"),
        ("training-Council-1", "names that others know"),
        ("x" * 257, "at most 256"),
    ],
)
def test_weak_passwords_are_refused_in_words(visitor, with_password, link, password, words):
    token = link(with_password(), ends=now() + timedelta(hours=1))
    answer = choose(visitor, f"/reset/{token}", password)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize(
    "password", ["three red boats", "x9Kw2" * 51, "пароль из трёх слов", "a" * 7 + "b c d e"]
)
def test_long_ones_are_taken_whatever_they_are_made_of(
    visitor, with_password, link, sign_in, password
):
    token = link(with_password(), ends=now() + timedelta(hours=1))
    assert choose(visitor, f"/reset/{token}", password).status_code == 303
    assert sign_in(password=password).status_code == 303
