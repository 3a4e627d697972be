"""The coordinator's side: who is missing, reading what was signed, a score beside it, reopening."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from elearn.models import AssessmentAct, AssessmentModeration, Letter, SelfAssessment, TrailEntry
from elearn.operations.trail import verify
from elearn.web.clock import today
from tests.support.returns import answer_all, signed_return


def year():
    return today().year


@pytest.fixture
def path(place):
    return f"/returns/{year()}/{place.ours.slug}"


@pytest.fixture
def signed(session, place):
    return signed_return(session, place.ours, place.lead, year())


def scored(score="1", note="The policy is of 2021.", seen="0"):
    return {"score": score, "note": note, "seen": seen}


def test_the_list_says_who_is_missing_first(visitor, session, place, boss, signed, make):
    make.agency("Gone long ago", valid_to=date(2024, 1, 1))
    visitor.sign_in(boss)
    page = visitor.page("/returns")
    assert "1 of 2 agencies has not signed" in page.get_text(" ", strip=True)
    names = [row.select_one("th a").get_text(strip=True) for row in page.select("tbody tr")]
    assert names == ["Port Authority", "Northmoor Council"]
    assert "No return" in page.select("tbody tr")[0].get_text(" ")
    assert "2.0" in page.select("tbody tr")[1].get_text(" ")
    file = visitor.get(f"/returns/{year()}.csv").text
    assert "Port Authority,No return,,0" in file
    assert visitor.get("/returns/1999").status_code == 404


def test_a_draft_is_the_agencys_own(visitor, session, place, boss, path):
    answer_all(session, place.ours, place.lead, year(), words="Only a draft.")
    visitor.sign_in(boss)
    for address in (path, "/returns", f"{path}.csv", f"/returns/{year()}/answers.csv"):
        assert "Only a draft." not in visitor.get(address).text
    assert "21 of 21 questions are answered" in visitor.get(path).text
    assert visitor.get(f"{path}/print").status_code == 404
    assert visitor.get(f"{path}/1").status_code == 303
    assert visitor.post(f"{path}/1", data=scored()).status_code == 303
    assert session.scalar(select(AssessmentModeration)) is None


def test_a_score_stands_beside_the_agencys_and_changes_nothing_of_theirs(
    visitor, session, place, boss, path, signed
):
    visitor.sign_in(boss)
    for _time in range(2):
        assert visitor.post(f"{path}/2", data=scored()).status_code == 303
    [row] = session.scalars(select(AssessmentModeration))
    assert (row.question, row.score, row.moderated_by_id) == (2, 1, boss.id)
    shown = visitor.page(path).get_text(" ", strip=True)
    assert "You have looked at 1." in shown
    assert "3 of 21 here" in shown
    visitor.sign_in(place.lead)
    own = visitor.page(f"{place.home}/return/{year()}").get_text(" ", strip=True)
    assert "The policy is of 2021." in own
    assert "Partly in place" in own
    rows = visitor.page(f"{place.home}/return/{year()}").select("table")[0].get_text(" ")
    assert "2.0" in rows
    assert "1.8" in rows  # leadership after moderation: 2, 1, 2, 2
    entry = session.scalar(select(TrailEntry).where(TrailEntry.action == "return.moderated"))
    assert "2021" not in str(entry.detail)
    assert verify(session) is None


def test_of_two_coordinators_the_later_sees_the_others_score(visitor, session, boss, path, signed):
    visitor.sign_in(boss)
    visitor.post(f"{path}/2", data=scored("0", "There is none."))
    late = visitor.post(f"{path}/2", data=scored("3", "It is good."))
    assert late.status_code == 409
    shown = BeautifulSoup(late.text, "html.parser").get_text(" ")
    assert "There is none." in shown
    assert "It is good." in shown
    assert len(session.scalars(select(AssessmentModeration)).all()) == 1


def test_what_a_score_needs(visitor, session, boss, path, signed):
    visitor.sign_in(boss)
    for wrong in (scored(""), scored("9"), scored(note=" "), scored(note="x" * 2001), {}):
        assert visitor.post(f"{path}/2", data=wrong).status_code == 422
    assert visitor.get(f"{path}/22").status_code == 404
    assert session.scalar(select(AssessmentModeration)) is None


def test_opening_again_needs_a_reason_and_keeps_what_was_signed(
    visitor, session, place, boss, path, signed
):
    visitor.sign_in(boss)
    visitor.post(f"{path}/2", data=scored())
    assert visitor.post(f"{path}/reopen", data={"reason": " "}).status_code == 422
    for _time in range(2):
        done = visitor.post(f"{path}/reopen", data={"reason": "Question 2 is about 2026."})
        assert done.status_code == 303
    assert [row.state.value for row in session.scalars(select(AssessmentAct))] == [
        "signed",
        "reopened",
    ]
    (letter,) = session.scalars(select(Letter)).all()
    assert (letter.recipient, letter.person_id) == (place.lead.email, place.lead.id)
    assert "Question 2 is about 2026." in letter.body
    assert f"{place.home}/return/{year()}" in letter.body
    assert "Cora" not in letter.body
    visitor.sign_in(place.lead)
    home = f"{place.home}/return/{year()}"
    assert "Question 2 is about 2026." in visitor.get(home).text
    sent = {"score": "3", "confidence": "A", "evidence": "New policy.", "seen": "1"}
    visitor.post(f"{home}/2", data=sent)
    visitor.post(f"{home}/sign", data={"sure": "y", "seen": "22"})
    assert session.scalar(select(SelfAssessment)).state.value == "signed"
    visitor.sign_in(boss)
    shown = visitor.page(path).get_text(" ", strip=True)
    assert "It was given to an earlier answer." in shown
    assert "Signed on" in shown


def test_a_lead_cannot_moderate(visitor, place, path, signed):
    visitor.sign_in(place.lead)
    for address in (path, f"{path}/1", f"{path}/print", f"{path}.csv"):
        assert visitor.get(address).status_code in (403, 404)
    assert visitor.post(f"{path}/reopen", data={"reason": "x"}).status_code in (403, 404)
    assert visitor.get("/returns").status_code == 403


def test_one_return_holds_nothing_of_another(visitor, session, place, boss, path, signed):
    signed_return(session, place.theirs, place.other_lead, year(), words="Secret of the port.")
    visitor.sign_in(boss)
    visitor.post(f"/returns/{year()}/{place.theirs.slug}/2", data=scored(note="Note for the port."))
    for address in (path, f"{path}/2", f"{path}/print", f"{path}.csv"):
        text = visitor.get(address).text
        assert "Secret of the port." not in text
        assert "Note for the port." not in text
    assert "Secret of the port." in visitor.get(f"/returns/{year()}/answers.csv").text
