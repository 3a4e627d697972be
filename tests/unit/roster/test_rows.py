"""One line of a file: a person, or what is wrong and how to mend it, never what stands there."""

from datetime import date

import pytest

from elearn.roster.reading import read
from elearn.roster.rows import FaultyRow, RoleName, RosterRow, read_rows

ROLES = [RoleName(7, "R7", "Housing officer"), RoleName(15, "R15", "All other staff")]
COLUMNS = "staff_number,full_name,email,team,role,start_date,end_date,manager_email"


def row(line, columns=COLUMNS):
    rows, faulty = read_rows(read(f"{columns}\n{line}\n".encode("utf-8", "surrogatepass")), ROLES)
    return (rows + faulty)[0]


def remedies(line):
    found = row(line)
    assert isinstance(found, FaultyRow)
    return [str(fault) for fault in found.faults]


def test_a_good_line_is_a_person_in_the_form_that_is_stored():
    found = row(" W1 ,  Ann   Bell ,Ann.Bell@Agency.Example ,MASH,r7,2024-04-02,31/12/2030,")
    assert found == RosterRow(
        line=2,
        staff_number="W1",
        full_name="Ann Bell",
        email="ann.bell@agency.example",
        team="MASH",
        role_id=7,
        start_date=date(2024, 4, 2),
        end_date=date(2030, 12, 31),
        manager_email=None,
    )


@pytest.mark.parametrize("role", ["R7", "r7", "housing  OFFICER", "Housing officer"])
def test_a_role_is_known_by_code_or_name(role):
    assert row(f"W1,Ann,,,{role},,,").role_id == 7


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("W1,,,,R7,,,", "Line 2, full_name: Write the person's name."),
        ("W1,Ann,,,,,,", "Line 2, role: Write a role's code, R7 to R15, or its name."),
        ("W1,Ann,,,R99,,,", "Line 2, role: Write a role's code, R7 to R15, or its name."),
        (",Ann,,,R7,,,", "Line 2: Give a staff number or an e-mail address"),
        ("W1,Ann,not-an-address,,R7,,,", "Line 2, email: Write an e-mail address like"),
        ("W1,Ann,\u212aim@a.example,,R7,,,", "Line 2, email: This e-mail address has a letter"),
        ("W1,Ann,ann@\uff41.example,,R7,,,", "Line 2, email: This e-mail address has a letter"),
        ("W1,Ann,,,R7,11/22/2026,,", "Line 2, start_date: Write the date as 2026-11-22"),
        ("W1,Ann,,,R7,,46000,", "Line 2, end_date: Write the date as"),
        ("W1,Ann,,,R7,2026-02-02,2026-01-01,", "Line 2, end_date: It is before start_date."),
        ("W1,A\x00nn,,,R7,,,", "Line 2, full_name: It holds a character that cannot"),
        ("W\x1b1,Ann,,,R7,,,", "Line 2, staff_number: It holds a character"),
        (f"W1,{'x' * 201},,,R7,,,", "Line 2, full_name: This name is longer than 200"),
        (f"{'9' * 65},Ann,,,R7,,,", "Line 2, staff_number: A staff number has up to 64"),
        (f"W1,Ann,,{'t' * 101},R7,,,", "Line 2, team: A team's name has up to 100"),
        ("W1,Ann,,,R7,,,,extra", "Line 2: It has more cells than there are column names."),
    ],
)
def test_each_fault_names_line_and_column_and_says_the_remedy(line, says):
    assert any(said.startswith(says) for said in remedies(line)), remedies(line)


def test_all_faults_of_a_line_are_said_at_once():
    assert len(remedies("W1,,nope,,R99,yesterday,,")) == 4


def test_a_remedy_never_repeats_what_stands_in_the_file():
    said = " ".join(remedies("W1,Ann,secret-value,SECRET-TEAM,SECRET-ROLE,SECRET-DAY,,"))
    assert "secret" not in said.lower()


def test_a_faulty_line_still_says_whom_it_means():
    found = row("W1,Ann,ann@a.example,,R99,,,")
    assert (found.staff_number, found.email) == ("W1", "ann@a.example")


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("=?utf-8?q?=0D=0ABcc=3A?=", "=?utf-8?q?=0D=0ABcc=3A?="),
        ("Sam\u202egnol", "Samgnol"),
        ("'=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("Zoe\u0308", "Zoë"),
    ],
)
def test_strange_names_are_kept_as_letters(name, stored):
    assert row(f"W1,{name},,,R7,,,").full_name == stored


def test_short_lines_end_early_and_are_no_fault():
    assert row("W1,Ann,,,R7").role_id == 7


def test_invisible_marks_around_an_address_do_not_make_another_one():
    assert row("W1,Ann,\u200bann@a.example\ufeff,,R7,,,").email == "ann@a.example"
