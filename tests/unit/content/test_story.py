"""Stories with a state: how they go on, what the checker finds, and that nobody gets stuck."""

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.faults import Findings
from elearn.content.loading import ModuleParts, ScenarioPart
from elearn.content.pages import Choice, Node, Scenario
from elearn.content.scenario_checks import check_scenarios
from elearn.content.story import MOST_MOMENTS, begin, changed, explore, go, offered, shown
from elearn.content.yaml_text import read_yaml
from tests.support.activities import ADULT, CHILD, STORY_YAML, boy_at_the_gate

STORY = boy_at_the_gate()


def faults_of(text):
    findings = Findings()
    marked = read_yaml(text, file="story.yaml", findings=findings)
    check_scenarios(ModuleParts("small", "small", scenarios=[ScenarioPart(1, "s", marked, None)]))
    return [f"{one.line}: {one.path}: {one.message}" for one in sorted(findings.faults)]


def after(old, new):
    assert old in STORY_YAML
    return faults_of(STORY_YAML.replace(old, new, 1))


def node(name):
    return STORY.node(name)


def test_what_is_so_follows_from_the_choices():
    moment = begin(STORY)
    assert (moment.node, moment.state) == ("meet", ADULT)
    ask, passed = offered(node("meet"), ADULT)
    assert go(ask, ADULT).state == CHILD
    assert go(passed, ADULT).state == ADULT


def test_a_choice_is_offered_only_when_it_holds():
    assert [one.id for one in offered(node("again"), ADULT)] == ["lead", "wait"]
    assert [one.id for one in offered(node("again"), CHILD)] == ["tell", "lead", "wait"]


def test_the_same_choice_leads_elsewhere_when_the_story_stands_otherwise():
    lead = node("again").choice("lead")
    assert go(lead, ADULT).node == "asked"
    assert go(lead, CHILD).node == "helped"


def test_what_a_choice_sets_is_so_before_it_is_asked_where_it_leads():
    choice = node("again").choice("lead")
    turned = Choice(choice.id, "", "", "", choice.next, sets=CHILD, turns=choice.turns)
    assert go(turned, ADULT).node == "helped"


def test_more_is_shown_when_it_holds():
    assert "a child" not in shown(node("again"), ADULT)
    assert shown(node("again"), CHILD).endswith("<p>You know that he is a child.</p>")


def test_every_moment_of_the_story_is_found():
    assert {(one.node, dict(one.state)["age"]) for one in explore(STORY)} == {
        ("meet", "adult"),
        ("again", "adult"),
        ("again", "child"),
        ("asked", "adult"),
        ("helped", "child"),
        ("gone", "adult"),
        ("gone", "child"),
    }


def test_the_story_has_no_faults():
    assert faults_of(STORY_YAML) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("set: {age: child}", "set: {agw: child}", "agw: is not in state at the top. Did you mean"),
        (
            "when: {age: child}\n",
            "when: {age: chld}\n",
            "age: is never chld. It can be adult or ch",
        ),
        ("next: asked\n", "next: askd\n", "next: There is no node askd. Did you mean asked?"),
        (
            "child}, next: helped",
            "child}, next: hlp",
            "next: There is no node hlp. Did you mean he",
        ),
        ("child}, next: helped", "adult}, next: asked", ""),
        ("when: {age: child}, text", "when: {age: adult}, text", ""),
        ("set: {age: child}\n", "when: {age: adult}\n", "is never child. It can be adult"),
        ("state: {age: adult}\n", "", "is not in state at the top. Write there what is so"),
        ("gone: {ending: poor,", "gone: {choices: [],", "nodes.gone: never comes to an ending"),
    ],
)
def test_a_story_is_held_to_its_facts(old, new, expected):
    found = after(old, new)
    assert (not found) if not expected else any(expected in fault for fault in found), found


def test_two_choices_at_least_always_remain():
    found = after("        tag: delay\n", "        tag: delay\n        when: {age: child}\n")
    assert found == [
        "22: nodes.again: offers 1 of its choices when age: adult. Two at least must remain."
    ]


