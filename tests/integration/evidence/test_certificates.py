"""Certificates from elsewhere: sent by whoever holds them, decided by the lead, never by both."""

import gc
from datetime import date

import pytest
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.evidence.actions.certificates import MOST_FILES
from elearn.models import EvidenceFile, FileState, Grade, Letter, Posting
from elearn.operations import trail
from elearn.web.clock import today
from tests.integration.evidence.conftest import press, send, text_of
from tests.support.papers import jpeg, pdf, png, remark
from tests.support.visitor import Visitor

DAY = date(2026, 3, 1)
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture
def learner(app, office, session) -> Visitor:
    """Ann at another browser than the lead's."""
    return app.test_client().sign_in(office.ann)


def files(session):
    session.expire_all()
    return list(session.scalars(select(EvidenceFile).order_by(EvidenceFile.id)))


def certificate(lead, office, name="Ann Bell"):
    """The page of the certificate of that person in the lead's queue."""
    queue = lead.page(office.home)
    return lead.page(queue.find("a", string=name)["href"])


def test_it_is_sent_approved_and_held(learner, lead, office, session):
    course = office.course()
    assert send(learner, course=course).status_code == 303
    assert "1 certificate of yours waits for your lead." in text_of(
        learner.page("/learn/elsewhere")
    )
    assert "1 certificate needs your decision." in text_of(lead.page(office.home))
    page = certificate(lead, office)
    assert page.h1.get_text() == "Ann Bell: Home course"
    assert "Counts as M01 Notice it." in text_of(page)
    assert page.select_one("input[name=course][checked]")["value"] == str(course)
    answer = press(lead, page, "/approve", course=str(course))
    assert "Approved. Ann Bell is told." in text_of(lead.page(answer.location))
    assert office.held(office.ann) == (DAY, Grade.APPROVED)
    mine = text_of(learner.page("/learn/elsewhere"))
    assert "Outside certificate, approved (E3)" in mine
    assert "certificate approved" in text_of(learner.page("/learn"))
    (letter,) = session.scalars(select(Letter))
    assert (letter.person_id, letter.subject) == (office.ann.id, "Your certificate was approved")
    assert "It counts as: M01 Notice it." in letter.body
    assert office.actions()[-2:] == ["certificate.sent", "certificate.approved"]
    assert trail.verify(session) is None
    assert "Outside certificate, approved (E3)" in text_of(lead.page(office.home))


def test_a_refusal_gives_a_reason_that_the_learner_reads(learner, lead, office, session):
    office.course()
    send(learner)
    page = certificate(lead, office)
    assert press(lead, page, "/refuse", reason=" ").status_code == 422
    answer = press(lead, page, "/refuse", reason="The name cannot be read.\nSend it again.")
    assert answer.status_code == 303
    mine = text_of(learner.page("/learn/elsewhere"))
    assert "Not approved" in mine
    assert "The name cannot be read." in mine
    (letter,) = session.scalars(select(Letter))
    assert "The name cannot be read.\nSend it again." in letter.body
    assert office.record() == []
    assert "The name cannot be read." in text_of(lead.page(office.home))


def test_a_decision_is_made_once(learner, lead, office, session):
    course = office.course()
    send(learner)
    page = certificate(lead, office)
    press(lead, page, "/approve", course=str(course))
    for part, fields in (("/approve", {"course": str(course)}), ("/refuse", {"reason": "No"})):
        again = press(lead, page, part, **fields)
        assert "decided already" in text_of(lead.page(again.location))
    assert session.scalar(select(func.count(Letter.id))) == 1
    assert len(office.record()) == 1


def test_an_approval_can_be_taken_back_and_sent_again(learner, lead, office, session):
    course = office.course()
    send(learner, course=course)
    done = lead.page(
        press(lead, certificate(lead, office), "/approve", course=str(course)).location
    )
    answer = press(lead, done, "/undo", reason="It was somebody else's.")
    assert "Approval taken back" in text_of(lead.page(answer.location))
    assert office.held(office.ann) is None
    assert "It was somebody else's." in text_of(learner.page("/learn/elsewhere"))
    assert send(learner, course=course).status_code == 303
    press(lead, certificate(lead, office), "/approve", course=str(course))
    assert office.held(office.ann) == (DAY, Grade.APPROVED)
    assert len(office.record()) == 1


