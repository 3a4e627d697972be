"""The figures, dates and ticks beside an answer: typed, kept, changed, read and exported."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from elearn.models import AssessmentAnswer, AssessmentDetail
from elearn.web.clock import today


@pytest.fixture
def path(place):
    return f"{place.home}/return/{today().year}"


def typed(*, seen="0", **details):
    given = {"score": "2", "confidence": "A", "evidence": "Records.", "na_reason": "", "seen": seen}
    return given | {"then": "leave"} | {f"detail_{key}": value for key, value in details.items()}


def kept(session):
    session.expire_all()
    statement = (
        select(AssessmentAnswer.revision, AssessmentDetail.key, AssessmentDetail.value)
        .join(AssessmentDetail, AssessmentDetail.answer_id == AssessmentAnswer.id)
        .order_by(AssessmentAnswer.id, AssessmentDetail.key)
    )
    return [tuple(row) for row in session.execute(statement)]


def test_details_are_kept_with_their_answer_and_shown_again(visitor, session, place, path):
    visitor.sign_in(place.lead)
    sent = typed(formats=["e-learning", "live"], minutes_a="25", days="2/2/2026, 5/1/2026",
                 assessed="all")  # fmt: skip
    for _time in range(2):
        assert visitor.post(f"{path}/8", data=sent).status_code == 303
    assert kept(session) == [
        (1, "assessed", "all"),
        (1, "days", "2026-01-05 2026-02-02"),
        (1, "formats", "e-learning live"),
        (1, "minutes-a", "25"),
    ]
    page = visitor.page(f"{path}/8")
    ticked = page.select("[name=detail_formats][checked]")
    assert [one["value"] for one in ticked] == ["e-learning", "live"]
    assert page.select_one("[name=detail_days]")["value"] == "5/1/2026, 2/2/2026"
    assert page.select_one("[name=detail_assessed] [selected]")["value"] == "all"
    visitor.post(f"{path}/8", data=sent | {"detail_minutes_a": "30", "seen": "1"})
    assert (2, "minutes-a", "30") in kept(session)
    shown = visitor.page(f"{path}/check").get_text(" ", strip=True)
    assert "Formats: E-learning; Live, in a room" in shown
    assert "Minutes, level A: 30" in shown


@pytest.mark.parametrize(
    ("number", "details", "words"),
    [
        (2, {"policy_day": "31/9/2026"}, "is not a real date"),
        (2, {"policy_day": "1/1/2099"}, "has not come yet"),
        (2, {"policy_day": "1/1/1999"}, "before the year 2000"),
        (8, {"days": ",".join(["1/1/2026"] * 25)}, "Give at most 24 days"),
        (8, {"minutes_a": "-4"}, "Type a whole number"),
        (8, {"minutes_a": "10001"}, "Use 0 to 10,000"),
        (7, {"version": "x" * 61}, "Use at most 60 characters"),
        (6, {"types": ["labour", "nonsense"]}, "nonsense"),
        (12, {"trained_24": "40", "trained_of": "30"}, "More people are trained than are in scope"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_cure(
    visitor, session, place, path, number, details, words
):
    visitor.sign_in(place.lead)
    response = visitor.post(f"{path}/{number}", data=typed(**details))
    assert response.status_code == 422
    assert words in BeautifulSoup(response.text, "html.parser").get_text(" ")
    assert kept(session) == []


def test_what_does_not_apply_keeps_no_details(visitor, session, place, path):
    visitor.sign_in(place.lead)
    sent = typed(referrers="3") | {"score": "na", "na_reason": "We refer nobody."}
    assert visitor.post(f"{path}/16", data=sent).status_code == 303
    assert kept(session) == []
