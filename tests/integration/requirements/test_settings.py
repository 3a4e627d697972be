"""What a new rule begins with: the coordinator sets it from a day on, and nothing is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import RequirementSetting, TrailEntry
from elearn.web.clock import today

HOME = "/requirements/settings"


@pytest.fixture
def coordinator(visitor, boss):
    return visitor.sign_in(boss)


def typed(**fields):
    given = {
        "grace_days": "45",
        "refresh_months": "12",
        "start": today().isoformat(),
        "reason": "The board asked for it.",
        "seen": "0",
    }
    return given | fields


def rows(session):
    session.expire_all()
    found = session.scalars(select(RequirementSetting).order_by(RequirementSetting.id))
    return [(row.start, row.revision, row.grace_days, row.refresh_months) for row in found]


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def value(page, name):
    return page.select_one(f"main [name={name}]").get("value", "")


def test_until_somebody_sets_it_the_curriculum_counts(coordinator, place):
    assert "Nobody has set others." in text_of(coordinator.page(HOME))
    page = coordinator.page(f"/requirements/{place.cell}")
    assert (value(page, "grace_days"), value(page, "refresh_months")) == ("90", "")
    assert f'href="{HOME}"' in coordinator.get("/requirements").text


def test_a_new_rule_begins_with_what_is_set(coordinator, session, place, boss):
    for _ in range(2):  # pressed twice, it is set once
        assert coordinator.post(HOME, data=typed()).status_code == 303
    assert rows(session) == [(today(), 1, 45, 12)]
    page = coordinator.page(f"/requirements/{place.cell}")
    assert (value(page, "grace_days"), value(page, "refresh_months")) == ("45", "12")
    text = text_of(coordinator.page(HOME))
    assert "set by Cora Dinator." in text
    assert "The board asked for it." in text
    (entry,) = session.scalars(select(TrailEntry)).all()
    assert (entry.action, entry.actor_id) == ("requirement.defaults_set", boss.id)
    assert "board" not in str(entry.detail)
    assert "The board asked for it." in coordinator.get(f"{HOME}.csv").text


def test_rules_that_are_there_keep_their_own_numbers(coordinator, make, place):
    make.requirement(place.role, place.module, grace_days=10, refresh_months=24)
    coordinator.post(HOME, data=typed())
    page = coordinator.page(f"/requirements/{place.cell}")
    assert (value(page, "grace_days"), value(page, "refresh_months")) == ("10", "24")


def test_it_counts_from_its_day_and_one_set_anew_goes_before(coordinator, session, place):
    later = today() + timedelta(days=30)
    coordinator.post(HOME, data=typed(start=later.isoformat()))
    page = coordinator.page(f"/requirements/{place.cell}")
    assert value(page, "grace_days") == "90"
    coordinator.post(HOME, data=typed(seen="1"))
    coordinator.post(HOME, data=typed(seen="2", grace_days="", refresh_months="6"))
    assert rows(session)[1:] == [(today(), 1, 45, 12), (today(), 2, None, 6)]
    page = coordinator.page(f"/requirements/{place.cell}")
    assert (value(page, "grace_days"), value(page, "refresh_months")) == ("90", "6")
    text = text_of(coordinator.page(HOME))
    for state in ("To come", "In force", "Set anew for the same day"):
        assert state in text


def test_what_changed_meanwhile_is_looked_at_first(coordinator, session):
    coordinator.post(HOME, data=typed())
    answer = coordinator.post(HOME, data=typed(grace_days="50"))
    assert "changed while you had the page open" in text_of(coordinator.page(answer.location))
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("grace_days", "366", "Use 0 to 365 days"),
        ("grace_days", "soon", "Type a whole number"),
        ("refresh_months", "0", "Use 1 to 120 months"),
        ("start", "1/1/2020", "This day is over"),
        ("start", "tomorrow", "day"),
        ("reason", " ", "Say why"),
    ],
)
def test_what_cannot_be_set_is_said_in_words(coordinator, session, field, wrong, said):
    answer = coordinator.post(HOME, data=typed(**{field: wrong}))
    assert answer.status_code == 422
    assert said in answer.text
    assert rows(session) == []


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.TEAM_LEAD, Role.LEARNER])
def test_nobody_but_the_coordinator_sets_it(visitor, session, make, place, role):
    team = make.team(place.ours)
    visitor.sign_in(make.somebody(role, place.ours, team if role is Role.TEAM_LEAD else None))
    assert visitor.get(HOME).status_code in (403, 404)
    assert visitor.post(HOME, data=typed()).status_code in (403, 404)
    assert rows(session) == []