def test_nobody_decides_about_their_own(lead, office, session):
    office.make.posting(office.lead, office.agency)
    course = office.course()
    send(lead, course=course)
    page = certificate(lead, office, office.lead.full_name)
    assert "This is your own certificate." in text_of(page)
    assert not page.select("main form")
    home = f"{office.home}/certificates/{files(session)[0].public_id}"
    answer = lead.post(f"{home}/approve", data={"course": str(course)})
    assert "cannot decide about your own" in text_of(lead.page(answer.location))
    assert office.record() == []


def test_a_course_that_is_not_known_waits_until_it_counts(learner, lead, office):
    send(learner, course_name="Night class", provider="College")
    page = certificate(lead, office)
    assert "No outside course counts for anything on that day." in text_of(page)
    course = office.course()
    page = certificate(lead, office)
    assert not page.select("input[name=course][checked]")
    assert press(lead, page, "/approve").status_code == 422
    press(lead, page, "/approve", course=str(course))
    assert office.held(office.ann) == (DAY, Grade.APPROVED)


def test_a_course_that_has_run_out_counts_for_nothing(learner, lead, office):
    course = office.course(months=6)
    day = date(today().year - 2, 3, 1)
    send(learner, course=course, day=(str(day.day), str(day.month), str(day.year)))
    assert "No outside course counts" in text_of(certificate(lead, office))


def test_the_same_once_more_is_one(learner, session, office):
    for _ in range(2):
        assert send(learner).status_code == 303
    assert len(files(session)) == 1
    send(learner, content=pdf())
    assert len(files(session)) == 2


def test_twenty_files_are_kept_of_a_person_and_removing_one_makes_room(learner, session, office):
    for n in range(MOST_FILES):
        send(learner, content=pdf(b"/Lang (%d)" % n))
    answer = send(learner)
    assert answer.status_code == 422
    assert "We keep 20 files of each person" in answer.text
    page = learner.page("/learn/elsewhere")
    press(learner, page, "/remove")
    assert send(learner).status_code == 303


def test_one_s_own_can_be_taken_back_while_it_waits(learner, lead, office, session):
    send(learner)
    page = learner.page("/learn/elsewhere")
    press(learner, page, "/remove")
    (file,) = files(session)
    assert (file.state, file.content, file.sha256) == (FileState.WITHDRAWN, None, "")
    press(learner, page, "/remove")
    assert office.actions() == ["certificate.sent", "certificate.removed"]
    assert "No certificate needs your decision." in text_of(lead.page(office.home))
    assert lead.get(f"{office.home}/certificates/{file.public_id}").status_code == 404
    assert learner.get(f"/learn/elsewhere/{file.public_id}").status_code == 404


