"""Screens as people see them: found by role and label, never by CSS class."""

import re
from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

PASSWORD = "know-the-signs-2026"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (320, 1280)
# What is wrong and nothing else: what is right is long, and costs more than finding it.
VIOLATIONS = """axe.run(document, {resultTypes: ["violations"]}).then(
    found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)])
)"""

# What a page is built of: each element with its attributes, what it stands in and what stands in
# it, and the order of the headings. Words, addresses and lengths change nothing for these rules.
BUILD = """() => {
    const FREE = ["id", "for", "href", "src", "value", "name", "title", "alt", "content",
        "datetime", "action", "headers", "aria-label", "aria-labelledby", "aria-describedby",
        "aria-controls", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "d", "width", "height",
        "points", "transform"];
    const attribute = ({name, value}) =>
        FREE.includes(name) ? name + (value ? "=given" : "=") : `${name}=${value}`;
    const tag = node => `${node.localName} ${[...node.attributes].map(attribute).sort()}`;
    const kind = node => node.nodeType === Node.ELEMENT_NODE ? node.localName
        : node.nodeType === Node.TEXT_NODE && node.nodeValue.trim() ? "words" : "";
    const inside = node => [...new Set([...node.childNodes].map(kind).filter(Boolean))].sort();
    const elements = [...document.body.querySelectorAll("*")];
    const names = elements.map(node => node.localName).filter(name => /^h[1-6]$/.test(name));
    const order = names.filter((one, place) => one !== names[place - 1]);
    const parts = elements.map(node =>
        [tag(node.parentElement), tag(node), inside(node)].join(" / "));
    return [...new Set([...parts, order.join()])];
}"""
clean_builds: set[tuple[int, str]] = set()


def violations(page: Page) -> list:
    """What axe finds on the page as it stands. A page that is built of nothing but what was clean
    before at this width is not looked at again: axe takes longer than all the rest."""
    width = page.viewport_size["width"]
    build = {(width, part) for part in page.evaluate(BUILD)}
    if build <= clean_builds:
        return []
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS)
    if not found:
        clean_builds.update(build)
    return found


@dataclass
class Tab:
    """A browser tab and the person at it."""

    page: Page
    script: bool = True

    def go(self, path: str) -> "Tab":
        self.page.goto(path)
        return self.looked_at()

    def looked_at(self) -> "Tab":
        """Accessible, and no sideways scroll, at a phone's width and a desk's."""
        if not self.script:
            return self
        before = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": before["height"]})
            found = violations(self.page)
            assert found == [], f"{self.page.url} at {width}: {found}"
            assert self.page.evaluate(SIDEWAYS) <= 0, f"{self.page.url} scrolls sideways at {width}"
        self.page.set_viewport_size(before)
        return self

    def sign_in(self, who: str) -> "Tab":
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail address").fill(f"{who}@demo.example")
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")
        return self

    def sign_out(self) -> "Tab":
        self.press("Sign out")
        return self

    def press(self, name: str | re.Pattern[str]) -> "Tab":
        return self.click(self.page.get_by_role("button", name=name).first)

    def follow(self, name: str | re.Pattern[str]) -> "Tab":
        return self.click(self.page.get_by_role("link", name=name).first)

    def click(self, what: Locator) -> "Tab":
        """Click what leads to a page, and wait until that page is there."""
        with self.page.expect_navigation():
            what.click()
        return self

    def download(self, name: str | re.Pattern[str]) -> bytes:
        """The file behind a link or button."""
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=name).first.click()
        return started.value.path().read_bytes()

    def choose(self, label: str) -> "Tab":
        self.page.get_by_label(label, exact=True).check()
        return self

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        return self.page.get_by_role("main").inner_text()

    def says(self, words: str | re.Pattern[str]) -> "Tab":
        expect(self.page.get_by_role("main")).to_contain_text(words)
        return self
