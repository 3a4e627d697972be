from datetime import date, timedelta

import pytest

from elearn.domain.requirements import (
    Need,
    RequirementRule,
    covers,
    due_on,
    in_scope,
    rule_in_force,
)

ON = date(2026, 9, 30)


def rule(
    need: Need = Need.REQUIRED,
    *,
    agency: str | None = None,
    start: date = date(2025, 1, 1),
    end: date | None = None,
    grace: int = 0,
) -> RequirementRule:
    return RequirementRule(agency, "R1", "M01", need, start, end, grace)


def in_force(*rules: RequirementRule) -> RequirementRule | None:
    return rule_in_force(rules, "trust", "R1", "M01", ON)


def test_without_a_line_nothing_is_asked() -> None:
    assert in_force() is None
    assert rule_in_force([rule()], "trust", "R2", "M01", ON) is None
    assert rule_in_force([rule()], "trust", "R1", "M02", ON) is None


def test_the_agencys_own_line_goes_before_everybodys_even_if_older() -> None:
    own = rule(Need.OFFERED, agency="trust", start=date(2024, 1, 1))
    assert in_force(rule(), own) is own
    assert in_force(own, rule()) is own


def test_another_agencys_line_is_nothing_to_us() -> None:
    assert in_force(rule(agency="police")) is None


def test_the_latest_start_wins_among_equals() -> None:
    late = rule(start=date(2026, 1, 1))
    assert in_force(rule(), late) is late


def test_a_line_that_begins_tomorrow_or_ends_today_is_not_in_force() -> None:
    assert in_force(rule(start=ON + timedelta(days=1))) is None
    assert in_force(rule(end=ON)) is None
    assert in_force(rule(start=ON, end=ON + timedelta(days=1))) is not None


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (ON, None, True),
        (ON + timedelta(days=1), None, False),
        (date(2020, 1, 1), ON, False),
        (date(2020, 1, 1), ON + timedelta(days=1), True),
    ],
)
def test_a_span_holds_its_first_day_and_not_its_end(
    start: date, end: date | None, inside: bool
) -> None:
    assert covers(start, end, ON) is inside


@pytest.mark.parametrize(
    ("posting_start", "posting_end", "grace", "counted"),
    [
        (date(2026, 1, 1), None, 0, True),
        (ON, None, 0, True),
        (ON + timedelta(days=1), None, 0, False),
        (date(2026, 1, 1), ON, 0, False),
        (date(2026, 1, 1), ON + timedelta(days=1), 0, True),
        (ON - timedelta(days=60), None, 60, True),
        (ON - timedelta(days=59), None, 60, False),
    ],
)
def test_a_posting_counts_after_its_grace_until_its_end(
    posting_start: date, posting_end: date | None, grace: int, counted: bool
) -> None:
    assert in_scope(rule(grace=grace), posting_start, posting_end, None, ON) is counted


@pytest.mark.parametrize(("away_for", "counted"), [(0, True), (90, True), (91, False)])
def test_an_absence_of_more_than_ninety_days_takes_a_person_out(
    away_for: int, counted: bool
) -> None:
    start = ON - timedelta(days=away_for)
    assert in_scope(rule(), date(2020, 1, 1), None, start, ON) is counted


@pytest.mark.parametrize("need", [Need.OFFERED, Need.NOT_ASKED])
def test_only_required_training_puts_anybody_in_scope(need: Need) -> None:
    assert not in_scope(rule(need), date(2020, 1, 1), None, None, ON)
    assert not in_scope(None, date(2020, 1, 1), None, None, ON)


def test_due_after_the_grace_period() -> None:
    assert due_on(rule(grace=30), date(2026, 1, 1)) == date(2026, 1, 31)


def test_needs_have_words() -> None:
    assert [need.label for need in Need] == ["Required", "Offered", "Not asked"]
