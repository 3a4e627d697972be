"""Setting up a second step, being sent to it, and taking it off."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.models import AuthenticatorApp, Letter, Passkey, RecoveryCode, SignInSession, TrailEntry
from tests.support.second_steps import code, with_app, with_codes, with_passkey

APP = "/account/security/app"


@pytest.fixture
def sam(with_password):
    return with_password()


@pytest.fixture
def lead(make, with_password):
    """Somebody who leads an agency and has no second step."""
    agency = make.agency("Harbour Council")
    person = with_password("lead@council.example")
    make.grant(person, Role.AGENCY_LEAD, agency)
    return person, f"/agencies/{agency.slug}"


def set_up(client):
    """Set up the app that the page offers; what came of it."""
    key = client.page(APP).select_one("main li strong").text.replace(" ", "")
    return client.post(APP, data={"code": code(key=key)})


def test_an_app_is_set_up_with_the_code_it_shows(visitor, sam, session):
    visitor.sign_in(sam, strong=False)
    assert set_up(visitor).location == "/account/security/recovery-codes"
    page = visitor.page("/account/security/recovery-codes")
    codes = [one.text for one in page.select("main ol strong")]
    assert len(set(codes)) == 10
    file = visitor.get("/account/security/recovery-codes.txt")
    assert all(one in file.text for one in codes)
    assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 10
    assert "authenticator app was set up" in session.scalars(select(Letter.body)).one()
    assert "app-added" in session.scalars(select(TrailEntry.action)).all()


def test_the_codes_are_shown_until_they_are_kept_and_not_again(visitor, sam):
    visitor.sign_in(sam, strong=False)
    set_up(visitor)
    kept = visitor.post("/account/security/recovery-codes/kept")
    assert kept.location == "/account/security"
    assert not visitor.page("/account/security/recovery-codes").select("main ol")
    assert visitor.get("/account/security/recovery-codes.txt").status_code == 404


def test_new_codes_put_an_end_to_the_old(visitor, sam, session):
    with_app(session, sam)
    old = with_codes(session, sam)
    visitor.sign_in(sam)
    visitor.post("/account/security/recovery-codes")
    codes = [
        one.text for one in visitor.page("/account/security/recovery-codes").select("ol strong")
    ]
    assert len(codes) == 10
    assert not set(codes) & set(old)


def test_the_page_may_be_loaded_again_and_a_wrong_code_sets_nothing_up(visitor, sam, session):
    visitor.sign_in(sam, strong=False)
    first = visitor.page(APP).select_one("main li strong").text
    assert visitor.page(APP).select_one("main li strong").text == first
    assert visitor.post(APP, data={"code": "000000"}).status_code == 422
    assert session.scalars(select(AuthenticatorApp)).all() == []


def test_setting_one_up_signs_other_browsers_out(visitor, app, sam):
    other = app.test_client().sign_in(sam)
    visitor.sign_in(sam, strong=False)
    before = visitor.get_cookie("elearn").value
    set_up(visitor)
    assert visitor.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    thief = app.test_client()
    thief.set_cookie("elearn", before)
    assert thief.get("/account").status_code == 302  # the session of before is none any more


def test_a_lead_without_one_is_sent_to_set_it_up_and_back(visitor, lead):
    person, theirs = lead
    visitor.sign_in(person, strong=False)
    sent = visitor.get(theirs)
    assert sent.status_code == 303
    page = visitor.page(sent.location)
    assert "Your role here needs a second step at sign-in." in page.text
    set_up(visitor)
    kept = visitor.post("/account/security/recovery-codes/kept")
    assert kept.location == theirs
    assert visitor.get(theirs).status_code == 200


def test_their_own_learning_works_meanwhile_and_nothing_of_their_role_does(visitor, lead):
    person, theirs = lead
    visitor.sign_in(person, strong=False)
    assert visitor.get("/learn").status_code == 200
    assert visitor.get("/account").status_code == 200
    assert visitor.post(f"{theirs}/invitations").status_code in (303, 404, 405)
    menu = visitor.page("/account").select("nav a")
    assert not [one for one in menu if theirs in one["href"]]


def test_signing_in_says_so_at_once(visitor, lead, sign_in):
    _, theirs = lead
    sent = sign_in("lead@council.example", next=theirs)
    assert sent.location.startswith("/account/security?next=")


def test_where_it_is_only_offered_nobody_is_sent(visitor, lead, app, monkeypatch):
    person, theirs = lead
    settings = app.extensions["settings"]
    monkeypatch.setitem(
        app.extensions,
        "settings",
        type(settings)(**_values(settings) | {"second_factor": "offered"}),
    )
    visitor.sign_in(person, strong=False)
    assert visitor.get(theirs).status_code == 200


def _values(settings):
    return {name: getattr(settings, name) for name in type(settings).__dataclass_fields__}


@pytest.mark.any_database
def test_accounts_of_a_demonstration_need_none(visitor, lead, app, monkeypatch):
    person, theirs = lead
    monkeypatch.setitem(app.extensions, "demo_accounts", [("A lead", "lead@council.example", "")])
    visitor.sign_in(person, strong=False)
    assert visitor.get(theirs).status_code == 200


def test_a_learner_may_take_theirs_off_and_the_codes_go_with_it(visitor, sam, session):
    with_app(session, sam)
    with_codes(session, sam)
    visitor.sign_in(sam)
    visitor.post("/account/security/app/remove")
    assert session.scalars(select(AuthenticatorApp)).all() == []
    assert session.scalars(select(RecoveryCode)).all() == []
    assert "taken off" in session.scalars(select(Letter.body)).one()
    assert session.scalars(select(SignInSession).where(SignInSession.ended_at.is_(None))).one()


def test_a_lead_keeps_the_last_one(visitor, lead, session):
    person, _ = lead
    with_app(session, person)
    with_passkey(session, person)
    visitor.sign_in(person)
    number = session.scalars(select(Passkey.id)).one()
    visitor.post("/account/security/passkey/remove", data={"passkey": number})
    assert session.scalars(select(Passkey)).all() == []
    visitor.post("/account/security/app/remove")
    assert session.scalars(select(AuthenticatorApp)).one()


def test_nobody_takes_off_somebody_elses(visitor, sam, session, make):
    with_app(session, sam)
    with_passkey(session, make.person(email="eve@council.example"))
    visitor.sign_in(sam)
    for number in (session.scalars(select(Passkey.id)).one(), "x", "", "9" * 30):
        visitor.post("/account/security/passkey/remove", data={"passkey": number})
    assert session.scalars(select(Passkey)).one()


def test_an_administrator_takes_off_a_lost_one_and_sets_no_password(
    visitor, app, make, sam, session, sign_in
):
    with_app(session, sam)
    theirs = app.test_client().sign_in(sam)
    visitor.sign_in(make.somebody(Role.ADMINISTRATOR))
    address = f"/admin/people/{sam.public_id}/second-step"
    assert "Take off their second step" in visitor.page(address).text
    visitor.post(address)
    assert theirs.get("/account").status_code == 302
    assert "second step" in session.scalars(select(Letter.subject)).one()
    entry = session.scalars(select(TrailEntry)).all()[-1]
    assert (entry.action, entry.subject_id) == ("second-step-taken-off", str(sam.id))
    client = app.test_client()
    assert sign_in(client=client).location == "/"


def test_the_key_of_another_person_in_this_browser_is_not_shown(visitor, sam, make):
    visitor.sign_in(sam, strong=False)
    first = visitor.page(APP).select_one("main li strong").text
    visitor.sign_in(make.person(email="eve@council.example"), strong=False)
    assert visitor.page(APP).select_one("main li strong").text != first


def test_the_picture_says_what_the_key_says(visitor, sam):
    visitor.sign_in(sam, strong=False)
    page: BeautifulSoup = visitor.page(APP)
    key = page.select_one("main li strong").text.replace(" ", "")
    assert f"secret={key}" in page.select_one("main li a")["href"]
    assert page.select_one("main li img")["src"].startswith("data:image/svg+xml")
