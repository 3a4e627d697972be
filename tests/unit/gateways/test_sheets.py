"""Files as they come: any encoding, any separator, and hostile ones, read right or refused."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from elearn.gateways.sheets import MOST_BYTES, SheetFileError
from elearn.gateways.sheets import csv_files as csv_module
from elearn.gateways.sheets.texts import AS_WINDOWS
from elearn.roster.reading import read

HEADER = "staff_number,full_name,email,role"
ROW = "W1,Zoë Okafor,zoe@agency.example,R7"


def cells(sheet):
    return [line.cells for line in sheet.lines]


def value(sheet, column):
    return [line.cells[sheet.places[column]] for line in sheet.lines]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_names_keep_their_accents_in_every_encoding(codec):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    sheet = read(mark + f"{HEADER}\n{ROW}\n".encode(codec))
    assert value(sheet, "full_name") == ["Zoë Okafor"]


def test_a_windows_file_is_read_with_a_notice():
    assert AS_WINDOWS in read(f"{HEADER}\n{ROW}".encode("cp1252")).notices
    assert read(f"{HEADER}\n{ROW}".encode()).notices == ()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found_out(separator, ending):
    text = ending.join(line.replace(",", separator) for line in (HEADER, ROW))
    assert cells(read(text.encode())) == [("W1", "Zoë Okafor", "zoe@agency.example", "R7")]


def test_a_comma_in_quotes_is_part_of_the_name():
    sheet = read(f'{HEADER}\nW1,"Okafor, Zoë",z@a.example,R7'.encode())
    assert value(sheet, "full_name") == ["Okafor, Zoë"]


def test_headers_match_whatever_their_case_spaces_and_underscores():
    sheet = read(b"Staff Number;FULL_NAME; e mail ;Role;Shoe size\nW1;Ann;a@b.example;R7;40")
    assert set(sheet.places) == {"staff_number", "full_name", "email", "role"}
    assert sheet.notices == ("Columns we do not use were left out: Shoe size.",)


def test_a_title_above_the_header_and_excels_own_line_are_passed_over():
    sheet = read(f"sep=,\nStaff of the council\n\n{HEADER}\n{ROW}".encode())
    assert [line.number for line in sheet.lines] == [5]


def test_a_header_that_stands_again_is_left_out_with_a_notice():
    sheet = read(f"{HEADER}\n{ROW}\n{HEADER}\n".encode())
    assert len(sheet.lines) == 1
    assert "stands again" in sheet.notices[0]


def test_lines_keep_the_numbers_they_have_in_the_file():
    sheet = read(f'{HEADER}\n\nW1,"Ann\nBell",a@b.example,R7\nW2,Bob,b@b.example,R7'.encode())
    assert [line.number for line in sheet.lines] == [3, 5]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"W1,Ann,a@b.example,R7\n", "must name the columns"),
        (b"full_name,email\nAnn,a@b.example", "must name the columns"),
        (b"full_name,role\nAnn,R7", "staff_number and email"),
        (b"full_name,full name,email,role\nA,B,c@d.example,R7", "full_name stands twice"),
        (HEADER.encode(), "nobody below"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "not a text file"),
        (HEADER.encode("utf-16-le"), "not a text file"),
        (HEADER.encode("utf-16") + b"\x00\xd8", "not UTF-16 throughout"),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"\n\xff", "not UTF-8 throughout"),
        (HEADER.encode() + b"\nW1,\x81\xff,a@b.example,R7", "Windows-1252"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel file or one with a password"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (b"x" * (MOST_BYTES + 1), "10 MB"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence_of_advice(content, says):
    with pytest.raises(SheetFileError, match=says):
        read(content)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('W1,"Ann,a@b.example,R7\nW2,Bob,b@b.example,R7\n', 2),
        ('W1,Ann,a@b.example,R7\nW2,"Bob,b@b.example,R7\nW3,"Cy",c@b.example,R7\n', 3),
        ('W1,"Ann" Bell,a@b.example,R7\n', 2),
        ('W1,"Ann' + "\nx" * 30 + '",a@b.example,R7\n', 2),
    ],
)
def test_an_open_quotation_mark_is_named_by_its_line_and_swallows_nobody(body, line):
    with pytest.raises(SheetFileError, match=f"Line {line}: a quotation mark"):
        read(f"{HEADER}\n{body}".encode())


def test_more_rows_than_fit_one_import_are_refused_at_once(monkeypatch):
    monkeypatch.setattr("elearn.gateways.sheets.MOST_ROWS", 3)
    with pytest.raises(SheetFileError, match="more than 3 rows"):
        read("\n".join([HEADER, *[ROW] * 4]).encode())
    assert len(read("\n".join([HEADER, *[ROW] * 3]).encode()).lines) == 3
    assert csv_module.MOST_BREAKS > 0


def workbook(*rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "d mmm yyyy"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if hasattr(cell, "year"):
                sheet.write_datetime(number, place, cell, day)
            else:
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


def test_a_workbook_is_read_with_days_and_whole_numbers_as_people_write_them():
    content = workbook(
        ["Staff number", "Full name", "Role", "Start date"],
        [1042, "Zoë Okafor", "R7", date(2024, 2, 29)],
        [],
        ["A7", "Bo", "R8", "17/03/2025"],
    )
    sheet = read(content)
    assert cells(sheet) == [
        ("1042", "Zoë Okafor", "R7", "2024-02-29"),
        ("A7", "Bo", "R8", "17/03/2025"),
    ]
    assert [line.number for line in sheet.lines] == [2, 4]


def rezipped(content, change):
    """The same zip with entries changed: ``change`` maps a name to other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


PEOPLE = workbook(["staff_number", "full_name", "role"], ["W1", "Ann", "R7"])
SHEET = "xl/worksheets/sheet1.xml"


def sheet_with(cell):
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{start}<sheetData>{cell}</sheetData></worksheet>".encode()


def test_a_cell_at_the_far_corner_ends_the_reader_and_not_the_service():
    far = sheet_with('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"/>')
    with pytest.raises(SheetFileError, match=r"cannot be read|must name"):
        read(rezipped(PEOPLE, {SHEET: far}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = rezipped(PEOPLE, {SHEET: b" " * 60_000_000})
    with pytest.raises(SheetFileError, match="far more than a list"):
        read(bomb)


def test_overlapping_entries_are_refused():
    content = bytearray(PEOPLE)
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")  # both begin at the same place
    with pytest.raises(SheetFileError, match="far more than a list"):
        read(bytes(content))


def test_thousands_of_entries_and_a_zip_of_something_else_are_refused():
    many, other = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(many, "w") as book:
        for name in ("[Content_Types].xml", "xl/workbook.xml", *map(str, range(2000))):
            book.writestr(name, b"")
    with zipfile.ZipFile(other, "w") as book:
        book.writestr("letter.txt", b"hello")
    with pytest.raises(SheetFileError, match="not built as a spreadsheet"):
        read(many.getvalue())
    with pytest.raises(SheetFileError, match="not a workbook in the form"):
        read(other.getvalue())


def test_an_entity_in_a_workbook_shows_nothing_of_this_machine():
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sheet_with(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'
    )
    with pytest.raises(SheetFileError) as refused:
        read(rezipped(PEOPLE, {SHEET: evil}))
    assert "root" not in str(refused.value)


def test_a_damaged_sheet_is_refused():
    with pytest.raises(SheetFileError, match="cannot be read|must name"):
        read(rezipped(PEOPLE, {SHEET: b"<worksheet"}))
