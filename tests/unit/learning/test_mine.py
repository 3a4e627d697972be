from datetime import date, timedelta

import pytest

from elearn.domain.standing import Standing
from elearn.learning.mine import Ask, Duty, Held, duty, in_order
from elearn.learning.pages.training import held_row
from elearn.learning.pages.why import reasons

TODAY = date(2026, 11, 22)


def ask(**facts) -> Ask:
    given = {
        "need": "R",
        "module_id": 1,
        "agency": "Northmoor Council",
        "role": "Housing officer",
        "team": None,
        "in_mash": False,
        "refresh_months": 24,
        "due_on": date(2026, 12, 4),
        "posting_start": date(2026, 10, 5),
        "grace_days": 60,
        "reason": "",
        "in_grace": True,
        "away": False,
    }
    return Ask(**given | facts)


def one(*asks: Ask, completed_on=None, code="M01", prerequisites=()) -> Duty:
    return duty(
        asks or (ask(),),
        code=code,
        prerequisites=prerequisites,
        completed_on=completed_on,
        today=TODAY,
    )


def test_what_was_never_done_is_due_when_the_grace_is_over():
    duty = one()
    assert (duty.standing, duty.due_on) == (Standing.NEVER, date(2026, 12, 4))
    assert duty.is_to_do
    assert not duty.is_overdue(TODAY)


def test_on_its_due_day_it_is_overdue():
    assert one(ask(due_on=TODAY)).is_overdue(TODAY)


def test_what_was_done_is_due_again_on_the_day_it_ends():
    duty = one(completed_on=date(2026, 3, 9))
    assert (duty.standing, duty.due_on) == (Standing.IN_DATE, date(2028, 3, 9))
    assert not duty.is_to_do


def test_what_ran_out_before_somebody_began_is_due_when_the_grace_is_over():
    duty = one(completed_on=date(2022, 3, 9))
    assert (duty.standing, duty.due_on) == (Standing.EXPIRED, date(2026, 12, 4))
    assert duty.ends_on == date(2024, 3, 9)
    assert not duty.is_overdue(TODAY)
    (said,) = reasons(duty, TODAY)
    assert said.endswith("You started there on 5 October 2026, so you have until 4 December 2026.")


def test_what_ran_out_is_overdue_where_no_grace_is_left():
    old, new = ask(due_on=date(2020, 1, 1)), ask(agency="Hill School")
    duty = one(old, new, completed_on=date(2022, 3, 9))
    assert duty.due_on == date(2024, 3, 9)
    assert duty.is_overdue(TODAY)


def test_what_never_ends_is_never_due_again():
    duty = one(ask(refresh_months=None), completed_on=date(2020, 3, 9))
    assert (duty.standing, duty.due_on) == (Standing.IN_DATE, None)


def test_of_two_postings_the_earlier_day_and_the_shorter_interval_count():
    duty = one(ask(), ask(due_on=date(2026, 11, 30), refresh_months=12))
    assert (duty.due_on, duty.refresh_months) == (date(2026, 11, 30), 12)


def test_an_interval_goes_before_none():
    assert one(ask(refresh_months=None), ask(refresh_months=36)).refresh_months == 36


def test_duties_are_in_the_order_of_their_days():
    late, soon = one(code="M01"), one(ask(due_on=TODAY), code="M07")
    assert [d.code for d in in_order([late, soon])] == ["M07", "M01"]


def test_nothing_comes_before_what_it_builds_on():
    basis = one(ask(due_on=date(2027, 5, 1)), code="M01")
    first = one(ask(due_on=TODAY), code="M02", prerequisites=("M01",))
    assert [d.code for d in in_order([first, basis])] == ["M01", "M02"]


def test_a_circle_of_prerequisites_stops_nobody():
    left = one(code="M01", prerequisites=("M02",))
    right = one(code="M02", prerequisites=("M01",))
    assert [d.code for d in in_order([left, right])] == ["M01", "M02"]


def test_a_prerequisite_that_is_not_asked_for_is_no_hindrance():
    assert [d.code for d in in_order([one(prerequisites=("M09",))])] == ["M01"]


def test_reasons_name_the_agency_the_role_how_often_and_the_grace():
    (said,) = reasons(one(), TODAY)
    assert said == (
        "Because of your work at Northmoor Council: Housing officer. "
        "It is asked for every 24 months. "
        "You started there on 5 October 2026, so you have until 4 December 2026."
    )


def test_the_mash_is_a_reason_of_its_own():
    (said,) = reasons(one(ask(in_mash=True)), TODAY)
    assert said.startswith("Because you work in the MASH at Northmoor Council.")


def test_an_agencys_own_reason_is_given_in_its_words():
    (said,) = reasons(one(ask(reason="Agreed after a review.")), TODAY)
    assert "Northmoor Council has its own rule for this." in said
    assert "Its reason: Agreed after a review. You started" in said


def test_the_same_reason_is_said_once():
    assert len(reasons(one(ask(), ask()), TODAY)) == 1


def test_only_the_posting_that_decides_the_day_speaks_of_its_grace():
    later = ask(agency="Hill School", due_on=date(2027, 1, 11))
    first, second = reasons(one(later, ask()), TODAY)
    assert "until 4 December 2026" in first
    assert "until" not in second


@pytest.mark.parametrize(
    ("days_ago", "months", "said"),
    [
        (30, 24, ("good", "In date until 23 October 2028", "")),
        (30, None, ("good", "In date, with no end date", "")),
        (700, 24, ("watch", "Due soon", "In date until 22 December 2026")),
        (800, 24, ("act", "Expired", "It ran out on 13 September 2026")),
    ],
)
def test_what_is_held_says_until_when(days_ago, months, said):
    held = Held(1, "notice-it", "Notice it", months, TODAY - timedelta(days=days_ago), "E1", None)
    row = held_row(held, months, TODAY)
    assert (row.state, row.word, row.more) == said
    assert bool(row.until) is (row.state != "act")


@pytest.mark.parametrize(
    ("grade", "how"),
    [
        ("E1", "Passed 9 March 2026"),
        ("E2", "Done elsewhere on 9 March 2026, recorded by your agency"),
        ("E3", "Done elsewhere on 9 March 2026, certificate approved"),
        ("E4", "Attended 9 March 2026"),
    ],
)
def test_what_is_held_says_how_it_was_come_by(grade, how):
    held = Held(1, "notice-it", "Notice it", 24, date(2026, 3, 9), grade, None)
    assert held_row(held, 24, TODAY).how == how
