from datetime import date, timedelta

import pytest

from elearn.domain.coverage import (
    Band,
    Counts,
    DeclaredRange,
    DenominatorGrade,
    DenominatorKind,
    RuleSet,
    RuleSetError,
    confident_wrong_band,
    coverage_band,
    coverage_percent,
    declared_range,
    denominator_grade,
    mastery_band,
)

RULES = RuleSet()
CENSUS = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("in_date", "in_scope", "printed", "label"),
    [  # audit-method.md C6
        (168, 240, "70.0", "Act"),
        (774, 900, "86.0", "Watch"),
        (24, 48, "50.0", "Act"),
        (27, 30, "90.0", "On track"),
        (993, 1218, "81.5", "Watch"),
    ],
)
def test_the_worked_coverage(in_date: int, in_scope: int, printed: str, label: str) -> None:
    counts = Counts(in_scope=in_scope, in_date=in_date)
    assert f"{coverage_percent(counts):.1f}" == printed
    assert coverage_band(counts, level_c=False, rules=RULES).label == label


def test_counts_add_up() -> None:
    assert Counts(10, 6, 2, 3, 1) + Counts(5, 5, 0, 0, 0) == Counts(15, 11, 2, 3, 1)
    assert Counts(10, 6, 2, 3, 1).out_of_date == 4


def test_nobody_in_scope_has_no_coverage() -> None:
    assert coverage_percent(Counts()) is None
    assert coverage_band(Counts(), level_c=False, rules=RuleSet(min_base=0)) is Band.UNKNOWN


def test_more_in_date_than_in_scope_shows_as_all() -> None:
    assert coverage_percent(Counts(in_scope=10, in_date=12)) == 100


@pytest.mark.parametrize(
    ("percent", "usual", "level_c"),
    [
        (95, Band.ON_TRACK, Band.ON_TRACK),
        (94, Band.ON_TRACK, Band.WATCH),
        (90, Band.ON_TRACK, Band.WATCH),
        (85, Band.WATCH, Band.WATCH),
        (84, Band.WATCH, Band.ACT),
        (75, Band.WATCH, Band.ACT),
        (74, Band.ACT, Band.ACT),
    ],
)
def test_level_c_is_judged_harder(percent: int, usual: Band, level_c: Band) -> None:
    counts = Counts(in_scope=100, in_date=percent)
    assert coverage_band(counts, level_c=False, rules=RULES) is usual
    assert coverage_band(counts, level_c=True, rules=RULES) is level_c


def test_fewer_than_ten_people_are_not_judged() -> None:
    assert coverage_band(Counts(9, 9), level_c=False, rules=RULES) is Band.UNKNOWN
    assert coverage_band(Counts(10, 10), level_c=False, rules=RULES) is Band.ON_TRACK


@pytest.mark.parametrize(
    ("masters", "assessed", "expected"),
    [(8, 10, "On track"), (79, 100, "Watch"), (59, 100, "Act"), (9, 9, "Too few to say")],
)
def test_mastery_has_bands(masters: int, assessed: int, expected: str) -> None:
    assert mastery_band(masters, assessed, RULES).label == expected


@pytest.mark.parametrize(
    ("percent", "sure", "expected"),
    [
        (5.0, 40, Band.ON_TRACK),
        (5.1, 40, Band.WATCH),
        (10.0, 40, Band.WATCH),
        (10.1, 40, Band.ACT),
        (0.0, 9, Band.UNKNOWN),
        (None, 0, Band.UNKNOWN),
    ],
)
def test_sure_but_wrong_has_bands_the_other_way_round(
    percent: float | None, sure: int, expected: Band
) -> None:
    assert confident_wrong_band(percent, sure, RULES) is expected


@pytest.mark.parametrize(
    ("kind", "age", "grade"),
    [
        ("person-list", 90, "A"),
        ("person-list", 91, "C"),
        ("hr-count", 90, "A"),
        ("hr-count", 91, "C"),
        ("manager-count", 180, "B"),
        ("manager-count", 181, "C"),
        ("estimate", 1, "C"),
        ("person-list", -10, "A"),  # confirmed after the census day, for that day
        (None, 0, "D"),
    ],
)
def test_a_headcount_has_a_grade(kind: str | None, age: int, grade: str) -> None:
    known = DenominatorKind(kind) if kind else None
    confirmed = CENSUS - timedelta(days=age)
    assert denominator_grade(known, confirmed, CENSUS, RULES).value == grade


def test_a_headcount_nobody_confirmed_is_no_return() -> None:
    grade = denominator_grade(DenominatorKind.PERSON_LIST, None, CENSUS, RULES)
    assert grade is DenominatorGrade.D
    assert [each.label for each in DenominatorGrade][2:] == ["Estimate", "No return"]


@pytest.mark.parametrize(
    ("evidenced", "declared", "expected"),
    [(40, 0, (40, 40)), (40, 20, (40, 60)), (40, 70, (70, 100)), (40, 120, (100, 100))],
)
def test_declared_people_make_a_range(
    evidenced: int, declared: int, expected: tuple[float, float]
) -> None:
    assert declared_range(evidenced, declared, in_scope=100) == DeclaredRange(*expected)


def test_a_range_needs_somebody_in_scope() -> None:
    assert declared_range(0, 5, in_scope=0) is None


def test_a_rule_set_survives_its_snapshot() -> None:
    rules = RuleSet(min_base=20, coverage_on_track=85)
    assert RuleSet.from_dict(rules.to_dict()) == rules
    assert RuleSet.from_dict({}) == RuleSet()


@pytest.mark.parametrize(
    ("stored", "says"),
    [
        ({"colour": 1}, "no rule called colour"),
        ({"min_base": "10"}, "min_base must be a number"),
        ({"min_base": True}, "min_base must be a number"),
        ({"min_base": -1}, "not negative"),
    ],
)
def test_a_damaged_rule_set_is_refused(stored: dict[str, object], says: str) -> None:
    with pytest.raises(RuleSetError, match=says):
        RuleSet.from_dict(stored)


def test_bands_have_words() -> None:
    assert [each.label for each in Band] == ["On track", "Watch", "Act", "Too few to say"]
