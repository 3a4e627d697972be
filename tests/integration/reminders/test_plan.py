"""``flask reminders``: who is due what, and sending, at the command line."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.domain.dates import add_months
from elearn.gateways.mail import RememberingPostbox
from elearn.models import Letter, LetterState
from elearn.operations.letters import write
from elearn.reminders.planning import by_agency, plan
from elearn.web.clock import now, today


@pytest.fixture
def due_in(make):
    """Somebody in an agency whose training runs out in so many days; None was never done."""
    module, role = make.module(title="Notice and pass on"), make.role()
    make.requirement(role, module)

    def person(agency, days, **facts):
        found = make.person(**facts)
        make.posting(found, agency, role)
        if days is not None:
            make.completion(found, module, add_months(today() + timedelta(days=days), -24))
        return found

    return person


@pytest.fixture
def reminders(app, session):
    app.extensions["postbox"], before = RememberingPostbox(), app.extensions["postbox"]
    yield lambda *words: app.test_cli_runner().invoke(args=["reminders", *words])
    app.extensions["postbox"] = before


def test_it_counts_people_by_agency(session, make, due_in):
    ours, theirs = make.agency("A"), make.agency("B")
    for days in (None, -3, 1, 14, 29, 60, 400):
        due_in(ours, days)
    due_in(ours, 5, email=None)
    due_in(theirs, 400)
    (row,) = by_agency(plan(session, today=today()), today=today())
    assert (row.agency, row.overdue, row.soon) == ("A", 2, 4)
    assert (row.letters, row.unreached) == (5, 1)


def test_who_is_suspended_or_away_gets_no_letter_and_the_plan_says_why(session, make, due_in):
    agency = make.agency()
    due_in(agency, 0, status="suspended", name="S")
    away = due_in(agency, 0, name="L")
    make.absence(away, today() - timedelta(days=200))
    why = {one.due.name: one.why for one in plan(session, today=today())}
    assert why == {"S": "no letter: suspended", "L": "no letter: on long leave"}
    assert by_agency(plan(session, today=today()), today=today()) == []


def test_the_plan_is_printed_and_writes_nothing(session, make, due_in, reminders):
    agency = make.agency("North Council")
    due_in(agency, 0, name="Mai Tran")
    assert "North Council" in reminders("plan").output
    assert "Mai Tran" not in reminders("plan").output
    printed = reminders("plan", "--names", agency.slug).output
    assert "Mai Tran  Notice and pass on" in printed
    assert "letter today: due tomorrow, today or this week" in printed
    assert "there is no such agency" in reminders("plan", "--names", "nowhere").output
    assert session.scalars(select(Letter)).all() == []


def test_sending_writes_what_is_called_for_and_drains_the_outbox(session, make, due_in, reminders):
    due_in(make.agency(), -10)
    for n in range(3):
        write(session, key=f"{n}", person_id=None, to="a@b.example", subject="S", body="B",
              now=now())  # fmt: skip
    session.commit()
    dry = reminders("send", "--dry-run").output
    assert "1 person would be written to" in dry
    assert "3 letters wait. Nothing was sent" in dry
    sent = reminders("send").output
    assert "1 reminder written" in sent
    assert "4 handled: 4 sent, 0 wait" in sent
    assert "0 handled" in reminders("send").output
    session.expire_all()
    assert set(session.scalars(select(Letter.state))) == {LetterState.SENT}


@pytest.mark.parametrize("name", ["plan", "send"])
def test_each_explains_itself_with_an_example(reminders, name):
    assert f"Example: flask reminders {name}" in reminders(name, "--help").output
