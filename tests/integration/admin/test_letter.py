"""One letter: its envelope, and stopping it or having it sent again."""

import pytest
from sqlalchemy import select

from elearn.models import LetterState, TrailEntry


def acts(session):
    return session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()


def test_the_page_shows_the_envelope_and_never_the_link(visitor, admin, letter):
    secret = "https://training.example/reset/" + "s3cr3t" * 7
    one = letter("reset:1", body=f"Open this:\n{secret}\n")
    page = visitor.page(f"/admin/letters/{one.id}")
    assert "reset:1@council.example" in page.text
    assert one.message_id in page.text
    assert "https://training.example/reset/..." in page.text
    assert "s3cr3t" not in page.text


def test_a_letter_that_waits_is_stopped_once(session, visitor, admin, letter):
    one = letter()
    for _ in range(2):
        assert visitor.post(f"/admin/letters/{one.id}/stop").status_code == 303
    session.refresh(one)
    assert one.state is LetterState.FAILED
    assert acts(session) == ["letter.stopped"]
    page = visitor.page(f"/admin/letters/{one.id}")
    assert "Stopped by an administrator" in page.text


def test_a_letter_that_failed_is_sent_again_once(session, visitor, admin, letter):
    one = letter("k", LetterState.FAILED, "450 try later", tries=8)
    for _ in range(2):
        assert visitor.post(f"/admin/letters/{one.id}/again").status_code == 303
    session.refresh(one)
    assert (one.state, one.tries, one.answer) == (LetterState.QUEUED, 0, "")
    assert acts(session) == ["letter.sent-again"]


@pytest.mark.parametrize("body", ["", "Open https://training.example/invite/... now"])
def test_a_letter_whose_link_is_gone_is_not_sent_again(session, visitor, admin, letter, body):
    one = letter("k", LetterState.FAILED, "550", body=body)
    page = visitor.page(f"/admin/letters/{one.id}")
    assert not page.select("form[action$=again]")
    visitor.post(f"/admin/letters/{one.id}/again")
    session.refresh(one)
    assert one.state is LetterState.FAILED
    assert acts(session) == []


def test_one_that_was_sent_stays_sent(session, visitor, admin, letter):
    one = letter("k", LetterState.SENT, "250 ok")
    for act in ("stop", "again"):
        visitor.post(f"/admin/letters/{one.id}/{act}")
    session.refresh(one)
    assert one.state is LetterState.SENT
    assert visitor.get("/admin/letters/99999").status_code == 404
