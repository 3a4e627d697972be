"""Who holds which role: read, given and taken back by an administrator alone."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Grant, TrailEntry

NEW = "/admin/grants/new"


@pytest.fixture
def agency(make):
    return make.agency("City Council")


def give(visitor, email, role, agency="", **more):
    return visitor.post(NEW, data={"email": email, "role": role, "agency": agency, **more})


def acts(session):
    return session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()


def test_the_list_says_who_where_by_whom_and_until_when(visitor, make, admin, agency):
    lead = make.person("Lena Lead")
    make.grant(lead, Role.AGENCY_LEAD, agency)
    page = visitor.page("/admin/grants")
    assert "Lena Lead" in page.text
    assert "City Council" in page.text
    assert "No end" in page.text
    rows = visitor.page("/admin/grants?role=agency-lead&q=city").select("tbody tr")
    assert len(rows) == 1
    assert "Lena Lead" in visitor.get("/admin/grants.csv?role=agency-lead").text


def test_a_role_is_given_and_taken_back_once(session, visitor, make, admin, agency):
    person, other = make.person("Nora New"), make.person("Lena Lead")
    make.grant(other, Role.AGENCY_LEAD, agency)
    for _ in range(2):
        answer = give(visitor, person.email, "agency-lead", agency.slug)
        assert answer.status_code == 303
    grant = session.scalar(select(Grant).where(Grant.person_id == person.id))
    assert (grant.role, grant.agency_id, grant.granted_by_id) == (
        Role.AGENCY_LEAD, agency.id, admin.id,
    )  # fmt: skip
    assert "Nora New" in visitor.page(f"/admin/grants/{grant.id}/take").text
    assert visitor.post(f"/admin/grants/{grant.id}/take").status_code == 303
    assert visitor.post(f"/admin/grants/{grant.id}/take").status_code == 404
    assert acts(session) == ["role-granted", "role-revoked"]


@pytest.mark.parametrize(
    ("role", "at", "words"),
    [
        ("agency-lead", False, "Choose the agency they lead."),
        ("coordinator", True, "serve the whole partnership"),
        ("team-lead", True, "made by the lead of the agency"),
        ("learner", False, "Not a valid choice"),
    ],
)
@pytest.mark.any_database
def test_what_does_not_go_together_is_refused_in_words(
    session, visitor, make, admin, agency, role, at, words
):
    person = make.person("Nora New")
    answer = give(visitor, person.email, role, agency.slug if at else "")
    assert answer.status_code == 422
    assert words in answer.text
    assert acts(session) == []


@pytest.mark.any_database
def test_nobody_is_given_a_role_whose_address_is_not_on_file(visitor, admin):
    assert "Put them on file first" in give(visitor, "no@where.example", "author").text


def test_the_only_administrator_stays(session, visitor, make, admin):
    grant = session.scalar(select(Grant).where(Grant.person_id == admin.id))
    assert visitor.post(f"/admin/grants/{grant.id}/take").status_code == 303
    assert session.get(Grant, grant.id).revoked_at is None


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
@pytest.mark.any_database
def test_nobody_gives_above_their_own_level(session, visitor, make, agency, role):
    """A lead makes deputies and team leads on their agency's own page, and nothing here."""
    at = agency if role in (Role.AGENCY_LEAD, Role.TEAM_LEAD) else None
    team = make.team(agency, "Response") if role is Role.TEAM_LEAD else None
    somebody = make.somebody(role, at, team)
    visitor.sign_in(somebody)
    before = session.scalars(select(Grant.id)).all()
    for wanted in ("administrator", "coordinator", "agency-lead"):
        place = agency.slug if wanted == "agency-lead" else ""
        assert give(visitor, somebody.email or "a@b.example", wanted, place).status_code == 403
        answer = visitor.post(
            f"/agencies/{agency.slug}/roles/new",
            data={"person": somebody.email or "x", "role": wanted, "ends_on": "2099-01-01"},
        )
        assert answer.status_code in (403, 404, 422)
    assert session.scalars(select(Grant.id)).all() == before
