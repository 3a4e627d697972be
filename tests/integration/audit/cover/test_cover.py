"""Minimum cover: set by the coordinator, seen with names by the agency, frozen with an edition."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.cover.queries import held_on, rules_on
from elearn.audit.editions import SHELF
from elearn.models import AuditCover, MinimumCover, Person, TrailEntry
from elearn.web import clock
from tests.integration.audit.plan.conftest import opened, words

ON = date(2026, 9, 30)
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def team(make, partnership):
    """Three handlers: one in date until July 2027, one until March, one never."""
    SHELF.clear()
    found = make.team(partnership.council, "MASH", is_mash=True)
    for done in (date(2025, 7, 1), date(2025, 3, 1), None):
        person = make.worker(partnership.council, partnership.role, team=found)
        if done:
            make.completion(person, partnership.module, done)
    return found


@pytest.fixture
def rule(make, team, partnership):
    return add_rule(make, team, 2, module_id=partnership.module.id)


def add_rule(make, team, number, *, module_id=None, level="", start=date(2026, 1, 1)):
    return make._add(
        MinimumCover(
            team_id=team.id, module_id=module_id, level=level, number=number, start=start, why="",
            created_at=NOW,
        )
    )  # fmt: skip


def how(session, on=ON):
    return [
        (one.cover.in_date, one.cover.until) for one in held_on(session, rules_on(session, on), on)
    ]


def test_it_is_counted_as_at_the_day(session, rule):
    assert how(session) == [(2, date(2027, 3, 1))]
    assert how(session, date(2027, 3, 1)) == [(1, None)]
    assert how(session, date(2025, 12, 31)) == []


def test_a_level_needs_every_module_of_it_that_is_asked(session, make, team, partnership):
    add_rule(make, team, 1, level="A")
    assert how(session) == [(2, date(2027, 7, 1))]
    make.requirement(partnership.role, make.module())
    assert how(session) == [(0, None)]


def test_who_is_long_away_covers_nothing(session, make, rule, partnership):
    before = {one: end for held in held_on(session, rules_on(session, ON), ON)
              for one, end in held.people}  # fmt: skip
    gone = min(before, key=before.get)
    make.absence(session.get(Person, gone), date(2026, 1, 1))
    assert how(session) == [(1, None)]


def test_an_edition_keeps_it_and_a_team_below_is_a_finding(
    session, make, visitor, rule, team, partnership
):
    add_rule(make, team, 3, module_id=partnership.module.id)
    partnership.roster_on(ON)
    audit = freeze(session, name="Autumn", as_of=ON, now=NOW, by=None)
    session.commit()
    rows = session.scalars(select(AuditCover).order_by(AuditCover.needed)).all()
    assert [(row.needed, row.in_date, row.until) for row in rows] == [
        (2, 2, date(2027, 3, 1)),
        (3, 2, None),
    ]
    shown = opened(session, audit).shown.more["cover"]
    assert [(row.is_met, row.in_date, row.until) for row in shown] == [
        (True, None, None),
        (False, None, None),
    ]
    page = visitor.sign_in(make.somebody(Role.COORDINATOR)).page(f"/audits/{audit.id}/actions")
    assert "MASH at City Council has fewer than 3 in date" in words(page)


@pytest.mark.any_database
def test_the_coordinator_sets_and_ends_a_rule(session, make, visitor, team, partnership):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    sent = {"team": team.id, "what": partnership.module.id, "number": "9", "why": "Day and night"}
    for _again in range(2):
        assert coordinator.post("/audits/cover", data=sent).status_code == 303
    [rule] = session.scalars(select(MinimumCover))
    page = coordinator.page("/audits/cover")
    assert "1 team is below minimum cover" in words(page)
    assert "Day and night" in words(page)
    assert "City Council,MASH" in coordinator.get("/audits/cover.csv").text
    assert coordinator.post(f"/audits/cover/{rule.id}/end").status_code == 303
    assert coordinator.post(f"/audits/cover/{rule.id}/end").status_code == 404
    assert "No minimum cover is set" in words(coordinator.page("/audits/cover"))
    done = session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()
    assert [one for one in done if one != "file.taken"][-2:] == ["cover.set", "cover.ended"]


@pytest.mark.any_database
@pytest.mark.parametrize(("field", "value"), [("number", "0"), ("team", "x"), ("what", "")])
def test_what_is_no_rule_sets_nothing(session, make, visitor, team, partnership, field, value):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    sent = {"team": team.id, "what": "level-c", "number": "3", "why": "", field: value}
    assert coordinator.post("/audits/cover", data=sent).status_code == 400
    assert session.scalar(select(MinimumCover)) is None


@pytest.mark.any_database
def test_leads_see_who_covers_their_own_teams(make, visitor, rule, team, partnership):
    lead = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, partnership.council))
    page = words(lead.page(f"/agencies/{partnership.council.slug}/cover"))
    assert "MASH: 2 people in date" in page
    if clock.today() < date(2027, 3, 1):
        assert "It holds until" in page
    other = make.agency("Other Trust")
    assert lead.get(f"/agencies/{other.slug}/cover").status_code == 404
    assert lead.get("/audits/cover").status_code == 403
