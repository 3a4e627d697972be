"""Every module in modules/ from its front page to its summary, on a phone: each page accessible."""

import re
from pathlib import Path

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.learner import ours
from tests.journeys.screens import SIDEWAYS, Tab, violations

MODULES = Path(__file__).parents[2] / "modules"
SLUGS = sorted(path.parent.name for path in MODULES.glob("*/module.yaml"))
WHO = "author"  # whose training no other journey counts


@pytest.fixture(scope="module")
def phone(chromium, house):
    """One phone for all modules, signed in."""
    context = chromium.new_context(base_url=house.address, viewport=PHONE)
    context.set_default_timeout(15_000)
    yield Tab(context.new_page()).sign_in(WHO)
    context.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_module_can_be_walked_from_start_to_finish(phone, slug):
    (document,) = [one for one in ours().documents if one.slug == slug]
    if document.is_check:
        walk_check(phone)
        return
    look(phone, f"/learn/{slug}")
    phone.page.goto(f"/learn/{slug}/{document.pages[0].slug}")
    for page in document.pages:
        assert phone.page.url.endswith(f"/learn/{slug}/{page.slug}")
        look(phone)
        while phone.page.get_by_role("button", name="Do this").count():
            live_on(phone)
        phone.click(phone.page.locator("form button[value=continue]").first)
    assert phone.page.url.endswith(f"/learn/{slug}/quiz")
    look(phone)
    phone.press(re.compile("quiz$|^Start another try"))
    look(phone)
    assert phone.page.get_by_role("button", name=re.compile("^Save")).count()
    look(phone, f"/learn/{slug}/summary")


def walk_check(phone):
    """The knowledge check has no screens: its page, and its first question."""
    look(phone, "/learn/knowledge-check")
    phone.press(re.compile("^(Start|Carry on)"))
    look(phone)


def live_on(phone):
    """The first choice that is offered, what follows from it, and the next moment."""
    phone.page.get_by_role("radio").first.check()
    phone.press("Do this")
    look(phone)
    phone.follow("Continue the story")
    look(phone)


def look(phone, path=None):
    """The page is there, without a violation and without a sideways scroll."""
    if path:
        answer = phone.page.goto(path)
        assert answer.status == 200, path
    assert violations(phone.page) == [], phone.page.url
    assert phone.page.evaluate(SIDEWAYS) <= 0, f"{phone.page.url} scrolls sideways"
