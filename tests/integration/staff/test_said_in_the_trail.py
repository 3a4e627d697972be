"""What is said twice, or by two at once, leaves its line in the trail all the same; and a first day
that cannot be meant is asked about."""

from sqlalchemy import select

from elearn.models import Letter, PostingOffer
from elearn.staff.actions.offers import answer
from elearn.staff.by import By
from elearn.web.clock import now, today
from tests.integration.staff.conftest import day, typed
from tests.integration.staff.test_joining import send


def test_a_yes_is_in_the_trail_though_a_list_was_faster(lead, make, office, session):
    elsewhere = make.worker(make.agency(), office.roles[1], "Ana Silva")
    send(lead, office, email=elsewhere.email)
    make.posting(elsewhere, office.agency, office.roles[0], start=day(-1))
    (offer,) = session.scalars(select(PostingOffer.id))
    by = By(elsewhere.id, now(), today())
    assert answer(session, offer_id=offer, accepted=True, by=by)
    assert office.trail()[-1] == "posting.accepted"
    assert len(office.postings(elsewhere)) == 2


def test_nobody_is_put_on_record_for_a_day_decades_ahead(lead, office, session):
    answer = send(lead, office, start=typed(800))
    assert answer.status_code == 422
    assert "This day is more than two years ahead. Check the year." in answer.text
    assert session.scalar(select(Letter.id)) is None
