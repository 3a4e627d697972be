"""The hostile files of security.md 3.3, sent to the page: each gets its right answer, nothing is
half done, and the next request works. (28 and 29, kills and two at once: test_at_once.py.)"""

import gc
import io
import time
import zipfile

import pytest
from sqlalchemy import func, select

from elearn.models import Person, RosterImport
from tests.integration.roster.apart import HEADER, file_of
from tests.integration.roster.test_pages import press, preview, send, text_of
from tests.support.workbooks import ods, ods_of, rezipped, xlsx

pytestmark = pytest.mark.any_database  # files are refused before a database is asked

ROWS = [HEADER.split(","), ["W1", "Ann Bell", "ann@x.example", "MASH", "R7", "2024-01-01", "", ""]]
BOOK = xlsx(("People", ROWS))
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def sheet_of(inside, before=""):
    text = f'{before}<worksheet xmlns="{MAIN}">{inside}</worksheet>'
    return rezipped(BOOK, {SHEET: text.encode()})


def overlapping():
    """Two entries that begin at the same place."""
    content = bytearray(BOOK)
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(content)


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name in ("[Content_Types].xml", "xl/workbook.xml", *names):
            book.writestr(name, b"")
    return out.getvalue()


def broken_halfway():
    """A sheet whose checksum is wrong."""
    content = bytearray(rezipped(BOOK, {}))
    at = content.index(SHEET.encode()) + len(SHEET) + 20
    content[at] ^= 0xFF
    return bytes(content)


