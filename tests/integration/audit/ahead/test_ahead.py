"""The forward look of an edition: counted, shown, repeated, and what it never tells."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze, recompute, verify
from elearn.audit.ahead.facts import AheadFact
from elearn.audit.editions import SHELF
from elearn.audit.queries.facts import frozen
from elearn.domain.audit_scope import AuditScope
from elearn.models import AuditAhead, Completion
from tests.integration.audit.conftest import ON

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def two_agencies(make, partnership):
    """Thirty-three people done in March 2026 and two in May, of two agencies; three never."""
    partnership.roster_on(ON)
    partnership.handlers(20, done_on=date(2026, 3, 31))
    partnership.handlers(3)
    other = make.agency("Trust")
    partnership.roster_on(ON, other)
    partnership.workers(other, 13, date(2026, 3, 1))
    partnership.workers(other, 2, date(2026, 5, 5))
    return partnership


def made(session, *, on=ON, days=0, **more):
    audit = freeze(
        session, name=f"As at {on}", as_of=on, now=NOW + timedelta(days=days), by=None, **more
    )
    session.commit()
    return audit


def rows(session, audit):
    return frozen(session, audit.id).of("ahead")


def test_it_counts_in_which_quarter_what_is_in_date_expires(session, two_agencies):
    audit = made(session)
    module = two_agencies.module.slug
    found = {row.quarter: (row.number, row.most) for row in rows(session, audit) if row.number}
    assert {row.module for row in rows(session, audit)} == {module}
    assert found == {"2028-Q1": (33, 20), "2028-Q2": (2, 2)}
    in_date = next(
        row.in_date
        for row in frozen(session, audit.id).coverage
        if not row.agency and row.module == module
    )
    assert sum(row.number for row in rows(session, audit)) == in_date
    assert verify(session, audit_id=audit.id)
    assert recompute(session, audit_id=audit.id) == []


def test_who_holds_two_roles_counts_once_by_the_stricter(session, make, partnership):
    stricter = make.role("R9")
    make.requirement(stricter, partnership.module, grace_days=0, refresh_months=12)
    (person,) = partnership.handlers(1, done_on=date(2026, 3, 1))
    make.posting(person, partnership.council, stricter)
    found = {row.quarter: row.number for row in rows(session, made(session)) if row.number}
    assert found == {"2027-Q1": 1}


def test_a_look_of_shortly_before_is_repeated_whatever_happened_since(session, two_agencies):
    first = made(session)
    person = session.scalar(select(Completion.person_id).where(Completion.completed_on.between(
        date(2026, 5, 1), date(2026, 5, 31))).limit(1))  # fmt: skip
    on = ON + timedelta(days=10)
    two_agencies.make.completion(
        two_agencies.make.session.get_one(type(two_agencies.handlers(1)[0]), person),
        two_agencies.module,
        on,
    )
    again = made(session, on=on, days=10)
    assert rows(session, again) == rows(session, first)
    assert {row.counted_on for row in rows(session, again)} == {ON}
    same_day = made(session, days=11)
    backdated = made(session, on=ON - timedelta(days=20), days=12)
    assert rows(session, same_day) == rows(session, backdated) == rows(session, first)
    for audit in (first, again, same_day):
        assert not [one for one in recompute(session, audit_id=audit.id) if one.kind == "ahead"]
    later = made(session, on=ON + timedelta(days=29), days=29)
    assert {row.counted_on for row in rows(session, later)} == {ON + timedelta(days=29)}


def test_an_edition_of_a_part_has_no_look(session, two_agencies):
    scope = AuditScope(agencies=(two_agencies.council.slug,))
    assert rows(session, made(session, scope=scope)) == ()


@pytest.mark.any_database
def test_the_page_says_the_seats_and_hides_the_few(session, two_agencies, make, visitor):
    audit = made(session)
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = visitor.page(f"/audits/{audit.id}/ahead")
    text = page.get_text(" ", strip=True)
    assert page.h1.get_text().startswith("Few or no refreshers fall due by 31 March 2027")
    assert "rounded to 5" in text
    assert " 33 " not in text
    table = page.select_one(".app-data").get_text(" ", strip=True)
    assert "hidden" in table
    week = visitor.page("/partnership")
    assert week.find("a", href=f"/audits/{audit.id}/ahead")


@pytest.mark.any_database
def test_the_numbers_are_rounded_in_every_file(session, make, visitor):
    audit = made(session)
    session.add_all(
        AuditAhead(
            audit_id=audit.id, module="basics", quarter=quarter, number=number, most=10,
            counted_on=ON,
        )
        for quarter, number in (("2026-Q3", 42), ("2026-Q4", 198), ("2027-Q1", 0), ("", 3), )
    )  # fmt: skip
    session.commit()
    SHELF.clear()
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = visitor.page(f"/audits/{audit.id}/ahead")
    assert page.h1.get_text().startswith("About 200 refreshers fall due by 31 March 2027: 10 ses")
    file = visitor.get(f"/audits/{audit.id}/ahead.csv").text
    assert "October to December 2026,200," in file
    assert "42" not in file
    assert visitor.get(f"/audits/{audit.id}/ahead.xlsx").status_code == 200
    told = json.loads(visitor.get(f"/audits/{audit.id}/report.json").text)["ahead"]
    assert [row["expire"] for row in told] == [None, None, 200, None]


def test_a_row_names_neither_agency_nor_person():
    assert list(AheadFact.__dataclass_fields__) == [
        "module", "quarter", "number", "most", "counted_on",
    ]  # fmt: skip
