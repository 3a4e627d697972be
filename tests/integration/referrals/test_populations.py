"""How many people live in an area: with whose figure it is and of which day, wherever it stands."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze, recompute, verify
from elearn.audit.facts import Facts
from elearn.audit.referred.facts import AreaFact
from elearn.audit.snapshot import canonical_lines
from elearn.models import Area, AuditArea, TrailEntry
from elearn.operations.trail import verify as trail_holds

SAID = {"number": "140,500", "source": "ONS mid-year estimates 2025", "as_at": "30/6/2025"}
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def isle(make):
    return make.area("Isle", population=140_400)


@pytest.fixture
def coordinator(make, visitor):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


@pytest.mark.any_database
def test_it_is_said_with_its_source_and_day_once(session, coordinator, isle):
    assert "not said" in coordinator.page("/referrals").get_text()
    path = f"/referrals/areas/{isle.slug}"
    assert coordinator.page(path).h1.get_text() == "People living in Isle"
    for _time in range(2):
        assert coordinator.post(path, data=SAID).status_code == 303
    session.expire_all()
    row = session.scalar(select(Area).where(Area.id == isle.id))
    assert (row.population, row.population_as_at) == (140_500, date(2025, 6, 30))
    (entry,) = session.scalars(
        select(TrailEntry).where(TrailEntry.action == "referrals.population_set")
    )
    assert entry.detail == {"number": 140_500, "before": 140_400, "as_at": "2025-06-30"}
    assert trail_holds(session) is None
    shown = coordinator.page("/referrals").get_text(" ", strip=True)
    assert "140,500 ONS mid-year estimates 2025 30 June 2025" in shown


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "0"}, "Write a whole number from 1"),
        ({"source": "  "}, "Say whose figure it is"),
        ({"as_at": "1/1/2090"}, "This day is to come"),
        ({"as_at": "soon"}, "date"),
    ],
)
def test_what_cannot_be_is_refused(coordinator, isle, wrong, said):
    answer = coordinator.post(f"/referrals/areas/{isle.slug}", data=SAID | wrong)
    assert answer.status_code == 422
    assert said in answer.text


def test_an_edition_keeps_both_and_an_older_one_keeps_its_seal(session, isle):
    isle.population_source, isle.population_as_at = "ONS", date(2025, 6, 30)
    session.commit()
    audit = freeze(session, name="Autumn", as_of=date(2026, 9, 30), now=NOW, by=None)
    session.commit()
    row = session.scalar(select(AuditArea).where(AuditArea.audit_id == audit.id))
    assert (row.population_source, row.population_as_at) == ("ONS", date(2025, 6, 30))
    assert verify(session, audit_id=audit.id)
    assert recompute(session, audit_id=audit.id) == []
    row.population_source = row.population_as_at = None
    session.commit()
    assert [one.kind for one in recompute(session, audit_id=audit.id)] == []


def test_the_seal_of_an_edition_without_them_is_over_the_columns_of_then():
    old = Facts((), (), (), {"area": (AreaFact("isle", "Isle", 5),)})
    new = Facts((), (), (), {"area": (AreaFact("isle", "Isle", 5, "", None),)})
    assert "area,isle,Isle,5\n" in "".join(canonical_lines(old))
    assert "area,isle,Isle,5,,\n" in "".join(canonical_lines(new))


def test_whose_figure_it_is_in_words():
    assert AreaFact("isle", "Isle", 5, "ONS", date(2025, 6, 30)).said_by == (
        "ONS, as at 30 June 2025"
    )
    assert AreaFact("isle", "Isle", 5).said_by == ""
