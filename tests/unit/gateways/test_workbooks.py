"""Workbooks: which sheet is read, dates however they are held, and hostile ones."""

import time
from datetime import date

import pytest

from elearn.gateways.sheets import Columns, HeadingsError, SheetFileError, read_sheet
from elearn.gateways.sheets import workbooks as gate
from elearn.roster.reading import read
from elearn.roster.rows import read_rows
from elearn.roster.titles import RoleName
from tests.support.workbooks import ods, ods_of, rezipped, xlsx

HEADER = ["staff_number", "full_name", "role", "start_date"]
ANN = ["W1", "Ann", "R7", "2024-02-29"]
PEOPLE = ("People", [HEADER, ANN])
KINDS = pytest.mark.parametrize("make", [xlsx, ods], ids=["xlsx", "ods"])
STRING = 'office:value-type="string"'
ROLES = [RoleName(7, "R7", "Officer")]


def names(sheet):
    return [line.cells[sheet.places["full_name"]] for line in sheet.lines]


def start_of(make, cell, **options):
    rows, faulty = read_rows(read(make(("P", [HEADER, [*ANN[:3], cell]]), **options)), ROLES)
    return rows[0].start_date if rows else str(faulty[0].faults[0])


@KINDS
def test_a_workbook_is_read_whatever_program_made_it(make):
    sheet = read(make(("People", [HEADER, [1042, "Zoë O'Brien & Co", "R7", date(2024, 2, 29)]])))
    assert sheet.lines[0].cells[:4] == ("1042", "Zoë O'Brien & Co", "R7", "2024-02-29")
    assert sheet.notices == ()


@KINDS
@pytest.mark.parametrize("hidden", ["hidden", "very hidden"])
def test_hidden_sheets_are_not_read_and_the_page_says_which_was(make, hidden):
    old = ("Last year", [HEADER, ["W9", "Old", "R7", ""]], hidden)
    sheet = read(make(old, PEOPLE))
    assert names(sheet) == ["Ann"]
    assert sheet.notices == ("The sheet “People” was read. Sheets that were not read: 1 hidden.",)


@KINDS
def test_of_several_sheets_the_one_with_our_columns_is_read(make):
    notes = ("Notes", [["How to fill this in"], ["Ask the personnel office"]])
    sheet = read(make(notes, PEOPLE, ("More", [HEADER, ["W2", "Bo", "R7", ""]])))
    assert names(sheet) == ["Ann"]
    assert "“People”" in sheet.notices[0]
    assert "2 you can see" in sheet.notices[0]


@KINDS
def test_where_no_heading_is_ours_the_sheet_with_most_columns_is_asked_about(make):
    notes = ("Notes", [["How to fill this in"], ["Ask the personnel office"]])
    with pytest.raises(HeadingsError) as error:
        read(make(notes, ("People", [["Emp No", "Surname", "Job"], [1, "Li", "Nurse"]])))
    assert error.value.headings[1].examples == ("Li",)


@KINDS
def test_empty_sheets_are_passed_over(make):
    assert names(read(make(("Empty", []), PEOPLE))) == ["Ann"]


@KINDS
def test_a_workbook_with_nothing_to_see_says_so(make):
    hidden = make(("People", [HEADER, ANN], "hidden"), ("Seen", [["x"]]))
    with pytest.raises(SheetFileError, match="must name the columns"):
        read(hidden)


def test_where_every_sheet_is_hidden_somebody_has_to_show_one():
    with pytest.raises(SheetFileError, match="Every sheet of this workbook is hidden"):
        read(ods(("People", [HEADER, ANN], "hidden")))


@KINDS
@pytest.mark.parametrize(
    "cell",
    [date(2024, 2, 29), 45351, 45351.75, "45351", "29/02/2024", "29.02.2024 00:00", "29-FEB-2024"],
)
def test_a_date_is_read_however_the_cell_holds_it(make, cell):
    assert start_of(make, cell) == date(2024, 2, 29)


def test_a_workbook_that_counts_from_1904_is_read_as_its_program_would():
    assert start_of(xlsx, date(2024, 2, 29), date_1904=True) == date(2024, 2, 29)
    assert start_of(xlsx, 43889, date_1904=True) == date(2024, 2, 29)


