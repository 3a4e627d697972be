"""Each public door takes the same time and says the same, whether it knows an address or not."""

import time

import pytest
from sqlalchemy import select

from elearn.accounts import evenly
from elearn.models import AgencyDomain, Letter
from elearn.web.clock import now

pytestmark = pytest.mark.any_database
LEAST_SECONDS = 0.12
KNOWN, UNKNOWN, WARM = "sam@council.example", "no@council.example", "warm@council.example"


@pytest.fixture
def sam(session, make, monkeypatch, with_password):
    monkeypatch.setattr(evenly, "SAME_TIME_SECONDS", LEAST_SECONDS)
    agency = make.agency()
    session.add(AgencyDomain(agency_id=agency.id, domain="council.example", added_at=now()))
    session.commit()
    return with_password(KNOWN)


def timed(visitor, path, form):
    began = time.monotonic()
    answer = visitor.post(path, data=form)
    return answer, time.monotonic() - began


@pytest.mark.parametrize("path", ["/forgot-password", "/sign-in/link", "/register"])
def test_doors_that_write_letters(session, visitor, sam, path):
    found = {}
    for email in (WARM, KNOWN, UNKNOWN):  # the first request loads what the others find loaded
        found[email] = timed(visitor, path, {"email": email, "name": "Sam Okoye"})
    (one, known), (other, unknown) = found[KNOWN], found[UNKNOWN]
    assert (one.status_code, one.location) == (other.status_code, other.location)
    assert one.status_code == 303
    assert visitor.get(one.location).text == visitor.get(other.location).text
    assert min(known, unknown) >= LEAST_SECONDS
    assert abs(known - unknown) < 0.1
    assert session.scalars(select(Letter).where(Letter.recipient == KNOWN)).one()


def test_the_sign_in_page(visitor, sam):
    """The hash of a password is worked out for nobody too."""
    form = {"password": "not the password"}
    timed(visitor, "/sign-in", form | {"email": WARM})
    times = {KNOWN: [], UNKNOWN: []}
    for email in (KNOWN, UNKNOWN) * 4:
        answer, took = timed(visitor, "/sign-in", form | {"email": email})
        assert answer.status_code == 422
        times[email].append(took)
    assert abs(min(times[KNOWN]) - min(times[UNKNOWN])) < 0.1
