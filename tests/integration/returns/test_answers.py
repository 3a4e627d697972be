"""The self-assessment of an agency: answered page by page, never lost, signed, opened again."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from elearn.domain.assessment import QUESTIONS
from elearn.models import AssessmentAct, AssessmentAnswer, SelfAssessment, TrailEntry
from elearn.operations.trail import verify
from elearn.returns.actions.assessments import save_answer
from elearn.returns.by import ReturnError
from elearn.web.clock import today
from tests.support.returns import answer_all, by, said, signed_return


def year():
    return today().year


def typed(score="2", *, seen="0", then="on", **more):
    given = {"score": score, "confidence": "A", "evidence": "Policy of March.", "na_reason": ""}
    return given | {"seen": seen, "then": then} | more


def rows(session):
    session.expire_all()
    found = session.scalars(select(AssessmentAnswer).order_by(AssessmentAnswer.id))
    return [(row.question, row.revision, row.score, row.evidence) for row in found]


@pytest.fixture
def path(place):
    return f"{place.home}/return/{year()}"


def test_answering_begins_the_return_and_leads_on(visitor, session, place, path):
    visitor.sign_in(place.lead)
    assert "Begin at question 1" in visitor.get(f"{place.home}/return").text
    assert session.scalar(select(SelfAssessment)) is None
    response = visitor.post(f"{path}/1", data=typed("3"))
    assert response.headers["Location"].endswith("/2")
    assert rows(session) == [(1, 1, 3, "Policy of March.")]
    left = visitor.post(f"{path}/5", data=typed("1", then="leave"))
    assert left.headers["Location"].endswith(f"/return/{year()}")
    shown = visitor.page(path).get_text(" ", strip=True)
    assert "2 of 21 questions are answered" in shown
    assert "Carry on at question 2" in shown
    page = visitor.page(f"{path}/1")
    assert page.select_one("[name=score][checked]")["value"] == "3"
    assert "Policy of March." in page.select_one("[name=evidence]").text
    assert verify(session) is None


def test_the_same_twice_is_one_answer_and_a_change_is_another(visitor, session, place, path):
    visitor.sign_in(place.lead)
    for _time in range(2):
        assert visitor.post(f"{path}/1", data=typed()).status_code == 303
    visitor.post(f"{path}/1", data=typed("3", seen="1"))
    assert rows(session) == [(1, 1, 2, "Policy of March."), (1, 2, 3, "Policy of March.")]
    saved = session.scalars(select(TrailEntry).where(TrailEntry.action == "return.answered")).all()
    assert len(saved) == 2
    assert "Policy" not in str([one.detail for one in saved])


def test_of_two_people_at_once_the_later_sees_the_others_answer(visitor, session, place, path):
    visitor.sign_in(place.lead)
    visitor.post(f"{path}/1", data=typed(evidence="Minutes of May."))
    late = visitor.post(f"{path}/1", data=typed("0", evidence="Nothing is written."))
    assert late.status_code == 409
    page = BeautifulSoup(late.text, "html.parser")
    shown = page.get_text(" ", strip=True)
    assert "Ruth Ellison saved another answer while you were writing" in shown
    assert "Minutes of May." in shown
    assert "Nothing is written." in page.select_one("[name=evidence]").text
    assert page.select_one("[name=seen]")["value"] == "1"
    assert len(rows(session)) == 1
    visitor.post(f"{path}/1", data=typed("0", seen="1", evidence="Nothing is written."))
    assert rows(session)[1][1:] == (2, 0, "Nothing is written.")


def test_what_an_answer_needs(visitor, session, place, path):
    visitor.sign_in(place.lead)
    for wrong, words in (
        (typed(""), "Choose the answer that fits best"),
        (typed("7"), "Not a valid choice"),
        (typed("3", evidence=" "), "This answer needs evidence"),
        (typed("2", confidence=""), "Say how sure you are"),
        (typed("na"), "Say why it does not apply to you"),
        (typed("2", evidence="x" * 2001), "Use at most 2,000 characters"),
        (typed("na", na_reason="x" * 501), "Use at most 500 characters"),
    ):
        response = visitor.post(f"{path}/1", data=wrong)
        assert response.status_code == 422
        assert words in BeautifulSoup(response.text, "html.parser").get_text(" ")
    assert rows(session) == []
    odd = typed(
        "na", na_reason="No\x00ne\u202e.\r\n\r\n\r\n\r\n<script>alert(1)</script>", evidence=""
    )
    assert visitor.post(f"{path}/16", data=odd).status_code == 303
    [row] = session.scalars(select(AssessmentAnswer))
    assert (row.score, row.na_reason) == (None, "None.\n\n<script>alert(1)</script>")
    for end in ("", "/16", "/check", "/print"):
        assert "<script>alert" not in visitor.get(f"{path}{end}").text


def test_addresses_that_do_not_exist(visitor, place, path):
    visitor.sign_in(place.lead)
    for end in ("/0", "/22", "/x", "/check", "/print"):
        assert visitor.get(f"{path}{end}").status_code == 404
    for other in (year() + 1, 1999):
        assert visitor.get(f"{place.home}/return/{other}").status_code == 404


def test_a_year_that_is_over_cannot_be_begun(visitor, session, place):
    visitor.sign_in(place.lead)
    old = f"{place.home}/return/{year() - 2}"
    assert "There is no return for" in visitor.get(old).text
    assert visitor.post(f"{old}/1", data=typed()).status_code == 303
    assert rows(session) == []


def test_it_is_signed_once_whole_and_then_read_only(visitor, session, place, path):
    visitor.sign_in(place.lead)
    visitor.post(f"{path}/1", data=typed())
    visitor.post(f"{path}/sign", data={"sure": "y", "seen": "1"})
    assert session.scalar(select(SelfAssessment)).signed_at is None
    answer_all(session, place.ours, place.lead, year())
    page = visitor.page(f"{path}/check")
    seen = page.select_one("main [name=seen]")["value"]
    assert seen == "21"
    assert visitor.post(f"{path}/sign", data={"seen": seen}).status_code == 422
    for _time in range(2):
        assert visitor.post(f"{path}/sign", data={"sure": "y", "seen": seen}).status_code == 303
    found = session.scalar(select(SelfAssessment))
    assert (found.state.value, found.signed_by_id) == ("signed", place.lead.id)
    assert len(session.scalars(select(AssessmentAct)).all()) == 1
    shown = visitor.page(path).get_text(" ", strip=True)
    assert "Signed by Ruth Ellison on" in shown
    before = rows(session)
    assert visitor.post(f"{path}/1", data=typed("0", seen="1")).status_code == 303
    assert visitor.get(f"{path}/1").status_code == 303
    assert rows(session) == before
    with pytest.raises(ReturnError):
        save_answer(
            session, agency_id=place.ours.id, year=year(), question=1, said=said(0), seen=1,
            by=by(place.lead),
        )  # fmt: skip


def test_answers_changed_since_they_were_read_are_not_signed(visitor, session, place, path):
    visitor.sign_in(place.lead)
    answer_all(session, place.ours, place.lead, year())
    visitor.post(f"{path}/1", data=typed("0", seen="1"))
    visitor.post(f"{path}/sign", data={"sure": "y", "seen": "21"})
    assert session.scalar(select(SelfAssessment)).signed_at is None
    assert "Answers were changed" in visitor.get(f"{path}/check").text


def test_the_year_before_stands_beside_the_question(visitor, session, place, path):
    signed_return(session, place.ours, place.lead, year() - 1, words="Plan of last year.")
    signed_return(session, place.theirs, place.other_lead, year() - 1, words="Secret of the port.")
    visitor.sign_in(place.lead)
    shown = visitor.page(f"{path}/2").get_text(" ", strip=True)
    assert "Plan of last year." in shown
    assert "2, It was reviewed in time" in shown
    assert "Secret of the port." not in shown


def test_the_files_hold_every_answer(visitor, session, place, path):
    answer_all(session, place.ours, place.lead, year(), words='=HYPERLINK("x")')
    visitor.sign_in(place.lead)
    file = visitor.get(f"{path}.csv")
    lines = file.text.splitlines()
    assert len(lines) == 1 + len(QUESTIONS)
    assert "'=HYPERLINK" in lines[1]
    assert visitor.get(f"{path}.xlsx").status_code == 200
    assert visitor.get(f"{path}/print").status_code == 200


def test_a_lead_sees_and_answers_only_their_own(visitor, session, place, path):
    signed_return(session, place.theirs, place.other_lead, year(), words="Secret of the port.")
    visitor.sign_in(place.lead)
    theirs = f"/agencies/{place.theirs.slug}/return"
    for end in ("", f"/{year()}", f"/{year()}.csv", f"/{year()}/1", f"/{year()}/check"):
        assert visitor.get(f"{theirs}{end}").status_code == 404
    assert visitor.post(f"{theirs}/{year()}/1", data=typed()).status_code == 404
    assert visitor.post(f"{theirs}/{year()}/sign", data={"sure": "y"}).status_code == 404
    visitor.post(f"{path}/1", data=typed("3"))
    for end in ("", ".csv", "/1", "/check", "/print"):
        assert "Secret of the port." not in visitor.get(f"{path}{end}").text
    assert visitor.get("/returns").status_code == 403
    assert visitor.get(f"/returns/{year()}/{place.theirs.slug}").status_code == 404
