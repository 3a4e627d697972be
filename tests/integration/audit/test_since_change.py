"""Of those in date, who was trained since the module's last material change."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from elearn.access.policy import Role
from elearn.audit.actions import freeze, recompute, verify
from elearn.audit.editions import SHELF
from elearn.audit.facts import CoverageFact
from elearn.audit.queries.coverage import coverage_counts
from elearn.audit.queries.facts import frozen
from elearn.audit.snapshot import canonical_lines
from elearn.domain.coverage import RuleSet
from elearn.models import Audit, AuditCoverage, ChangeRead, Grade, ModuleVersion
from elearn.records.actions import record_completion
from tests.integration.audit.conftest import ON

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
BEFORE, CHANGED, AFTER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def changed(make, partnership):
    """A second version that changed the module materially, of June."""
    return make.version(partnership.module, 2, published_on=CHANGED)


def counts(session, on=ON):
    counts = coverage_counts(session, on, RuleSet())
    (row,), (cell,) = counts.by_module, counts.cells
    assert (cell.in_date, cell.since_change) == (row.in_date, row.since_change)
    return row.in_date, row.since_change


def reads(make, person, version, on):
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    make._add(ChangeRead(person_id=person.id, version_id=version.id, read_at=at, right=3, out_of=3))


def test_a_module_that_never_changed_counts_everybody_in_date(session, partnership):
    partnership.handlers(3, done_on=BEFORE)
    partnership.handlers(1)
    assert counts(session) == (3, 3)


def test_who_completed_it_since_and_who_read_about_it_count(session, make, partnership, changed):
    old = partnership.handlers(4, done_on=BEFORE)
    partnership.handlers(2, done_on=AFTER)
    partnership.handlers(1, done_on=CHANGED)
    assert counts(session) == (7, 3)
    reads(make, old[0], changed, AFTER)
    assert counts(session) == (7, 4)


def test_it_is_counted_as_at_the_day(session, make, partnership, changed):
    people = partnership.handlers(3, done_on=BEFORE)
    reads(make, people[0], changed, AFTER)
    assert counts(session, CHANGED - timedelta(days=1)) == (3, 3)
    assert counts(session, CHANGED) == (3, 0)
    assert counts(session, AFTER - timedelta(days=1)) == (3, 0)
    assert counts(session, AFTER) == (3, 1)


def test_passing_the_old_version_after_the_change_is_not_since(session, make, partnership, changed):
    first = session.scalar(select(ModuleVersion).where(ModuleVersion.number == 1))
    for version in (first, changed):
        (person,) = partnership.handlers(1)
        record_completion(
            session, person_id=person.id, module_id=partnership.module.id, version_id=version.id,
            attempt_id=None, on=AFTER, grade=Grade.HERE, source="quiz", now=NOW,
        )  # fmt: skip
    session.commit()
    assert counts(session) == (2, 1)


def test_wording_made_clearer_is_no_change(session, make, partnership, changed):
    session.execute(
        update(ModuleVersion).where(ModuleVersion.number == 2).values(change="clarified")
    )
    partnership.handlers(2, done_on=BEFORE)
    assert counts(session) == (2, 2)


def test_a_later_change_starts_again(session, make, partnership, changed):
    (person,) = partnership.handlers(1, done_on=BEFORE)
    reads(make, person, changed, AFTER)
    make.version(partnership.module, 3, published_on=AFTER + timedelta(days=1))
    assert counts(session) == (1, 0)


def test_reading_about_it_brings_nobody_in_date(session, make, partnership, changed):
    (person,) = partnership.handlers(1, done_on=date(2023, 1, 1))
    reads(make, person, changed, AFTER)
    assert counts(session) == (0, 0)


@pytest.fixture
def edition(session, make, partnership, changed):
    partnership.roster_on(ON)
    partnership.handlers(20, done_on=BEFORE)
    partnership.handlers(25, done_on=AFTER)
    partnership.handlers(10)
    audit = freeze(session, name="Autumn 2026", as_of=ON, now=NOW, by=None)
    session.commit()
    return audit


def test_it_is_frozen_proved_and_shown(session, make, visitor, edition):
    kept = session.scalars(select(AuditCoverage).where(AuditCoverage.role != "")).one()
    assert (kept.in_date, kept.since_change) == (45, 25)
    assert verify(session, audit_id=edition.id)
    assert recompute(session, audit_id=edition.id) == []
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = coordinator.page(f"/audits/{edition.id}/coverage")
    assert "Since change" in page.text
    assert _first_row(page) == ["45", "25"]
    assert "Since change" in coordinator.page(f"/audits/{edition.id}").text
    text = coordinator.get(f"/audits/{edition.id}/report.json").text
    assert '"since_change": 25' in text


def _first_row(page):
    """In date and since change of the first cell."""
    (table,) = [one for one in page.select("table") if "Since change" in one.thead.text]
    heads = [one.get_text(strip=True) for one in table.select("thead th")]
    cells = table.tbody.tr.select("th, td")
    return [cells[heads.index(name)].get_text(strip=True) for name in ("In date", "Since change")]


def test_an_edition_frozen_before_it_was_counted_keeps_its_seal(session, make, visitor, edition):
    session.execute(update(AuditCoverage).values(since_change=None))
    session.commit()
    lines = list(canonical_lines(frozen(session, edition.id)))
    assert not any("since_change" in line for line in lines)
    seal = sha256("".join(lines).encode()).hexdigest()
    manifest = {**edition.manifest, "sha256": seal}
    session.execute(update(Audit).values(digest=seal, manifest=manifest))
    session.commit()
    session.expire_all()
    assert verify(session, audit_id=edition.id)
    assert recompute(session, audit_id=edition.id) == []
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    assert "not counted" in coordinator.page(f"/audits/{edition.id}/coverage").text


def test_rows_without_it_are_rows_of_the_old_shape():
    row = CoverageFact("a", "", "", 1, 1, 0, 0, 0, None, "A")
    assert row.since_change is None
