"""Certificates that were decided meanwhile, and what files of completions say of people."""

from elearn.models import FileState, Grade
from tests.integration.evidence.conftest import press, send
from tests.integration.evidence.test_certificates import certificate, files


def test_a_second_yes_with_an_odd_course_is_told_that_it_was_decided(app, lead, office, session):
    course = office.course()
    send(app.test_client().sign_in(office.ann), course=course)
    page = certificate(lead, office)
    press(lead, page, "/approve", course=str(course))
    again = press(lead, page, "/approve", course="perhaps")
    assert "was decided already" in lead.page(again.location).text
    assert [one.state for one in files(session)] == [FileState.APPROVED]


def test_the_file_of_an_import_that_was_applied_has_staff_numbers(lead, office):
    done = office.bring_in("W1,,M01,2026-03-01,,", f",{office.bob.email},M01,2026-03-02,,")
    lines = lead.get(f"{office.home}/imports/{done.number}.csv").text.splitlines()
    assert [line.split(",")[2] for line in lines[1:]] == ["W1", "no staff number"]


def test_one_month_is_one_month(lead, office):
    office.course(months=1)
    page = lead.get(f"{office.home}/courses").text
    assert "1 month" in page
    assert "1 months" not in page


def test_an_approved_certificate_stands_when_the_import_that_said_it_first_is_undone(
    app, lead, office, session
):
    course = office.course()
    done = office.bring_in("W1,,Home course,2026-03-01,,")
    send(app.test_client().sign_in(office.ann), course=course, day=("1", "3", "2026"))
    press(lead, certificate(lead, office), "/approve", course=str(course))
    office.undo(done.number)
    assert [one[3] for one in office.record()] == [Grade.APPROVED]
    assert office.held(office.ann) is not None
    assert [one.file_id for one in office.trainings() if one.ended_on is None] == [
        one.id for one in files(session)
    ]
