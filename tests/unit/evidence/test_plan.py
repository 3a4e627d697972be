"""What each line of a file of training done elsewhere would do."""

from datetime import date

import pytest

from elearn.evidence.plan import Known, LineFate, Register, Target, make_plan
from elearn.evidence.reading import notices_of, read, read_rows

TODAY = date(2026, 11, 22)
ANN = Known(1, "Ann Bell", ("W1",), "ann@x.example")
BOB = Known(2, "Bob Li", (), "bob@x.example")
M01 = (Target(10, "M01", "Notice it"),)
OUTSIDE = (
    Target(10, "M01", "Notice it", "Home course", 5, 6, 24),
    Target(11, "M02", "Respond", "Home course", 5, 7, 12, ("T5 Safe first response",)),
)
COURSES = {"m01": M01, "notice it": M01, "home course": OUTSIDE}
HEADER = "staff_number,email,course,completed_on,score,evidence"


def plan(*lines, header=HEADER, on_record=()):
    sheet = read("\n".join([header, *lines]).encode())
    rows, faulty = read_rows(sheet, COURSES, TODAY)
    register = Register((ANN, BOB), COURSES, on_record)
    return make_plan(rows, faulty, register, notices_of(sheet), TODAY)


def fates(found):
    return [one.fate for one in found.outcomes]


def faults(found):
    return [str(fault) for one in found.outcomes for fault in one.faults]


@pytest.mark.parametrize(
    "line",
    [
        "W1,,M01,2026-03-01,,",
        "w1 ,,m01,01/03/2026,90%,ESR",
        ",ann@x.example,Notice it,1 March 2026,,",
        "W1,ann@x.example,NOTICE  IT,2026-03-01,,",
        "W1,nobody@x.example,M01,2026-03-01,,",
    ],
)
def test_a_person_and_a_course_are_known_by_any_of_their_names(line):
    found = plan(line)
    assert fates(found) == [LineFate.NEW]
    (act,) = found.acts
    assert (act.person_id, act.target, act.done_on) == (1, M01[0], date(2026, 3, 1))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("W9,,M01,2026-03-01,,", "Line 2, staff_number: Nobody who works here"),
        (",eve@x.example,M01,2026-03-01,,", "Line 2, email: Nobody who works here"),
        ("W1,bob@x.example,M01,2026-03-01,,", "two different people"),
        (",,M01,2026-03-01,,", "Line 2: Give a staff number or an e-mail address"),
        ("W1,,,2026-03-01,,", "Line 2, course: Write the course"),
        ("W1,,Unheard of,2026-03-01,,", "Line 2, course: Write the course"),
        ("W1,,M01,,,", "Line 2, completed_on: Write the day"),
        ("W1,,M01,31/02/2026,,", "Line 2, completed_on: Write the date as"),
        ("W1,,M01,03/22/2026,,", "Line 2, completed_on: Write the date as"),
        ("W1,,M01,2026-11-23,,", "has not come yet"),
        ("W1,,M01,1999-12-31,,", "before the year 2000"),
        ("W1,,Home course,2024-11-22,,", "counts for 24 months, which are over"),
        (f"W1,,M01,2026-03-01,,{'x' * 121}", "Say it in 120 letters"),
        ("W1,,M01,2026-03-01,,a,b", "more cells than there are column names"),
    ],
)
def test_a_fault_names_line_column_and_remedy_and_not_what_stood_there(line, says):
    found = plan(line)
    assert fates(found) == [LineFate.ERROR]
    assert found.acts == ()
    said = faults(found)[0]
    assert says in said
    for value in ("W9", "eve@", "bob@", "Unheard", "31/02", "xxx"):
        assert value not in said


def test_several_faults_of_a_line_are_told_at_once():
    assert len(faults(plan(",,Unheard of,2027-01-01,,"))) == 3


def test_an_outside_course_counts_for_all_that_it_still_covers():
    found = plan("W1,,Home course,2026-03-01,,")
    assert [act.target for act in found.acts] == [*OUTSIDE]
    assert "once a short quiz is passed on T5 Safe first response" in found.outcomes[0].words[1]
    older = plan("W1,,Home course,2025-06-01,,")
    assert [act.target for act in older.acts] == [OUTSIDE[0]]


def test_what_is_on_record_is_known_and_the_second_of_two_lines_is_too():
    line = "W1,,M01,2026-03-01,,"
    assert fates(plan(line, line)) == [LineFate.NEW, LineFate.KNOWN]
    known = {(1, 10, None, date(2026, 3, 1))}
    assert fates(plan(line, on_record=known)) == [LineFate.KNOWN]
    assert fates(plan("W1,,M01,2026-03-02,,", on_record=known)) == [LineFate.NEW]


def test_a_course_that_waits_for_its_quiz_is_known_until_the_module_is_complete():
    line = "W1,,Home course,2026-03-01,,"
    waiting = {(1, 10, None, date(2026, 3, 1)), (1, 11, 5, date(2026, 3, 1))}
    assert fates(plan(line, on_record=waiting)) == [LineFate.KNOWN]
    done = {(1, 10, None, date(2026, 3, 1)), (1, 11, None, date(2026, 3, 1))}
    assert fates(plan(line, on_record=done)) == [LineFate.KNOWN]


def test_scores_are_left_out_and_the_page_says_so():
    assert any("never with how much" in words for words in plan("W1,,M01,2026-03-01,7,").notices)
    bare = plan("W1,M01,2026-03-01", header="Staff Number,Course,Completed On")
    assert bare.notices == ()


def test_the_digest_changes_with_what_would_be_done():
    one, other = "W1,,M01,2026-03-01,,", "W1,,M01,2026-03-02,,"
    assert plan(one).digest() == plan(one).digest()
    assert plan(one).digest() != plan(other).digest()
    assert plan(one).digest() != plan(one, on_record={(1, 10, None, date(2026, 3, 1))}).digest()