@pytest.mark.parametrize(
    ("content", "mime", "ending"),
    [
        (pdf(), "application/pdf", "pdf"),
        (jpeg(remark(SCRIPT)), "image/jpeg", "jpg"),
        (png(), "image/png", "png"),
    ],
)
def test_a_file_is_only_saved_never_shown(learner, lead, office, session, content, mime, ending):
    send(learner, content=content, name='a".html')
    (file,) = files(session)
    for visitor, path in (
        (learner, f"/learn/elsewhere/{file.public_id}"),
        (lead, f"{office.home}/certificates/{file.public_id}/file"),
    ):
        answer = visitor.get(path)
        assert answer.mimetype == mime
        assert SCRIPT not in answer.data
        given = answer.headers["Content-Disposition"]
        assert given.startswith('attachment; filename="certificate-')
        assert given.endswith(f'.{ending}"')
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "scan.pdf", "empty"),
        (b"<html>" + SCRIPT, "scan.pdf", "not a PDF, JPEG or PNG"),
        (b"MZ" + bytes(50), "scan.jpg", "not a PDF, JPEG or PNG"),
        (pdf() + SCRIPT, "scan.pdf", "behind its end"),
        (pdf(b"/AA << /S /JavaScript >>"), "scan.pdf", "scripts"),
    ],
)
def test_a_file_that_is_no_certificate_is_refused(learner, session, content, name, says):
    answer = send(learner, content=content, name=name)
    assert answer.status_code == 422
    assert says in answer.text
    assert files(session) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_of_more_than_5_mb_is_refused(learner, session):
    assert "larger than 5 MB" in send(learner, content=pdf() + b" " * 5 * 1024 * 1024).text
    assert files(session) == []
    gc.collect()  # the test's own client leaves its file to the collector


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"course": ""}, "Choose a course"),
        ({"course": "999"}, "Not a valid choice"),
        ({"course_name": ""}, "Write the name of the course"),
        ({"provider": " \u202e "}, "Write who gave the course"),
        ({"done_on": ["", "", ""]}, "Write the day"),
        ({"done_on": ["31", "2", "2026"]}, "Write a real date"),
        ({"done_on": ["1", "1", "2099"]}, "has not come yet"),
        ({"done_on": ["1", "1", "1999"]}, "before the year 2000"),
        ({"file": ""}, "Choose the certificate"),
    ],
)
def test_what_is_missing_is_said_at_its_field(learner, session, fields, says):
    answer = send(learner, **fields)
    assert answer.status_code == 422
    assert says in answer.text
    assert files(session) == []


def test_hostile_words_are_shown_as_letters(learner, lead, office):
    name = "<script>alert(1)</script>\u202egnp"
    send(learner, course_name=name, provider="=HYPERLINK(1)")
    assert "<script>alert(1)</script>gnp" in text_of(certificate(lead, office))
    lines = lead.get(f"{office.home}.csv").text
    assert "'=HYPERLINK(1)" in lines
    assert lead.get(f"{office.home}.xlsx").data.startswith(b"PK")


def test_somebody_without_an_address_reads_it_on_the_page(app, office, lead, session):
    course = office.course()
    silent = office.make.person("Quiet One", email=None)
    office.make.posting(silent, office.agency)
    learner = app.test_client().sign_in(silent)
    send(learner, course=course)
    press(lead, certificate(lead, office, "Quiet One"), "/approve", course=str(course))
    assert session.scalar(select(func.count(Letter.id))) == 0
    assert office.held(silent) == (DAY, Grade.APPROVED)


def test_only_the_person_and_their_lead_get_at_it(app, learner, office, session):
    send(learner)
    (file,) = files(session)
    other, team = office.make.agency(), office.make.team(office.agency)
    strangers = [
        (office.bob, office.agency),
        (office.make.somebody(Role.TEAM_LEAD, office.agency, team), office.agency),
        (office.make.somebody(Role.AGENCY_LEAD, other), office.agency),
        (office.make.somebody(Role.AGENCY_LEAD, other), other),
        (office.make.somebody(Role.COORDINATOR), office.agency),
        (office.make.somebody(Role.ADMINISTRATOR), office.agency),
    ]
    for person, agency in strangers:
        visitor = app.test_client().sign_in(person)
        at = f"/agencies/{agency.slug}/evidence/certificates/{file.public_id}"
        for path in (at, f"{at}/file", f"/learn/elsewhere/{file.public_id}"):
            assert visitor.get(path).status_code == 404, (person.full_name, path)
        for act in ("approve", "refuse", "undo"):
            answer = visitor.post(f"{at}/{act}", data={"course": "1", "reason": "x"})
            assert answer.status_code == 404
        visitor.post(f"/learn/elsewhere/{file.public_id}/remove")
    assert files(session)[0].state is FileState.WAITING


def test_a_lead_no_longer_sees_somebody_who_has_gone(learner, lead, office, session):
    send(learner)
    (file,) = files(session)
    posting = session.scalars(select(Posting).where(Posting.person_id == office.ann.id)).one()
    posting.end = today()
    session.commit()
    at = f"{office.home}/certificates/{file.public_id}"
    assert lead.get(at).status_code == lead.get(f"{at}/file").status_code == 404
    assert "No certificate needs" in text_of(lead.page(office.home))
