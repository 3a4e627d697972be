"""The rules of audits: set from a day on, kept by editions, never looser than the standard."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.queries.editions import edition
from elearn.audit.rules import current_rules
from elearn.audit.settings.actions import RuleSetRefusedError, Wanted, set_rules
from elearn.audit.settings.queries import in_force, rule_sets
from elearn.domain.coverage import RuleSet
from elearn.domain.rule_sets import RULES, differences, faults, with_values
from elearn.models import AuditRuleSet, TrailEntry

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
STRICTER = RuleSet(coverage_on_track=95.0, partnership_hidden_to=6)


def put(session, rules, day, *, seen=0, why="Agreed in October."):
    return set_rules(session, wanted=Wanted(rules, day, why, seen), by=None, now=NOW)


def test_the_standard_counts_until_somebody_sets_others(session):
    assert current_rules(session, date(2026, 10, 1)) == RuleSet()
    assert put(session, STRICTER, date(2026, 10, 1))
    assert current_rules(session, date(2026, 9, 30)) == RuleSet()
    assert current_rules(session, date(2026, 10, 1)) == STRICTER


def test_the_latest_of_a_day_counts_and_the_former_stay(session):
    day = date(2026, 10, 1)
    put(session, STRICTER, day)
    again = RuleSet(coverage_on_track=92.0)
    assert put(session, again, day, seen=1)
    assert current_rules(session, day) == again
    assert [row.rules for row in rule_sets(session)] == [again, STRICTER]
    assert in_force(rule_sets(session), date(2020, 1, 1)) is None


def test_setting_the_same_again_changes_nothing(session):
    day = date(2026, 10, 1)
    put(session, STRICTER, day)
    assert not put(session, STRICTER, day, seen=0)
    assert len(session.scalars(select(AuditRuleSet)).all()) == 1


def test_what_changed_since_the_page_was_opened_is_not_overwritten(session):
    put(session, STRICTER, date(2026, 10, 1))
    with pytest.raises(RuleSetRefusedError, match="changed while"):
        put(session, RuleSet(), date(2026, 10, 1), seen=0)


def test_small_numbers_are_never_less_protected_than_by_the_standard(session):
    with pytest.raises(RuleSetRefusedError):
        put(session, RuleSet(partnership_hidden_to=3), date(2026, 10, 1))


def test_the_trail_says_what_was_changed(session):
    put(session, STRICTER, date(2026, 10, 1))
    entry = session.scalars(select(TrailEntry).where(TrailEntry.action == "audit.rules_set")).one()
    assert entry.detail["changed"]["Coverage is On track from"] == "90 to 95"


def test_a_frozen_edition_keeps_the_rules_of_its_census_day(partnership, session):
    put(session, STRICTER, date(2026, 10, 1))
    before = freeze(session, name="September", as_of=date(2026, 9, 30), now=NOW, by=None)
    after = freeze(session, name="October", as_of=date(2026, 10, 1), now=NOW, by=None)
    put(session, RuleSet(coverage_on_track=80.0), date(2026, 9, 1), seen=1)
    assert edition(session, before.id).rules == RuleSet()
    assert edition(session, after.id).rules == STRICTER


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("partnership_hidden_to", 3),
        ("public_hidden_to", 6),
        ("min_base", 9),
        ("public_round_to", 1),
        ("coverage_watch", 91.0),
        ("confident_wrong_on_track", 11.0),
        ("risk_most", 0.9),
        ("weight_general", 1.2),
        ("robust_share", 101.0),
    ],
)
def test_rules_that_do_not_fit_are_named(name, value):
    assert set(faults(RuleSet(**{name: value}))) == {name}


@pytest.mark.any_database
def test_an_old_rule_set_is_read_with_the_new_rules_at_their_standard():
    old = {"coverage_on_track": 92.0, "min_base": 12}
    assert RuleSet.from_dict(old) == RuleSet(coverage_on_track=92.0, min_base=12)
    assert RuleSet.from_dict(STRICTER.to_dict()) == STRICTER
    assert len(differences(RuleSet(), STRICTER)) == 2
    assert with_values(RuleSet(), dict.fromkeys(["min_base"], 12.0)).min_base == 12


def form_of(visitor):
    page = visitor.page("/audits/settings")
    return {one["name"]: one.get("value", "") for one in page.main.select("form input[name]")} | {
        "why": "Agreed by the Steering Group."
    }


@pytest.mark.any_database
def test_the_coordinator_sets_rules_in_the_browser(visitor, make, session):
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    values = form_of(visitor)
    assert set(RULES) <= set(values)
    sent = visitor.post("/audits/settings", data=values | {"coverage_watch": "70"})
    assert sent.status_code == 303
    page = visitor.page("/audits/settings")
    assert "Coverage is to Watch from: 75 to 70" in page.main.text
    again = visitor.post("/audits/settings", data=values | {"coverage_watch": "70"})
    assert again.status_code == 303
    assert len(session.scalars(select(AuditRuleSet)).all()) == 1
    assert "70" in visitor.get("/audits/settings.csv").get_data(as_text=True)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("partnership_hidden_to", "2", "Use 4 to 100"),
        ("coverage_watch", "abc", "Type a number"),
        ("coverage_watch", "nan", "Type a number"),
        ("min_base", "10.5", "whole number"),
        ("coverage_watch", "95", "must not be above"),
        ("valid_from", "1/1/2099", "three years ahead"),
        ("why", " ", "Say why"),
    ],
)
def test_what_cannot_be_set_is_said_beside_its_field(visitor, make, field, value, words):
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    sent = visitor.post("/audits/settings", data=form_of(visitor) | {field: value})
    assert sent.status_code == 422
    assert words in sent.get_data(as_text=True)
