"""A module as it is kept on a phone: everything there is to read, and nothing about anybody."""

from datetime import date

import pytest

from elearn.learning.pages import kept_story
from tests.integration.learning.conftest import Learner
from tests.support.activities import rich_document
from tests.support.document import small_document


@pytest.fixture
def kept(learner):
    return learner.page("/kept")


def test_every_screen_is_on_one_page_under_its_own_name(learner, kept):
    screens = [one.get_text() for one in learner.page().select('main ol a[href^="/learn/"]')][:-1]
    assert [one.get_text() for one in kept.select("article > h2")] == screens
    links = [one["href"][1:] for one in kept.select("main > ol a")]
    assert links == [one["id"] for one in kept.select("article > h2")]


def test_it_has_no_name_no_token_and_nothing_to_send(kept, person, agency):
    html = str(kept)
    assert "Amina" not in html
    assert not kept.select("form, input, [data-whose]")


def test_practice_and_recordings_are_there_in_words(make, visitor, person):
    document = rich_document("rich", "M05", "Rich")
    make.module("rich", code="M05", title="Rich", document=document)
    page = Learner(visitor.sign_in(person), "rich").page("/kept")
    sorted_ = page.select_one("#first").find_parent("article")
    assert "A mattress behind a curtain" in sorted_.details.text
    assert "Pass it on today" in sorted_.details.text
    assert "Read it instead" in page.text
    assert not page.select("audio, video, source")


def test_it_is_the_version_the_learner_is_on(learner, make, module):
    assert "Version 1." in learner.page("/kept").text
    learner.press("/learn/notice-it/first", act="continue")
    document = small_document("notice-it", "M01", "Notice it anew")
    make.version(module, 2, published_on=date(2026, 11, 21), document=document)
    assert "Version 1." in learner.page("/kept").text
    assert learner.page().select_one("[data-keep]")["data-version"] == "1"


def test_the_modules_page_offers_to_keep_it_once_there_is_a_script(learner):
    offer = learner.page().select_one("[data-keep]")
    assert offer["data-keep"] == "/learn/notice-it/kept"
    assert offer.has_attr("hidden")
    assert "Keep on this phone" in offer.text


def test_every_signed_in_page_says_whose_device_it_is_and_not_who_that_is(
    learner, app, make, agency, role
):
    marks = [learner.page(path).select_one("[data-whose]")["data-whose"] for path in ("", "/quiz")]
    assert len(set(marks)) == 1
    other = app.test_client().sign_in(make.worker(agency, role, "Sam Other"))
    assert other.page("/learn").select_one("[data-whose]")["data-whose"] != marks[0]


def test_a_story_is_gone_through_on_the_page_to_each_of_its_ends(make, visitor, person):
    document = rich_document("rich", "M05", "Rich")
    make.module("rich", code="M05", title="Rich", document=document)
    page = Learner(visitor.sign_in(person), "rich").page("/kept")
    moments = {one["id"]: one.find_parent("div") for one in page.select("h3[id^=story-]")}
    first = next(iter(moments))
    ways = {
        key: [link["href"][1:] for link in one.select("details a")] for key, one in moments.items()
    }
    met, todo = set(), [first]
    while todo:
        here = todo.pop()
        if here not in met:
            met.add(here)
            todo += ways[here]
    assert met == moments.keys()
    ends = [moments[key] for key, on in ways.items() if not on]
    assert ends
    assert all(one.select_one(f'a[href="#{first}"]') for one in ends)
    assert "needs a connection. " not in moments[first].text


def test_a_story_too_large_to_keep_says_that_it_needs_a_connection(
    make, visitor, person, monkeypatch
):
    monkeypatch.setattr(kept_story, "MOST_KEPT", 1)
    document = rich_document("rich", "M05", "Rich")
    make.module("rich", code="M05", title="Rich", document=document)
    page = Learner(visitor.sign_in(person), "rich").page("/kept")
    assert "In this story you choose what to do. It needs a connection." in page.text
    assert not page.select("h3[id^=story-]")
