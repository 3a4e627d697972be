"""The people a visitor can be: that they can come in, and what they find."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.content.queries import current
from elearn.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from elearn.demo.places import COUNCIL
from elearn.learning.actions.attempts import AnswerGiven, save_answers, start_attempt
from elearn.learning.actions.handing_in import hand_in
from elearn.learning.queries.attempts import attempt
from elearn.learning.queries.progress import progress
from elearn.models import (
    Agency,
    AuditCoverage,
    Certificate,
    Completion,
    Grant,
    Module,
    Person,
    Posting,
    StaffRole,
    Team,
)
from elearn.records.asked import asked, latest_completions
from tests.integration.demo.conftest import NOW, TODAY

FIRST_MODULE, SECOND_MODULE = "notice-and-pass-on", "first-responder"


def person(session, key):
    return session.scalars(select(Person).where(Person.email == f"{key}@demo.example")).one()


def completions(session, key):
    rows = session.execute(
        select(Module.code, Completion.completed_on, Completion.grade, Certificate.code)
        .join(Module, Module.id == Completion.module_id)
        .outerjoin(Certificate)
        .where(Completion.person_id == person(session, key).id)
        .order_by(Module.code)
    )
    return [tuple(row) for row in rows]


def asked_of(session, key):
    rows = asked(TODAY)
    statement = (
        select(Module.slug, rows.c.due_on)
        .join(Module, Module.id == rows.c.module_id)
        .where(rows.c.person_id == person(session, key).id, ~rows.c.in_grace)
    )
    return dict(session.execute(statement).all())


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.email)
def test_each_signs_in_with_the_password_that_is_shown(seeded_app, demonstration, account):
    seeded_app.extensions["demo_accounts"] = DEMO_ACCOUNTS  # what ELEARN_ENV=demo makes of it
    visitor = seeded_app.test_client()
    given = {"email": account.email, "password": DEMO_PASSWORD}
    answer = visitor.post("/sign-in", data=given)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize(
    ("key", "role", "agency", "team"),
    [
        ("lead", Role.AGENCY_LEAD, COUNCIL, None),
        ("teamlead", Role.TEAM_LEAD, COUNCIL, "MASH"),
        ("coordinator", Role.COORDINATOR, None, None),
        ("author", Role.AUTHOR, None, None),
        ("admin", Role.ADMINISTRATOR, None, None),
    ],
)
def test_each_may_do_what_they_are_there_for(demonstration, key, role, agency, team):
    held = demonstration.execute(
        select(Grant.role, Agency.slug, Team.name)
        .outerjoin(Agency, Agency.id == Grant.agency_id)
        .outerjoin(Team, Team.id == Grant.team_id)
        .where(Grant.person_id == person(demonstration, key).id)
    ).one()
    assert tuple(held) == (role, agency, team)


def test_amina_holds_two_modules_and_is_in_the_middle_of_the_third(demonstration):
    amina = person(demonstration, "learner")
    assert amina.full_name == "Amina Okafor"
    held = completions(demonstration, "learner")
    assert [(code, grade.value) for code, _, grade, _ in held] == [("M01", "E1"), ("M02", "E1")]
    assert all(certificate and on > TODAY - timedelta(365) for _, on, _, certificate in held)
    assert asked_of(demonstration, "learner").keys() == {
        FIRST_MODULE,
        SECOND_MODULE,
        "recognise-and-respond",
        "mash-decisions",
        "children",
    }
    second = current(demonstration, SECOND_MODULE)
    assert progress(demonstration, person_id=amina.id, module=second).done == 6


def test_helen_leads_and_is_a_leader_of_the_council(demonstration):
    helen = person(demonstration, "lead")
    posted = demonstration.execute(
        select(Agency.slug, StaffRole.code)
        .select_from(Posting)
        .join(Agency, Agency.id == Posting.agency_id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .where(Posting.person_id == helen.id)
    ).one()
    assert (helen.full_name, *posted) == ("Helen Marsh", COUNCIL, "R14")


def test_the_newcomer_is_asked_for_the_first_module_and_has_done_nothing(demonstration):
    assert completions(demonstration, "newstarter") == []
    due = asked_of(demonstration, "newstarter")
    assert due == {FIRST_MODULE: TODAY - timedelta(15)}
    newcomer = person(demonstration, "newstarter").id
    held = latest_completions(TODAY)
    assert demonstration.execute(select(held).where(held.c.person_id == newcomer)).all() == []


def figures(session, name):
    """In scope and in date of the first module: of the newcomer's cell, council, partnership."""
    audit = freeze(session, name=name, as_of=TODAY, now=NOW, by=None)
    rows = session.execute(
        select(
            AuditCoverage.agency,
            AuditCoverage.role,
            AuditCoverage.in_scope,
            AuditCoverage.in_date,
            AuditCoverage.never,
        ).where(
            AuditCoverage.audit_id == audit.id,
            AuditCoverage.module == FIRST_MODULE,
            AuditCoverage.agency.in_([COUNCIL, ""]),
            AuditCoverage.role.in_(["R8", ""]),
        )
    )
    return {(agency, role): counts for agency, role, *counts in rows}


def test_what_the_newcomer_learns_moves_the_audit_by_one(demonstration):
    before = figures(demonstration, "Before")
    take_first_module(demonstration, person(demonstration, "newstarter").id)
    after = figures(demonstration, "After")
    assert before.keys() == {(COUNCIL, "R8"), (COUNCIL, ""), ("", "")}
    for cell, (in_scope, in_date, never) in before.items():
        assert after[cell] == [in_scope, in_date + 1, never - 1]


def take_first_module(session, person_id):
    module = current(session, FIRST_MODULE)
    at = progress(session, person_id=person_id, module=module)
    public_id = start_attempt(
        session,
        person_id=person_id,
        module_id=module.module_id,
        version_id=at.version_id,
        document=at.document,
        rng=Random(5),
        now=NOW,
    )
    row = attempt(session, person_id=person_id, public_id=public_id)
    right = {
        drawn.key: AnswerGiven(at.document.items_by_key[drawn.key].correct, 5)
        for drawn in row.drawn
    }
    save_answers(session, attempt_id=row.id, answers=right, now=NOW)
    assert hand_in(session, attempt=row, document=at.document, now=NOW, today=TODAY) == ()
