"""Movers, leavers and two postings side by side."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Grant, Posting, SignInSession
from elearn.staff.actions import postings
from elearn.staff.actions.rows import StaffError
from tests.integration.staff.conftest import day, on_the_day, typed


@pytest.fixture
def ana(make, office):
    return make.worker(office.agency, office.roles[0], "Ana Silva", start=day(-50))


def ids(office, person):
    rows = select(Posting.id).where(Posting.person_id == person.id).order_by(Posting.id)
    return office.session.scalars(rows).all()


def send(client, office, person, rest, **data):
    return client.post(office.address(person, rest), data=data)


def change(client, office, person, posting, **data):
    given = {"role": "R8", "team": office.team.slug, "on": typed()}
    return send(client, office, person, f"postings/{posting}/change", **given | data)


def test_the_page_of_a_person_leads_to_all_of_it(lead, office, ana):
    page = lead.page(office.address(ana, "").rstrip("/"))
    link = page.find("a", string="Change postings, absences and how they sign in")
    said = lead.page(link["href"]).get_text(" ", strip=True)
    for words in ("Housing officer, no team", "Add a further posting", "Send an invitation"):
        assert words in said


def test_a_mover_closes_one_posting_and_opens_the_next(lead, office, ana):
    (one,) = ids(office, ana)
    assert change(lead, office, ana, one).status_code == 303
    assert office.postings(ana) == [
        (0, None, day(-50), day()),
        (1, office.team.id, day(), None),
    ]
    assert office.trail()[-1] == "posting.moved"


def test_the_same_move_twice_is_one(lead, office, ana):
    (one,) = ids(office, ana)
    change(lead, office, ana, one)
    assert change(lead, office, ana, one).status_code == 303
    assert len(office.postings(ana)) == 2
    assert office.trail().count("posting.moved") == 1


def test_a_move_may_be_announced(lead, office, ana):
    (one,) = ids(office, ana)
    change(lead, office, ana, one, on=typed(40))
    assert office.postings(ana)[0] == (0, None, day(-50), day(40))


def test_an_end_that_was_set_goes_with_the_move(lead, office, ana):
    (one,) = ids(office, ana)
    send(lead, office, ana, f"postings/{one}/end", on=typed(90))
    change(lead, office, ana, one, on=typed(5))
    assert office.postings(ana) == [
        (0, None, day(-50), day(5)),
        (1, office.team.id, day(5), day(90)),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"role": "R7", "team": ""}, "This is what they do already"),
        ({"on": -50}, "Choose a later day"),
        ({"on": -60}, "Choose a later day"),
        ({"on": 800}, "more than two years ahead"),
        ({"on": "soon"}, "is not a date"),
        ({"on": ""}, "Say from which day"),
        ({"role": "R99"}, "There is a problem"),
    ],
)
def test_a_move_that_cannot_be_changes_nothing(lead, office, ana, data, words):
    (one,) = ids(office, ana)
    answer = change(lead, office, ana, one, **on_the_day(data))
    assert answer.status_code == 422
    assert words in answer.text
    assert office.postings(ana) == [(0, None, day(-50), None)]


def test_a_posting_that_has_not_begun_is_changed_as_it_stands(lead, make, office):
    soon = make.worker(office.agency, office.roles[0], "Bo Li", start=day(10))
    (one,) = ids(office, soon)
    change(lead, office, soon, one, on=typed(10))
    assert office.postings(soon) == [(1, office.team.id, day(10), None)]


def test_a_leaver_is_gone_from_the_day_and_what_they_did_stays(lead, office, ana):
    (one,) = ids(office, ana)
    assert send(lead, office, ana, f"postings/{one}/end", on=typed()).status_code == 303
    assert office.postings(ana) == [(0, None, day(-50), day())]
    assert lead.get(f"/agencies/{office.agency.slug}/people/{ana.public_id}").status_code == 404


def test_an_end_by_mistake_is_taken_back_within_a_month(lead, office, ana):
    (one,) = ids(office, ana)
    send(lead, office, ana, f"postings/{one}/end", on=typed(-3))
    assert "Take the end back" in lead.page(office.address(ana)).text
    send(lead, office, ana, f"postings/{one}/keep")
    assert office.postings(ana) == [(0, None, day(-50), None)]


def test_after_a_month_a_leaver_is_nobodys_to_change(lead, make, office):
    gone = make.worker(office.agency, office.roles[0], "Bo Li", start=day(-90), end=day(-31))
    (one,) = ids(office, gone)
    assert lead.get(office.address(gone)).status_code == 404
    assert send(lead, office, gone, f"postings/{one}/keep").status_code == 404
    with pytest.raises(StaffError):
        postings.keep(office.session, agency_id=office.agency.id, posting_id=one, by=office.by)


def test_nobody_ends_before_they_began(lead, office, ana):
    (one,) = ids(office, ana)
    answer = send(lead, office, ana, f"postings/{one}/end", on=typed(-51))
    assert "Choose a later day" in answer.text
    assert office.postings(ana)[0][3] is None


def test_two_postings_stand_side_by_side(lead, office, ana):
    answer = send(lead, office, ana, "postings/new", role="R8", team="", on=typed(-5))
    assert answer.status_code == 303
    assert office.postings(ana) == [(0, None, day(-50), None), (1, None, day(-5), None)]


def test_the_same_work_at_the_same_time_is_refused(lead, office, ana):
    for on in (typed(-60), typed(), typed(60)):
        answer = send(lead, office, ana, "postings/new", role="R7", team="", on=on)
        assert "do this work at that time already" in answer.text
    assert len(office.postings(ana)) == 1


def test_a_postings_end_is_not_moved_into_the_next_one_of_its_kind(lead, make, office, ana):
    (one,) = ids(office, ana)
    send(lead, office, ana, f"postings/{one}/end", on=typed(-20))
    make.posting(ana, office.agency, office.roles[0], start=day(-10))
    answer = send(lead, office, ana, f"postings/{one}/end", on=typed(-5))
    assert answer.status_code == 422


def test_with_the_last_posting_roles_here_end_and_sessions_with_them(
    app, lead, make, office, session
):
    deputy = make.worker(office.agency, office.roles[0], "Di Puty", start=day(-50))
    make.grant(deputy, Role.AGENCY_LEAD, office.agency)
    theirs = app.test_client().sign_in(deputy)
    home = office.path("people")
    assert theirs.get(home).status_code == 200
    send(lead, office, deputy, f"postings/{ids(office, deputy)[0]}/end", on=typed())
    session.expire_all()
    ends = select(Grant.ends_on).where(Grant.person_id == deputy.id)
    assert session.scalars(ends).all() == [day()]
    assert theirs.get(home).status_code == 302
    ended = select(SignInSession.ended_at).where(SignInSession.person_id == deputy.id)
    assert session.scalar(ended) is not None


def test_the_last_lead_does_not_leave_unnoticed(lead, make, office, boss):
    make.posting(boss, office.agency, office.roles[0], start=day(-50))
    (one,) = ids(office, boss)
    answer = send(lead, office, boss, f"postings/{one}/end", on=typed(3))
    assert "Nobody else leads this agency" in answer.text
    assert office.postings(boss)[0][3] is None
    make.somebody(Role.AGENCY_LEAD, office.agency)
    assert send(lead, office, boss, f"postings/{one}/end", on=typed(3)).status_code == 303


def test_postings_of_another_agency_are_out_of_reach(lead, stranger, team_lead, make, office, ana):
    (one,) = ids(office, ana)
    for client in (stranger, team_lead):
        for rest in (f"postings/{one}/end", f"postings/{one}/change", "postings/new"):
            assert client.get(office.address(ana, rest)).status_code in (403, 404)
            assert send(client, office, ana, rest, on=typed()).status_code in (403, 404)
        assert send(client, office, ana, f"postings/{one}/keep").status_code in (403, 404)
    away = make.worker(make.agency(), office.roles[0], "Ola Other")
    (theirs,) = ids(office, away)
    assert lead.get(office.address(away)).status_code == 404
    assert send(lead, office, ana, f"postings/{theirs}/end", on=typed()).status_code == 404
    with pytest.raises(StaffError):
        postings.end(
            office.session, agency_id=office.agency.id, posting_id=theirs, on=day(), by=office.by
        )
    assert office.postings(away)[0][3] is None


def test_what_another_agency_has_of_the_same_person_is_not_shown(lead, make, office, ana):
    make.posting(ana, make.agency("Secret Trust"), make.role("R9", name="Fire inspector"))
    said = lead.page(office.address(ana)).get_text(" ")
    assert "Fire inspector" not in said
    assert "Secret Trust" not in said
