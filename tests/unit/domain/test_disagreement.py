"""Where a return and the records disagree, rule by rule."""

from dataclasses import replace
from datetime import date

import pytest

from elearn.domain.assessment.details import DETAILS, DetailKind, details_of, fault_of
from elearn.domain.assessment.disagreement import OnRecord, Stated, disagreements

pytestmark = pytest.mark.any_database
ON = date(2026, 9, 30)
RECORD = OnRecord(ON, "roster", in_scope=200, in_date=120, intervals=(12, 24), roles=("R5",))
NOTHING = Stated({})


def keys(stated, record=RECORD):
    return [one.key for one in disagreements(stated, record)]


def test_who_says_nothing_disagrees_with_nothing():
    assert keys(NOTHING) == []


def test_all_trained_in_24_months_against_60_percent_evidenced():
    [found] = disagreements(Stated({}, trained_24=48, trained_of=48), RECORD)
    assert found.question == 12
    assert "48 of 48 were trained in 24 months, 100.0%" in found.said
    assert "120 of 200 required trainings, 60.0%" in found.record
    assert "may not have been brought in" in found.reason
    [lower] = disagreements(Stated({}, trained_24=10, trained_of=48), RECORD)
    assert "than the agency knows of" in lower.reason


@pytest.mark.parametrize(
    ("trained", "differs"), [(100, True), (71, True), (70, False), (60, False), (50, False)]
)
def test_ten_points_apart_is_still_the_same(trained, differs):
    assert keys(Stated({}, trained_24=trained, trained_of=100)) == ["coverage"] * differs


@pytest.mark.parametrize(
    "record",
    [
        replace(RECORD, in_date=None),
        replace(RECORD, in_scope=0, in_date=0),
        replace(RECORD, returned="headcount", in_date=0),
    ],
)
def test_coverage_that_is_hidden_or_not_known_is_held_against_nobody(record):
    assert keys(Stated({}, trained_24=48, trained_of=48), record) == []


def test_open_to_agency_staff_whom_nobody_counts():
    said = Stated({}, open_to=("employees", "agency", "volunteers"), not_employed=0)
    assert keys(said) == ["open-to"]
    assert keys(replace(said, not_employed=4)) == []
    assert keys(replace(said, not_employed=None)) == []
    assert keys(replace(said, open_to=("employees",))) == []


def test_open_to_volunteers_and_no_volunteer_on_the_roster():
    said = Stated({}, open_to=("employees", "volunteers"))
    assert keys(said) == ["open-to"]
    assert keys(said, replace(RECORD, roles=("R5", "R13"))) == []
    assert keys(said, replace(RECORD, returned="none")) == []


def test_nobody_can_refer_in_a_first_responder():
    nobody = Stated({}, referrers=0)
    assert keys(nobody) == []
    [found] = disagreements(nobody, replace(RECORD, is_first_responder=True, must_notify=True))
    assert found.record == "the agency is a First Responder and bound by the Duty to Notify"
    assert keys(Stated({}, referrers=1), replace(RECORD, is_first_responder=True)) == []
    [aside] = disagreements(Stated({16: None}), replace(RECORD, must_notify=True))
    assert aside.said == "Says that question 16 does not apply"


@pytest.mark.parametrize(
    ("score", "day", "old"),
    [
        (2, date(2024, 9, 29), True),
        (2, date(2024, 9, 30), False),
        (3, date(2026, 1, 1), False),
        (1, date(2020, 1, 1), False),
        (None, date(2020, 1, 1), False),
        (3, None, False),
    ],
)
def test_a_policy_of_more_than_24_months_ago(score, day, old):
    assert keys(Stated({2: score}, policy_day=day)) == ["policy"] * old


def test_training_reviewed_for_law_more_than_a_year_ago():
    assert keys(Stated({7: 3}, law_day=date(2025, 9, 29))) == ["law"]
    assert keys(Stated({7: 2}, law_day=date(2025, 9, 29))) == []


def test_an_interval_unlike_the_matrix():
    [found] = disagreements(Stated({}, interval=36), RECORD)
    assert (
        found.sentence
        == "Says the interval is 36 months; the requirement matrix asks 12 or 24 months."
    )
    assert keys(Stated({}, interval=24)) == []
    assert keys(Stated({}, interval=0)) == ["interval"]
    assert keys(Stated({}, interval=0), replace(RECORD, intervals=())) == []


def test_a_headcount_that_is_known_and_did_not_come():
    silent = OnRecord(ON, "none")
    assert keys(Stated({11: 3}), silent) == ["headcount"]
    assert keys(Stated({11: 2}), silent) == []


def test_no_training_given_and_people_in_date():
    assert keys(Stated({}, given="none")) == ["given"]
    assert keys(Stated({}, given="none"), replace(RECORD, in_date=0)) == []


def test_disagreements_come_in_the_order_of_the_questions():
    said = Stated({2: 3, 11: 3}, policy_day=date(2020, 1, 1), interval=6, referrers=0)
    record = replace(RECORD, returned="none", is_first_responder=True)
    assert keys(said, record) == ["policy", "headcount", "interval", "referrers"]
    for one in disagreements(said, record):
        assert one.sentence.endswith(".")
        assert one.reason.endswith(".")


def test_every_detail_has_a_name_of_its_own_and_words():
    assert len({one.key for one in DETAILS}) == len(DETAILS)
    for one in DETAILS:
        assert one in details_of(one.question)
        assert bool(one.choices) == (one.kind in (DetailKind.CHOICE, DetailKind.TICKS))
        assert all(" " not in key for key in one.choices)
        assert len(one.key) <= 20


def test_numbers_that_cannot_be_beside_one_another():
    assert fault_of({"trained-12": "41", "trained-24": "40"})[0] == "trained-12"
    assert fault_of({"people": "3", "not-employed": "4"})[0] == "not-employed"
    assert fault_of({"trained-24": "4"}) is None
