"""The help page in a language that somebody has translated and signed, and in none beside."""

import dataclasses
from datetime import date

import pytest

from tests.integration.public.test_public_pages import contact  # noqa: F401 a fixture
from tests.support.help_pages import help_folder, translated


@pytest.fixture
def folder(app, tmp_path, monkeypatch):
    """The installation's own modules, where translations are tried."""
    root = help_folder(tmp_path / "modules")
    settings = dataclasses.replace(app.extensions["settings"], modules=str(root))
    monkeypatch.setitem(app.extensions, "settings", settings)
    return root


def test_a_signed_translation_is_linked_in_its_own_name(visitor, folder):
    translated(folder, "ar", "rtl", name="العربية")
    translated(folder, "ro", name="Română")
    links = visitor.page("/get-help").select("main nav a")
    assert [(one["href"], one["lang"], one["hreflang"], one["dir"], one.text) for one in links] == [
        ("/get-help/ro", "ro", "ro", "ltr", "Română"),
        ("/get-help/ar", "ar", "ar", "rtl", "العربية"),
    ]


def test_it_is_served_whole_in_its_language_and_direction(visitor, folder):
    translated(folder, "ar", "rtl")
    answer = visitor.get("/get-help/ar")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    page = visitor.page("/get-help/ar")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert page.title.text == "⟦Help and advice⟧"
    assert page.h1.text == "⟦Get help now⟧"
    assert page.select_one("main a").get_text(" ", strip=True) == "⟦Emergency⟧ ⟦Exit this page⟧"
    button = page.select_one("[data-module=govuk-exit-this-page]")
    assert button["data-i18n.press-one-more-time"] == "⟦Shift, press 1 more time to exit.⟧"
    words = " ".join(page.main.get_text(" ", strip=True).split())
    assert outside(words) == "English", "the link to the page in English, and nothing else"


def outside(words):
    """What stands in no brackets."""
    depth, kept = 0, ""
    for sign in words:
        depth += (sign == "⟦") - (sign == "⟧")
        kept += sign if not depth and sign != "⟧" else ""
    return " ".join(kept.split())


def test_what_stands_around_it_says_that_it_is_english(visitor, folder):
    translated(folder, "ar", "rtl")
    page = visitor.page("/get-help/ar")
    for part in ("footer", "nav[aria-label=Menu]", ".govuk-skip-link span"):
        around = page.select_one(part)
        around = around if around.has_attr("lang") else around.find_parent(lang=True)
        assert (around["lang"], around["dir"]) == ("en-GB", "ltr")


def test_numbers_come_from_the_contacts_and_read_from_the_left(visitor, folder, contact):  # noqa: F811
    translated(folder, "ar", "rtl")
    contact("childline", "0800 1111", date(2026, 11, 2))
    [link] = visitor.page("/get-help/ar").select('main p a[href="tel:08001111"]')
    assert (link.text, link["dir"]) == ("0800 1111", "ltr")


def test_an_unsigned_one_is_neither_served_nor_linked(visitor, folder):
    translated(folder, "ro", translated_by="")
    assert visitor.get("/get-help/ro").status_code == 404
    assert not visitor.page("/get-help").select("main nav")


def test_one_made_from_an_older_english_says_so(visitor, folder):
    translated(folder, "ro", of={"title": ("Help", "⟦Help⟧")})
    assert "⟦The English page is newer than this one.⟧" in visitor.page("/get-help/ro").main.text
