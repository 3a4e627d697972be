import pytest

from elearn.access.policy import Role
from elearn.domain.dates import add_months, uk_date
from elearn.web.clock import today
from tests.integration.learning.conftest import RISKY


@pytest.fixture
def ready(learner):
    learner.read_everything()
    return learner


def test_a_pass_says_so_first_and_until_when_it_holds(ready):
    page = ready.visitor.page(f"{ready.take()}/result")
    assert page.h1.text == "You passed with 2 out of 2"
    assert "The safety question was right." in page.text
    assert f"in date until {uk_date(add_months(today(), 24))}" in page.text
    button = page.select_one("main .govuk-button")
    assert button.text == "Download my certificate (PDF)"
    assert button["href"].startswith("/certificates/")


def test_the_shorter_interval_of_ones_own_agency_is_the_one_that_is_said(
    ready, make, role, module, agency
):
    make.requirement(role, module, agency=agency, refresh_months=12)
    page = ready.visitor.page(f"{ready.take()}/result")
    assert f"in date until {uk_date(add_months(today(), 12))}" in page.text


def test_not_yet_says_what_is_needed_and_offers_the_next_try(ready):
    page = ready.visitor.page(f"{ready.take(RISKY)}/result")
    assert page.h1.text == "Not yet: 0 out of 2"
    assert "You need 2 out of 2." in page.text
    assert "failed" not in page.text.lower()
    assert page.select_one("main .govuk-button").text == "Try again with fresh questions"


def test_what_one_was_sure_of_and_wrong_comes_first(ready):
    attempt = ready.start()
    ready.answer_all(attempt, RISKY, sure="5")
    ready.hand_in(attempt)
    page = ready.visitor.page(f"{attempt}/result")
    first = page.select_one(".app-card")
    assert "This is about keeping people safe." in first.text or "certain" in first.text
    assert "You said: The risky act" in " ".join(first.text.split())
    assert "The answer: The safe act" in " ".join(first.text.split())
    assert "No: it may cause harm." in first.text
    assert "Because safety comes first." in first.text
    assert first.find("a")["href"] == "/learn/notice-it/first"


def test_every_question_is_there_as_it_was_answered(ready):
    page = ready.visitor.page(f"{ready.take()}/result")
    fold = page.find("details")
    assert "See all 2 questions and answers" in fold.text
    assert len(fold.select("h3")) == 2
    assert "Yes: it keeps people safe." in fold.text


def test_a_lead_and_a_coordinator_see_no_result(ready, app, make, agency):
    attempt = ready.take(RISKY)
    for role, where in ((Role.AGENCY_LEAD, agency), (Role.COORDINATOR, None)):
        other = app.test_client().sign_in(make.somebody(role, where))
        assert other.get(f"{attempt}/result").status_code == 404


def test_tries_are_listed_on_the_front_page_with_their_results(ready):
    attempt = ready.take(RISKY)
    page = ready.page()
    assert "Try 1: not yet, 0 out of 2" in page.text
    assert page.find("a", href=f"{attempt}/result")


def topics(page):
    heading = next(one for one in page.select("main h2") if one.text == "By topic")
    rows = heading.find_next("dl").find_all("div", recursive=False)
    return {row.dt.text: " ".join(row.dd.text.split()) for row in rows}


def test_each_topic_says_what_was_right_and_where_to_read_the_rest(ready):
    page = ready.visitor.page(f"{ready.take(RISKY)}/result")
    ((name, said),) = topics(page).items()
    assert name == "Definitions, types and law"
    assert said.startswith("0 of 2 right. A safety question among what was not right")
    assert "Read again: The first idea" in said
    again = ready.visitor.page(f"{ready.take()}/result")
    assert topics(again) == {name: "Both right"}


def test_the_rules_of_another_try_count_down_to_the_pause(ready):
    said = [ready.visitor.page(f"{ready.take(RISKY)}/result").text for _ in range(3)]
    assert "After 2 more tries there is a pause of 10 minutes" in said[0]
    assert "After one more try there is a pause" in said[1]
    assert "From the third try on there is a pause" in said[2]
    assert "The next try opens" in said[2]


def test_a_try_before_a_pass_says_that_it_was_passed_since(ready):
    first = ready.take(RISKY)
    ready.take()
    assert "You have passed this quiz since." in ready.visitor.page(f"{first}/result").text
