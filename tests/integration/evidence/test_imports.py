"""A file of training done elsewhere: shown, applied, undone, applied again."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from elearn.evidence.actions import imports
from elearn.evidence.errors import EvidenceError
from elearn.models import Completion, CompletionImport, Grade, ImportedLine, Letter, Revocation
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from elearn.records.asked import latest_completions
from elearn.web.clock import now, today
from tests.integration.evidence.conftest import file_of, press, text_of

ANN = "W1,,M01,2026-03-01,,From our own system"
DAY = date(2026, 3, 1)


def upload(lead, office, content, name="done.csv"):
    return lead.post(office.home, data={"file": (io.BytesIO(content), name)})


def preview(lead, office, *lines):
    answer = upload(lead, office, file_of(*lines))
    assert answer.status_code == 303
    return lead.page(answer.location)


def bob_of(office):
    return f",{office.bob.email},notice-it,02/03/2026,,"


def test_a_file_is_shown_applied_and_undone(lead, office, session):
    page = preview(lead, office, ANN, bob_of(office), "W9,,M01,2026-03-01,,")
    assert page.h1.get_text() == "This file would put 2 lines on record"
    assert "1 line cannot be used" in text_of(page)
    assert office.record() == []
    answer = press(lead, page, "/apply")
    assert answer.status_code == 303
    done = lead.page(answer.location)
    assert done.h1.get_text() == "2 lines are on record"
    assert "Imported from the agency’s system (E2)" in text_of(done)
    assert "From our own system" in text_of(done)
    assert office.held(office.ann) == (DAY, Grade.IMPORTED)
    assert office.held(office.bob) == (date(2026, 3, 2), Grade.IMPORTED)
    undone = lead.page(press(lead, done, "/undo").location)
    assert "was undone" in undone.h1.get_text()
    assert office.record() == []
    assert office.held(office.ann) is None
    assert session.scalar(select(func.count(Completion.id))) == 2
    assert session.scalar(select(func.count(Revocation.completion_id))) == 2
    assert compare_holdings(session) == []
    assert office.actions() == ["completions.applied", "completions.undone"]
    assert trail.verify(session) is None


def test_the_same_file_twice_changes_nothing(office):
    office.bring_in(ANN, bob_of(office))
    before = office.record()
    again = office.bring_in(ANN, bob_of(office))
    assert again.plan.counts == {"error": 0, "new": 0, "known": 2}
    assert office.record() == before


def test_after_an_undo_the_file_can_be_brought_in_again(office, session):
    first = office.bring_in(ANN)
    assert office.undo(first.number) == 1
    assert session.execute(select(latest_completions(today()))).all() == []
    second = office.bring_in(ANN)
    assert second.plan.counts["new"] == 1
    assert office.held(office.ann) == (DAY, Grade.IMPORTED)
    assert office.undo(second.number) == 1
    third = office.bring_in(ANN)
    assert third.plan.counts["new"] == 1
    assert len(office.record()) == 1
    assert compare_holdings(session) == []


def test_undoing_takes_back_only_what_this_import_brought(office, make):
    make.completion(office.ann, office.module, DAY)
    first = office.bring_in(ANN, bob_of(office))
    assert first.plan.counts["known"] == 1
    office.undo(first.number)
    assert office.record() == [(office.ann.id, office.module.id, DAY, Grade.HERE)]


def test_undoing_twice_and_applying_twice_are_told_and_change_nothing(office):
    done = office.bring_in(ANN)
    with pytest.raises(EvidenceError, match="applied already"):
        imports.apply(
            office.session,
            agency_id=office.agency.id,
            number=done.number,
            seen=None,
            actor_id=None,
            now=now(),
            today=today(),
        )
    office.undo(done.number)
    with pytest.raises(EvidenceError, match="undone already"):
        office.undo(done.number)
    with pytest.raises(EvidenceError, match="no applied import"):
        office.undo(office.preview(ANN).number)


def test_a_record_that_changed_meanwhile_asks_for_another_look(lead, office):
    page = preview(lead, office, ANN, bob_of(office))
    office.bring_in(ANN)
    again = lead.page(press(lead, page, "/apply").location)
    assert "changed after you looked" in text_of(again)


def test_a_course_that_covers_the_module_completes_it(office):
    office.course()
    done = office.bring_in("W1,,home COURSE,2026-03-01,,")
    assert office.held(office.ann) == (DAY, Grade.IMPORTED)
    (training,) = office.trainings()
    assert training.completion_id is not None
    again = office.bring_in("W1,,home COURSE,2026-03-01,,")
    assert again.plan.counts["known"] == 1
    office.undo(done.number)
    assert office.held(office.ann) is None
    office.bring_in("W1,,home COURSE,2026-03-01,,")
    assert office.held(office.ann) == (DAY, Grade.IMPORTED)


def test_a_course_that_covers_a_part_waits_for_its_short_quiz(lead, office):
    office.course(topics=("T1",))
    done = office.bring_in("W1,,Home course,2026-03-01,,")
    assert office.record() == []
    page = text_of(lead.page(office.home))
    assert "Still to pass a short quiz" in page
    assert "Ann Bell Home course 1 March 2026 Notice it T2" in page
    assert office.bring_in("W1,,Home course,2026-03-01,,").plan.counts["known"] == 1
    office.undo(done.number)
    assert "Still to pass a short quiz" not in text_of(lead.page(office.home))


def test_a_file_that_nobody_applied_is_thrown_away_after_a_day(office, session):
    office.preview(ANN)
    imports.forget_previews(session, now=now() + timedelta(hours=23))
    assert session.scalar(select(func.count(CompletionImport.id))) == 1
    imports.forget_previews(session, now=now() + timedelta(hours=25))
    assert session.scalar(select(func.count(CompletionImport.id))) == 0


def test_an_applied_file_is_not_kept_and_no_score_is(office, session):
    office.bring_in("W1,,M01,2026-03-01,97,Passed")
    assert session.scalar(select(CompletionImport.content)) is None
    assert session.scalar(select(ImportedLine.evidence)) == "Passed"
    assert session.scalar(select(func.count(Letter.id))) == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"hello", "must name the columns"),
        (b"staff_number,course\nW1,M01\n", "must name the columns"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "not a text file"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence(lead, office, session, content, says):
    answer = upload(lead, office, content)
    assert answer.status_code == 422
    assert says in answer.text
    assert session.scalar(select(func.count(CompletionImport.id))) == 0


def test_hostile_names_are_shown_as_letters(lead, office):
    answer = upload(lead, office, file_of(ANN), name="..\\..\\etc/\u202egnp.csv")
    page = lead.page(answer.location)
    assert "File: gnp.csv" in text_of(page)
    page = preview(lead, office, "W1,,M01,2026-03-01,,<script>alert(1)</script>")
    done = lead.page(press(lead, page, "/apply").location)
    assert "<script>alert(1)</script>" in text_of(done)


def test_lines_leave_as_a_file_before_and_after(lead, office):
    page = preview(lead, office, ANN, "W9,,M01,2026-03-01,,")
    href = page.select_one(".app-downloads a[href$=csv]")["href"]
    assert len(lead.get(href).text.splitlines()) == 3
    press(lead, page, "/apply")
    assert len(lead.get(href).text.splitlines()) == 2
    assert lead.get(href.replace(".csv", ".xlsx")).data.startswith(b"PK")


def test_the_example_file_can_be_brought_in(lead, office):
    office.make.staff_number(office.bob, office.agency, "10234")
    office.make.person(email="sam.whitcombe@agency.example")
    page = lead.page(upload(lead, office, lead.get(f"{office.home}/example.csv").data).location)
    assert page.h1.get_text() == "This file would put 1 line on record"


def test_long_lists_are_paged(lead, office):
    lines = [f"W1,,M01,2026-{1 + n // 28:02}-{1 + n % 28:02},," for n in range(120)]
    page = preview(lead, office, *lines)
    assert len(page.select("tbody tr")) == 50
    following = lead.page(page.select_one(".govuk-pagination__next a")["href"])
    assert len(following.select("tbody tr")) == 50
    done = lead.page(press(lead, page, "/apply").location)
    last = lead.page(done.select_one(".govuk-pagination__next a")["href"])
    assert len(last.select("tbody tr")) == 50
