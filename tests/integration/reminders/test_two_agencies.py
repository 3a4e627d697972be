"""People who work for two agencies, and people in their days of grace."""

from datetime import timedelta

from sqlalchemy import select

from elearn.access.policy import AgencyScope
from elearn.gateways.mail import RememberingPostbox
from elearn.models import Letter, LetterState
from elearn.reminders.actions.chasing import Wanted, chase
from elearn.reminders.daily import write_all
from elearn.reminders.jobs import send_letters
from elearn.reminders.queries.due import due_in
from tests.integration.reminders.conftest import NOW, SENDER, TODAY


def scope_of(agency):
    return AgencyScope(agency_ids=frozenset({agency.id}))


def test_a_chase_of_the_agency_that_asked_later_goes_out(session, make, crowd, agency, lead):
    """What is due by another day elsewhere is due here by this agency's own day."""
    person = make.worker(make.agency(), crowd.role, start=TODAY - timedelta(days=900))
    make.posting(person, agency, crowd.role, start=TODAY - timedelta(days=300))
    chase(
        session,
        scope_of(agency),
        agency.id,
        wanted=Wanted(),
        once="x" * 16,
        sender=SENDER,
        actor_id=lead.id,
        now=NOW,
        today=TODAY,
    )
    session.commit()
    postbox = RememberingPostbox()
    assert send_letters(session, postbox, now=NOW, worker="w1") == 1
    assert session.scalars(select(Letter.state)).one() is LetterState.SENT


def test_who_held_it_long_ago_and_is_in_grace_is_due_when_the_grace_ends(
    session, make, crowd, agency
):
    role = make.role(name="Warden")
    make.requirement(role, crowd.module, grace_days=90)
    person = make.worker(agency, role, start=TODAY - timedelta(days=5))
    make.completion(person, crowd.module, TODAY - timedelta(days=2000))
    assert write_all(session, sender=SENDER, now=NOW, today=TODAY).own == 0
    late = TODAY + timedelta(days=85)
    (due,) = due_in(session, scope_of(agency), agency.id, today=late)
    assert (due.due_on, due.is_again) == (late, True)
