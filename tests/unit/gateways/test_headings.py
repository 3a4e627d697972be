"""Headings that are not ours: found, shown with examples, and read as somebody said."""

from datetime import date

import pytest

from elearn.domain.dates import DayError
from elearn.gateways.sheets import HeadingsError, SheetFileError, read_day
from elearn.gateways.sheets.columns import keys_of
from elearn.gateways.sheets.days import EXCEL_ZERO
from elearn.roster.guessing import offered
from elearn.roster.reading import Choices, outline, read, to_remember

THEIRS = (
    b"Emp No;Surname;Forename;Job title;E-mail\n17;Li;Bo;Nurse;bo@a.example\n18;Bell;Ann;Nurse;\n"
)
SAID = {"empno": "staff_number", "surname": "last_name", "forename": "first_name"}
SAID |= {"jobtitle": "role", "e-mail": "email"}


def refused(content, choices=None):
    with pytest.raises(HeadingsError) as error:
        read(content, choices or Choices())
    return error.value


def test_headings_that_are_not_ours_are_given_back_with_two_values_each():
    error = refused(THEIRS)
    assert "must name the columns" in str(error)
    assert [(one.text, one.examples) for one in error.headings] == [
        ("Emp No", ("17", "18")),
        ("Surname", ("Li", "Bell")),
        ("Forename", ("Bo", "Ann")),
        ("Job title", ("Nurse",)),
        ("E-mail", ("bo@a.example",)),
    ]
    assert error.lines == 2


def test_what_was_said_about_them_is_used_and_the_notice_says_so():
    sheet = read(THEIRS, Choices(columns=SAID))
    assert set(sheet.places) == {*SAID.values()}
    assert "Emp No as staff_number, Surname as last_name" in sheet.notices[0]
    assert len(sheet.notices) == 1


def test_what_somebody_said_counts_before_our_own_names():
    file = b"staff_number,name,full_name,role\n1,Nurse Li,Bo Li,R7\n"
    sheet = read(file, Choices(columns={"name": "full_name"}))
    assert sheet.places["full_name"] == 1
    assert (
        "email"
        not in read(
            b"staff_number,full_name,role,email\n1,A,R7,x", Choices(columns={"email": ""})
        ).places
    )


def test_first_and_last_name_stand_for_the_whole_one():
    assert "first_name" in read(b"staff_number,first name,last name,role\n1,A,B,R7\n").places
    with pytest.raises(HeadingsError):
        read(b"staff_number,last name,role\n1,B,R7\n")


def test_headings_below_a_title_are_found_though_none_is_ours():
    file = (
        b"People in post,,,\nas at,22-NOV-2026,,\n\nEmp No,Surname,Job title,Unit\n1,Li,Nurse,A\n"
    )
    assert [one.text for one in refused(file).headings] == [
        "Emp No",
        "Surname",
        "Job title",
        "Unit",
    ]


def test_a_heading_that_stands_twice_can_be_told_apart():
    assert keys_of(["Name", "NAME", "", ""]) == ["name", "name(2)", "", ""]
    file = b"No.,Name,Name,Job\n1,Li,Bo,Nurse\n"
    assert [one.text for one in refused(file).headings] == ["No.", "Name", "Name (2)", "Job"]
    said = {"no.": "staff_number", "name": "last_name", "name(2)": "first_name", "job": "role"}
    assert read(file, Choices(columns=said)).places["first_name"] == 2


def test_two_of_our_own_headings_are_a_question_and_not_the_end():
    assert "stands twice" in str(refused(b"full_name,full name,email,role\nA,B,c@d.example,R7"))


@pytest.mark.parametrize(
    "content",
    [
        b"W1,Ann,a@b.example,R7\nW2,Bo,b@b.example,R7\n",
        b"10234,Ann,Nurse\n10235,Bo,Nurse\n",
        b"Ann,Bell,01/02/2024\nBo,Li,03/04/2024\n",
        b"one\ntwo\n",
        b"((((((((((" * 9_000 + b",x\n1,2\n",
    ],
)
def test_a_file_without_headings_is_told_what_is_expected(content):
    with pytest.raises(SheetFileError, match="must name the columns") as refused_:
        read(content)
    assert not isinstance(refused_.value, HeadingsError)


def test_invisible_signs_make_no_other_heading_and_are_not_shown():
    file = "Emp\u200b No,Sur\u202ename,\ufeffJob title\n1,Li\u202e,Nurse\n".encode()
    headings = refused(file).headings
    assert [one.text for one in headings] == ["Emp No", "Surname", "Job title"]
    assert headings[1].examples == ("Li",)


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_the_delimiter_is_found_though_no_heading_is_known(delimiter):
    file = THEIRS.decode().replace(";", delimiter).encode()
    assert len(refused(file).headings) == 5


def test_excels_own_word_on_its_delimiter_is_believed():
    assert len(refused(b"sep=|\n" + THEIRS.replace(b";", b"|")).headings) == 5


def test_what_the_usual_systems_call_their_columns_is_offered():
    assert offered(outline(THEIRS).headings) == {
        "staff_number": "empno",
        "first_name": "forename",
        "last_name": "surname",
        "email": "e-mail",
        "role": "jobtitle",
    }


def test_only_what_differs_from_how_a_file_is_read_is_remembered():
    clear = outline(b"staff_number,full_name,role,email,Job\n1,A,R7,x@a.example,Nurse\n")
    assert clear.is_clear
    as_it_is = {"staff_number": "staffnumber", "full_name": "fullname", "email": "email"}
    assert to_remember(clear.headings, as_it_is | {"role": "role"}) == {}
    del as_it_is["email"]
    assert to_remember(clear.headings, as_it_is | {"role": "job"}) == {
        "role": ("role", ""),
        "email": ("email", ""),
        "job": ("Job", "role"),
    }


@pytest.mark.parametrize(
    "text",
    ["2024-04-01", "20240401", "1.4.2024", "01-04-2024", "1/4/2024", "01-APR-2024", "1 April 2024"],
)
@pytest.mark.parametrize("time", ["", " 00:00", " 13:45:10", "T00:00:00.000"])
def test_days_are_read_as_hr_systems_write_them(text, time):
    assert read_day(text + time) == date(2024, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "04/13/2024",
        "1.4.24",
        "45383",
        "20241301",
        "1900",
        "01-APR",
        "٢٠٢٤٠٤٠١",
        "9" * 5000,
    ],
)
def test_anything_else_is_no_day(text):
    with pytest.raises(DayError):
        read_day(text)


def test_numbers_are_days_only_where_the_file_counts_them():
    assert read_day("45383", EXCEL_ZERO) == date(2024, 4, 1)
    for text in ("7", "19999", "80000", "99999"):
        with pytest.raises(DayError):
            read_day(text, EXCEL_ZERO)
