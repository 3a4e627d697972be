"""An account in wrong hands: what it did, what it took, and everybody it could reach."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from elearn.access.policy import Role
from elearn.admin.breach import NOT_KNOWN
from elearn.domain.requirements import Line, Need
from elearn.models import TrailEntry
from elearn.operations.trail import note
from elearn.privacy.actions.settings import share_names
from elearn.requirements.actions.proposals import propose
from elearn.requirements.actions.setting import By
from elearn.web.clock import now

FROM, TO = "2026-11-20 08:00", "2026-11-22 18:00"
INSIDE = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Places:
    """Two agencies with people: a lead's own, and another."""

    def __init__(self, make):
        self.make = make
        self.own, self.other = make.agency("City Council"), make.agency("Port Authority")
        role = make.role("X1")
        self.lead = make.worker(self.own, role, "Lena Lead")
        make.grant(self.lead, Role.AGENCY_LEAD, self.own)
        self.here = [make.worker(self.own, role, f"Here {n}") for n in range(3)]
        self.there = [make.worker(self.other, role, f"There {n}") for n in range(2)]


@pytest.fixture
def places(make):
    return Places(make)


def asked(visitor, email, start=FROM, end=TO):
    return visitor.post("/admin/breach", data={"email": email, "start": start, "end": end})


def listed(visitor, location):
    path, _, query = location.partition("?")
    text = visitor.get(f"{path}/people.csv?{query}").text.lstrip("\ufeff")
    lines = [line for line in text.splitlines() if line]
    start = next(n for n, line in enumerate(lines) if line.startswith("person,"))
    return list(csv.DictReader(io.StringIO("\n".join(lines[start:]))))


def test_everybody_in_the_scope_of_the_account_is_counted_and_listed(
    session, visitor, admin, places
):
    note(session, action="posting.ended", actor_id=places.lead.id, subject_kind="person",
         subject_id=places.there[0].id, detail={"agency": 1}, now=INSIDE)  # fmt: skip
    session.commit()
    answer = asked(visitor, places.lead.email)
    assert answer.status_code == 303
    assert places.lead.email not in answer.location, "no address in an address"
    page = visitor.page(answer.location)
    assert page.h1.text == "Data of up to 3 people was within reach"
    assert "Ended a posting" in page.text
    for sentence in NOT_KNOWN:
        assert sentence in page.text
    rows = listed(visitor, answer.location)
    found = {row["name"]: (row["acted_on"], row["by_scope"]) for row in rows}
    assert found == {
        "Here 0": ("0", "1"), "Here 1": ("0", "1"), "Here 2": ("0", "1"), "There 0": ("1", "0"),
    }  # fmt: skip


def test_outside_the_time_nothing_counts(session, visitor, admin, places):
    note(session, action="posting.ended", actor_id=places.lead.id, subject_kind="person",
         subject_id=places.there[0].id, now=INSIDE - timedelta(days=5))  # fmt: skip
    session.commit()
    page = visitor.page(asked(visitor, places.lead.email).location)
    assert "Ended a posting" not in page.text


def test_an_account_without_a_role_reached_nobody(visitor, make, admin, places):
    page = visitor.page(asked(visitor, places.here[0].email).location)
    assert page.h1.text == "No other person’s data was within reach"


def test_an_administrators_account_reached_everybody(visitor, make, admin, places):
    make.grant(places.here[0], Role.ADMINISTRATOR)
    page = visitor.page(asked(visitor, places.here[0].email).location)
    assert page.h1.text == "Data of up to 6 people was within reach"