@KINDS
@pytest.mark.parametrize("cell", [7, 2024, 19999, 80000, 45351e6])
def test_a_number_that_cannot_be_a_day_is_refused_with_the_line(make, cell):
    assert start_of(make, cell) == "Line 2, start_date: Write the date as 2026-11-22 or 22/11/2026."


def test_a_number_in_a_text_file_is_no_date():
    rows, faulty = read_rows(
        read(b"staff_number,full_name,role,start_date\nW1,Ann,R7,45351"), ROLES
    )
    assert (rows, len(faulty)) == ([], 1)


def test_a_number_elsewhere_stays_a_number():
    assert read(xlsx(("P", [HEADER, [45351, "Ann", "R7", ""]]))).lines[0].cells[0] == "45351"


BOMBS = {
    "a row repeated a million times": '<table:table table:name="S"><table:table-row '
    'table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
    'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
    "spaces counted out": '<table:table table:name="S"><table:table-row><table:table-cell '
    'office:value-type="string"><text:p><text:s text:c="2000000000"/></text:p>'
    "</table:table-cell></table:table-row></table:table>",
    "tables in tables": "<table:table>" * 100_000,
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_a_bomb_in_content_xml_ends_the_reader_and_not_the_service(body):
    began = time.monotonic()
    with pytest.raises(SheetFileError):
        read(ods_of(f"<office:spreadsheet>{body}</office:spreadsheet>"))
    assert time.monotonic() - began < 15
    assert names(read(ods(PEOPLE))) == ["Ann"]


def test_entities_in_content_xml_show_nothing_of_this_machine():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for inside in ('<!ENTITY e SYSTEM "file:///etc/passwd">', f'<!ENTITY l0 "x">{lol}'):
        cells = "".join(
            f"<table:table-cell {STRING}><text:p>{cell}</text:p></table:table-cell>"
            for cell in (*HEADER[:2], "&e;&l9;")
        )
        body = (
            f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
        )
        file = ods_of(
            f"<office:spreadsheet>{body}</office:spreadsheet>", f"<!DOCTYPE x [{inside}]>"
        )
        with pytest.raises(SheetFileError) as refused:
            read(file)
        assert "root" not in str(refused.value)


@KINDS
def test_a_dense_zip_is_refused_before_it_is_unpacked(make):
    entry = "content.xml" if make is ods else "xl/worksheets/sheet1.xml"
    began = time.monotonic()
    with pytest.raises(SheetFileError, match="far more than a list"):
        read(rezipped(make(PEOPLE), {entry: b" " * 300_000_000}))
    assert time.monotonic() - began < 5


def test_a_short_text_said_very_often_is_cut_off():
    """One shared string may stand in every cell: a small file becomes gigabytes."""
    long = "x" * 2_500
    rows = [HEADER, *[[f"W{n}", "Ann", "R7", *[long] * 150] for n in range(400)]]
    with pytest.raises(SheetFileError, match="far more than a list"):
        read(xlsx(("P", rows)))


def test_a_workbook_of_too_many_rows_is_refused_at_once():
    columns = Columns(tuple(HEADER), ("full_name", "role"), most_rows=3)
    assert len(read_sheet(xlsx(("P", [HEADER, *[ANN] * 3])), columns).lines) == 3
    with pytest.raises(SheetFileError, match="more than 3 rows"):
        read_sheet(xlsx(("P", [HEADER, *[ANN] * 4])), columns)


def test_a_locked_spreadsheet_says_that_it_has_a_password():
    locked = rezipped(
        ods(PEOPLE),
        {
            "META-INF/manifest.xml": b"""<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">
<manifest:encryption-data/></manifest:file-entry></manifest:manifest>""",
            "content.xml": b"\x00\x01\x02",
        },
    )
    with pytest.raises(SheetFileError, match="password"):
        read(locked)


def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(gate, "MOST_SECONDS", 0.001)
    with pytest.raises(SheetFileError, match="takes too long"):
        read(xlsx(PEOPLE))


def test_a_file_with_a_case_clash_or_an_entry_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"), pytest.raises(SheetFileError):
        read(ods_of("", extra=[("content.xml", b"<x/>")]))
