"""Getting in: a forgotten password, and doors that stay shut."""

import email
import re
from email import policy


def the_way_back_in(house) -> str:
    """The address in the letter about a forgotten password, which leaves among the reminders."""
    house.flask("reminders", "send")
    letters = (
        email.message_from_bytes(one.read_bytes(), policy=policy.default).get_content()
        for one in (house.instance / "mail").glob("*.eml")
    )
    found = (re.search(r"http://127\.0\.0\.1:\d+(/reset/\S+)", letter) for letter in letters)
    return next(one.group(1) for one in found if one)


def test_somebody_who_forgot_their_password_sets_a_new_one(open_tab, house):
    tab = open_tab(phone=True)
    tab.go("/sign-in").follow(re.compile("forgotten"))
    tab.looked_at()
    tab.page.get_by_label("E-mail address").fill("teamlead@demo.example")
    tab.press(re.compile("Send|Get")).looked_at()

    tab.go(the_way_back_in(house))
    for box in tab.page.locator("input[type=password]").all():
        box.fill("three-quiet-otters-swim")
    tab.press(re.compile("Set|Save|Change"))
    tab.looked_at()

    again = open_tab()
    again.page.goto("/sign-in")
    again.page.get_by_label("E-mail address").fill("teamlead@demo.example")
    again.page.get_by_label("Password", exact=True).fill("three-quiet-otters-swim")
    again.press("Sign in")
    again.page.wait_for_url(re.compile("/(agencies|learn)"))
    again.looked_at()


def test_a_wrong_password_is_told_in_one_sentence_and_what_was_typed_is_kept(open_tab):
    tab = open_tab(phone=True)
    tab.page.goto("/sign-in")
    tab.page.get_by_label("E-mail address").fill("nobody@demo.example")
    tab.page.get_by_label("Password", exact=True).fill("not-the-password-at-all")
    tab.press("Sign in")
    tab.looked_at()
    assert tab.page.title().startswith("Error: ")
    assert tab.page.get_by_label("E-mail address").input_value() == "nobody@demo.example"


def test_signing_out_ends_it(open_tab):
    tab = open_tab().sign_in("author").looked_at()
    tab.sign_out()
    tab.page.goto("/authoring")
    assert "/sign-in" in tab.page.url