def test_files_that_were_taken_are_in_the_report_with_their_rows(session, visitor, admin, places):
    visitor.sign_in(places.lead)
    taken = visitor.get(f"/agencies/{places.own.slug}/roles.csv")
    assert taken.status_code == 200
    entry = session.scalars(select(TrailEntry)).one()
    assert (entry.action, entry.actor_id, entry.subject_id) == (
        "file.taken", places.lead.id, "staff.roles_file",
    )  # fmt: skip
    assert entry.detail == {"kind": "csv", "rows": 1, "agency": places.own.slug}
    visitor.sign_in(admin)
    until = (now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    page = visitor.page(asked(visitor, places.lead.email, end=until).location)
    assert "staff: roles" in page.text


@pytest.mark.any_database
def test_a_page_that_is_looked_at_or_a_file_that_is_refused_leaves_no_line(
    session, visitor, admin, places
):
    visitor.get("/admin/letters")
    visitor.head("/admin/letters.csv")
    visitor.sign_in(places.here[0])
    visitor.get("/admin/letters.csv")
    visitor.get("/curriculum.csv")
    taken = [one.subject_id for one in session.scalars(select(TrailEntry))]
    assert taken == []


@pytest.mark.any_database
def test_no_file_is_given_that_cannot_be_noted(session, visitor, admin, monkeypatch):
    def broken(*_given, **_more):
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr("elearn.web.takings.note", broken)
    answer = visitor.get("/admin/letters.csv")
    assert answer.status_code == 503
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize(
    ("email", "start", "end", "words"),
    [
        ("nobody@here.example", FROM, TO, "There is no account"),
        ("x", FROM, TO, "There is no account"),
        ("a@b.example", "yesterday", TO, "Type a day and a time"),
        ("a@b.example", TO, FROM, "The end comes after the beginning"),
        ("a@b.example", "9999-12-31", "9999-12-31 23:00", "Type a day and a time"),
    ],
)
@pytest.mark.any_database
def test_what_cannot_be_asked_is_said(visitor, admin, email, start, end, words):
    answer = asked(visitor, email, start, end)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.any_database
def test_that_somebody_asked_is_in_the_trail(session, visitor, admin, places):
    asked(visitor, places.lead.email)
    entry = session.scalars(select(TrailEntry)).one()
    assert (entry.action, entry.subject_id) == ("breach.looked-up", str(places.lead.id))
    assert "@" not in str(entry.detail)


def test_the_command_prints_the_report_and_writes_the_list(app, session, places, tmp_path):
    out = tmp_path / "people.csv"
    run = app.test_cli_runner().invoke(
        args=["trail", "breach", places.lead.email, FROM, TO, "--people", str(out)]
    )
    assert run.exit_code == 0, run.output
    assert "Data of up to 3 people was within reach." in run.output
    assert "Not known:" in run.output
    assert "Here 1" in out.read_text("utf-8")


@pytest.mark.any_database
def test_a_scope_ends_with_the_role_and_the_posting(session, visitor, make, admin, places):
    gone = make.person("Gone Before")
    make.posting(gone, places.own, make.role("X2"), start=date(2025, 1, 1), end=date(2026, 11, 19))
    names = {row["name"] for row in listed(visitor, asked(visitor, places.lead.email).location)}
    assert "Gone Before" not in names


@pytest.mark.parametrize(
    ("switched", "names"),
    [
        ({}, set()),
        ({"2026-11-01": True}, {"There 0"}),
        ({"2026-11-01": True, "2026-11-10": False}, set()),
        ({"2026-11-01": True, "2026-11-21": False}, {"There 0"}),
        ({"2026-11-21": True}, {"There 0"}),
        ({"2026-11-23": True}, set()),
    ],
)
def test_a_coordinator_reached_the_names_that_agencies_let_be_seen_then(
    session, visitor, make, admin, places, switched, names
):
    there, role = places.there[0], make.role("X9")
    line = Line(
        agency_id=places.other.id, role_id=role.id, module_id=make.module().id, need=Need.OFFERED,
        start=date(2026, 12, 1), grace_days=0, refresh_months=None, reason="Ours.",
    )  # fmt: skip
    propose(session, agency_id=places.other.id, line=line, by=By(there.id, INSIDE, INSIDE.date()))
    for day, is_on in switched.items():
        at = datetime.fromisoformat(f"{day}T12:00+00:00")
        share_names(session, agency_id=places.other.id, is_on=is_on, reason="So.", actor_id=1,
                    now=at)  # fmt: skip
    someone = make.somebody(Role.COORDINATOR)
    session.commit()
    found = {row["name"] for row in listed(visitor, asked(visitor, someone.email).location)}
    assert found == names
