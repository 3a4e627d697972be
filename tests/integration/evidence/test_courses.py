"""Outside courses: proposed by a lead, decided by the coordinator, with their history."""

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.evidence.actions import courses as actions
from elearn.evidence.errors import EvidenceError
from elearn.models import Equivalence, EquivalenceState, OutsideCourse
from elearn.operations import trail
from elearn.privacy.actions.settings import share_names
from elearn.records.sharing import SOMEBODY
from elearn.web.clock import now
from tests.integration.evidence.conftest import press, text_of

GIVEN = {
    "name": "Home course",
    "provider": "Home Office",
    "content_date": ["1", "4", "2025"],
    "topic_T1": "B",
    "topic_T2": "-",
    "valid_months": "24",
    "reason": "We looked at every screen.",
}


@pytest.fixture
def coordinator(app, office):
    return app.test_client().sign_in(office.make.somebody(Role.COORDINATOR))


def propose(lead, office, **fields):
    path = f"{office.home}/courses/new"
    return lead.post(path, data={"module": office.module.slug} | GIVEN | fields)


def rows(session):
    session.expire_all()
    return list(session.scalars(select(Equivalence).order_by(Equivalence.id)))


def latest(session):
    """The coordinator's page of the proposal that came last."""
    return f"/equivalences/{rows(session)[-1].id}"


def test_a_course_is_proposed_approved_and_counts(lead, coordinator, office, session):
    start = lead.page(f"{office.home}/courses/new")
    assert "M01 Notice it (level A)" in text_of(start)
    page = lead.page(f"{office.home}/courses/new?module=notice-it")
    assert [one["name"] for one in page.select("select")] == ["topic_T1", "topic_T2"]
    answer = propose(lead, office)
    assert "Waits for the coordinator" in text_of(lead.page(answer.location))
    queue = coordinator.page("/equivalences")
    assert "1 proposal needs your decision." in text_of(queue)
    page = coordinator.page(queue.find("a", string="Home course")["href"])
    said = text_of(page)
    assert "Its holders still need: T2 Control, vulnerability and barriers." in said
    assert "T1 Definitions, types and law (level B)" in said
    assert "1 April 2025" in said
    assert page.select_one("[name=asks_quiz]").has_attr("checked")
    answer = press(coordinator, page, "/approve", valid_months="12", note="Good for a year.")
    page = coordinator.page(answer.location)
    assert "approved by" in text_of(page)
    assert "Good for a year." in text_of(page)
    (row,) = rows(session)
    assert (row.state, row.valid_months, row.asks_quiz) == (EquivalenceState.APPROVED, 12, False)
    assert "1 course counts here." in text_of(lead.page(f"{office.home}/courses"))
    assert office.actions() == ["equivalence.proposed", "equivalence.approved"]
    assert trail.verify(session) is None


def test_a_refusal_gives_the_lead_a_reason(lead, coordinator, office, session):
    propose(lead, office)
    page = coordinator.page(latest(session))
    assert press(coordinator, page, "/refuse").status_code == 422
    press(coordinator, page, "/refuse", reason="Its contacts are out of date.")
    assert "Its contacts are out of date." in text_of(lead.page(f"{office.home}/courses"))
    assert rows(session)[0].state is EquivalenceState.REFUSED
    assert propose(lead, office).status_code == 303
    assert len(rows(session)) == 2


def test_a_decision_is_made_once(coordinator, office, session):
    office.propose()
    page = coordinator.page(latest(session))
    press(coordinator, page, "/approve", valid_months="24")
    for part, fields in (("/approve", {"valid_months": "6"}), ("/refuse", {"reason": "No"})):
        again = coordinator.page(press(coordinator, page, part, **fields).location)
        assert "decided already" in text_of(again)
    assert rows(session)[0].valid_months == 24


def test_a_later_approval_takes_the_place_of_the_one_before(office, session):
    office.course(topics=("T1",))
    office.bring_in("W1,,Home course,2026-03-01,,")
    assert office.record() == []
    office.course(topics=("T1", "T2"))
    first, second = rows(session)
    assert (first.state, second.state) == (EquivalenceState.REPLACED, EquivalenceState.APPROVED)
    assert session.scalar(select(func.count(OutsideCourse.id))) == 1
    office.bring_in("W1,,Home course,2026-03-02,,")
    assert len(office.record()) == 1


