"""What somebody does who takes a module: goes through the screens, the story and the quiz."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

from elearn.content.markdown import resolve_contacts
from elearn.content.reader import read_all
from tests.journeys.screens import Tab

TODAY = datetime.now(UTC).date()
MODULES = Path(__file__).parent.parent.parent / "modules"


def plain(html: str) -> str:
    """Words without markup, spaces made one."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


@cache
def right_answers() -> dict[str, frozenset[str]]:
    """Question -> its right options, of every module, as a learner reads them."""
    reading = read_all(MODULES, today=TODAY)

    def shown(html: str) -> str:
        return plain(resolve_contacts(html, reading.contacts, today=TODAY, links=False))

    return {
        shown(item.text): frozenset(shown(one.text) for one in item.options if one.correct)
        for document in reading.documents
        for item in document.items
    }


def go_through_pages(tab: Tab) -> int:
    """Press on through every screen and story until the quiz; say how many pages there were."""
    pages = 0
    while "/quiz" not in tab.page.url:
        pages += 1
        assert pages < 60, f"still not at the quiz: {tab.page.url}"
        if pages <= 3:
            tab.looked_at()
        if tab.page.get_by_role("button", name="Do this").count():
            live_through_story(tab)
        tab.click(tab.page.locator("form button[value=continue]").first)
    return pages


def live_through_story(tab: Tab) -> None:
    """Choose the first thing offered until an ending."""
    while tab.page.get_by_role("button", name="Do this").count():
        tab.page.get_by_role("radio").first.check()
        tab.press("Do this")
        tab.follow("Continue the story")


def answer_question(tab: Tab, *, right: bool = True) -> None:
    """Tick the right options of the question shown (or one that is wrong), and say how sure."""
    group = tab.page.get_by_role("group").first
    known = right_answers()[plain(group.get_by_role("heading").inner_html())]
    for label in group.locator("label").all():
        is_right = plain(label.inner_html()) in known
        if is_right is right:
            label.click()
            if not right:
                break
    sure = tab.page.get_by_label("Fairly sure", exact=True)
    if sure.count():
        sure.check()


def take_quiz(tab: Tab, *, wrong: int = 0) -> None:
    """Answer every question, the first ``wrong`` of them wrongly, and hand in."""
    number = 0
    while tab.page.get_by_role("button", name=re.compile("^Save")).count():
        answer_question(tab, right=number >= wrong)
        number += 1
        tab.press(re.compile("^Save"))
    tab.press("Hand in my answers")
