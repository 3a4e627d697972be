"""The e-mail domains of agencies: an administrator sets and withdraws them for any agency."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import AgencyDomain, Registration, TrailEntry
from elearn.web.clock import now

HOME = "/agencies/city-council/domains"


@pytest.fixture
def agency(make):
    return make.agency("City Council", slug="city-council")


def acts(session):
    return session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()


def test_an_administrator_adds_one_and_takes_it_away(session, visitor, admin, agency):
    assert "nobody can ask for an account there" in visitor.page("/admin/domains").text
    for _ in range(2):
        assert visitor.post(HOME, data={"domain": "@City.Example"}).status_code == 303
    assert "city.example was on the list already" in visitor.page(HOME).text
    assert "city.example" in visitor.page("/admin/domains").text
    number = session.scalars(select(AgencyDomain.id)).one()
    for _ in range(2):
        assert visitor.post(f"{HOME}/{number}/remove").status_code == 303
    assert session.scalar(select(AgencyDomain.id)) is None
    assert acts(session) == ["domain.added", "domain.removed"]
    actor = session.scalars(select(TrailEntry.actor_id).distinct()).all()
    assert actor == [admin.id]


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("gmail.com", "Anybody can have an address there."),
        ("someone@virgin.net", "Anybody can have an address there."),
        ("northmoor", "Write a domain like northmoor.example."),
        ("", "Type a domain"),
    ],
)
def test_what_says_nothing_of_where_somebody_works_is_refused(
    session, visitor, admin, agency, typed, words
):
    answer = visitor.post(HOME, data={"domain": typed})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert session.scalar(select(AgencyDomain.id)) is None


@pytest.mark.any_database
def test_the_page_leads_back_to_where_each_came_from(visitor, make, app, admin, agency):
    assert visitor.page(HOME).select_one(".govuk-back-link")["href"] == "/admin/domains"
    lead = make.person("Lena Lead")
    make.grant(lead, Role.AGENCY_LEAD, agency)
    theirs = app.test_client().sign_in(lead).page(HOME)
    assert theirs.select_one(".govuk-back-link")["href"] == "/agencies/city-council/registrations"


@pytest.mark.any_database
def test_an_administrator_sees_how_many_wait_and_nobody_by_name(
    session, visitor, make, admin, agency
):
    asked = {"full_name": "Mai Tran", "asked_at": now(), "expires_at": now()}
    for number, proved in enumerate((now(), None)):
        session.add(
            Registration(
                secret_hash=str(number),
                email=f"mai{number}@city.example",
                proved_at=proved,
                agency_id=agency.id,
                role_id=make.role("R1").id,
                **asked,
            )
        )
    session.commit()
    page = visitor.page("/admin/domains")
    assert "1 request" in page.text
    assert "Mai Tran" not in page.text
    assert visitor.get("/agencies/city-council/registrations").status_code == 404


@pytest.mark.any_database
def test_the_list_goes_on_after_the_last_name_of_a_page(visitor, make, admin):
    for number in range(52):
        make.agency(f"Trust {number // 2:02}")  # two agencies of each name
    page, names = visitor.page("/admin/domains"), []
    while page:
        names += [row.select_one("a").text for row in page.select("tbody tr")]
        on = page.select_one("a[rel=next]")
        page = visitor.page(on["href"]) if on else None
    assert names == [f"Trust {number // 2:02}" for number in range(52)]
    assert visitor.get("/admin/domains.csv").text.count("Trust ") == 52
