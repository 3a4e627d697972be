"""A sort, a picture and a recording on a screen, and a story with a state."""

import pytest
from sqlalchemy import select

from elearn.models import PageSeen, ScenarioChoice
from elearn.web.headers import POLICY, POLICY_WITH_MEDIA
from tests.integration.learning.conftest import Learner
from tests.support.activities import rich_document, small_media

HOME = "/learn/rich"
SORT, STORY = f"{HOME}/first", f"{HOME}/story"


@pytest.fixture(params=["audio"])
def rich(request, make, visitor, person):
    document = rich_document("rich", "M05", "Rich", media=request.param)
    make.module("rich", code="M05", title="Rich", document=document)
    return Learner(visitor.sign_in(person), "rich")


def cards(page):
    """Field -> its card, as a person reads them."""
    return {
        fieldset.select_one("input")["name"]: fieldset.legend.get_text(strip=True)
        for fieldset in page.select("article fieldset")
    }


def sort_all(rich, group=None):
    belongs = {
        "A mattress behind a curtain": "pass-on",
        "A bolt outside a door": "pass-on",
    }
    chosen = {
        field: group or belongs.get(words, "note")
        for field, words in cards(rich.page("/first")).items()
    }
    return rich.press(SORT, expect=200, act="sort", **chosen)


def test_a_sort_asks_for_each_card_in_a_group_of_its_own(rich):
    page = rich.page("/first")
    assert len(cards(page)) == 4
    labels = [one.get_text(strip=True) for one in page.select("article label")]
    assert labels == ["Pass it on today", "Note it"] * 4
    assert not page.select("article [checked]")


def test_nothing_of_the_answer_is_in_the_page_before(rich):
    text = str(rich.page("/first"))
    for said in ("Somebody sleeps there", "Ordinary in most", "data-group", "Belongs to"):
        assert said not in text


def test_a_right_sort_is_explained_card_by_card(rich):
    text = sort_all(rich).text
    assert "All 4 are where they belong" in text
    assert "Somebody can be shut in." in text
    assert 'id="feedback"' in text


def test_a_wrong_card_says_where_it_belongs(rich):
    text = sort_all(rich, "note").text
    assert "2 of 4 are where they belong" in text
    assert "Belongs to: Pass it on today" in text
    assert "You said: Note it" in text


def test_a_card_that_was_left_out_is_named_and_the_others_are_kept(rich):
    response = rich.press(SORT, expect=200, act="sort", **{"card-1": "note"})
    assert "There is a problem" in response.text
    assert response.text.count("Choose where this goes:") == 6
    assert "are where they belong" not in response.text
    assert response.text.count("checked") == 1


def test_sorting_is_neither_marked_nor_stored(rich, session):
    sort_all(rich)
    assert session.scalars(select(PageSeen)).all() == []
    assert rich.press(SORT, act="continue").location == f"{HOME}/second"


def test_a_picture_stands_in_the_page_with_its_words(rich):
    figure = rich.page("/second").select_one("figure")
    assert figure.svg["aria-label"] == "You notice."
    assert figure.svg["role"] == "img"
    assert figure.figcaption.get_text(strip=True) == "The first step"


def test_a_recording_has_a_player_and_its_words(rich):
    response = rich.visitor.get(f"{HOME}/third")
    page = rich.page("/third")
    assert page.select_one("audio source")["src"] == f"/learn/media/{small_media().sha256}"
    assert "Good morning." in page.select_one("details").text
    assert response.headers["Content-Security-Policy"] == POLICY_WITH_MEDIA
    assert "media-src 'self'" in POLICY_WITH_MEDIA


def test_other_screens_may_play_nothing(rich):
    response = rich.visitor.get(f"{HOME}/first")
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "media-src 'none'" in POLICY


@pytest.mark.parametrize("rich", ["video"], indirect=True)
def test_a_film_has_captions(rich):
    page = rich.page("/third")
    track = page.select_one("video track")
    assert track["kind"] == "captions"
    assert track["src"] == f"/learn/media/{small_media('video').captions}"


def test_what_is_so_decides_what_is_shown_and_offered(rich):
    rich.press(STORY, act="choose", choice="ask")
    page = rich.page("/story")
    assert "You know that he is a child." in page.text
    assert [one.text for one in page.select("label")] == [
        "Tell the front door",
        "Tell your lead",
        "Wait until Monday",
    ]


def test_a_choice_that_is_not_offered_cannot_be_made(rich, session):
    rich.press(STORY, act="choose", choice="pass")
    assert "a child" not in rich.page("/story").text
    form = {"act": "choose", "version": "1", "walk": "1", "step": "1", "node": "again"}
    response = rich.visitor.post(STORY, data=form | {"choice": "tell"})
    assert "Choose what to do" in response.text
    assert len(session.scalars(select(ScenarioChoice)).all()) == 1


def test_the_ending_explains_each_choice_and_sums_it_up(rich):
    rich.press(STORY, act="choose", choice="pass")
    rich.press(STORY, act="choose", choice="wait")
    page = rich.page("/story")
    assert "Nobody knows where he is." in page.text
    assert (
        "You made one choice that missed what there was to notice "
        "and one choice that lost time." in page.text
    )
    first, second = page.select("article ol > li")
    assert "Go in" in first.text
    assert "A sign was missed" in first.text
    assert "You learn nothing." in first.text
    assert "He is gone." in second.text


def test_the_tags_are_stored_as_they_were(rich, session):
    rich.press(STORY, act="choose", choice="ask")
    rich.press(STORY, act="choose", choice="lead")
    tags = session.scalars(select(ScenarioChoice.tag).order_by(ScenarioChoice.step)).all()
    assert tags == ["safe", "right-referral"]
    assert "He is safe tonight." in rich.page("/story").text
