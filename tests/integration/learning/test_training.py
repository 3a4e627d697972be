from datetime import date, timedelta

import pytest

from elearn.domain.dates import add_months, uk_date
from elearn.models import Need
from elearn.web.clock import today
from tests.support.document import small_document


@pytest.fixture
def required(make, role, module):
    return make.requirement(role, module)


def cards(page):
    return page.select("main article.app-card")


def test_my_training_says_what_by_when_and_why(learner, make, role, module):
    person = make.person("New Starter")
    began = today() - timedelta(days=10)
    make.posting(person, make.agency("Port Authority"), role, start=began)
    make.requirement(role, module, grace_days=60, refresh_months=24)
    page = learner.visitor.sign_in(person).page("/learn")
    (card,) = cards(page)
    assert f"is due on {uk_date(began + timedelta(days=60))}" in page.select_one(".app-lede").text
    assert "It takes about 10 minutes" in page.select_one(".app-lede").text
    assert "You may be the only one who notices." in card.text
    assert "Because of your work at Port Authority: Housing officer." in card.text
    assert "every 24 months" in card.text
    assert f"You started there on {uk_date(began)}, so you have until" in card.text
    assert "Not started" in card.text


def test_whoever_works_in_the_mash_is_told_that_this_is_why(visitor, make, role, module, required):
    agency = make.agency("Northmoor Council")
    person = make.worker(agency, role, team=make.team(agency, "Front door", is_mash=True))
    (card,) = cards(visitor.sign_in(person).page("/learn"))
    assert "Because you work in the MASH at Northmoor Council." in card.text


def test_an_agencys_own_rule_is_explained_with_its_reason(learner, make, agency, role, module):
    make.requirement(role, module, Need.OFFERED)
    make.requirement(role, module, agency=agency, refresh_months=12, reason="Agreed after a review")
    (card,) = cards(learner.visitor.page("/learn"))
    assert "Northmoor Council has its own rule for this." in card.text
    assert "Its reason: Agreed after a review." in card.text
    assert "every 12 months" in card.text


def test_two_postings_are_both_named_and_the_shorter_interval_counts(
    learner, make, person, module, role, required
):
    other = make.role("R12", name="Designated safeguarding lead")
    make.posting(person, make.agency("Hill School"), other)
    make.requirement(other, module, refresh_months=12)
    make.completion(person, module, today() - timedelta(days=400))
    (card,) = cards(learner.visitor.page("/learn"))
    assert "Northmoor Council: Housing officer" in card.text
    assert "Hill School: Designated safeguarding lead" in card.text
    assert "the shorter one counts for you" in card.text
    assert "Expired" in card.text


def test_what_builds_on_another_module_comes_after_it(learner, make, role, module):
    make.requirement(role, module, grace_days=30)
    later = make.module(
        "respond",
        code="M02",
        title="Respond",
        document=small_document("respond", "M02", "Respond", prerequisites=("M01",)),
    )
    make.requirement(role, later)
    first, second = cards(learner.visitor.page("/learn"))
    assert first.h2.text == "Notice it"
    assert "Do this first: Notice it." in second.text


def test_only_the_first_thing_has_the_primary_button(learner, make, role, module, required):
    other = make.module("other", code="M05", title="Other")
    make.requirement(role, other)
    page = learner.visitor.page("/learn")
    assert len(page.select("main .govuk-button:not(.govuk-button--secondary)")) == 1


def test_what_is_in_date_is_held_and_nothing_is_due(learner, make, person, module, required):
    done = today() - timedelta(days=30)
    make.completion(person, module, done)
    page = learner.visitor.page("/learn")
    ends = add_months(done, 24)
    assert not cards(page)
    assert page.select_one(".app-lede").text == (
        f"Nothing is due. Your next training is in {uk_date(ends).split(' ', 1)[1]}."
    )
    assert f"In date until {uk_date(ends)}" in page.text
    assert f"Passed {uk_date(done)}" in page.text


def test_what_runs_out_soon_is_to_do_and_says_until_when(learner, make, person, module, required):
    done = add_months(today() + timedelta(days=20), -24)
    make.completion(person, module, done)
    (card,) = cards(learner.visitor.page("/learn"))
    assert "Due soon" in card.text
    assert "In date until" in card.text


def test_a_module_offered_is_listed_apart(learner, make, role, module):
    make.requirement(role, module, Need.OFFERED)
    page = learner.visitor.page("/learn")
    assert not cards(page)
    assert "Offered to you" in page.text
    assert "Nothing is due." in page.text


def test_somebody_without_a_posting_is_told_and_may_take_any_module(visitor, make, module):
    page = visitor.sign_in(make.person()).page("/learn")
    assert "list of staff today" in page.text
    assert page.find("a", href="/learn/notice-it")


def test_my_training_shows_nobody_elses(learner, make, agency, role, module, required):
    colleague = make.worker(agency, role, "Somebody Else")
    make.completion(colleague, module, date(2026, 3, 1))
    page = learner.visitor.page("/learn")
    assert "Somebody Else" not in page.text
    assert "1 March 2026" not in page.text


def test_an_absence_is_explained(learner, make, person, module, required):
    make.absence(person, today() - timedelta(days=120))
    assert "on record as away" in learner.visitor.page("/learn").text


def test_an_open_quiz_is_where_the_button_leads(learner, required):
    learner.read_everything()
    attempt = learner.start()
    button = learner.visitor.page("/learn").select_one("main .govuk-button")
    assert button.text.startswith("Carry on with the quiz")
    assert button["href"] == attempt


def test_the_front_page_lists_the_screens_with_what_is_done(learner):
    learner.press("/learn/notice-it/first", act="continue")
    page = learner.page()
    rows = page.select("main ol li")
    assert [row.a.text for row in rows][:2] == ["The first idea", "The second idea"]
    assert "done" in rows[0].text
    assert "done" not in rows[1].text
    assert "Say what you saw." in page.text
    assert "Quiz: 2 questions" in page.text


def test_the_front_page_and_the_quiz_say_the_day_of_ones_own_agency(
    learner, make, person, agency, role, module
):
    make.requirement(role, module, agency=agency, refresh_months=12)
    done = today() - timedelta(days=30)
    make.completion(person, module, done)
    learner.read_everything()
    day = uk_date(add_months(done, 12))
    assert f"In date until {day}" in learner.page().text
    assert f"it is in date until {day}" in learner.page("/quiz").text