def test_a_choice_that_nobody_can_be_offered_is_told():
    story = STORY_YAML.replace("set: {age: child}\n", "when: {age: adult}\n", 1)
    story = story.replace("        next: gone\n", "        next: gone\n        set: {age: child}\n")
    found = faults_of(story)
    assert any("choices[1].when: never holds here" in one for one in found), found
    assert any("next_when[1]: never happens" in one for one in found), found
    assert any("also[1]: is never shown" in one for one in found), found


def test_a_loop_that_only_one_state_is_caught_in_is_told():
    story = STORY_YAML.replace("next: gone\n", "next: again\n", 1)
    story = story.replace("        next: asked\n", "        next: again\n", 1)
    found = faults_of(story)
    assert any("nodes.again: never comes to an ending when age: adult." in one for one in found), (
        found
    )


def test_a_story_that_nobody_could_check_is_refused():
    facts = {f"fact-{number}": "no" for number in range(6)}
    choices = [
        {"id": f"c{number}-{value}", "set": {f"fact-{number}": f"v{value}"}, "next": "a",
         "when": {f"fact-{number}": "no"}}
        for number in range(6) for value in range(4)
    ]  # fmt: skip
    nodes = {"a": {"choices": [*choices, {"id": "end", "next": "z"}]}, "z": {"ending": "good"}}
    [fault] = faults_of(json.dumps({"state": facts, "start": "a", "nodes": nodes}))
    assert f"makes more than {MOST_MOMENTS:,} different moments" in fault


NAMES = ("a", "b", "c", "d")
FACTS = st.dictionaries(st.sampled_from(["p", "q"]), st.sampled_from(["x", "y"]), max_size=2)


@st.composite
def stories(draw):
    """Stories as an author might write them, most of them with faults."""
    nodes = {}
    for name in NAMES[: draw(st.integers(2, 4))]:
        if draw(st.booleans()) and nodes:
            nodes[name] = {"ending": "good"}
            continue
        nodes[name] = {"choices": [draw(_choices(at)) for at in range(draw(st.integers(2, 3)))]}
    return {"state": {"p": "x", "q": "x"}, "start": "a", "nodes": nodes}


def _choices(at):
    return st.fixed_dictionaries(
        {"id": st.just(f"c{at}"), "next": st.sampled_from(NAMES)},
        optional={
            "set": FACTS,
            "when": FACTS,
            "next_when": st.lists(
                st.fixed_dictionaries({"when": FACTS, "next": st.sampled_from(NAMES)}), max_size=1
            ),
        },
    )


def ways(story, name, state):
    """An interpreter of its own: the choices that can be made and where each leads."""
    for choice in story["nodes"][name].get("choices", ()):
        if choice.get("when", {}).items() <= state.items():
            then = {**state, **choice.get("set", {})}
            turns = [one["next"] for one in choice.get("next_when", ())
                     if one["when"].items() <= then.items()]  # fmt: skip
            yield (turns or [choice["next"]])[0], then


@settings(max_examples=300, deadline=None)
@given(stories(), st.integers(0, 2**32))
def test_whoever_walks_at_random_always_has_a_choice_and_can_always_end(story, seed):
    if faults_of(json.dumps(story)):
        return
    rng, name, state = Random(seed), story["start"], story["state"]
    for _ in range(20):
        if "ending" in story["nodes"][name]:
            return
        left = list(ways(story, name, state))
        assert len(left) >= 2
        assert can_end(story, name, state)
        name, state = rng.choice(left)


def can_end(story, name, state):
    seen, todo = [], [(name, state)]
    while todo:
        at = todo.pop()
        if "ending" in story["nodes"][at[0]]:
            return True
        if at not in seen:
            seen.append(at)
            todo += ways(story, *at)
    return False


@settings(max_examples=300, deadline=None)
@given(stories())
def test_a_story_without_a_way_out_is_always_told(story):
    known = all(
        target in story["nodes"]
        for node in story["nodes"].values()
        for choice in node.get("choices", ())
        for target in [choice["next"], *(one["next"] for one in choice.get("next_when", ()))]
    )
    if known and not can_end(story, story["start"], story["state"]):
        assert faults_of(json.dumps(story))


def test_a_state_is_in_one_order_whatever_was_set_last():
    assert changed((("b", "1"),), (("a", "2"),)) == (("a", "2"), ("b", "1"))
    assert begin(Scenario("s", "", 1, "", "n", (Node("n", ""),), (), CHILD)).state == CHILD
