"""Leads invite their own people by letter."""

from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Letter, Password, PersonStatus
from elearn.web.clock import now


def invite(client, office, person):
    return client.post(office.address(person, "invite"))


def letters(session):
    return session.scalars(select(Letter.recipient).order_by(Letter.id)).all()


def test_somebody_with_an_address_and_no_password_is_invited_once(lead, make, office, session):
    ana = make.worker(office.agency, office.roles[0], "Ana Silva")
    assert "Has not been invited yet" in lead.page(office.address(ana)).text
    invite(lead, office, ana)
    invite(lead, office, ana)
    assert letters(session) == [ana.email]
    assert "Invited at" in lead.page(office.address(ana)).text
    assert office.trail() == ["invited"]


def test_nobody_is_invited_who_signs_in_has_no_address_or_is_suspended(lead, make, office, session):
    signs_in = make.worker(office.agency, office.roles[0])
    session.add(Password(person_id=signs_in.id, hash="x", changed_at=now()))
    silent = make.person(email=None)
    make.posting(silent, office.agency)
    shut = make.person(status=PersonStatus.SUSPENDED)
    make.posting(shut, office.agency)
    for person in (signs_in, silent, shut):
        assert invite(lead, office, person).status_code == 303
        assert "Send an invitation" not in lead.page(office.address(person)).text
    assert letters(session) == []


def test_nobody_invites_people_of_another_agency(lead, stranger, team_lead, make, office, session):
    ana = make.worker(office.agency, office.roles[0])
    for client in (stranger, team_lead):
        assert invite(client, office, ana).status_code in (403, 404)
    away = make.worker(make.agency(), office.roles[0])
    assert invite(lead, office, away).status_code == 404
    assert letters(session) == []


def test_the_administrator_invites_in_every_agency(app, make, office, session):
    ana = make.worker(office.agency, office.roles[0])
    admin = app.test_client().sign_in(make.somebody(Role.ADMINISTRATOR))
    assert invite(admin, office, ana).status_code == 303
    assert letters(session) == [ana.email]
