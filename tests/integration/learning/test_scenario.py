from dataclasses import replace

import pytest
from sqlalchemy import select

from elearn.models import ScenarioChoice
from tests.support.document import small_document, small_scenario

STORY = "/learn/notice-it/story"


@pytest.fixture
def kept(session):
    def rows():
        chosen = select(ScenarioChoice.walk, ScenarioChoice.step, ScenarioChoice.choice)
        return [tuple(row) for row in session.execute(chosen.order_by(ScenarioChoice.id))]

    return rows


def test_a_scenario_shows_one_moment_at_a_time(learner):
    page = learner.page("/story")
    assert "You see something." in page.text
    assert [one.text for one in page.select("label")] == ["Tell your lead", "Wait a week"]
    assert "Good." not in page.text
    assert "Help came." not in page.text


def test_a_choice_is_kept_and_explained_before_the_story_goes_on(learner, kept):
    there = learner.press(STORY, act="choose", choice="wait").location
    page = learner.visitor.page(there)
    assert "Wait a week" in page.text
    assert "Time was lost" in page.text
    assert "They are moved." in page.text
    assert kept() == [(1, 0, "wait")]


def test_the_ending_explains_the_way_that_was_taken(learner):
    page = learner.visitor.page(learner.press(STORY, act="choose", choice="wait").location)
    ending = learner.visitor.page(page.select_one("article a.govuk-button")["href"])
    assert "It went badly" in ending.text
    assert "It was too late." in ending.text
    assert "Wait a week" in ending.select_one("ol").text
    assert "Time was lost" in ending.select_one("ol").text


def test_one_cannot_go_on_before_an_ending(learner, session):
    response = learner.visitor.post(STORY, data={"act": "continue", "version": "1"})
    assert response.location == STORY
    assert learner.page().select_one("main .govuk-button").text.startswith("Start at screen 1")


def test_after_an_ending_one_may_go_on_or_start_again(learner, kept):
    learner.press(STORY, act="choose", choice="wait")
    page = learner.page("/story")
    again = page.find("a", string="Start again and try another way")["href"]
    learner.press(again, act="choose", choice="tell")
    assert kept() == [(1, 0, "wait"), (2, 0, "tell")]
    assert "It went well" in learner.page("/story").text
    assert learner.press(STORY, act="continue").location == "/learn/notice-it/quiz"


def test_resuming_is_at_the_moment_where_it_was_left(learner):
    learner.press(STORY, act="choose", choice="tell")
    assert "Help came." in learner.page("/story").text


def test_the_same_choice_sent_twice_counts_once(learner, kept):
    form = {"act": "choose", "version": "1", "walk": "1", "step": "0", "node": "see"}
    first = learner.visitor.post(STORY, data=form | {"choice": "tell"})
    second = learner.visitor.post(STORY, data=form | {"choice": "wait"})
    assert first.location == second.location
    assert kept() == [(1, 0, "tell")]
    assert "Told the right people" in learner.visitor.page(second.location).text


@pytest.mark.parametrize(
    "change",
    [
        {"choice": ""},
        {"choice": "nonsense"},
        {"choice": ["tell", "wait"]},
        {"choice": "x" * 5000},
        {"node": "told"},
        {"step": "7"},
        {"step": "-1"},
        {"step": "9" * 30},
        {"version": "2"},
        {"version": "nonsense"},
    ],
)
def test_a_hostile_choice_changes_nothing(learner, kept, change):
    form = {"act": "choose", "version": "1", "walk": "1", "step": "0", "node": "see"}
    response = learner.visitor.post(STORY, data=form | {"choice": "tell"} | change)
    assert response.status_code in (200, 303)
    assert kept() == []


def test_a_walk_that_never_was_is_read_as_the_latest(learner):
    learner.press(STORY, act="choose", choice="tell")
    for walk in ("99", "0", "-3", "x", "9" * 40):
        assert "Help came." in learner.visitor.page(f"{STORY}?walk={walk}&step=99").text


@pytest.mark.parametrize("law", [True, False])
def test_a_story_that_holds_law_says_as_at_when(visitor, person, make, law):
    story = replace(small_scenario(), law_sensitive=law)
    document = small_document("law-in-it", "M09", "Law in it", pages=(story,))
    make.module("law-in-it", code="M09", title="Law in it", document=document)
    visitor.sign_in(person)
    assert ("Law as at 1 November 2026." in visitor.page("/learn/law-in-it/story").text) is law
