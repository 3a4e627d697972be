"""Delegation: who leads, for how long, and that no agency is left without a lead unnoticed."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Grant, PersonStatus
from elearn.operations.grants import agencies_without_lead
from elearn.staff.actions import appointing
from elearn.staff.actions.appointing import Appointed
from elearn.staff.actions.rows import StaffError
from elearn.web.clock import now
from tests.integration.staff.conftest import day, on_the_day, typed


@pytest.fixture
def dee(make, office):
    return make.worker(office.agency, office.roles[0], "Dee Puty", team=office.team)


def appoint(client, office, who, **changed):
    given = {"person": who, "role": "agency-lead", "team": "", "ends_on": typed(30)}
    return client.post(office.path("roles/new"), data=given | changed)


def held(session):
    session.expire_all()
    return session.scalars(select(Grant).order_by(Grant.id)).all()


def at_noon(offset):
    return datetime.combine(day(offset), time(12), UTC)


def test_a_deputy_leads_until_the_day_and_then_no_more(app, lead, make, office, dee, session):
    answer = appoint(lead, office, dee.email)
    assert answer.status_code == 303
    listed = lead.page(answer.location).get_text(" ", strip=True)
    assert "Dee Puty deputises from now on" in listed
    assert "Deputy lead" in listed
    home = office.path("people")
    theirs = app.test_client().sign_in(dee)
    assert theirs.get(home).status_code == 200
    for offset, status in ((29, 200), (30, 404)):
        with time_machine.travel(at_noon(offset), tick=False):
            later = app.test_client().sign_in(dee)
            assert later.get(home).status_code == status


def test_a_role_is_signed_in_for_anew(app, lead, office, dee):
    theirs = app.test_client().sign_in(dee)
    appoint(lead, office, dee.email)
    assert theirs.get("/account").status_code == 302


def test_a_team_lead_is_appointed_by_staff_number_with_or_without_an_end(
    app, lead, make, office, dee, session
):
    make.staff_number(dee, office.agency, "H-5")
    data = {"role": "team-lead", "team": office.team.slug, "ends_on": ""}
    assert appoint(lead, office, " h-5 ", **data).status_code == 303
    last = held(session)[-1]
    assert (last.role, last.team_id, last.ends_on) == (Role.TEAM_LEAD, office.team.id, None)
    theirs = app.test_client().sign_in(dee)
    assert theirs.get(office.path("people")).status_code == 200
    for path in ("roles", "people/new", "codes", "roles.csv"):
        assert theirs.get(office.path(path)).status_code in (403, 404)


def test_the_same_appointment_twice_is_one_and_a_later_word_changes_its_end(
    lead, office, dee, session
):
    appoint(lead, office, dee.email)
    appoint(lead, office, dee.email)
    appoint(lead, office, dee.email, ends_on=typed(60))
    assert [one.ends_on for one in held(session)] == [None, day(60)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"person": ""}, "Say who it is"),
        ({"person": "nobody@council.example"}, "Nobody who works here today is found"),
        ({"person": "' OR 1=1 --"}, "Nobody who works here today is found"),
        ({"person": "x" * 300}, "too long"),
        ({"ends_on": ""}, "Say until when they deputise"),
        ({"ends_on": 0}, "Choose a day after today"),
        ({"ends_on": 400}, "within a year"),
        ({"ends_on": "for ever"}, "is not a date"),
        ({"role": "team-lead"}, "Choose the team they lead"),
        ({"role": "administrator"}, "There is a problem"),
        ({"role": "coordinator"}, "There is a problem"),
        ({"role": "team-lead", "team": "no-such"}, "There is a problem"),
    ],
    ids=str,
)
def test_what_cannot_be_given_is_refused(lead, office, dee, session, changed, words):
    answer = appoint(lead, office, **{"who": dee.email} | _who(on_the_day(changed)))
    assert answer.status_code == 422
    assert words in answer.text
    assert len(held(session)) == 1


def _who(changed):
    return {("who" if name == "person" else name): value for name, value in changed.items()}


def test_only_who_works_here_today_and_has_an_address_is_appointed(lead, make, office, session):
    away = make.worker(make.agency(), office.roles[0])
    gone = make.worker(office.agency, office.roles[0], end=day())
    silent = make.person("Si Lent", email=None)
    make.posting(silent, office.agency)
    make.staff_number(silent, office.agency, "H-9")
    for who in (away.email, gone.email, away.public_id, "H-9"):
        assert appoint(lead, office, who).status_code == 422
    assert "has no e-mail address" in appoint(lead, office, "H-9").text
    assert len(held(session)) == 1


def test_a_deputy_gives_no_longer_than_they_hold_and_ends_no_lead(
    app, lead, make, office, boss, dee, session
):
    appoint(lead, office, dee.email)
    theirs = app.test_client().sign_in(dee)
    eve = make.worker(office.agency, office.roles[0], "Eve Next")
    assert "You lead here until" in appoint(theirs, office, eve.email, ends_on=typed(31)).text
    assert appoint(theirs, office, eve.email, ends_on=typed(30)).status_code == 303
    lead_grant, _, eves = held(session)
    theirs.post(office.path(f"roles/{lead_grant.id}/end"))
    theirs.post(office.path(f"roles/{eves.id}/end"))
    assert [one.revoked_at for one in held(session)] == [None, None, None]
    lead.post(office.path(f"roles/{eves.id}/end"))
    assert held(session)[2].revoked_at is not None


def test_a_lead_for_good_is_not_made_a_deputy(lead, make, office, boss, session):
    make.posting(boss, office.agency)
    assert "leads the agency without an end already" in appoint(lead, office, boss.email).text


def test_the_last_lead_does_not_step_down(lead, make, office, boss, session):
    (mine,) = held(session)
    page = lead.page(office.path("roles"))
    assert page.find("button", string=lambda text: text and "End this role" in text) is None
    lead.post(office.path(f"roles/{mine.id}/end"))
    assert held(session)[0].revoked_at is None
    assert "Nobody else leads this agency" in lead.page(office.path("roles")).text
    make.somebody(Role.AGENCY_LEAD, office.agency)
    lead.post(office.path(f"roles/{mine.id}/end"))
    assert held(session)[0].revoked_at is not None


def test_a_lead_who_cannot_sign_in_is_no_lead(make, office, boss, session):
    other = make.somebody(Role.AGENCY_LEAD, office.agency)
    other.status = PersonStatus.SUSPENDED
    session.commit()
    by = replace(office.by, person_id=boss.id)
    with pytest.raises(StaffError, match="Nobody else leads"):
        appointing.end(session, agency_id=office.agency.id, grant_id=held(session)[0].id, by=by)


def test_when_the_day_passes_the_coordinator_is_told(app, make, office, boss, session):
    assert agencies_without_lead(session, now()) == ()
    grant = held(session)[0]
    grant.ends_on = day(1)
    session.commit()
    assert agencies_without_lead(session, now()) == ()
    later = now() + timedelta(days=2)
    assert [one.name for one in agencies_without_lead(session, later)] == [office.agency.name]
    grant.ends_on = day()
    session.commit()
    watcher = app.test_client().sign_in(make.somebody(Role.COORDINATOR))
    assert "1 agency has no lead" in watcher.page("/partnership").text
    assert "1 agency has no lead: Aldermouth City Council." in watcher.page("/agencies").text
    assert "No lead" in watcher.get("/agencies.csv").text


def test_a_suspended_lead_and_a_closed_agency_are_seen_for_what_they_are(
    make, office, boss, session
):
    boss.status = PersonStatus.SUSPENDED
    make.agency("Closed Trust", valid_to=day(-1))
    session.commit()
    assert [one.slug for one in agencies_without_lead(session, now())] == [office.agency.slug]


def test_roles_of_another_agency_are_out_of_reach(stranger, lead, make, office, session):
    assert stranger.get(office.path("roles")).status_code == 404
    (mine, theirs) = held(session)
    lead.post(office.path(f"roles/{theirs.id}/end"))
    assert held(session)[1].revoked_at is None
    assert stranger.post(office.path(f"roles/{mine.id}/end")).status_code == 404
    with pytest.raises(StaffError):
        appointing.appoint(
            session,
            agency_id=office.agency.id,
            typed=make.worker(make.agency()).email,
            wanted=Appointed(Role.AGENCY_LEAD, None, day(5)),
            by=office.by,
        )


def test_the_files_are_the_list(lead, office, dee):
    appoint(lead, office, dee.email)
    assert "Dee Puty" in lead.get(office.path("roles.csv")).text
    assert lead.get(office.path("roles.xlsx")).status_code == 200
