"""Files of headcounts, line by line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.gateways.sheets import SheetFileError
from elearn.returns.queries.figures import Figure, RoleRow
from elearn.returns.reading import make_plan, read
from elearn.returns.texts import lines_of

TODAY = date(2026, 11, 22)
ROLES = (RoleRow(1, "R11", "Regulator and ports", 0), RoleRow(2, "R14", "Leader", 3))
HELD = Figure(1, "R11", "Regulator and ports", None, "", 46, date(2026, 9, 30), "HR", "A", "", None)
HEAD = "Role,Head count,As at,Source\n"


def plan(lines, grade="B", held=(HELD,)):
    content = (HEAD + lines).encode()
    return make_plan(read(content), grade=grade, roles=ROLES, there=held, today=TODAY)


def fates(found):
    return [(one.line, one.fate) for one in found.lines]


def test_each_line_has_its_fate():
    found = plan('R11,46,30/09/2026,HR\nR14,"1,250",2026-09-30,Signed\nleader,12,2026-10-01,x\n')
    assert fates(found) == [(2, "replaced"), (3, "new"), (4, "new")]
    assert [one.number for one in found.counts] == [46, 1250, 12]
    assert "Until now: 46 people, From an HR system, HR" in found.lines[0].words


def test_the_file_as_it_was_taken_changes_nothing():
    found = plan("R11,46,2026-09-30,HR\n", grade="A")
    assert fates(found) == [(2, "same")]
    assert found.changes == 0


def test_a_grade_of_its_own_goes_before_that_of_the_file():
    content = b"role,headcount,as_at,source,grade\nR11,4,2026-09-01,x,c\nR14,4,2026-09-01,x,\n"
    found = make_plan(read(content), grade="B", roles=ROLES, there=(), today=TODAY)
    assert [one.grade for one in found.counts] == ["C", "B"]


@pytest.mark.parametrize(
    "line",
    [
        "R99,1,2026-09-30,x", "R11,,2026-09-30,x", "R11,-1,2026-09-30,x", "R11,1.5,2026-09-30,x",
        "R11,1,2027-09-30,x", "R11,1,1999-09-30,x", "R11,1,31/02/2026,x", "R11,1,2026-09-30,",
        ",1,2026-09-30,x", "R11,1,2026-09-30," + "x" * 201, "R11,2000000,2026-09-30,x",
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_left_out(line):
    found = plan(f"{line}\nR14,3,2026-09-30,x\n")
    assert fates(found) == [(2, "error"), (3, "new")]


def test_the_second_of_two_lines_for_a_day_is_left_out():
    assert fates(plan("R11,1,2026-10-30,x\nR11,2,2026-10-30,x\n")) == [(3, "error"), (2, "new")]


def test_what_is_no_such_file_is_refused():
    for content in (b"", b"a,b\n1,2\n", b"role,headcount\nR11,1\n"):
        with pytest.raises(SheetFileError):
            read(content)


def test_what_a_file_would_do_changes_with_every_line_of_it():
    good, bad = "R14,3,2026-09-30,x\n", "R99,1,2026-09-30,x\n"
    digests = {plan(lines).digest() for lines in (good, bad, good + bad, bad + good)}
    assert len(digests) == 4


@given(st.text())
def test_kept_text_has_nothing_unseen_and_stays_as_it_is(text):
    kept = lines_of(text)
    assert lines_of(kept) == kept
    assert "\x00" not in kept
    kept.encode("utf-8")
