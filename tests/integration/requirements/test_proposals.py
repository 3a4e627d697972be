"""A lead proposes a rule of the agency's own; the coordinator approves or refuses; nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import (
    Decision,
    Grant,
    Letter,
    Need,
    Requirement,
    RequirementProposal,
    TrailEntry,
)
from elearn.operations.invitations import Sender
from elearn.records.asked import asked
from elearn.requirements.actions.proposals import approve, propose, refuse, withdraw
from elearn.requirements.actions.setting import By, RequirementError
from elearn.web.clock import now, today

SENDER = Sender("Safer Together", "https://learn.example")


@pytest.fixture
def home(place):
    return f"/agencies/{place.ours.slug}/requirements"


@pytest.fixture
def at_theirs(make, place):
    """A lead of the agency next door."""
    return make.somebody(Role.AGENCY_LEAD, place.theirs)


@pytest.fixture
def waits(make, place, lead, session):
    """A proposal of ours that waits."""
    make.requirement(place.role, place.module)
    line = place.line(Need.NOT_ASKED, agency=place.ours, start=today() + timedelta(days=10))
    propose(session, agency_id=place.ours.id, line=line, by=By(lead.id, now(), today()))
    session.commit()
    return session.scalar(select(RequirementProposal))


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def proposals(session):
    session.expire_all()
    return session.scalars(select(RequirementProposal)).all()


def test_a_lead_proposes_withdraws_and_proposes_again(
    session, make, place, lead, visitor, home, typed
):
    make.requirement(place.role, place.module)
    for _ in range(3):
        make.worker(place.ours, place.role)
    visitor.sign_in(lead)
    page = visitor.page(f"{home}/{place.cell}/preview", query_string=typed("-"))
    assert page.h1.get_text() == "This asks 3 people no longer, in 1 agency"  # exact: one's own
    for _ in range(2):
        answer = visitor.post(f"{home}/{place.cell}/propose", data=typed("-"))
        assert (answer.status_code, answer.location) == (303, home)
    (row,) = proposals(session)
    assert (row.agency_id, row.need, row.decision) == (place.ours.id, Need.NOT_ASKED, None)
    assert "Waits for an answer" in text_of(visitor.page(home))
    assert session.query(Requirement).count() == 1

    other = visitor.post(f"{home}/{place.cell}/propose", data=typed("O"))
    assert "Withdraw it first" in text_of(visitor.page(other.location))
    visitor.post(f"{home}/proposals/{row.id}/withdraw")
    assert "Withdrawn on" in text_of(visitor.page(home))
    visitor.post(f"{home}/{place.cell}/propose", data=typed("O"))
    assert [one.decision for one in proposals(session)] == [Decision.WITHDRAWN, None]


def test_the_coordinator_approves_and_the_lead_sees_it(
    session, make, place, boss, lead, visitor, waits, home, app
):
    for _ in range(3):
        make.worker(place.ours, place.role)
    coordinator = visitor.sign_in(boss)
    queue = coordinator.page("/requirements/proposals")
    assert "1 proposal waits for you." in text_of(queue)
    page = coordinator.page(f"/requirements/proposals/{waits.id}")
    assert "This asks a hidden number of people no longer, in 1 agency." in text_of(page)
    for _ in range(2):  # the second finds it decided
        answer = coordinator.post(
            f"/requirements/proposals/{waits.id}/approve", data={"approve_reason": "As agreed."}
        )
        assert answer.status_code == 303
    own = session.scalar(select(Requirement).where(Requirement.agency_id == place.ours.id))
    assert (own.need, own.reason, own.set_by_id) == (Need.NOT_ASKED, "So it was agreed.", boss.id)
    assert proposals(session)[0].requirement_id == own.id
    on = own.start
    assert session.execute(select(asked(on))).all() == []
    text = text_of(app.test_client().sign_in(lead).page(home))
    assert "Approved on" in text
    assert "by Cora Dinator. As agreed." in text
    actions = [one.action for one in session.scalars(select(TrailEntry).order_by(TrailEntry.id))]
    assert actions == ["requirement.proposed", "requirement.set", "requirement.approved"]


def test_a_refusal_says_why_and_changes_nothing(
    session, boss, lead, visitor, waits, home, app, place
):
    coordinator = visitor.sign_in(boss)
    path = f"/requirements/proposals/{waits.id}/refuse"
    empty = coordinator.post(path, data={"refuse_reason": " "})
    assert empty.status_code == 422
    assert "Say why not" in empty.text
    coordinator.post(path, data={"refuse_reason": "Officers meet people first."})
    assert session.query(Requirement).count() == 1
    text = text_of(app.test_client().sign_in(lead).page(home))
    assert "Refused on" in text
    assert "Officers meet people first." in text


def test_a_day_that_passed_while_it_waited_becomes_today(session, waits, by, place):
    waits.start = today() - timedelta(days=3)
    session.commit()
    assert approve(session, number=waits.id, reason="", sender=SENDER, by=by)
    own = session.scalar(select(Requirement).where(Requirement.agency_id == place.ours.id))
    assert own.start == today()


def test_what_was_decided_is_decided_once(session, waits, by, place):
    assert refuse(session, number=waits.id, reason="No.", sender=SENDER, by=by)
    assert not approve(session, number=waits.id, reason="", sender=SENDER, by=by)
    assert not withdraw(session, agency_id=place.ours.id, number=waits.id, by=by)


def letters(session):
    session.expire_all()
    return session.scalars(select(Letter).order_by(Letter.id)).all()


def test_the_lead_who_asked_is_written_to_once_with_the_words(
    session, boss, lead, visitor, waits, place, make
):
    make.grant(make.person("Olga Other"), Role.AGENCY_LEAD, place.ours)
    coordinator = visitor.sign_in(boss)
    for _ in range(2):
        coordinator.post(
            f"/requirements/proposals/{waits.id}/refuse",
            data={"refuse_reason": "They meet people."},
        )
    (letter,) = letters(session)
    assert (letter.recipient, letter.person_id) == (lead.email, lead.id)
    assert letter.subject == "Your proposal was not approved"
    assert "They meet people." in letter.body
    assert f"/agencies/{place.ours.slug}/requirements" in letter.body
    assert "Cora" not in letter.body
    assert "Olga" not in letter.body


def test_where_who_asked_leads_no_longer_those_who_do_are_written_to(
    session, lead, waits, by, place, make
):
    next_lead = make.somebody(Role.AGENCY_LEAD, place.ours)
    session.scalar(select(Grant).where(Grant.person_id == lead.id)).revoked_at = now()
    session.commit()
    later = By(by.person_id, now(), today())
    approve(session, number=waits.id, reason="", sender=SENDER, by=later)
    (letter,) = letters(session)
    assert (letter.person_id, letter.subject) == (next_lead.id, "Your proposal was approved")
    assert "The rule is set for your agency." in letter.body


def test_another_agencys_lead_finds_nothing_of_ours(
    session, place, visitor, waits, home, typed, at_theirs
):
    visitor.sign_in(at_theirs)
    cell = f"{home}/{place.cell}"
    paths = (
        *(home, f"{home}.csv", f"{home}/proposals.csv"),
        *(cell, f"{cell}.csv", f"{cell}/preview?need=R"),
    )
    for path in paths:
        assert visitor.get(path).status_code == 404, path
    assert visitor.post(f"{cell}/propose", data=typed("O")).status_code == 404
    assert visitor.post(f"{home}/proposals/{waits.id}/withdraw").status_code == 404
    theirs = f"/agencies/{place.theirs.slug}/requirements"
    visitor.post(f"{theirs}/proposals/{waits.id}/withdraw")  # by the number, at one's own agency
    assert proposals(session)[0].decision is None
    for path in (theirs, f"{theirs}.csv", f"{theirs}/proposals.csv", f"{theirs}/{place.cell}.csv"):
        assert "So it was agreed." not in visitor.get(path).text


def test_our_own_rules_are_read_by_us_alone(make, place, lead, at_theirs, visitor, app, home):
    make.requirement(place.role, place.module, agency=place.ours, reason="Port duty.")
    ours = visitor.sign_in(lead)
    assert "Port duty." in text_of(ours.page(home))
    theirs = app.test_client().sign_in(at_theirs)
    for ending in ("", ".csv", f"/{place.cell}", f"/{place.cell}.csv"):
        answer = theirs.get(f"/agencies/{place.theirs.slug}/requirements{ending}")
        assert answer.status_code == 200
        assert "Port duty." not in answer.text


def test_a_proposal_is_for_ones_own_agency(session, place, lead):
    line = place.line(agency=place.theirs)
    with pytest.raises(RequirementError):
        propose(session, agency_id=place.ours.id, line=line, by=By(lead.id, now(), today()))


def test_a_team_lead_may_look_and_not_propose(make, place, visitor, home, typed, session):
    team = make.team(place.ours)
    make.requirement(place.role, place.module)
    visitor.sign_in(make.somebody(Role.TEAM_LEAD, place.ours, team))
    assert not visitor.page(f"{home}/{place.cell}").select("main form")
    visitor.page(home)
    assert visitor.get(f"{home}/{place.cell}/preview").status_code == 404
    assert visitor.post(f"{home}/{place.cell}/propose", data=typed("O")).status_code == 404
    assert proposals(session) == []


def test_the_files_of_proposals(boss, lead, visitor, waits, home, app):
    coordinator = visitor.sign_in(boss)
    told = coordinator.get("/requirements/proposals.csv").text
    assert "somebody at the agency" in told  # which shares no names
    assert "Ruth Ellison" not in told
    assert coordinator.get("/requirements/proposals.xlsx").data.startswith(b"PK")
    ours = app.test_client().sign_in(lead)
    assert "So it was agreed." in ours.get(f"{home}/proposals.csv").text
    assert ours.get(f"{home}/proposals.xlsx").data.startswith(b"PK")
    assert "1 agency’s proposal waits" in text_of(coordinator.page("/requirements"))
