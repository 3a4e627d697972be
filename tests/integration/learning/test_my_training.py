"""My training explains itself: where one was, what changed and why, and what is not asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.domain.dates import uk_date
from elearn.feedback.actions.surveys import open_survey
from elearn.feedback.by import By
from elearn.models import Certificate, Need, PageSeen, Survey
from elearn.records.actions import revoke_completion
from elearn.web.clock import now, today
from tests.integration.learning.conftest import Learner
from tests.integration.learning.test_training import cards
from tests.support.document import small_document


@pytest.fixture
def required(make, role, module):
    return make.requirement(role, module, start=today() - timedelta(days=900))


@pytest.fixture
def second(make, role):
    """A module of the same kind that is due first."""
    module = make.module(
        "respond",
        code="M02",
        title="Respond",
        document=small_document("respond", "M02", "Respond"),
    )
    make.requirement(role, module)
    return module


def lines(page, heading):
    """The points under a heading."""
    found = next(one for one in page.select("main h2") if one.text == heading)
    return [" ".join(one.text.split()) for one in found.find_next("ul").select("li")]


def buttons(page):
    every = page.select("main .govuk-button:not(.govuk-button--secondary)")
    return [(one.find(string=True).strip(), one["href"]) for one in every]


def test_the_one_button_goes_on_from_the_very_screen(learner, required, second):
    learner.press("/learn/notice-it/first", act="continue")
    page = learner.visitor.page("/learn")
    section = page.select_one("#carry-on").parent
    assert section.h2.text == "Where you were: Notice it"
    assert "In progress: screen 2 of 3" in section.text
    assert buttons(page) == [("Carry on at screen 2", "/learn/notice-it/second")]
    assert [card.h2.text for card in cards(page)] == ["Respond", "Notice it"]
    assert "Finish the one you have begun, then do the others in this order." in page.text


def test_or_into_the_quiz_at_the_first_question_without_an_answer(learner, required, second):
    learner.read_everything()
    attempt = learner.start()
    learner.answer(attempt, 1)
    page = learner.visitor.page("/learn")
    assert "In progress: the quiz, 1 of 2 questions answered" in page.text
    assert buttons(page) == [("Carry on with the quiz", attempt)]
    assert learner.visitor.page(attempt).select_one('[name="answer-2"]')


def test_what_was_done_last_goes_before_what_was_done_earlier(learner, session, required, second):
    learner.press("/learn/notice-it/first", act="continue")
    session.execute(
        PageSeen.__table__.update().values(seen_at=datetime.now(UTC) - timedelta(days=2))
    )
    other = Learner(learner.visitor, "respond")
    other.press("/learn/respond/first", act="continue")
    page = learner.visitor.page("/learn")
    assert not page.select_one("#carry-on")
    assert buttons(page) == [("Carry on at screen 2", "/learn/respond/second")]


def test_a_module_that_nobody_asks_for_is_carried_on_too(learner, module):
    learner.press("/learn/notice-it/first", act="continue")
    page = learner.visitor.page("/learn")
    assert buttons(page) == [("Carry on at screen 2", "/learn/notice-it/second")]


def test_what_was_left_long_ago_or_is_done_is_not_where_one_was(learner, session, module):
    learner.press("/learn/notice-it/first", act="continue")
    long_ago = datetime.now(UTC) - timedelta(days=91)
    session.execute(PageSeen.__table__.update().values(seen_at=long_ago))
    session.commit()
    assert not learner.visitor.page("/learn").select_one("#carry-on")
    learner.read_everything()
    learner.take()
    assert not learner.visitor.page("/learn").select_one("#carry-on")


def test_how_long_everything_takes_and_in_which_order(learner, required, second):
    said = learner.visitor.page("/learn").select_one(".app-lede").text
    assert "Together they take about 20 minutes. Do them in this order." in said


def test_a_changed_role_is_explained(visitor, make, agency, role):
    day = today() - timedelta(days=9)
    person = make.worker(agency, role, end=day)
    make.posting(person, agency, make.role("R4", name="MASH practitioner"), start=day)
    (said,) = lines(visitor.sign_in(person).page("/learn"), "What changed for you")
    assert said.startswith(
        f"On {uk_date(day)} you moved from Housing officer at Northmoor Council "
        "to MASH practitioner at Northmoor Council."
    )


def test_work_that_began_and_work_that_ended_are_explained(visitor, make, agency, role):
    person = make.worker(agency, role, end=today() - timedelta(days=3))
    make.posting(person, make.agency("Hill School"), role, start=today() - timedelta(days=5))
    ended, began = lines(visitor.sign_in(person).page("/learn"), "What changed for you")
    assert ended.startswith("Your work as Housing officer at Northmoor Council ended on")
    assert began.startswith(f"On {uk_date(today() - timedelta(days=5))} you started as")


def test_what_changed_long_ago_is_not_news(learner, required):
    assert "What changed for you" not in learner.visitor.page("/learn").text


def test_an_absence_says_since_when_and_that_nothing_is_late(learner, make, person, required):
    since = today() - timedelta(days=100)
    make.absence(person, since, today() + timedelta(days=30))
    page = learner.visitor.page("/learn")
    (said,) = lines(page, "What changed for you")
    assert f"since {uk_date(since)} until {uk_date(today() + timedelta(days=30))}" in said
    (card,) = cards(page)
    assert "Waits until you are back" in card.text
    assert "so it is not late" in card.text


def test_a_rule_that_begins_later_is_not_put_down_to_the_first_day(learner, make, role, module):
    make.requirement(role, module, start=today() - timedelta(days=5))
    (card,) = cards(learner.visitor.page("/learn"))
    assert "You started there" not in card.text


def test_a_withdrawn_certificate_is_explained_and_the_module_asked_for_again(
    learner, make, session, person, module, required
):
    completion = make.completion(person, module, today() - timedelta(days=30))
    session.add(
        Certificate(completion_id=completion.id, code="NM7K-4QXR-92TD", issued_at=datetime.now(UTC))
    )
    revoke_completion(
        session, completion_id=completion.id, on=today(), reason="Not hers.", now=datetime.now(UTC)
    )
    session.commit()
    page = learner.visitor.page("/learn")
    (said,) = lines(page, "What changed for you")
    assert said.startswith("Your Notice it of")
    assert said.endswith("The reason: Not hers.")
    assert len(cards(page)) == 1


def test_an_agency_says_why_it_does_not_ask_for_a_module(learner, make, agency, role, module):
    make.requirement(role, module)
    make.requirement(role, module, Need.NOT_ASKED, agency=agency, reason="We do M11 instead")
    page = learner.visitor.page("/learn")
    assert not cards(page)
    assert "Northmoor Council does not ask for it. Its reason: We do M11 instead." in page.text
    assert "Your work asks for no module" in page.text


def test_and_why_it_leaves_one_to_you(learner, make, agency, role, module):
    make.requirement(role, module)
    make.requirement(role, module, Need.OFFERED, agency=agency, reason="Small team")
    assert "Northmoor Council leaves it to you. Its reason: Small team." in (
        learner.visitor.page("/learn").text
    )


def test_the_result_of_a_withdrawn_certificate_offers_no_file(learner, session):
    learner.read_everything()
    attempt = learner.take()
    (certificate,) = session.scalars(select(Certificate)).all()
    revoke_completion(
        session,
        completion_id=certificate.completion_id,
        on=today(),
        reason="Not hers.",
        now=datetime.now(UTC),
    )
    session.commit()
    page = learner.visitor.page(f"{attempt}/result")
    assert "Its certificate was withdrawn" in page.text
    assert page.select_one("main .govuk-button")["href"] == "/certificates"
    assert certificate.code not in page.text


def test_a_staff_survey_is_told_of_while_it_is_open(visitor, person, session):
    visitor.sign_in(person)
    assert "staff survey" not in visitor.page("/learn").text
    survey = open_survey(
        session,
        opens_on=today(),
        closes_on=today() + timedelta(days=9),
        once="only-once-in-a-test",
        agency_kinds=["AT1"],
        by=By(person.id, now(), today()),
    )
    session.commit()
    page = visitor.page("/learn")
    assert page.select_one('main a[href="/survey"]').text == "Eight questions, without your name"
    session.get_one(Survey, survey).closed_on = today()
    session.commit()
    assert "staff survey" not in visitor.page("/learn").text
