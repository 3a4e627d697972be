"""What people see and change of their own account."""

import json
import zipfile
from datetime import date
from io import BytesIO

from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Password, SignInSession, TrailEntry
from tests.integration.accounts.conftest import PASSWORD

NEW = "correct horse battery"


def change(client, old=PASSWORD, new=NEW):
    return client.post("/account/security", data={"old_password": old, "new_password": new})


def test_it_shows_what_is_held_on_me(visitor, make):
    agency = make.agency("North Council")
    person = make.person("Mai Tran", email="mai@council.example")
    make.posting(
        person, agency, make.role("R4", name="Housing officer"), make.team(agency, "Homes")
    )
    make.grant(person, Role.AGENCY_LEAD, agency)
    text = visitor.sign_in(person).page("/account").text
    for words in ("Mai Tran", "mai@council.example", "Housing officer", "North Council, Homes",
                  "Agency lead (North Council)"):  # fmt: skip
        assert words in text


def test_each_page_says_who_i_am_and_where_i_work(visitor, make):
    agency = make.agency("Northmoor Hospitals")
    person = make.person("Mai Tran")
    make.posting(person, agency, make.role("R6", name="Midwife"), start=date(2026, 1, 1))
    page = visitor.sign_in(person).page("/account")
    assert "Mai Tran, midwife, Northmoor Hospitals" in " ".join(
        page.select_one(".app-who").text.split()
    )


def test_without_a_posting_it_says_what_brings_one(visitor, make):
    assert "brings in its staff list" in visitor.sign_in(make.person()).page("/account").text


def test_a_password_is_changed_with_the_old_one_and_ends_every_other_session(
    app, visitor, with_password, sign_in
):
    with_password()
    elsewhere = app.test_client()
    sign_in(client=elsewhere)
    sign_in()
    before = visitor.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    assert change(visitor).status_code == 303
    assert visitor.get_cookie(app.config["SESSION_COOKIE_NAME"]).value != before
    assert "Your password is changed" in visitor.page("/account").text
    assert elsewhere.get("/account").status_code == 302
    visitor.post("/sign-out")
    assert sign_in(password=PASSWORD).status_code == 422
    assert sign_in(password=NEW).status_code == 303


def test_without_the_old_password_nothing_changes(session, visitor, with_password, sign_in):
    person = with_password()
    sign_in()
    kept = session.get(Password, person.id).hash
    answer = change(visitor, old="wrong")
    assert answer.status_code == 422
    assert "not the password you have now" in answer.text
    session.expire_all()
    assert session.get(Password, person.id).hash == kept


def test_a_weak_new_password_is_refused(visitor, with_password, sign_in):
    with_password()
    sign_in()
    assert change(visitor, new="okoye okoye okoye").status_code == 422


def test_i_see_where_i_am_signed_in_and_end_one(app, session, visitor, with_password, sign_in):
    with_password()
    phone = app.test_client()
    phone.post("/sign-in", data={"email": "sam@council.example", "password": PASSWORD},
               headers={"User-Agent": "Mozilla/5.0 (Linux; Android 16) Chrome/142.0"})  # fmt: skip
    sign_in()
    page = visitor.page("/account/sessions")
    assert "2 browsers are signed in as you" in page.text
    assert "Chrome on Android" in page.text
    (handle,) = [one["value"] for one in page.select("input[name=handle]")]
    visitor.post("/account/sessions", data={"handle": handle})
    assert phone.get("/account").status_code == 302
    assert visitor.get("/account").status_code == 200
    assert session.scalars(select(TrailEntry.action)).all()[-1] == "session-ended"


def test_nobody_ends_somebody_elses_session(app, session, visitor, make, with_password, sign_in):
    with_password()
    sign_in()
    theirs = session.scalars(select(SignInSession.secret_hash)).one()
    other = app.test_client().sign_in(make.person())
    for handle in (theirs[:24], theirs, "", "%", "_" * 24, theirs[:23]):
        other.post("/account/sessions", data={"handle": handle})
    assert visitor.get("/account").status_code == 200


def test_i_can_take_everything_held_on_me_and_no_secret_is_in_it(
    session, visitor, with_password, sign_in
):
    with_password()
    sign_in()
    visitor.page("/account/data")
    answer = visitor.post("/account/data")
    with zipfile.ZipFile(BytesIO(answer.data)) as file:
        text = file.read("my-data.json").decode() + file.read("my-data.html").decode()
        held = json.loads(file.read("my-data.json"))
    assert held["person"][0]["email"] == "sam@council.example"
    assert held["sign_in_session"][0]["browser"] == "A browser we do not know"
    assert held["trail_entry"][0]["action"] == "signed-in"
    assert session.scalars(select(TrailEntry.action)).all()[-1] == "data-exported"
    assert "hash" not in held["password"][0]
    assert "argon2" not in text
    assert answer.headers["Content-Disposition"].startswith("attachment")
