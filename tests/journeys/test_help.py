"""Somebody who needs help finds the number and leaves no trace that the site can avoid."""

from playwright.sync_api import expect


def test_a_person_finds_the_number_and_can_leave_at_once(open_tab):
    tab = open_tab(phone=True)
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


def test_the_signs_pages_can_be_read_by_everybody(open_tab):
    tab = open_tab(phone=True)
    tab.go("/signs")
    tab.go("/signs/labour")
    assert tab.page.context.cookies() == []
