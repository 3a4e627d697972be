"""Somebody who needs help finds the number and leaves no trace that the site can avoid."""

from playwright.sync_api import expect

WEATHER = "https://www.bbc.co.uk/weather"


def in_the_weather(tab):
    """The page that people leave for, without the internet."""
    tab.page.route(
        f"{WEATHER}*", lambda route: route.fulfill(content_type="text/html", body="<h1>Rain</h1>")
    )


def is_away(tab):
    """Asked of what is shown: a way out that is taken twice is broken off once by the browser."""
    expect(tab.page.get_by_role("heading", name="Rain")).to_be_visible()
    assert tab.page.url.startswith(WEATHER)


def test_a_person_finds_the_number_and_can_leave_at_once(open_tab):
    tab = open_tab(phone=True)
    in_the_weather(tab)
    tab.go("/get-help")
    number = tab.page.get_by_role("link", name="08000 121 700").first
    expect(number).to_be_visible()
    assert number.bounding_box()["y"] < 640, "the number is on the first screen of a phone"
    leave = tab.page.get_by_role("link", name="Exit this page").or_(
        tab.page.get_by_role("button", name="Exit this page")
    )
    assert leave.first.get_attribute("href").startswith("https://")
    assert "slavery" not in tab.page.title().lower()
    assert tab.page.context.cookies() == []
    assert tab.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert tab.page.evaluate("caches.keys()") == []
    registered = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert tab.page.evaluate(registered) == 0
    tab.page.emulate_media(media="print")
    expect(number).to_be_visible()
    expect(leave.first).not_to_be_visible()
    tab.page.emulate_media(media="screen")
    leave.last.click()
    is_away(tab)


def test_shift_three_times_leaves_and_back_does_not_return(open_tab):
    tab = open_tab()
    in_the_weather(tab)
    tab.go("/cookies")
    tab.go("/signs/at/online")
    for _ in range(3):
        tab.page.keyboard.press("Shift")
    is_away(tab)
    tab.page.go_back()
    tab.page.wait_for_url("**/cookies")


def test_the_signs_pages_can_be_read_by_everybody(open_tab):
    tab = open_tab(phone=True)
    for path in ("/signs", "/signs/labour", "/signs/at/housing"):
        tab.go(path)
    assert tab.page.context.cookies() == []