LEFT_OPEN = file_of('W1,"Ann,a@x.example,,R7,,,', "W2,Bo,b@x.example,,R7,,,")
REFUSED = {
    "21 zip bomb": (lambda: rezipped(BOOK, {SHEET: b"\0" * 300_000_000}), "far more than a list"),
    "21 bomb in ODS": (
        lambda: rezipped(ods(("P", ROWS)), {"content.xml": b" " * 300_000_000}),
        "far more",
    ),
    "22 overlap bomb": (overlapping, "workbook"),
    "23 60,000 entries": (lambda: zipped(*map(str, range(60_000))), "not built as"),
    "23 nested zip": (lambda: rezipped(BOOK, {SHEET: BOOK}), "cannot be read"),
    "23 a zip of something else": (
        lambda: BOOK.replace(b"workbook.xml", b"wxrkbook.xml"),
        "XLSX or ODS",
    ),
    "24 entity bomb": (
        lambda: sheet_of(
            "<sheetData>&l9;</sheetData>", f'<!DOCTYPE x [<!ENTITY l0 "x">{ENTITIES}]>'
        ),
        "",
    ),
    "24 file of this machine": (
        lambda: ods_of("&e;", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "",
    ),
    "25 wrong checksum": (broken_halfway, "cannot be read"),
    "26 more rows than fit": (
        lambda: file_of(*[f"W{n},A,,,R7,,," for n in range(50_001)]),
        "more than 50,000 rows",
    ),
    "27 a cell in the far corner": (
        lambda: sheet_of(
            '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
        "",
    ),
    "27 300 MB of spaces": (
        lambda: sheet_of("<sheetData>" + " " * 300_000_000),
        "far more than a list",
    ),
    "31 UTF-16 without its mark": (
        lambda: file_of("W1,Zoë,,,R7,,,").decode().encode("utf-16-le"),
        "not a text file",
    ),
    "31 UTF-8 cut in a letter": (
        lambda: b"\xef\xbb\xbf" + file_of("W1,Zoë,,,R7,,,").replace("ë".encode(), b"\xc3"),
        "not UTF-8",
    ),
    "33 quotation mark left open": (lambda: LEFT_OPEN, "Line 2: a quotation mark"),
    "34 no header": (
        lambda: b"W1,Ann Bell,a@x.example,MASH,R7\nW2,Bo,,,R7\n",
        "must name the columns",
    ),
    "38 100,000 brackets": (lambda: b"(" * 100_000, "must name the columns"),
}


# the test client leaves its own copy of a large file to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(lead, office, session, name):
    made, says = REFUSED[name]
    content = made()
    began = time.monotonic()
    answer = send(lead, office, content, "people.xlsx")
    gc.collect()
    assert time.monotonic() - began < 15
    assert answer.status_code == 422, text_of(lead.page(answer.location))
    shown = answer.text.replace("&#39;", "'")
    assert says in shown
    assert "root:" not in shown
    assert session.scalar(select(func.count(RosterImport.id))) == 0
    assert lead.get(office.home).status_code == 200


@pytest.mark.parametrize(
    "names",
    [("x" * 300,), ("xl", "xl/a"), ("A.xml", "a.xml"), ("../../etc/passwd",)],
    ids=["23 long names", "23 folder and file", "23 case clash", "23 a path out"],
)
def test_odd_entries_are_never_unpacked_to_disk_so_they_harm_nothing(lead, office, names):
    content = io.BytesIO(BOOK)
    with zipfile.ZipFile(content, "a") as book:
        for name in names:
            book.writestr(name, b"x")
    page = lead.page(send(lead, office, content.getvalue()).location)
    assert page.h1.get_text() == "This file would make 1 change"


def test_27_a_lying_dimension_is_not_believed(lead, office):
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        sheet = book.read(SHEET).replace(
            b'<dimension ref="A1:H2"/>', b'<dimension ref="A1:XFD1048576"/>'
        )
    assert b"XFD" in sheet
    page = lead.page(send(lead, office, rezipped(BOOK, {SHEET: sheet})).location)
    assert page.h1.get_text() == "This file would make 1 change"


def test_30_nine_in_ten_missing_stops_and_asks(lead, office, session):
    lines = [f"W{n},Person {n},,,R7,2024-01-01,," for n in range(50)]
    office.bring_in(*lines)
    page = preview(lead, office, *lines[:5])
    assert "Yes, these 45 of 50 people have really left" in text_of(page)
    stopped = lead.page(press(lead, page).location)
    assert "45 of 50 people stand in no line" in text_of(stopped)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_31_an_accent_is_an_accent_in_every_encoding(lead, office, codec):
    content = file_of("W1,Zoë Ångström,,,R7,,").decode().encode(codec)
    assert "Zoë Ångström" in text_of(lead.page(send(lead, office, content).location))


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x85"], ids=repr)
def test_32_a_row_with_unprintable_signs_is_named_and_the_rest_goes_on(lead, office, sign):
    page = preview(lead, office, f"W1,A{sign}nn,,,R7,,", "W2,Bo Li,,,R7,,")
    assert "It holds a character that cannot be printed" in text_of(page)
    assert "line 2" in text_of(page)
    done = lead.page(press(lead, page).location)
    assert done.h1.get_text() == "1 change was applied"
    href = done.select_one(".app-downloads a[href$=xlsx]")["href"]
    assert lead.get(href).data.startswith(b"PK")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_34_delimiters_line_ends_doubled_headers_and_short_lines(lead, office, delimiter, ending):
    lines = [HEADER, "W1,Ann Bell,,,R7", HEADER, "W2,Bo Li,,,R7,,,,,"]
    content = ending.join(lines).replace(",", delimiter).encode()
    page = lead.page(send(lead, office, content).location)
    assert page.h1.get_text() == "This file would make 2 changes"
    assert "stands again further down" in text_of(page)


def test_35_one_address_however_it_is_typed_is_one_person(lead, office, session):
    office.bring_in("W1,Kim Bell,kim@x.example,,R7,2024-01-01,,")
    for typed in ("KIM@X.EXAMPLE", " kim@x.example ", "\u200bkim@x.example\ufeff"):
        page = preview(lead, office, f"W1,Kim Bell,{typed},,R7,2024-01-01,,")
        assert "Nothing to change" in page.h1.get_text()
    for typed in ("\u212aim@x.example", "kim@\uff58.example", "kim@x.exampl\u0435"):
        page = preview(lead, office, f"W2,Kim Bell,{typed},,R7,2024-01-01,,")
        assert "a letter that is not plain a to z" in text_of(page)
    found = session.scalars(select(Person.email).where(Person.full_name == "Kim Bell")).all()
    assert found == ["kim@x.example"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("=?utf-8?q?=0D=0ABcc=3A_a@x.example?=", "=?utf-8?q?=0D=0ABcc=3A_a@x.example?="),
        ("Ann \u202eled", "Ann led"),
        ("Ann 👩\u200d👧", "Ann 👩\u200d👧"),
        ("Z" + "\u0301" * 40 + "oe", "oe"),
    ],
    ids=["36 encoded word", "37 right to left", "37 joined emoji", "37 forty marks"],
)
def test_36_and_37_strange_names_are_letters_kept_apart(lead, office, session, name, shown):
    page = preview(lead, office, f'W1,"{name}",,,R7,,')
    assert shown in text_of(page)
    assert any(shown in one.get_text() for one in page.select("bdi"))
    done = lead.page(press(lead, page).location)
    assert shown in text_of(done)
    for kind in ("csv", "xlsx"):
        assert lead.get(f"{office.home}.{kind}").status_code == 200


def test_37_five_thousand_letters_are_refused_by_the_line(lead, office):
    page = preview(lead, office, f"W1,{'x' * 5000},,,R7,,", "W2,Bo Li,,,R7,,")
    assert "longer than 200 letters" in text_of(page)
    assert "x" * 201 not in str(page)
