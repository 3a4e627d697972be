"""A whole module by keyboard alone, from the sign-in page to the certificate: what has the focus
is always in sight, and everything is found by its role and its name, as a screen reader says it."""

import re

from playwright.sync_api import Locator

from tests.journeys.keyboard import Keyboard
from tests.journeys.learner import bank, ours, plain, shown
from tests.journeys.screens import PASSWORD

MODULE = "anti-slavery-day"
WHO = "author"  # whose training no other journey counts
SAVE = re.compile("^Save")


def test_a_module_is_done_by_keyboard_alone(open_tab):
    hands = Keyboard(open_tab(phone=False).page)
    sign_in(hands)
    (document,) = [one for one in ours().documents if one.slug == MODULE]
    hands.page.goto(f"/learn/{MODULE}/{document.pages[0].slug}")
    screens = 0
    while "/quiz" not in hands.page.url and "/attempts/" not in hands.page.url:
        go_past_screen(hands.past_the_menu())
        screens += 1
    assert screens == len(document.pages)
    hands.past_the_menu().press("button", re.compile("quiz$|^Start another try"))
    while hands.page.get_by_role("button", name=SAVE).count():
        answer(hands.past_the_menu())
        hands.press("button", SAVE)
    hands.past_the_menu().press("button", "Hand in my answers")
    assert hands.page.get_by_role("heading", level=1).inner_text().startswith("You passed")
    take_certificate(hands.past_the_menu())
    assert hands.tabs > 50


def sign_in(hands):
    hands.page.goto("/sign-in")
    hands.past_the_menu()
    hands.type("E-mail address or user name", f"{WHO}@demo.example")
    hands.type("Password", PASSWORD)
    hands.press("button", "Sign in")


def go_past_screen(hands):
    """Practice on the way, and a story to its end."""
    page = hands.page
    if page.get_by_role("button", name="Check my answer").count():
        first = (
            page.get_by_role("main").get_by_role("radio").or_(page.get_by_role("checkbox")).first
        )
        hands.choose(first) if first.get_attribute("type") == "radio" else hands.tick(first)
        hands.press("button", "Check my answer")
    while page.get_by_role("button", name="Do this").count():
        hands.choose(page.get_by_role("group", name="What do you do?").get_by_role("radio").first)
        hands.press("button", "Do this")
        hands.past_the_menu().press("link", "Continue the story")
        hands.past_the_menu()
    hands.press("button", re.compile("^Continue to"))


def answer(hands):
    """The right answer to the question shown, and how sure."""
    page = hands.page
    heading = page.get_by_role("heading", level=1)
    item = bank()[plain(heading.inner_html())]
    main = page.get_by_role("main")
    if item.typed:
        hands.to(main.get_by_role("textbox")).page.keyboard.type(item.typed.accepted[0])
    elif item.pairs or item.steps:
        arrange(hands, item)
    else:
        question = main.get_by_role("group").first
        for one in item.options:
            if one.correct:
                field = named(question, shown(one.text))
                hands.tick(field) if item.type == "multiple" else hands.choose(field)
    sure = main.get_by_role("radio", name="Fairly sure", exact=True)
    if sure.count():
        hands.choose(sure)


def named(question: Locator, words: str) -> Locator:
    """The answer with these words, whatever spaces its markup leaves."""
    for role in ("radio", "checkbox"):
        found = question.get_by_role(role, name=words, exact=True)
        if found.count():
            return found
    raise AssertionError(f"no answer is called {words}")


def arrange(hands, item):
    if item.pairs:
        wanted = [(shown(one.left), shown(one.right)) for one in item.pairs]
    else:
        wanted = [(shown(one.text), str(n)) for n, one in enumerate(item.steps, start=1)]
    for label, given in wanted:
        field = hands.page.get_by_role("combobox", name=label, exact=True)
        options = [plain(one) for one in field.locator("option").all_inner_texts()]
        place = next(
            n for n, one in enumerate(options) if n and re.sub(r"^\d+\. ", "", one) == given
        )
        hands.pick(field, place)


def take_certificate(hands):
    page = hands.page
    hands.to(page.get_by_role("link", name="Download my certificate (PDF)"))
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.path().read_bytes().startswith(b"%PDF-")
