import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from elearn.reporting import workbook as workbook_module
from elearn.reporting.table import (
    Column,
    Report,
    Sheet,
    as_csv,
    as_xlsx,
    canonical_csv,
    clean,
    digest,
    harmless,
    plain,
    workbook,
)


@dataclass(frozen=True)
class Person:
    name: str
    done: int = 0
    on: date | None = None


REPORT: Report[Person] = Report(
    "People: north/south",
    (
        Column("Name", lambda row: row.name, key="full_name"),
        Column("Modules done", lambda row: row.done, numeric=True),
        Column("Last on", lambda row: row.on),
    ),
    purpose="For the agency's own use: it names people.",
)
HOSTILE = (
    '=HYPERLINK("https://thief.example","x")',
    "+44 20",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\uff1d1+1",
    " \uff20SUM(A1)",
    "\x00=1",
    "\x0b\x1fAda",
    "a\nb\r\nc",
    "https://thief.example",
    "007",
    "{=1}",
    "Ⅷ\ud800",
    "x" * 40_000,
    "李小龍 👩🏽‍🚒 אבג",
)


def read_csv(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def first_sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_a_report_leaves_as_csv_with_names_for_machines() -> None:
    rows = read_csv("".join(as_csv(REPORT, [Person("Ada", 3, date(2026, 11, 22))])))
    assert rows == [["full_name", "Modules done", "Last on"], ["Ada", "3", "2026-11-22"]]


def test_a_page_takes_the_words_and_the_cells_of_the_same_report() -> None:
    assert REPORT.headings == ["Name", "Modules done", "Last on"]
    assert list(REPORT.cells([Person("Ada", 3)])) == [["Ada", 3, None]]


def test_a_report_without_rows_still_has_its_headings() -> None:
    assert len(read_csv("".join(as_csv(REPORT, [])))) == 1
    assert first_sheet(as_xlsx(REPORT, []))[3] == ["Name", "Modules done", "Last on"]


def test_a_csv_comes_in_pieces_and_takes_rows_as_it_goes() -> None:
    taken: list[int] = []

    def people():
        for number in range(1200):
            taken.append(number)
            yield Person(f"P{number}")

    pieces = as_csv(REPORT, people())
    assert len(read_csv(next(pieces))) == 1
    assert taken == []
    next(pieces)
    assert len(taken) == 500
    assert len(read_csv(next(as_csv(REPORT, [])) + "".join(pieces))) > 600


@pytest.mark.parametrize("text", HOSTILE)
def test_no_spreadsheet_runs_what_a_name_says(text: str) -> None:
    cell = read_csv("".join(as_csv(REPORT, [Person(text)])))[1][0]
    assert cell.lstrip()[:1] not in set("=+-@\uff1d\uff0b\uff0d\uff20")
    assert len(cell) <= 32_767
    assert not any(ord(c) < 32 for c in cell)


def test_numbers_stay_numbers() -> None:
    assert read_csv("".join(as_csv(REPORT, [Person("Ada", -3)])))[1][1] == "-3"


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_and_every_text_can_be_encoded(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert harmless(harmless(once)) == harmless(once)


def test_a_workbook_holds_hostile_text_as_text() -> None:
    data = as_xlsx(REPORT, [Person(text) for text in HOSTILE])
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    names = [row[0] for row in first_sheet(data)[4:]]
    assert names[0] == HOSTILE[0]
    assert names[HOSTILE.index("007")] == "007"
    assert len(str(names[HOSTILE.index("x" * 40_000)])) == 32_767
    assert names[-1] == HOSTILE[-1]


def test_a_workbook_starts_with_its_title_and_purpose() -> None:
    rows = first_sheet(as_xlsx(REPORT, [Person("Ada", 3, date(2026, 11, 22))]))
    assert rows[0][0] == "People: north/south"
    assert rows[1][0] == "For the agency's own use: it names people."
    assert rows[3] == ["Name", "Modules done", "Last on"]
    assert rows[4] == ["Ada", 3.0, date(2026, 11, 22)]


def test_nothing_in_a_workbook_is_hidden_and_nobody_is_its_author() -> None:
    data = as_xlsx(REPORT, [Person("Ada")])
    assert "hidden" not in part(data, "xl/workbook.xml")
    assert "hidden" not in part(data, "xl/worksheets/sheet1.xml")
    core = part(data, "docProps/core.xml")
    assert "<dc:creator></dc:creator>" in core
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "comment" in name or "pivot" in name]


def test_instants_are_shown_in_london_and_blanks_stay_empty() -> None:
    when: Report[datetime | None] = Report("When", (Column("At", lambda row: row),))
    rows = first_sheet(as_xlsx(when, [datetime(2026, 7, 1, 12, tzinfo=UTC), None]))
    assert rows[4] == [datetime(2026, 7, 1, 13)]  # noqa: DTZ001 - Excel has none
    assert len(rows) == 5


def test_sheets_get_names_that_excel_takes() -> None:
    titles = ["[a]:*?/\\b", "", "History", "Coverage", "coverage", "x" * 60, "x" * 59]
    data = workbook([Sheet(Report(title, REPORT.columns), []) for title in titles], title="Audit")
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert names[0] == "a      b"
    assert names[1:5] == ["Table", "History 2", "Coverage", "coverage 2"]
    assert [len(name) for name in names[5:]] == [31, 31]
    assert len({name.lower() for name in names}) == len(titles)


def test_more_rows_than_a_sheet_holds_go_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "ROWS_A_SHEET", 3)
    data = as_xlsx(REPORT, [Person(f"P{n}") for n in range(7)])
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == [
        "People  north south",
        "People  north south 2",
        "People  north south 3",
    ]
    assert [len(book.get_sheet_by_index(n).to_python()) - 4 for n in range(3)] == [3, 3, 1]


def test_a_report_without_columns_is_an_empty_sheet() -> None:
    assert first_sheet(as_xlsx(Report("Nothing", ()), []))[0] == ["Nothing"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "1"),
        (False, "0"),
        (3, "3"),
        (0.1 + 0.2, "0.30000000000000004"),
        (datetime(2026, 7, 1, 12, 30, tzinfo=UTC), "2026-07-01T12:30:00Z"),
    ],
)
def test_values_have_one_spelling_for_machines(value: object, text: str) -> None:
    assert plain(value) == text  # type: ignore[arg-type]


def test_the_hash_of_rows_is_that_of_their_canonical_csv() -> None:
    rows = [["council", "", "M01", 240, 168, None], ['a"b', "=1", "\n", 0, 0, 0.5]]
    assert canonical_csv(rows) == 'council,,M01,240,168,\n"a""b",=1,"\n",0,0,0.5\n'
    assert digest(rows) == digest(tuple(rows))
    assert digest(rows) != digest(rows[::-1])
