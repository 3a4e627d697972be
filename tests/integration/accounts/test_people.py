"""The administrator looks after other people's accounts."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts.queries.people import find_people
from elearn.models import Letter, Person, PersonStatus, SignInSession, TrailEntry
from elearn.web.clock import now


@pytest.fixture
def admin(visitor, make):
    person = make.somebody(Role.ADMINISTRATOR)
    visitor.sign_in(person)
    return person


def names(page):
    return [one.text for one in page.select("article h2")]


def act(client, person, what):
    return client.post(f"/admin/people/{person.public_id}/{what}")


@pytest.mark.parametrize("role", [Role.LEARNER, Role.AGENCY_LEAD, Role.COORDINATOR, Role.AUTHOR])
def test_nobody_else_sees_the_list_or_acts_on_it(visitor, make, role):
    agency = make.agency()
    visitor.sign_in(make.somebody(role, agency if role is Role.AGENCY_LEAD else None))
    someone = make.person()
    assert visitor.get("/admin/people").status_code in (403, 404)
    for what in ("suspend", "return", "sign-out", "invite"):
        assert act(visitor, someone, what).status_code in (403, 404)
    assert someone.status is PersonStatus.ACTIVE


def test_people_are_found_by_name_or_address_and_by_nothing_cleverer(visitor, make, admin):
    make.person("Mai Tran", email="mai@trust.example")
    make.person("Åsa 100% O'Neil", email="asa@port.example")
    assert names(visitor.page("/admin/people?q=tran")) == ["Mai Tran"]
    assert names(visitor.page("/admin/people?q=PORT.ex")) == ["Åsa 100% O'Neil"]
    assert names(visitor.page("/admin/people?q=%25")) == ["Åsa 100% O'Neil"]
    assert names(visitor.page("/admin/people?q=%27")) == ["Åsa 100% O'Neil"]
    assert names(visitor.page("/admin/people?q=nobody")) == []


@pytest.mark.parametrize("q", ["_%", "\\", "' OR 1=1 --", "(" * 1000, "\x00", "é"])
def test_no_search_breaks_the_page(visitor, admin, q):
    assert visitor.get("/admin/people", query_string={"q": q}).status_code == 200


def test_bytes_that_are_no_text_do_not_break_it_either(visitor, admin):
    assert visitor.get("/admin/people?q=%ff%fe&after=%ff").status_code == 200


def test_a_hostile_name_is_shown_as_it_is(visitor, make, admin):
    make.person("<script>alert(1)</script>{{7*7}}")
    page = visitor.page("/admin/people?q=script")
    assert names(page) == ["<script>alert(1)</script>{{7*7}}"]
    assert not page.select("main script")


def test_a_long_list_is_paged_by_name_and_misses_nobody(session, visitor, make, admin):
    for n in range(7):
        make.person("Same Name" if n < 4 else f"Zoe {n}")
    seen, after = [], None
    while True:
        rows = find_people(session, words="", after=after, now=now(), limit=2)
        seen += [row.id for row in rows[:2]]
        if len(rows) < 3:
            break
        after = rows[1].id
    assert len(seen) == len(set(seen)) == 8


def test_after_an_act_the_address_names_nobody(visitor, make, admin):
    person = make.person("Sam Okoye")
    answer = visitor.post(f"/admin/people/{person.public_id}/sign-out")
    assert answer.location == f"/admin/people?q={person.public_id}"
    assert names(visitor.page(answer.location)) == ["Sam Okoye"]


def test_the_pages_of_the_list_are_linked(visitor, make, admin):
    for n in range(55):
        make.person(f"Listed {n:02}")
    first = visitor.page("/admin/people?q=Listed")
    assert len(names(first)) == 50
    second = visitor.page(first.select_one("a[rel=next]")["href"])
    assert len(names(second)) >= 5
    assert not set(names(first)) & set(names(second))


def test_suspending_signs_out_at_once_and_can_be_lifted(app, session, visitor, make, admin):
    person = make.person("Sam Okoye")
    theirs = app.test_client().sign_in(person)
    assert theirs.get("/account").status_code == 200
    page = visitor.page(f"/admin/people/{person.public_id}/suspend")
    assert "Sam Okoye" in page.text
    act(visitor, person, "suspend")
    assert theirs.get("/account").status_code == 302
    assert "is suspended and signed out" in visitor.page("/admin/people?q=Okoye").text
    act(visitor, person, "return")
    session.expire_all()
    assert person.status is PersonStatus.ACTIVE
    assert theirs.get("/account").status_code == 302  # the old session stays ended
    done = session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()
    assert done == ["suspended", "let-back-in"]


def test_the_only_administrator_cannot_be_shut_out(session, visitor, make, admin):
    act(visitor, admin, "suspend")
    session.expire_all()
    assert admin.status is PersonStatus.ACTIVE
    assert "only administrator" in visitor.page("/admin/people").text
    make.somebody(Role.ADMINISTRATOR)
    act(visitor, admin, "suspend")
    session.expire_all()
    assert admin.status is PersonStatus.SUSPENDED


def test_an_invitation_goes_to_the_outbox(session, visitor, make, admin):
    person = make.person("Sam Okoye", email="sam@council.example")
    act(visitor, person, "invite")
    letter = session.scalars(select(Letter)).one()
    assert (letter.recipient, letter.person_id) == ("sam@council.example", person.id)
    assert "is in the outbox" in visitor.page("/admin/people?q=Okoye").text


@pytest.mark.parametrize("facts", [{"email": None}, {"status": PersonStatus.SUSPENDED}])
def test_nobody_without_an_address_or_suspended_is_invited(session, visitor, make, admin, facts):
    act(visitor, make.person(**facts), "invite")
    assert session.scalars(select(Letter)).all() == []


def test_ending_sessions_ends_them(app, session, visitor, make, admin):
    person = make.person()
    theirs = app.test_client().sign_in(person)
    act(visitor, person, "sign-out")
    assert theirs.get("/account").status_code == 302
    ended = session.scalars(
        select(SignInSession.ended_at).where(SignInSession.person_id == person.id)
    ).one()
    assert ended is not None


@pytest.mark.parametrize("token", ["x" * 20, "-" * 16])
def test_somebody_who_is_not_there_is_not_found(visitor, admin, token):
    assert visitor.get(f"/admin/people/{token}/suspend").status_code == 404
    assert visitor.post(f"/admin/people/{token}/invite").status_code == 404


def test_an_erased_person_is_not_listed(session, visitor, make, admin):
    gone = make.person("Gone Person", status=PersonStatus.ERASED)
    assert names(visitor.page("/admin/people?q=Gone")) == []
    assert act(visitor, gone, "return").status_code == 404
    assert session.get(Person, gone.id).status is PersonStatus.ERASED
