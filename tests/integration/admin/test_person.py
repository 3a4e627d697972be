"""One person's page: what is known, what was done, and erasing them."""

import json
import zipfile
from io import BytesIO

from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import PersonStatus, TrailEntry


def acts(session):
    return session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()


def test_the_page_says_who_they_are_and_what_was_done(session, visitor, make, admin):
    agency = make.agency("City Council")
    person = make.worker(agency, make.role("X1"), "Sam Colleague")
    make.grant(person, Role.AGENCY_LEAD, agency)
    visitor.post(f"/admin/people/{person.public_id}/suspend")
    page = visitor.page(f"/admin/people/{person.public_id}")
    for words in ("Sam Colleague", "City Council", "Agency lead", "Suspended",
                  "Ada Min suspended an account"):  # fmt: skip
        assert words in page.text
    assert page.select(f"a[href*='about={person.id}']")


def test_the_list_narrows_by_state_and_role(visitor, make, admin):
    make.person("Sam Colleague")
    found = visitor.page("/admin/people?role=administrator")
    assert [one.text for one in found.select("article h2")] == ["Ada Min"]
    assert "Nobody is like that" in visitor.page("/admin/people?state=suspended").text
    assert visitor.get("/admin/people?state=%00&role=nonsense").status_code == 200


def test_everything_held_is_taken_once_and_noted(session, visitor, make, admin):
    person = make.person("Sam Colleague")
    answer = visitor.post(f"/admin/people/{person.public_id}/data")
    with zipfile.ZipFile(BytesIO(answer.data)) as file:
        assert json.loads(file.read("my-data.json"))["person"][0]["full_name"] == "Sam Colleague"
    assert acts(session) == ["data-exported"]


def test_erasing_wants_the_name_again_and_says_what_it_does(session, visitor, make, admin):
    person = make.person("Sam Colleague")
    path = f"/admin/people/{person.public_id}/erase"
    assert "Completions, kept without the name" in visitor.page(path).text
    refused = visitor.post(path, data={"name": "Sam"})
    assert refused.status_code == 422
    assert "This is not the name" in refused.text
    assert acts(session) == []
    assert visitor.post(path, data={"name": " sam  COLLEAGUE "}).status_code == 303
    session.refresh(person)
    assert person.status is PersonStatus.ERASED
    assert acts(session) == ["erased"]
    assert visitor.get(path).status_code == 404


def test_nobody_erases_themselves(session, visitor, admin):
    answer = visitor.post(f"/admin/people/{admin.public_id}/erase", data={"name": "Ada Min"})
    assert answer.status_code == 422
    assert "cannot erase yourself" in answer.text
