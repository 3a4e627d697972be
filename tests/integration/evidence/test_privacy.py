"""What is held of somebody's evidence goes with them, and stands in what they are given."""

import pytest
from sqlalchemy import select

from elearn.accounts.actions.erasure import erase
from elearn.accounts.queries.everything import everything_about
from elearn.models import EvidenceFile, FileState, ImportedLine
from elearn.operations import trail
from elearn.records.actions import compare_holdings
from elearn.web.clock import now
from tests.integration.evidence.conftest import press, send, text_of
from tests.support.papers import jpeg

CANARY = "Canary Wren"


@pytest.fixture
def known(office, app, lead, session):
    """Ann with an approved certificate, one that waits, and a line of an import."""
    course = office.course()
    learner = app.test_client().sign_in(office.ann)
    send(learner, course=course)
    page = lead.page(lead.page(office.home).find("a", string="Ann Bell")["href"])
    press(lead, page, "/approve", course=str(course))
    send(learner, course_name=CANARY, provider=CANARY, day=("2", "3", "2026"))
    office.bring_in(f"W1,,M01,2026-01-05,,{CANARY}")
    return office


def test_erasing_takes_the_files_and_the_words_and_leaves_the_counts(known, lead, session):
    before = known.record()
    erase(session, person_id=known.ann.id, actor_id=None, now=now())
    session.commit()
    assert known.record() == before
    files = session.scalars(select(EvidenceFile).order_by(EvidenceFile.id)).all()
    assert [one.state for one in files] == [FileState.APPROVED, FileState.WITHDRAWN]
    for one in files:
        assert (one.content, one.sha256, one.course_name, one.provider) == (None, "", "", "")
    assert session.scalars(select(ImportedLine.evidence)).all() == [""]
    assert compare_holdings(session) == []
    assert trail.verify(session) is None
    page = text_of(lead.page(known.home))
    assert CANARY not in page
    assert "No certificate needs your decision." in page


def test_one_s_own_data_lists_the_certificates_without_their_bytes(known, session):
    held = everything_about(session, known.ann.id)
    assert [one["course_name"] for one in held["evidence_file"]] == ["Home course", CANARY]
    assert held["evidence_file"][0]["content"] == f"{len(jpeg())} bytes"
    assert held["imported_line"][0]["evidence"] == CANARY
    assert held["outside_training"][0]["grade"] == "E3"


def test_the_data_of_whoever_decided_holds_no_certificate_of_others(known, session):
    held = everything_about(session, known.lead.id)
    assert "evidence_file" not in held
    assert CANARY not in str(held)
