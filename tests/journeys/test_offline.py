"""Without a connection: what was kept is read, what was answered is sent later, nothing stays."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.screens import PASSWORD

ON_THE_DEVICE = """async () => ({
    pages: await caches.keys(),
    stored: Object.keys(localStorage).concat(Object.keys(sessionStorage)),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"pages": [], "stored": [], "workers": 0}
KEPT = "/learn/recognise-and-respond"
SAVE = re.compile("^Save")


@pytest.fixture
def phone(open_tab):
    tab = open_tab(phone=True)
    tab.faults = []
    tab.page.on("console", lambda said: said.type == "error" and tab.faults.append(said.text))
    tab.page.on("pageerror", lambda fault: tab.faults.append(str(fault)))
    yield tab
    assert tab.faults == []


def until(tab, wanted):
    """Wait for something that no page says. (Waiting in the page is against its policy.)"""
    for _ in range(50):
        try:
            if tab.page.evaluate(wanted):
                return
        except Error as gone:  # the page is drawn again at this very moment
            if "context was destroyed" not in gone.message:
                raise
        tab.page.wait_for_timeout(100)
    raise AssertionError(f"never: {wanted}")


def connected(tab, *, yes):
    tab.page.context.set_offline(not yes)
    return tab


def keep(tab):
    """Keep the module on the phone, and wait until its worker is at work."""
    tab.page.goto(KEPT)
    tab.page.get_by_role("button", name="Keep on this phone").click()
    expect(tab.page.get_by_text("Kept on this phone:")).to_contain_text(re.compile(r"\d+ kB"))
    until(tab, "() => navigator.serviceWorker.controller !== null")
    return tab


def test_what_was_kept_is_read_without_a_connection_and_goes_with_its_person(phone):
    keep(phone.sign_in("learner")).looked_at()
    screen = phone.page.locator("main ol").last.get_by_role("link").first
    title, address = screen.inner_text(), screen.get_attribute("href")

    connected(phone, yes=False).go(address)
    expect(phone.page.get_by_role("heading", name=title, level=2)).to_be_in_viewport()
    assert "midwife" not in phone.page.locator("body").inner_text()
    phone.looked_at()
    beginning = phone.page.locator("h3[id^=story-]").first.locator("..")
    beginning.locator("summary").first.click()
    beginning.get_by_role("link", name="Continue the story").first.click()
    expect(phone.page).to_have_url(re.compile("#story-"))
    phone.page.goto("/learn/my-agency")
    assert phone.heading == "Who to call"
    phone.go("/learn/housing").says("The page you asked for is not kept on this phone.")
    phone.says(re.compile(r"Kept on this phone.*\d+ kB", re.DOTALL))
    phone.page.get_by_role("button", name="Remove Who to call").click()
    expect(phone.page.get_by_role("listitem").filter(has_text="kB")).to_have_count(1)

    connected(phone, yes=True).page.goto("/account")
    phone.sign_out()
    assert phone.page.evaluate(ON_THE_DEVICE) == NOTHING
    connected(phone, yes=False)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.page.goto(KEPT)


def test_the_next_person_at_a_shared_phone_finds_nothing_of_the_one_before(phone, open_tab):
    keep(phone.sign_in("learner"))
    phone.page.evaluate("localStorage.setItem('unsent', JSON.stringify({ '/x#1': {} }))")
    before = phone.page.evaluate("localStorage.getItem('whose')")
    phone.page.context.clear_cookies()  # the session is over, and nobody signed out
    phone.sign_in("newstarter")
    expect(phone.page.get_by_role("button", name="Sign out")).to_be_visible()
    until(phone, "async () => !(await caches.has('kept'))")
    assert phone.page.evaluate("localStorage.getItem('unsent')") in (None, "{}")
    assert phone.page.evaluate("localStorage.getItem('whose')") not in (None, before)


def test_answers_given_without_a_connection_are_sent_once_and_a_session_may_end(phone, house):
    phone.sign_in("coordinator").page.goto("/learn/knowledge-check")
    phone.press(re.compile("^(Start|Carry on)"))
    first = int(re.search(r"Question (\d+) of", phone.text)[1])
    answer(phone)
    state = phone.page.get_by_role("status")
    expect(state).to_have_text("Saved")
    phone.press(SAVE).says(f"Question {first + 1} of")

    connected(phone, yes=False)
    answer(phone)
    expect(state).to_contain_text("Not saved yet: we try again when you are connected.")
    phone.page.get_by_role("button", name=SAVE).click()
    expect(state).to_contain_text("Your answer is kept on this device.")
    phone.says(f"Question {first + 1} of")
    connected(phone, yes=True)
    expect(state).to_have_text("Saved")
    assert phone.page.evaluate("localStorage.getItem('unsent')") == "{}"
    phone.press(SAVE).says(f"Question {first + 2} of")

    end_all_sessions(house)
    answer(phone)
    expect(state).to_contain_text("Not saved yet: you were signed out.")
    asked = phone.heading
    phone.press(SAVE)
    fill_in_sign_in(phone, "coordinator")
    assert phone.heading == asked
    until(phone, "() => localStorage.getItem('unsent') === '{}'")
    phone.page.wait_for_timeout(500)  # the page is drawn again, with what was saved
    phone.page.wait_for_load_state("networkidle")
    expect(phone.page.locator("main form :checked").first).to_be_checked()
    phone.press(SAVE).says(f"Question {first + 3} of")


def answer(tab):
    """Give any answer to the question shown, whatever its type, and say how sure."""
    main = tab.page.get_by_role("main")
    places = main.get_by_role("combobox").all()
    for number, place in enumerate(places, start=1):
        place.select_option(index=number)
    if main.get_by_role("textbox").count():
        main.get_by_role("textbox").fill("nobody")
    elif main.get_by_role("checkbox").count():
        main.get_by_role("checkbox").first.check()
    elif not places:
        main.get_by_role("radio").first.check()
    tab.choose("Fairly sure")


def end_all_sessions(house):
    """As after a night."""
    with closing(sqlite3.connect(house.instance / "elearn.db")) as database, database:
        database.execute("UPDATE sign_in_session SET expires_at = '2000-01-01 00:00:00.000000'")


def fill_in_sign_in(tab, who):
    tab.page.get_by_label("E-mail address").fill(f"{who}@demo.example")
    tab.page.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.press("Sign in")