def test_ending_it_leaves_what_was_completed(coordinator, lead, office, session):
    office.course()
    office.bring_in("W1,,Home course,2026-03-01,,")
    page = coordinator.page(latest(session))
    press(coordinator, page, "/withdraw", reason="Its content is too old.")
    assert rows(session)[0].state is EquivalenceState.WITHDRAWN
    assert len(office.record()) == 1
    assert "Its content is too old." in text_of(coordinator.page(latest(session)))
    assert office.preview("W1,,Home course,2026-03-02,,").plan.counts["error"] == 1
    again = press(coordinator, page, "/withdraw", reason="Again.")
    assert "not in force" in text_of(coordinator.page(again.location))


def test_the_same_proposal_twice_is_one_and_another_waits_its_turn(lead, office, session):
    assert propose(lead, office).status_code == propose(lead, office).status_code == 303
    assert len(rows(session)) == 1
    answer = propose(lead, office, topic_T2="A")
    assert answer.status_code == 422
    assert "waits for the coordinator" in answer.text


def test_two_providers_cannot_share_a_name(lead, office):
    propose(lead, office)
    answer = propose(lead, office, name="HOME  course", provider="College")
    assert answer.status_code == 422
    assert "Add the provider to the name" in answer.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": " "}, "Write the name of the course"),
        ({"name": "x" * 201}, "Use at most 200 letters"),
        ({"provider": ""}, "Write who gives the course"),
        ({"topic_T1": "-"}, "Choose a level for at least one topic"),
        ({"topic_T1": "D"}, "Not a valid choice"),
        ({"valid_months": "0"}, "from 1 to 60"),
        ({"valid_months": "99999999999999999999"}, "from 1 to 60"),
        ({"content_date": ["31", "2", "2025"]}, "Write a real date"),
        ({"content_date": ["1", "1", "2099"]}, "has not come yet"),
        ({"reason": "\u202e"}, "Say why it should count"),
        ({"reason": "x" * 1001}, "Use at most 1000 letters"),
    ],
)
def test_what_is_missing_is_said_at_its_field(lead, office, session, fields, says):
    answer = propose(lead, office, **fields)
    assert answer.status_code == 422
    assert says in answer.text
    assert rows(session) == []


def test_a_module_that_there_is_not_cannot_be_chosen(lead, office):
    assert propose(lead, office, module="nothing").status_code == 404
    assert lead.get(f"{office.home}/courses/new?module=nothing").status_code == 404


def test_a_lead_sees_what_counts_and_their_own_proposals_and_no_others(app, office, session):
    office.propose(name="Ours")
    office.course(name="Everybody's")
    other = office.make.agency()
    visitor = app.test_client().sign_in(office.make.somebody(Role.AGENCY_LEAD, other))
    for page in ("courses", "courses.csv"):
        text = visitor.get(f"/agencies/{other.slug}/evidence/{page}").text
        assert "Everybody" in text
        assert "Ours" not in text
    assert visitor.get("/equivalences").status_code == 403
    assert visitor.get("/equivalences/1").status_code == 403


def test_lists_leave_as_files(lead, coordinator, office):
    office.course()
    for visitor, path in ((lead, f"{office.home}/courses"), (coordinator, "/equivalences")):
        assert len(visitor.get(f"{path}.csv").text.splitlines()) == 2
        assert visitor.get(f"{path}.xlsx").data.startswith(b"PK")


def test_only_what_is_in_force_can_be_ended(office):
    number = office.propose()
    with pytest.raises(EvidenceError, match="not in force"):
        actions.withdraw(
            office.session, number=number, reason="x", actor_id=office.lead.id, now=now()
        )


def test_who_proposed_is_named_only_where_the_agency_lets_names_be_seen(
    coordinator, office, session
):
    office.propose()
    session.commit()
    for is_on in (None, True, False):
        if is_on is not None:
            share_names(session, agency_id=office.agency.id, is_on=is_on, reason="So.",
                        actor_id=office.lead.id, now=now())  # fmt: skip
            session.commit()
        said = text_of(coordinator.page(latest(session)))
        name = office.lead.full_name if is_on else SOMEBODY
        assert f"Proposed by {name}, {office.agency.name}" in said
        assert is_on or office.lead.full_name not in said
