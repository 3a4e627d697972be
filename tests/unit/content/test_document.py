"""A document is a value: it can be packed, unpacked, compared and hashed."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import date
from random import Random

import pytest

from elearn.content.packing import content_hash, from_dict, to_dict
from elearn.content.reader import read_all
from elearn.domain.marking import mark
from elearn.domain.quiz import draw
from tests.support.modules import write_modules


@pytest.fixture
def document(tmp_path):
    return read_all(write_modules(tmp_path), today=date(2026, 11, 22)).documents[0]


def test_it_goes_through_json_and_comes_back_the_same(document):
    assert from_dict(json.loads(json.dumps(to_dict(document)))) == document


def test_it_cannot_be_changed(document):
    with pytest.raises(FrozenInstanceError):
        document.title = "Another"


def test_the_hash_follows_the_content_and_nothing_else(document):
    assert content_hash(from_dict(to_dict(document))) == content_hash(document)
    assert content_hash(replace(document, title="Another")) != content_hash(document)
    assert len(content_hash(document)) == 64


def test_what_a_later_version_of_the_service_adds_does_not_stop_an_older_one(document):
    raw = to_dict(document)
    raw["added_later"] = 1
    raw["pages"][0].pop("check")
    assert from_dict(raw).screens[0].check is None


def test_pages_and_items_are_found_by_name(document):
    assert document.page("tell").title == "Tell somebody today"
    assert document.page("nowhere") is None
    assert document.item("m01-t1-04").safety_critical is False
    assert document.item("nothing") is None
    assert document.item("m01-t1-01").option("b").text == "The wrong answer"
    with pytest.raises(KeyError):
        document.page_number("nowhere")


def test_a_scenario_is_walked_by_names(document):
    [story] = document.scenarios
    choice = story.node(story.start).choice("tell")
    assert story.node(choice.next).ending == "good"
    assert story.node("nowhere") is None


def test_its_bank_can_be_drawn_from_and_marked(document):
    drawn = draw(document.bank(), document.blueprint, Random(1))
    key = {item.key: document.answer_key()[item.key] for item in drawn}
    answers = {item.key: document.item(item.key).correct for item in drawn}
    assert mark(answers, key, document.pass_share).passed
