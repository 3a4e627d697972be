"""Priorities counted from the record, frozen, proved, and drawn."""

from datetime import UTC, date, datetime

import pytest

from elearn.access.policy import Role
from elearn.audit.actions import freeze, recompute, verify
from elearn.audit.editions import SHELF, read
from elearn.audit.queries.editions import edition
from elearn.audit.queries.facts import frozen
from elearn.domain.suppression import Audience
from elearn.models import AuditPriority, Referral, ReferralKind
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

pytestmark = pytest.mark.xdist_group("priorities")
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def build(make):
    """A council of forty handlers, fifteen in date, of whom twelve were assessed; and a charity
    that returned nothing."""
    partnership = new_partnership(make)
    partnership.roster_on(ON)
    people = partnership.handlers(15, done_on=date(2026, 8, 1)) + partnership.handlers(25)
    for place, person in enumerate(people[:12]):
        partnership.answers(person, [True] * (3 if place < 9 else 2) + [False] * (place >= 9))
    make.agency("Charity")
    for kind, number in ((ReferralKind.NRM, 9), (ReferralKind.DTN, 3)):
        make._add(
            Referral(
                area_id=partnership.council.area_id, quarter="2026-Q3", kind=kind, number=number
            )
        )
    return partnership, frozen_now(make.session)


def frozen_now(session, name="Autumn"):
    return freeze(session, name=name, as_of=ON, now=NOW, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def two(standing, session):
    return standing.made[0]


@pytest.fixture
def audit(standing, session):
    return standing.made[1]


def test_the_factors_of_every_agency_are_frozen(two, session, audit):
    rows = {row.agency: row for row in frozen(session, audit.id).of("priority")}
    council = rows[two.council.slug]
    assert (council.in_scope, council.in_date, council.people) == (40, 15, 40)
    assert council.weights == {two.role.code: 1.0}
    assert (council.volume_rank, council.volume_top) == (1, 1000)
    assert council.needed == rows[""].needed
    assert rows[""].seed == audit.seed
    silent = next(row for slug, row in rows.items() if slug not in ("", two.council.slug))
    assert (silent.in_scope, silent.volume_rank) == (None, None)


def test_an_edition_with_priorities_is_verified_and_counted_again(two, session, audit):
    assert verify(session, audit_id=audit.id)
    assert [row for row in recompute(session, audit_id=audit.id) if row.kind == "priority"] == []
    session.query(AuditPriority).filter_by(agency=two.council.slug).update({"in_date": 16})
    assert not verify(session, audit_id=audit.id)


def test_what_is_frozen_is_what_somebody_who_sees_everything_is_shown(two, session, audit):
    kept = {row.agency: row for row in frozen(session, audit.id).of("priority")}
    found = edition(session, audit.id)
    for row in read(session, found, audience=Audience.FULL, now=NOW).shown.more["priority"]:
        fact = kept[row.agency]
        if row.ranked is None:
            assert fact.volume_rank is None
            continue
        volume, intensity = row.ranked.volume, row.ranked.intensity
        assert (fact.volume_rank, fact.volume_best, fact.volume_worst, fact.volume_top) == (
            volume.rank,
            volume.best,
            volume.worst,
            volume.in_top,
        )
        assert fact.intensity_top == intensity.in_top
        assert row.ranked.score.weight == fact.weight / fact.people / 100


def test_one_more_completion_never_raises_the_unready(two, make, session):
    person = two.handlers(1)[0]
    before = _unready(session, frozen_now(session, "Before"), two.council.slug)
    make.completion(person, two.module, date(2026, 8, 2))
    less = _unready(session, frozen_now(session, "One more"), two.council.slug)
    assert less < before


def _unready(session, audit, agency):
    found = edition(session, audit.id)
    rows = read(session, found, audience=Audience.FULL, now=NOW).shown.more["priority"]
    return next(row for row in rows if row.agency == agency).ranked.score.unready


@pytest.mark.any_database
def test_the_page_answers_shows_its_weights_and_lists_the_unknown(
    two, make, session, visitor, audit
):
    SHELF.clear()
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = visitor.page(f"/audits/{audit.id}/priorities")
    assert page.h1.text == "City Council comes first: most unready people and the deepest gap"
    words = " ".join(page.main.text.split())
    assert "Why is City Council here?" in words
    assert "Charity" in words
    assert "Not known, no return" in words
    assert "General roles weigh 0.5" in words
    by_intensity = visitor.page(f"/audits/{audit.id}/priorities?by=intensity&area=nowhere&type=x")
    assert "Place by intensity" in by_intensity.main.text


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["priorities", "standardised"])
def test_the_rows_leave_as_files(name, two, make, session, visitor, audit):
    SHELF.clear()
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    csv = visitor.get(f"/audits/{audit.id}/{name}.csv")
    assert "City Council" in csv.get_data(as_text=True)
    assert visitor.get(f"/audits/{audit.id}/{name}.xlsx").status_code == 200


@pytest.mark.any_database
def test_the_page_of_coverage_puts_both_figures_side_by_side(two, make, session, visitor, audit):
    SHELF.clear()
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = visitor.page(f"/audits/{audit.id}/coverage")
    assert "37.5%" in page.find(id="standardised").find_next("table").text
