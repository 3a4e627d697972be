"""What somebody does who takes a module: goes through the screens, the story and the quiz."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Locator

from elearn.content.items import Item
from elearn.content.markdown import resolve_contacts
from elearn.content.reader import Reading, read_all
from tests.journeys.screens import Tab

TODAY = datetime.now(UTC).date()
MODULES = Path(__file__).parent.parent.parent / "modules"


def plain(html: str) -> str:
    """Words without markup, spaces made one."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


@cache
def bank() -> dict[str, Item]:
    """Question, as a learner reads it -> the question, of every module."""
    return {shown(item.text): item for document in ours().documents for item in document.items}


@cache
def ours() -> Reading:
    return read_all(MODULES, today=TODAY)


def shown(html: str) -> str:
    return plain(resolve_contacts(html, ours().contacts, today=TODAY, links=False))


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
    """Answer the question shown, rightly or wrongly, and say how sure."""
    form = tab.page.locator("form", has=tab.page.locator('input[name="q"]'))
    item = bank()[plain(form.get_by_role("heading", level=1).inner_html())]
    if item.typed:
        form.get_by_role("textbox").fill(item.typed.accepted[0] if right else "nobody")
    elif item.pairs or item.steps:
        arrange(form, item, right)
    else:
        tick(form, item, right)
    sure = tab.page.get_by_label("Fairly sure", exact=True)
    if sure.count():
        sure.check()


def tick(form: Locator, item: Item, right: bool) -> None:
    """Tick the right options (or one that is wrong)."""
    known = {shown(one.text) for one in item.options if one.correct}
    for label in form.get_by_role("group").first.locator("label").all():
        if (plain(label.inner_html()) in known) is right:
            label.click()
            if not right:
                break


def arrange(form: Locator, item: Item, right: bool) -> None:
    """Give every line its answer, or every step its place; wrongly: each the one after it."""
    if item.pairs:
        wanted = {shown(pair.left): shown(pair.right) for pair in item.pairs}
    else:
        wanted = {shown(step.text): str(n) for n, step in enumerate(item.steps, start=1)}
    chosen = list(wanted.values())
    if not right:
        chosen = [*chosen[1:], chosen[0]]
    for label, answer in zip(wanted, chosen, strict=True):
        field = form.get_by_label(label, exact=True)
        options = [plain(one) for one in field.locator("option").all_inner_texts()]
        place = next(n for n, one in enumerate(options) if n and one in (answer, f"{n}. {answer}"))
        field.select_option(index=place)


def take_quiz(tab: Tab, *, wrong: int = 0) -> None:
    """Answer every question, the first ``wrong`` of them wrongly, and hand in."""
    number = 0
    while tab.page.get_by_role("button", name=re.compile("^Save")).count():
        answer_question(tab, right=number >= wrong)
        number += 1
        tab.press(re.compile("^Save"))
    tab.press("Hand in my answers")
