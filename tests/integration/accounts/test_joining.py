"""Coming in with a printed slip, a user name instead of an address, and a new slip for whoever
forgot."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.domain.join_codes import new_code, shown_code
from elearn.models import LinkKind, Password, PersonStatus, SingleUseLink
from elearn.operations.sign_ins import code_digest
from elearn.web.clock import now
from tests.integration.accounts.conftest import PASSWORD
from tests.support.pseudo import around, in_pseudo, unmarked

NEW = "quiet otters swim upstream"


@pytest.fixture
def slip(app, session):
    """The code on a slip for somebody."""

    def made(person, life=timedelta(days=14), used=None):
        code = new_code(secrets.choice)
        session.add(
            SingleUseLink(
                kind=LinkKind.JOIN,
                secret_hash=code_digest(app.extensions["settings"].secret_key, code),
                person_id=person.id,
                created_at=now(),
                expires_at=now() + life,
                used_at=used,
            )
        )
        session.commit()
        return shown_code(code)

    return made


@pytest.fixture
def ana(make):
    person = make.person("Ana Silva", email=None)
    make.posting(person, make.agency("Harbour Light"))
    return person


def come_in(client, code, **data):
    first = client.post("/join", data={"code": code})
    if first.status_code != 303:
        return first
    return client.post("/join/account", data={"new_password": NEW} | data)


def test_a_slip_leads_to_a_name_a_password_and_in(visitor, session, ana, slip):
    answer = visitor.post("/join", data={"code": f" {slip(ana).lower()} "})
    assert answer.location == "/join/account"
    page = visitor.page("/join/account")
    assert "Ana Silva" in page.text
    assert "Harbour Light" in page.text
    assert page.select_one("#username")["value"] == "ana.silva"
    done = visitor.post("/join/account", data={"username": "Ana.Silva", "new_password": NEW})
    assert (done.status_code, done.location) == (303, "/")
    session.expire_all()
    assert ana.username == "ana.silva"
    first = visitor.page("/learn").get_text(" ")
    assert "Next time, sign in with your user name: ana.silva" in first
    said = visitor.page("/account").get_text(" ")
    assert "ana.silva" in said


def test_afterwards_the_user_name_signs_in_and_the_slip_does_not(app, ana, slip, sign_in):
    code = slip(ana)
    come_in(app.test_client(), code, username="ana.silva")
    again = app.test_client()
    assert sign_in(" ANA.silva ", NEW, client=again).status_code == 303
    assert "Ana Silva" in again.page("/account").text
    assert come_in(app.test_client(), code).status_code == 422


@pytest.mark.parametrize("typed", ["ana.silva", "nobody", "ana silva", "аna.silva", "x" * 200])
def test_a_wrong_name_or_password_has_the_same_words(visitor, ana, session, sign_in, typed):
    ana.username = "ana.silva"
    session.commit()
    answer = sign_in(typed, "wrong")
    assert answer.status_code == 422
    assert "We could not sign you in." in answer.text


def test_looking_uses_nothing_up(visitor, ana, slip):
    code = slip(ana)
    for _ in range(3):
        visitor.post("/join", data={"code": code})
        assert visitor.get("/join/account").status_code == 200
    assert come_in(visitor, code, username="ana.silva").status_code == 303


@pytest.mark.parametrize("why", ["late", "used", "suspended", "merged", "has an address"])
def test_a_slip_that_is_over_opens_nothing(visitor, session, ana, slip, why):
    code = slip(
        ana,
        life=timedelta(seconds=-1) if why == "late" else timedelta(days=14),
        used=now() if why == "used" else None,
    )
    if why in ("suspended", "merged"):
        ana.status = PersonStatus(why)
    if why == "has an address":
        ana.email = "ana@council.example"
    session.commit()
    answer = visitor.post("/join", data={"code": code})
    assert answer.status_code == 422
    assert "This code does not work" in answer.text
    assert session.get(Password, ana.id) is None


@pytest.mark.parametrize("typed", ["", "H7KQ-9WX", "H7KQ-9WXMM", "I000-0000", "ｈ7kq9wxm"])
def test_what_cannot_be_a_code_is_said(visitor, typed):
    answer = visitor.post("/join", data={"code": typed})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


@pytest.mark.parametrize(
    "data",
    [
        {"username": ""},
        {"username": "a@b.example"},
        {"username": "ab"},
        {"username": "ana silva"},
        {"username": "аna"},
        {"username": "x" * 41},
        {"username": "taken"},
        {"username": "ana.silva", "new_password": "short"},
        {"username": "anasilvaharbour", "new_password": "anasilvaharbour"},
    ],
    ids=str,
)
def test_a_name_or_password_that_cannot_be_leaves_the_slip_good(
    visitor, make, session, ana, slip, data
):
    make.person(username="taken")
    code = slip(ana)
    answer = come_in(visitor, code, **data)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert session.get(Password, ana.id) is None
    assert come_in(visitor, code, username="ana.silva").status_code == 303


def test_a_second_of_the_same_name_is_offered_another_user_name(visitor, make, ana, slip):
    make.person(username="ana.silva")
    make.person(username="ana.silva2")
    visitor.post("/join", data={"code": slip(ana)})
    assert visitor.page("/join/account").select_one("#username")["value"] == "ana.silva3"


def test_who_forgot_their_password_keeps_the_name_and_the_other_browsers_go_out(
    app, session, ana, slip, sign_in
):
    come_in(app.test_client(), slip(ana), username="ana.silva")
    other = app.test_client()
    sign_in("ana.silva", NEW, client=other)
    third = app.test_client()
    third.post("/join", data={"code": slip(ana)})
    page = third.page("/join/account")
    assert "Your user name: ana.silva" in " ".join(page.get_text(" ").split())
    assert page.select_one("#username") is None
    third.post("/join/account", data={"new_password": "five brave hedgehogs", "username": "eve"})
    session.expire_all()
    assert ana.username == "ana.silva"
    assert other.get("/account").status_code == 302
    assert sign_in("ana.silva", "five brave hedgehogs", client=other).status_code == 303


def test_the_second_page_without_a_code_leads_to_the_first(visitor):
    for method in (visitor.get, visitor.post):
        assert method("/join/account").location == "/join"


def test_wrong_codes_from_one_place_have_to_wait(visitor, session, ana, slip):
    code = slip(ana)
    for _ in range(100):
        visitor.post("/join", data={"code": "AAAA-AAAA"})
    stopped = visitor.post("/join", data={"code": code})
    assert stopped.status_code == 429
    assert "too many wrong codes" in stopped.text
    used = select(SingleUseLink.used_at)
    assert session.scalars(used).all() == [None]


def test_an_address_is_no_user_name_and_a_user_name_no_address(visitor, with_password, sign_in):
    with_password("sam@council.example", username="sam.okoye")
    assert sign_in("sam@council.example", PASSWORD).status_code == 303
    assert sign_in("sam.okoye", PASSWORD).status_code == 303
    assert sign_in("sam", PASSWORD).status_code == 422


def test_every_word_of_the_page_behind_a_slip_is_marked(app, visitor, ana, slip, monkeypatch):
    visitor.post("/join", data={"code": slip(ana)})
    page = visitor.page("/join/account", headers=in_pseudo(app, monkeypatch))
    names = {one.text for one in page.select("bdi")} | {"Northmoor Council"}
    assert page.html["lang"] == "qps"
    assert unmarked(page, around(app) | names) == []


@pytest.mark.any_database
def test_whoever_has_a_work_address_is_shown_the_other_way_in(visitor):
    assert visitor.page("/join").select_one("main a[href='/register']")
