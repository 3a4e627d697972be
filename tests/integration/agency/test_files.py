"""Lists as files: read in pieces while they are on their way, whole or broken off."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event

from elearn.agency.files import NamedCounts
from elearn.agency.queries import completion, paging, people
from elearn.domain.coverage import Counts
from elearn.extensions import db
from elearn.reporting.table import Column, Report
from elearn.web.downloads import stream

REPORT: Report[NamedCounts] = Report(
    title="Counts", purpose="For a test.", columns=(Column("Name", lambda row: row.name),)
)


@pytest.fixture
def crowd(make, council, monkeypatch):
    """Seven officers, in three pieces of a file; the last of them has done the basics."""
    monkeypatch.setattr(paging, "A_PIECE", 3)
    people = [make.worker(council.agency, council.officer, f"Person {n}") for n in range(7)]
    make.posting(people[2], council.agency, council.social_worker)
    make.completion(people[6], council.basics, council.ago(900))
    return people


def rows(answer):
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))[1:]


def test_a_list_in_pieces_is_the_whole_list_in_order(council, crowd, lead):
    found = rows(lead.get(f"{council.home}/people.csv"))
    assert [row[1] for row in found] == [f"Person {n}" for n in range(7)]
    facts = rows(lead.get(f"{council.home}/completion.csv"))
    assert [(row[0], row[4]) for row in facts] == sorted((row[0], row[4]) for row in facts)
    assert len(facts) == 8
    answer = lead.get(f"{council.home}/completion.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0)
    names = [row[0] for row in book.to_python()[4:]]
    assert names == [row[0] for row in facts]


def test_the_first_piece_leaves_before_the_last_is_read(council, crowd, lead, session):
    asked = []
    connection = session.connection()

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    pieces = lead.get(f"{council.home}/people.csv").response
    assert "Name" in next(iter(pieces)).decode()
    before = len(asked)
    assert len(b"".join(pieces).splitlines()) == 7
    assert len(asked) > before
    event.remove(connection, "before_cursor_execute", note)


def test_a_file_that_fails_on_the_way_is_broken_off_and_logged(app, session, caplog):
    def pieces():
        yield [NamedCounts("Ann", Counts())]
        raise OSError("the database is gone")

    with app.test_request_context("/"):
        answer = stream(REPORT, pieces(), "csv", name="counts")
        with pytest.raises(OSError, match="gone"):
            b"".join(answer.response)
    assert "file broken off: counts.csv, after 1 rows" in caplog.messages


def test_no_transaction_is_open_between_two_pieces(app, session):
    def pieces():
        for name in ("Ann", "Bob"):
            db.session().connection()
            yield [NamedCounts(name, Counts())]
            assert not db.session().in_transaction()

    with app.test_request_context("/"):
        answer = stream(REPORT, pieces(), "csv", name="counts")
        assert len("".join(answer.response).splitlines()) == 3


def test_a_page_is_found_among_the_next_people_or_among_all(
    make, council, crowd, lead, monkeypatch
):
    monkeypatch.setattr(completion, "A_LOOK", 2)
    monkeypatch.setattr(people, "A_LOOK", 2)
    page = lead.page(f"{council.home}/completion?standing=expired")
    assert "Person 6" in page.get_text()
    make.completion(crowd[6], council.basics, council.ago(700))
    page = lead.page(f"{council.home}/people?show=due-soon")
    shown = page.main.get_text()
    assert "Person 6" in shown
    assert "Person 5" not in shown
