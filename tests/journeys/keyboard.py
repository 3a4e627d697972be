"""Somebody who has a keyboard and no mouse: Tab, arrows, Space and Enter, and letters to type."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_TABS = 80
# What has the focus: whether it can be seen, and whether it can be seen that it has it.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect();
    const labels = [...(one.labels || [])];
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const own = top && [one, ...labels].some(each => each.contains(top) || top.contains(each));
    const drawn = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
        || style.boxShadow !== "none";
    const ring = drawn(getComputedStyle(one))
        || labels.some(each => drawn(getComputedStyle(each, "::before")));
    return {
        what: one.outerHTML.slice(0, 120),
        inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth,
        own,
        ring,
    };
}"""
HAS_FOCUS = "one => one === document.activeElement"


@dataclass
class Keyboard:
    """Hands on a keyboard, before a page. ``tabs`` counts how often Tab was pressed."""

    page: Page
    tabs: int = 0

    def tab(self) -> dict | None:
        """On to the next thing, which must be in sight, uncovered and marked; None for what is
        not the page's."""
        self.page.keyboard.press("Tab")
        self.tabs += 1
        found = self.page.evaluate(FOCUS)
        if found:
            for rule in ("inside", "own", "ring"):
                assert found[rule], f"{self.page.url}: not {rule}: {found['what']}"
        return found

    def to(self, what: Locator) -> "Keyboard":
        """Tab until it has the focus."""
        for _ in range(MOST_TABS):
            if what.count() and what.first.evaluate(HAS_FOCUS):
                return self
            self.tab()
        raise AssertionError(f"{self.page.url}: no way by Tab to {what}")

    def past_the_menu(self) -> "Keyboard":
        """The first thing on a page leads past what is the same on every page."""
        found = self.tab()
        assert found is not None
        assert "Skip to main content" in found["what"]
        self.page.keyboard.press("Enter")
        assert self.page.get_by_role("main").evaluate(HAS_FOCUS)
        return self

    def press(self, role: str, name: str | re.Pattern[str]) -> "Keyboard":
        """Go to a button or link of the page itself, by its name, and press Enter: a page comes."""
        self.to(self.page.get_by_role("main").get_by_role(role, name=name).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def type(self, label: str, words: str) -> "Keyboard":
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(words)
        return self

    def choose(self, radio: Locator) -> "Keyboard":
        """Into its group by Tab, then along it with the arrow; Space where it is the first."""
        group = self.page.get_by_role("radio").and_(
            self.page.locator(f'[name="{radio.get_attribute("name")}"]')
        )
        for _ in range(MOST_TABS):
            if any(one.evaluate(HAS_FOCUS) for one in group.all()):
                break
            self.tab()
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if radio.is_checked():
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: no way by arrows to {radio}")

    def tick(self, box: Locator) -> "Keyboard":
        self.to(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()
        return self

    def pick(self, field: Locator, index: int) -> "Keyboard":
        """An entry of a list, by its place from 0."""
        self.to(field)
        for _ in range(index):
            self.page.keyboard.press("ArrowDown")
        return self
