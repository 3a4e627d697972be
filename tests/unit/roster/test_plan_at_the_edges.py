"""Plans of files where dates or names come close to each other."""

from datetime import date, timedelta

from elearn.roster.people import Place
from tests.unit.roster.test_plan import LONG_AGO, TODAY, Record, fates, only

SOON = TODAY + timedelta(days=10)
LATER = TODAY + timedelta(days=30)


def test_other_work_that_would_end_before_it_begins_ends_on_the_day_it_begins():
    record = Record()
    record.has("Ann", number="W1", places=(Place(10, "MASH", 7, LATER, None),))
    one = only(record.plan(f"W1,Ann,,MASH,R8,,{SOON}"))
    assert (one.change.place.start, one.change.place.end) == (LATER, LATER)


def test_of_two_missing_people_of_a_newcomers_name_none_is_taken_to_have_left():
    record = Record()
    record.has("John Smith", number="W1")
    record.has("John Smith", number="W2")
    record.has("Ann Bell", number="W3")
    plan = record.plan("W9,John Smith,,MASH,R7,,", f"W3,Ann Bell,,MASH,R7,{LONG_AGO},")
    assert fates(plan) == [(2, "error"), (3, "unchanged")]


def test_a_last_day_on_29_february_is_read_and_kept():
    record = Record()
    one = only(record.plan("W1,Ann,,MASH,R7,2027-03-01,29/02/2028"))
    assert one.change.place.end == date(2028, 2, 29)
