"""``flask reminders``: who is due what, and sending, at the command line."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from elearn.domain.dates import add_months
from elearn.gateways.mail import RememberingPostbox
from elearn.models import Letter, LetterState
from elearn.operations.letters import write
from elearn.reminders.queries import plan, plan_by_name
from elearn.web.clock import now, today

TODAY = date(2026, 11, 22)


@pytest.fixture
def due_in(make):
    """Somebody in an agency whose training runs out in so many days."""
    module, role = make.module(title="Notice and pass on"), make.role()
    make.requirement(role, module)

    def person(agency, days, on=TODAY, **facts):
        found = make.person(**facts)
        make.posting(found, agency, role)
        if days is not None:
            make.completion(found, module, add_months(on + timedelta(days=days), -24))
        return found

    return person


def test_it_counts_by_agency_what_is_due_and_when(session, make, due_in):
    ours, theirs = make.agency("A"), make.agency("B")
    for days in (None, -3, 0, 1, 14, 15, 60, 61, 400):
        due_in(ours, days)
    due_in(ours, 5, email=None)
    due_in(theirs, 400)
    (row,) = plan(session, today=TODAY)
    assert (row.agency, row.overdue, row.near, row.far, row.without_email) == ("A", 3, 3, 2, 1)


def test_names_are_given_for_one_agency_the_longest_due_first(session, make, due_in):
    ours, theirs = make.agency(), make.agency()
    due_in(ours, 10, name="Second")
    due_in(ours, -10, name="First")
    due_in(theirs, 10, name="Elsewhere")
    rows = plan_by_name(session, agency=ours.slug, today=TODAY)
    assert [(row.name, row.due_on) for row in rows] == [
        ("First", date(2026, 11, 12)),
        ("Second", date(2026, 12, 2)),
    ]


def test_who_is_suspended_or_away_is_not_due(session, make, due_in):
    agency = make.agency()
    due_in(agency, 0, status="suspended")
    away = due_in(agency, 0)
    make.absence(away, TODAY - timedelta(days=200))
    assert plan(session, today=TODAY) == []


@pytest.fixture
def reminders(app, session):
    app.extensions["postbox"], before = RememberingPostbox(), app.extensions["postbox"]
    yield lambda *words: app.test_cli_runner().invoke(args=["reminders", *words])
    app.extensions["postbox"] = before


def test_the_plan_is_printed_and_writes_nothing(session, make, due_in, reminders):
    agency = make.agency("North Council")
    due_in(agency, 0, on=today(), name="Mai Tran")
    assert "North Council" in reminders("plan").output
    assert "Mai Tran" not in reminders("plan").output
    assert "Mai Tran" in reminders("plan", "--names", agency.slug).output
    assert "there is no such agency" in reminders("plan", "--names", "nowhere").output
    assert session.scalars(select(Letter)).all() == []


def test_sending_drains_the_outbox_and_a_dry_run_does_not(session, reminders):
    for n in range(3):
        write(session, key=f"{n}", person_id=None, to="a@b.example", subject="S", body="B",
              now=now())  # fmt: skip
    session.commit()
    assert "3 letters wait" in reminders("send", "--dry-run").output
    assert "3 handled: 3 sent, 0 wait" in reminders("send").output
    assert "0 handled" in reminders("send").output
    session.expire_all()
    assert set(session.scalars(select(Letter.state))) == {LetterState.SENT}


@pytest.mark.parametrize("name", ["plan", "send"])
def test_each_explains_itself_with_an_example(reminders, name):
    assert f"Example: flask reminders {name}" in reminders(name, "--help").output
