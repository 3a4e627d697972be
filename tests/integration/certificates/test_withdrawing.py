"""A certificate is withdrawn by its code and with a reason, and everybody concerned is told."""

from datetime import date

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Certificate, Holding, Letter, Revocation, TrailEntry
from elearn.web.clock import today
from tests.integration.certificates.conftest import CODE

ONE = f"/certificates/withdraw/{CODE}"
REASON = "A colleague sat the quiz."


@pytest.fixture
def office(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def rows(session, table):
    session.expire_all()
    return session.scalars(select(table)).all()


def test_a_certificate_is_found_by_its_code_and_nobody_is_named(office, held):
    found = office.get("/certificates/withdraw", query_string={"code": "nm7k 4qxr 92td"})
    assert found.location == ONE
    page = office.page(ONE)
    assert page.h1.text == "Withdraw this certificate?"
    assert {row.dt.text: row.dd.text for row in page.select("main dl > div")} == {
        "Training": "Notice it",
        "Passed on": "9 March 2026",
        "Initials of the holder": "AO",
        "Code": CODE,
    }
    assert "Okafor" not in page.text


def test_it_leaves_the_record_with_a_reason_a_trace_and_a_letter(office, session, holder, held):
    response = office.post(ONE, data={"reason": f"  {REASON} "})
    assert (response.status_code, response.location) == (303, ONE)
    (revoked,) = rows(session, Revocation)
    assert (revoked.completion_id, revoked.reason) == (held.id, REASON)
    assert revoked.revoked_on == today()
    assert rows(session, Holding) == []
    (entry,) = [one for one in rows(session, TrailEntry) if one.action == "certificate.withdrawn"]
    assert (entry.subject_id, entry.detail) == (str(held.id), {"module": held.module_id})
    (letter,) = rows(session, Letter)
    assert letter.recipient == holder.email
    assert REASON in letter.body
    assert "no longer counts" in letter.body
    assert "The certificate is withdrawn." in office.page(ONE).text


def test_sent_twice_it_is_done_once(office, session, held):
    for reason in (REASON, "Another reason.", ""):
        assert office.post(ONE, data={"reason": reason}).status_code == 303
    assert [one.reason for one in rows(session, Revocation)] == [REASON]
    assert len(rows(session, Letter)) == 1
    assert len([one for one in rows(session, TrailEntry) if "withdrawn" in one.action]) == 1
    assert "Withdraw this certificate</button>" not in office.get(ONE).text


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "x" * 1001])
def test_without_a_reason_that_can_be_read_nothing_is_done(office, session, held, reason):
    response = office.post(ONE, data={"reason": reason})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert rows(session, Revocation) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [("x", "it has 12 letters and digits"), ("0000-0000-0000", "No certificate has this code")],
)
def test_a_code_that_finds_nothing_is_asked_again(office, held, typed, said):
    response = office.get("/certificates/withdraw", query_string={"code": typed})
    assert response.status_code == 422
    assert said in response.text
    assert office.get(f"/certificates/withdraw/{typed}").status_code == 404


def test_the_holder_and_the_public_see_what_became_of_it(app, office, holder, held):
    office.post(ONE, data={"reason": REASON})
    theirs = app.test_client().sign_in(holder)
    mine, training = theirs.page("/certificates").text, theirs.page("/learn").text
    assert f"The reason: {REASON}" in mine
    assert "was withdrawn on" in training
    assert REASON.rstrip(".") in training
    public = app.test_client().page(f"/verify/{CODE}")
    assert public.h1.text == "This certificate was withdrawn"
    assert REASON not in public.text


def test_an_earlier_completion_counts_again(office, session, holder, module, certify, held):
    earlier = certify(holder, module, date(2025, 3, 9), "0000-0000-0001")
    office.post(ONE, data={"reason": REASON})
    (holding,) = rows(session, Holding)
    assert holding.completion_id == earlier.id


def test_somebody_without_an_address_gets_no_letter(office, session, make, module, certify):
    certify(make.person(email=None), module, date(2026, 3, 9))
    office.post(ONE, data={"reason": REASON})
    assert rows(session, Letter) == []
    assert len(rows(session, Revocation)) == 1


def test_what_was_withdrawn_lately_is_listed(office, session, held):
    assert "No certificate was ever withdrawn." in office.page("/certificates/withdraw").text
    office.post(ONE, data={"reason": REASON})
    page = office.page("/certificates/withdraw")
    assert REASON in page.text
    assert len(rows(session, Certificate)) == 1


def test_only_coordinators_and_administrators_may(app, make, holder, held):
    agency = make.agency()
    for role, status in (
        (Role.ADMINISTRATOR, 200), (Role.AGENCY_LEAD, 403), (Role.AUTHOR, 403), (Role.LEARNER, 403)
    ):  # fmt: skip
        at = agency if role is Role.AGENCY_LEAD else None
        other = app.test_client().sign_in(make.somebody(role, at))
        assert other.get(ONE).status_code == status
    assert "Withdraw somebody" not in app.test_client().sign_in(holder).page("/certificates").text
