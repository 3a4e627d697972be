"""A frozen edition stays as it is, can be proved, and can be counted again."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text, update

from elearn.audit.actions import freeze, recompute, verify
from elearn.models import Audit, AuditCoverage, Person, PersonStatus, TrailEntry
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

pytestmark = pytest.mark.xdist_group("freezing")
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def build(make):
    partnership = new_partnership(make)
    partnership.handlers(6, done_on=date(2026, 1, 1))
    partnership.handlers(6)
    return partnership, freeze(make.session, name="Autumn", as_of=ON, now=NOW, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return standing.made[1]


def test_a_frozen_edition_verifies(session, edition):
    assert verify(session, audit_id=edition.id)


def test_one_changed_number_is_found(session, edition):
    session.execute(update(AuditCoverage).where(AuditCoverage.in_scope == 12).values(in_date=7))
    assert not verify(session, audit_id=edition.id)


def test_a_changed_hash_is_found(session, edition):
    session.execute(update(Audit).values(digest="0" * 64))
    session.expire_all()
    assert not verify(session, audit_id=edition.id)


def test_counting_again_gives_the_same(session, edition):
    assert recompute(session, audit_id=edition.id) == []


def test_a_completion_that_comes_late_changes_nothing_frozen_and_is_reported(
    session, edition, partnership
):
    partnership.handlers(1, done_on=date(2026, 9, 1))
    assert verify(session, audit_id=edition.id)
    changed = recompute(session, audit_id=edition.id)
    assert ("", "", "") in {difference.key for difference in changed}


def test_the_hash_holds_after_a_person_is_erased(session, edition):
    person = session.scalars(select(Person).order_by(Person.id)).first()
    person.full_name, person.email, person.status = "Erased", None, PersonStatus.ERASED
    session.commit()
    assert verify(session, audit_id=edition.id)


def test_the_manifest_says_what_it_rests_on(edition):
    manifest = edition.manifest
    assert manifest["census_date"] == "2026-09-30"
    assert manifest["rules"]["min_base"] == 10
    assert manifest["modules"][0]["version"] == 1
    assert manifest["rows"]["coverage"] > 0


def test_freezing_is_all_or_nothing(session, partnership):
    partnership.handlers(2)
    before = numbers(session)
    freeze(session, name="Broken off", as_of=ON, now=NOW, by=None)
    assert all(now > then for now, then in zip(numbers(session), before, strict=True))
    session.rollback()
    assert numbers(session) == before


def numbers(session):
    return [session.scalar(select(func.count(table.id))) for table in (Audit, AuditCoverage)]


def test_freezing_leaves_one_line_in_the_trail(session, edition):
    assert session.scalars(select(TrailEntry.action)).all() == ["audit.frozen"]


def test_before_it_counts_postgresql_learns_how_large_the_tables_are(session, partnership):
    """Or it takes them for empty after a large import, and counts for minutes."""
    partnership.handlers(9)  # beside the twelve there are
    freeze(session, name="Autumn", as_of=ON, now=NOW, by=None)
    if session.get_bind().dialect.name == "postgresql":
        known = text("SELECT reltuples FROM pg_class WHERE relname = 'posting'")
        assert session.scalar(known) == 21
