"""Practice on a phone, by keyboard alone: a sort, and a story that remembers what was found out."""

import re
from collections import deque

from elearn.content.pages import Scenario
from elearn.content.story import begin, go, offered
from tests.journeys.learner import ours, shown
from tests.journeys.screens import Tab

MOST_TABS = 60
FOCUS = "document.activeElement"


def test_somebody_sorts_cards_and_reads_why(open_tab):
    module, screen = next(
        (one.slug, page) for one in ours().documents for page in one.screens if page.sort
    )
    tab = open_tab(phone=True).sign_in("learner").go(f"/learn/{module}/{screen.slug}")
    for card in screen.sort.shuffled:
        assert shown(card.feedback) not in tab.text
        tab_to(tab, shown(card.text))
        pick(tab, screen.sort.name_of(card.group))
    press(tab, "Check how I sorted them")
    tab.says(f"All {len(screen.sort.cards)} are where they belong").looked_at()
    assert tab.page.evaluate(f"{FOCUS}.id") == "feedback"
    for card in screen.sort.cards:
        tab.says(shown(card.feedback))


def test_somebody_lives_through_a_story_that_remembers(open_tab):
    module, story = next(
        (one.slug, page) for one in ours().documents for page in one.scenarios if page.state
    )
    tab = open_tab(phone=True).sign_in("learner").go(f"/learn/{module}/{story.slug}")
    if "The way you took" in tab.text:  # the demonstration's learner has been here
        tab.follow("Start again and try another way")
    taken = a_way_that_changes_something(story)
    for choice in taken:
        tab_to(tab, "What do you do?")
        pick(tab, shown(choice.text))
        press(tab, "Do this")
        tab.says(shown(choice.feedback)).looked_at()
        tab.follow("Continue the story")
    tab.says("The way you took").says(re.compile("you made", re.IGNORECASE)).looked_at()
    for choice in taken:
        tab.says(shown(choice.text)).says(shown(choice.feedback))


def a_way_that_changes_something(story: Scenario) -> list:
    """The shortest way from the start to an ending on which a choice sets something."""
    todo = deque([(begin(story), [])])
    while todo:
        moment, taken = todo.popleft()
        node = story.node(moment.node)
        if node.ending and any(one.sets for one in taken):
            return taken
        if len(taken) < 8:
            todo.extend(
                (go(one, moment.state), [*taken, one]) for one in offered(node, moment.state)
            )
    raise AssertionError(f"{story.slug} never changes anything")


def tab_to(tab: Tab, legend: str) -> None:
    """Press Tab until a radio button of that group has the focus."""
    for _ in range(MOST_TABS):
        tab.page.keyboard.press("Tab")
        inside = f"{FOCUS}.type === 'radio' && {FOCUS}.closest('fieldset')"
        said = tab.page.evaluate(f"({inside}) ? {FOCUS}.closest('fieldset').innerText : ''")
        if " ".join(said.split()).startswith(legend):
            return
    raise AssertionError(f"Tab never comes to {legend}")


def pick(tab: Tab, words: str) -> None:
    """Choose by Space and the arrow keys."""
    tab.page.keyboard.press("Space")
    for _ in range(4):
        label = tab.page.evaluate(f"{FOCUS}.labels[0].innerText")
        if " ".join(label.split()) == words:
            return
        tab.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {words}")


def press(tab: Tab, name: str) -> None:
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate(f"{FOCUS}.innerText") == name
    with tab.page.expect_navigation():
        tab.page.keyboard.press("Enter")
