"""``flask people``: what an administrator does at the command line."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import (
    Grant,
    Letter,
    LetterState,
    Password,
    Person,
    PersonStatus,
    Posting,
    SignInSession,
    StaffNumber,
    TrailEntry,
)
from elearn.operations.letters import write
from elearn.operations.trail import verify
from elearn.web.clock import now
from tests.integration.accounts.conftest import PASSWORD
from tests.support.second_steps import code

SAM = "sam@council.example"


@pytest.fixture
def people(app, session):
    """Run ``flask people`` with these words."""

    def run(*words):
        return app.test_cli_runner().invoke(args=["people", *words])

    return run


def done(session):
    return session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()


def sam(session):
    return session.scalars(select(Person).where(Person.email == SAM)).one()


def test_the_first_administrator_is_made_here(session, visitor, people):
    assert people("create", "Sam Okoye", " Sam@Council.example ").exit_code == 0
    assert people("grant", SAM, "administrator").exit_code == 0
    link = people("invite", SAM, "--print-link").output.strip()
    path = link.removeprefix("http://localhost")
    assert visitor.post(path, data={"new_password": PASSWORD}).status_code == 303
    assert visitor.get("/admin").location == "/account/security?next=/admin"
    key = visitor.page("/account/security/app").select_one("main li strong").text.replace(" ", "")
    visitor.post("/account/security/app", data={"code": code(key=key)})
    visitor.page("/admin")
    assert done(session)[:3] == ["person-created", "role-granted", "invited"]
    assert verify(session) is None


def test_somebody_is_put_in_an_agency_a_team_and_a_role(session, make, people):
    agency = make.agency()
    team, role = make.team(agency), make.role("R3")
    ran = people("create", "Sam Okoye", SAM, "--agency", agency.slug, "--team", team.slug,
                 "--role", "r3", "--start", "01/11/2026")  # fmt: skip
    assert ran.exit_code == 0, ran.output
    posting = session.scalars(select(Posting)).one()
    assert (posting.agency_id, posting.team_id, posting.role_id) == (agency.id, team.id, role.id)
    assert posting.start == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("create", "Sam", "not an address"), "Write an e-mail address like"),
        (("create", " ", SAM), "Write a name"),
        (("create", "Sam", SAM, "--agency", "nowhere"), "There is no agency nowhere"),
        (("create", "Sam", SAM, "--team", "mash"), "Say which agency"),
        (("create", "Sam", SAM, "--role", "R3"), "Say in which agency"),
        (("invite", SAM), "Nobody has this e-mail address"),
        (("grant", SAM, "author"), "Nobody has this e-mail address"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(session, people, words, says):
    ran = people(*words)
    assert ran.exit_code == 1
    assert says in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert session.scalars(select(Person)).all() == []


@pytest.mark.parametrize("words", [("grant", SAM, "king"), ("create",), ("nonsense",)])
def test_what_is_mistyped_ends_with_2(people, words):
    assert people(*words).exit_code == 2


@pytest.mark.parametrize(
    "name", ["create", "invite", "grant", "revoke", "suspend", "export", "erase"]
)
def test_every_command_explains_itself_with_an_example(people, name):
    shown = people(name, "--help")
    assert shown.exit_code == 0
    assert f"Example: flask people {name}" in " ".join(shown.output.split())


def test_the_same_address_twice_is_refused(people):
    people("create", "Sam", SAM)
    again = people("create", "Another Sam", "SAM@council.example")
    assert again.exit_code == 1
    assert "already an account" in again.stderr


def test_a_role_counts_from_the_next_sign_in_and_is_taken_back(app, session, make, people):
    agency = make.agency()
    people("create", "Sam", SAM)
    theirs = app.test_client().sign_in(sam(session))
    people("grant", SAM, "agency-lead", "--agency", agency.slug)
    assert theirs.get("/account").status_code == 302
    people("grant", SAM, "agency-lead", "--agency", agency.slug)
    (grant,) = session.scalars(select(Grant)).all()
    assert (grant.role, grant.agency_id) == (Role.AGENCY_LEAD, agency.id)
    make.somebody(Role.AGENCY_LEAD, agency)
    people("revoke", SAM, "agency-lead", "--agency", agency.slug)
    session.expire_all()
    assert grant.revoked_at is not None
    assert people("revoke", SAM, "agency-lead", "--agency", agency.slug).exit_code == 1


@pytest.mark.parametrize(
    "words",
    [("agency-lead",), ("team-lead", "--agency", "AGENCY"), ("author", "--agency", "AGENCY")],
)
def test_a_role_is_granted_where_it_belongs(make, people, words):
    agency = make.agency()
    people("create", "Sam", SAM)
    ran = people("grant", SAM, *(agency.slug if one == "AGENCY" else one for one in words))
    assert ran.exit_code == 1


def test_the_last_administrator_stays(people):
    people("create", "Sam", SAM)
    people("grant", SAM, "administrator")
    for words in (("suspend", SAM), ("revoke", SAM, "administrator")):
        assert "only administrator" in people(*words).stderr


def test_suspended_and_let_back_in(session, with_password, sign_in, people):
    with_password()
    assert people("suspend", SAM).exit_code == 0
    assert sign_in().status_code == 422
    assert people("suspend", SAM).exit_code == 1
    assert people("suspend", SAM, "--lift").exit_code == 0
    assert sign_in().status_code == 303
    assert done(session) == ["suspended", "let-back-in", "signed-in"]


def test_everything_held_goes_to_a_file_only_we_can_read(
    session, make, with_password, people, tmp_path
):
    person, agency = with_password(), make.agency()
    make.posting(person, agency)
    make.staff_number(person, agency, "N-4711")
    module = make.module()
    make.completion(person, module, date(2026, 1, 5))
    other = make.person("Somebody Else")
    file = tmp_path / "sam.json"
    ran = people("export", SAM, str(file))
    assert ran.exit_code == 0, ran.output
    held = json.loads(file.read_text("utf-8"))
    for table in ("person", "posting", "staff_number", "completion", "holding", "password"):
        assert held[table], table
    assert held["staff_number"][0]["value"] == "N-4711"
    assert "argon2" not in file.read_text("utf-8")
    assert other.full_name not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    assert done(session)[-1] == "data-exported"


def test_erasing_leaves_the_figures_and_takes_the_name(
    session, make, with_password, sign_in, people
):
    person, agency = with_password(), make.agency()
    make.posting(person, agency)
    make.staff_number(person, agency, "N-4711")
    make.completion(person, make.module(), date(2026, 1, 5))
    minion = make.person(manager_email=SAM)
    sign_in()
    write(session, key="k", person_id=person.id, to=SAM, subject="Dear Sam", body="Sam", now=now())
    session.commit()
    assert people("erase", SAM, "--yes").exit_code == 0
    session.expire_all()
    assert person.status is PersonStatus.ERASED
    assert person.email is None
    assert person.full_name.startswith("Erased ")
    assert minion.manager_email is None
    assert session.scalars(select(StaffNumber.value)).one().startswith("erased-")
    for table in (Password, SignInSession):
        assert session.scalars(select(table)).all() == []
    letter = session.scalars(select(Letter)).one()
    assert (letter.recipient, letter.subject, letter.body) == ("erased@erased.invalid", "", "")
    assert letter.state is LetterState.FAILED
    assert session.scalars(select(Posting)).one().person_id == person.id
    assert sign_in().status_code == 422
    assert done(session)[-1] == "erased"
    assert verify(session) is None
    assert everywhere(session).isdisjoint({"Sam Okoye", SAM, "N-4711"})


def everywhere(session):
    """Every text in the whole database."""
    found = set()
    for table in Person.metadata.sorted_tables:
        for row in session.execute(select(table)):
            found |= {value for value in row if isinstance(value, str)}
    return found


def test_erasing_asks_first_and_happens_once(people, with_password):
    with_password()
    assert people("erase", SAM).exit_code == 1
    assert people("erase", SAM, "--yes").exit_code == 0
    assert people("erase", SAM, "--yes").exit_code == 1
