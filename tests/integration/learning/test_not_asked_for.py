"""Fields that no form has, and somebody who moves to another agency in the middle of a try."""

import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.models import Answer, Attempt, Completion, Grant, PersonStatus, Posting
from elearn.web.clock import today
from tests.integration.learning.conftest import RISKY, Learner

ELEARN = Path(__file__).parents[3] / "elearn"
CLAIMED = {
    "role": "administrator",
    "agency_id": "1",
    "person_id": "1",
    "score": "2",
    "passed": "1",
    "correct": "1",
    "submitted_at": "2026-01-01",
    "is_admin": "1",
    "status": "erased",
}
WHOLE = re.compile(
    r"\.populate_obj\(|request\.(form|values)\.(to_dict|items)\(|\*\*(request|form)\.\w+"
)


@pytest.fixture
def ready(learner) -> Learner:
    learner.read_everything()
    return learner


def test_what_a_browser_says_of_the_result_is_not_read(ready, session, person):
    attempt = ready.start()
    for place in (1, 2):
        ready.answer(attempt, place, RISKY, **CLAIMED)
    ready.visitor.post(attempt, data={"act": "hand-in"} | CLAIMED)
    session.expire_all()
    (one,) = session.scalars(select(Attempt)).all()
    assert (one.person_id, one.score, one.passed) == (person.id, 0, False)
    assert session.scalars(select(Answer.correct)).all() == [False, False]
    assert session.scalar(select(func.count(Completion.id))) == 0
    assert session.scalar(select(func.count(Grant.id))) == 0
    assert person.status is PersonStatus.ACTIVE


@pytest.mark.any_database
def test_no_form_is_put_on_a_record_as_a_whole():
    """What a form may change is said field by field."""
    for path in {*ELEARN.rglob("*.py")} - {ELEARN / "web" / "carried.py"}:  # it shows it again
        assert not WHOLE.search(path.read_text("utf-8")), path


def test_a_try_goes_along_to_another_agency_and_the_old_lead_sees_it_no_more(
    ready, app, session, make, person, agency, role, module
):
    make.requirement(role, module)
    lead = app.test_client().sign_in(make.somebody(Role.AGENCY_LEAD, agency))
    there = make.agency("Southmoor Trust")
    attempt = ready.start()
    ready.answer(attempt, 1)
    posting = session.scalars(select(Posting).where(Posting.person_id == person.id)).one()
    posting.end = today()
    make.posting(person, there, role, start=today())
    session.commit()
    ready.answer(attempt, 2)
    assert ready.hand_in(attempt).location == f"{attempt}/result"
    (one,) = session.scalars(select(Attempt)).all()
    assert (one.person_id, one.passed) == (person.id, True)
    home = f"/agencies/{agency.slug}"
    assert person.full_name not in lead.page(home).text
    assert lead.get(f"{home}/people/{person.public_id}").status_code == 404
    theirs = app.test_client().sign_in(make.somebody(Role.AGENCY_LEAD, there))
    page = theirs.page(f"/agencies/{there.slug}/people/{person.public_id}")
    assert module.title in page.text
