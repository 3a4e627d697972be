"""Two editions: their flows as pages and files show them, and what a reader of both may not see."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.audit.actions import freeze, verify
from elearn.audit.editions import SHELF, read
from elearn.audit.files import as_json, csv_files
from elearn.audit.queries.editions import edition as find
from elearn.domain.suppression import Audience, CoverageKey
from elearn.models import AuditComparison, AuditFlow, AuditHidden, TrailEntry
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("pages of changes")]
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
SPRING = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def frozen(session, name, on):
    audit = freeze(session, name=name, as_of=on, now=NOW, by=None)
    session.commit()
    return audit


def build(make):
    """Spring: 20 in date, 12 of them to lapse. Since then 9 were trained for the first time, 7 of
    the 12 renewed, 6 left and 8 joined already trained."""
    partnership, session = new_partnership(make), make.session
    partnership.roster_on(date(2026, 3, 1))
    old = partnership.handlers(12, done_on=date(2024, 6, 1))
    partnership.handlers(8, done_on=date(2026, 1, 1))
    fresh = partnership.handlers(30)
    for _ in range(6):
        gone = make.worker(
            partnership.council, partnership.role, start=date(2022, 1, 1), end=date(2026, 6, 1)
        )
        make.completion(gone, partnership.module, date(2026, 1, 2))
    first = frozen(session, "Spring 2026", SPRING)
    for person in fresh[:9]:
        make.completion(person, partnership.module, date(2026, 5, 1))
    for person in old[:7]:
        make.completion(person, partnership.module, date(2026, 5, 2))
    for _ in range(8):
        came = make.worker(partnership.council, partnership.role, start=date(2026, 7, 1))
        make.completion(came, partnership.module, date(2026, 6, 1))
    return partnership, (first, frozen(session, "Autumn 2026", ON))


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def two(standing, session):
    return standing.made[1]


def words(page):
    return " ".join(page.get_text(" ").split())


def flows_of(session, audit):
    return session.scalars(
        select(AuditFlow).where(AuditFlow.audit_id == audit.id).order_by(AuditFlow.agency)
    ).all()


def test_the_flows_are_frozen_with_the_edition_and_add_up(session, two):
    first, second = two
    rows = flows_of(session, second)
    assert len(rows) == 4
    for row in rows:
        assert row.against == first.id
        assert (row.before, row.after) == (26, 32)
        assert (row.trained, row.renewed, row.lapsed, row.left, row.joined) == (9, 7, 12, 6, 8)
        assert (row.moved, row.rule, row.late) == (0, 0, 0)
    assert verify(session, audit_id=second.id)
    assert flows_of(session, first) == []


def test_what_came_late_makes_the_flows_add_up(session, two, partnership):
    partnership.handlers(7, done_on=date(2026, 1, 5))
    session.commit()
    third = frozen(session, "Winter 2026", date(2026, 11, 20))
    row = flows_of(session, third)[0]
    total = row.trained + row.renewed - row.lapsed - row.left + row.joined + row.moved + row.rule
    assert (row.late, total + row.late) == (7, row.after - row.before)


def test_the_page_says_what_happened_and_why(coordinator, two):
    page = words(coordinator.page(f"/audits/{two[1].id}/changes"))
    assert "The number in date rose by 6; coverage went from" in page
    assert "Newly trained +9 ▲" in page
    assert "Lapsed −12 ▼" in page
    assert "Counted and frozen with this edition." in page
    assert "no clear change" in page


def test_the_first_edition_has_nothing_to_compare_with(coordinator, two):
    page = words(coordinator.page(f"/audits/{two[0].id}/changes"))
    assert "There is no earlier edition to compare with." in page


def test_another_pair_is_counted_once_by_a_button(coordinator, session, two):
    third = frozen(session, "Winter 2026", date(2026, 11, 20))
    address = f"/audits/{third.id}/changes"
    page = words(coordinator.page(f"{address}?against={two[0].id}"))
    assert "have not been counted" in page
    for _ in range(2):
        sent = coordinator.post(address, data={"against": str(two[0].id)})
        assert sent.status_code == 303
    assert session.scalar(select(func.count()).select_from(AuditComparison)) == 1
    acts = select(func.count()).where(TrailEntry.action == "audit.compared")
    assert session.scalar(acts) == 1
    assert "Newly trained +9 ▲" in words(coordinator.page(f"{address}?against={two[0].id}"))
    assert coordinator.post(address, data={"against": str(third.id)}).status_code == 400
    assert coordinator.post(address, data={"against": "x"}).status_code == 400
    assert coordinator.get(f"{address}?against=x").status_code == 404


def test_the_files_have_the_same_rows(coordinator, session, two):
    text = coordinator.get(f"/audits/{two[1].id}/changes.csv").get_data(as_text=True)
    assert "Newly trained" in text.splitlines()[0]
    opened = read(session, find(session, two[1].id), audience=Audience.PARTNERSHIP, now=NOW)
    rows = json.loads(as_json(opened))["changes"]
    assert [row["trained"] for row in rows] == [9, 9, 9, 9]
    folder = dict(csv_files(opened))
    assert len(folder["changes.csv"].splitlines()) == 5


def test_a_rerun_of_the_next_day_does_not_tell_of_one_person(session, two, partnership):
    partnership.make.completion(partnership.handlers(1)[0], partnership.module, date(2026, 10, 1))
    session.commit()
    again = frozen(session, "Once more", date(2026, 10, 1))
    kept = session.scalars(select(AuditHidden).where(AuditHidden.audit_id == again.id)).all()
    assert {row.fields for row in kept} == {"in_date since_change"}
    edition = find(session, again.id)
    shown = read(session, edition, audience=Audience.PARTNERSHIP, now=NOW).shown
    assert all(row.in_date is None for row in shown.coverage.values())
    assert all(row.trained is None and row.after is None for row in shown.more["flow"])
    public = read(session, edition, audience=Audience.PUBLIC, now=NOW).shown
    assert public.coverage[CoverageKey("")].in_date == 35
    full = read(session, edition, audience=Audience.FULL, now=NOW).shown
    assert full.coverage[CoverageKey("")].in_date == 33


def test_a_month_later_the_same_change_is_shown(session, two, partnership):
    partnership.make.completion(partnership.handlers(1)[0], partnership.module, date(2026, 10, 1))
    session.commit()
    later = find(session, frozen(session, "Later", date(2026, 10, 29)).id)
    shown = read(session, later, audience=Audience.PARTNERSHIP, now=NOW).shown
    assert shown.coverage[CoverageKey("")].in_date == 33
    row = next(one for one in shown.more["flow"] if not one.agency and not one.module)
    assert row.trained is None
    assert row.before == 32
