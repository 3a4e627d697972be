"""A question that is written for others and read back is the same question."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.exchange.foreign import Rich
from elearn.content.exchange.gift_reading import read_gift
from elearn.content.exchange.gift_writing import write_gift
from elearn.content.exchange.html_markdown import convert
from elearn.content.exchange.leaving import Leaving
from elearn.content.exchange.moodle_reading import read_moodle
from elearn.content.exchange.moodle_writing import write_moodle
from elearn.content.exchange.taking import Draft, take
from elearn.content.faults import Findings
from elearn.content.item_building import build_items
from elearn.content.item_schema import ItemEntry, QuestionsFile
from elearn.content.loading import QuestionsPart, load_module
from elearn.content.yaml_text import Marked
from elearn.domain.typing_slips import canonical

OURS = Path(__file__).parents[4] / "modules"
SIGNS = list("abc XY12 .,:;?!'\"“”()[]{}<>=~#%&*_`\\|/+-->£é\u00a0")


def through(kind, entries, topic):
    """The questions written in a format and read again: their drafts, as questions."""
    leaving = Leaving(lambda html: html)
    written = [leaving.question(one, topic=topic, category=f"m/{topic}") for one in entries]
    if kind == "gift":
        found = read_gift(write_gift(written)).questions
    else:
        found = read_moodle(write_moodle(written)).questions
    drafts = [take(one, topic=topic, level="A") for one in found]
    for one in drafts:
        assert isinstance(one, Draft), one
        assert one.to_add == (), one
        assert set(one.losses) <= {"a formula stays as it was typed"}, one
    return [ItemEntry.model_validate(dict(one.item)) for one in drafts]


def built(entries, topic):
    model = QuestionsFile.model_construct(topic=topic, items=list(entries))
    items = build_items([QuestionsPart(topic.lower(), Marked("", [], Findings()), model)])
    return [{one.name: even(getattr(item, one.name)) for one in fields(item)} for item in items]


def even(value):
    """Ends of lines and runs of spaces read as one space."""
    return re.sub(r"\s+", " ", value) if isinstance(value, str) else value


@pytest.mark.parametrize("kind", ["gift", "xml"])
def test_our_own_bank_comes_back_whole(kind):
    number = 0
    for folder in sorted(path.parent for path in OURS.glob("*/module.yaml")):
        for part in load_module(folder, Findings()).questions:
            entries, topic = part.model.items, part.model.topic
            assert built(through(kind, entries, topic), topic) == built(entries, topic)
            number += len(entries)
    assert number > 400


@st.composite
def markdown(draw):
    """Inline Markdown without a fault, of any signs, some of it bold."""
    words = draw(st.text(st.sampled_from(SIGNS), min_size=1, max_size=20))
    text = convert(Rich(f"x{words}y", "plain")).inline
    return f"**Bold** {text}" if draw(st.booleans()) else text


PLAIN = st.text(st.sampled_from(SIGNS), min_size=1, max_size=20).map(
    lambda words: " ".join(f"a{words}b".split())
)
HEAD = {
    "id": "m01-t1-01", "subtag": "signs", "source": "facts -- A1 -->", "read_again": "first",
}  # fmt: skip


def options(draw, number, right, *, tags=False):
    made = []
    for at in range(number):
        one = {"text": draw(markdown()), "feedback": draw(markdown()), "correct": at in right}
        made.append(one | ({"tag": "safe"} if tags else {}))
    return made


@st.composite
def entries(draw):
    """A question of any type, with texts of any signs."""
    kind = draw(st.sampled_from(
        ["single", "multiple", "true-false", "decision", "matching", "ordering", "short"]
    ))  # fmt: skip
    facts = HEAD | {
        "type": kind,
        "level": draw(st.sampled_from("ABC")),
        "setting": draw(st.sampled_from(["any", "health"])),
        "safety_critical": draw(st.booleans()),
        "text": draw(markdown()),
        "why": draw(markdown()),
    }
    number = draw(st.integers(3, 5))
    if kind in ("single", "decision"):
        facts["options"] = options(draw, number, {draw(st.integers(0, number - 1))},
                                   tags=kind == "decision")  # fmt: skip
    if kind == "decision":
        facts["situation"] = f"{draw(markdown())}\n\n{draw(markdown())}"
    if kind == "multiple":
        facts["options"] = options(draw, number, set(range(draw(st.integers(1, number - 1)))))
        facts["scoring"] = draw(st.sampled_from(["partial", "all-or-nothing"]))
    if kind == "true-false":
        words = draw(st.permutations(["True", "False"]))
        facts["options"] = [
            one | {"text": word}
            for one, word in zip(options(draw, 2, {draw(st.integers(0, 1))}), words, strict=True)
        ]
    if kind == "matching":
        rights = draw(st.lists(PLAIN, min_size=number, max_size=number, unique_by=canonical))
        facts["pairs"] = [
            {"left": draw(markdown()), "right": convert(Rich(one, "plain")).inline,
             "feedback": draw(markdown())}
            for one in rights
        ]  # fmt: skip
    if kind == "ordering":
        facts["steps"] = [
            {"text": draw(markdown()), "feedback": draw(markdown())} for _ in range(number)
        ]
    if kind == "short":
        facts["accepted"] = draw(st.lists(PLAIN, min_size=1, max_size=4, unique_by=canonical))
        facts["typos"] = draw(st.integers(0, 2))
        facts["feedback"] = {"right": draw(markdown()), "wrong": draw(markdown())}
    return ItemEntry.model_validate(facts)


@settings(max_examples=80, deadline=None)
@given(entries(), st.sampled_from(["gift", "xml"]))
def test_any_question_comes_back_as_it_was(entry, kind):
    assert built(through(kind, [entry], "T1"), "T1") == built([entry], "T1")


def test_a_question_of_another_topic_is_not_taken():
    entry = load_module(OURS / "housing", Findings()).questions[0].model.items[0]
    written = Leaving(lambda html: html).question(entry, topic="T3", category="housing/T3")
    (found,) = read_gift(write_gift([written])).questions
    assert take(found, topic="T4", level="B").why == "it belongs to topic T3"


def test_what_cannot_go_along_is_told():
    entry = next(
        one
        for path in sorted(OURS.glob("*/module.yaml"))
        for part in load_module(path.parent, Findings()).questions
        for one in part.model.items
        if one.type == "matching"
    )
    first = entry.pairs[0].model_copy(update={"right": "**Bold**"})
    bold = entry.model_copy(update={"pairs": [first, *entry.pairs[1:]]})
    leaving = Leaving(lambda html: html)
    leaving.question(bold, topic="T1", category="m/T1")
    assert leaving.losses == [(entry.id, 'bold or links in "Bold" cannot go along')]
