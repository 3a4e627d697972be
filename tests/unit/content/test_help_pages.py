"""The help page's words: what is shown of them, and what an editor is told."""

from datetime import date
from pathlib import Path

import pytest

from elearn.content.faults import Findings
from elearn.content.help_pages.reading import help_pages, read_help
from elearn.content.help_pages.template import template
from elearn.content.readability import measure
from tests.support.help_pages import help_folder, translated

TODAY = date(2026, 11, 22)
OURS = Path(__file__).parents[3] / "modules"


@pytest.fixture
def root(tmp_path):
    return help_folder(tmp_path / "modules")


def told(root):
    findings = Findings()
    files = read_help(root, findings, today=TODAY)
    shown = [one.language for one in files.shown] if files else None
    return shown, [str(one) for one in (*findings.faults, *findings.warnings)]


def test_our_own_files_are_without_a_fault_and_no_language_is_shown_unsigned():
    findings = Findings()
    files = read_help(OURS, findings, today=TODAY)
    assert (findings.faults, findings.warnings) == ([], [])
    assert len(files.languages) >= 5
    assert {one.code for one in files.not_begun} >= {"sq", "vi", "ro", "pl", "ar"}
    assert all(one.translated_by for one in files.shown)


def test_the_empty_file_for_a_translator_is_made_from_the_english():
    files = read_help(OURS, Findings(), today=TODAY)
    kept = (OURS / "help" / "template.yaml").read_text("utf-8")
    assert kept == template(files.source), (
        "flask modules help-template > modules/help/template.yaml"
    )


def test_a_signed_and_whole_translation_is_shown(root):
    translated(root, "ro")
    translated(root, "ar", "rtl")
    assert told(root) == (["ro", "ar"], [])
    assert help_pages(root, today=TODAY).of("ar").direction == "rtl"
    assert help_pages(root, today=TODAY).of("pl") is None


@pytest.mark.parametrize("unsigned", [{"translated_by": ""}, {"translated_on": None}])
def test_an_unsigned_one_is_not(root, unsigned):
    translated(root, "ro", **unsigned)
    shown, [said] = told(root)
    assert shown == []
    assert "Nobody has signed this translation, so it is not shown" in said


def test_an_empty_one_is_told_of_once_for_each_reason(root):
    source = read_help(root, Findings(), today=TODAY)
    romanian = source.not_begun[2]
    (root / "help" / "ro.yaml").write_text(template(source.source, romanian), "utf-8")
    shown, [unsigned, incomplete] = told(root)
    assert shown == []
    assert "ro.yaml:11:16: translated_by: Nobody has signed" in unsigned
    assert "texts are not translated, so the page is not shown: tab_title, " in incomplete


def test_one_of_an_older_english_is_shown_and_named(root):
    translated(root, "ro", of={"ask_2": ("you work for nothing", "⟦you work for nothing⟧")})
    shown, [said] = told(root)
    assert shown == ["ro"]
    assert "texts.ask_2.english" in said
    assert "is out of date. The English is now: you work but get little or no pay" in said
    assert help_pages(root, today=TODAY).of("ro").stale == ("ask_2",)


@pytest.mark.parametrize(
    ("key", "translation", "message"),
    [
        ("danger_text", "⟦Press 5⟧", "number"),
        ("young_text", "⟦Call them⟧", "in braces"),
    ],
)
def test_one_with_another_number_or_contact_is_a_fault_and_not_shown(
    root, key, translation, message
):
    source = read_help(root, Findings(), today=TODAY).source.texts[key].text
    translated(root, "ro", of={key: (source, translation)})
    shown, [said] = told(root)
    assert shown == []
    assert f"texts.{key}.translation: Keep what the English has {message}" in said


@pytest.mark.parametrize(
    ("code", "direction", "changed", "message"),
    [
        ("xx", "ltr", {}, "is not in languages.yaml"),
        ("ar", "ltr", {}, "is rtl in languages.yaml"),
        ("ro", "ltr", {"language": "pl"}, "should be as the file is called: ro"),
        ("ro", "ltr", {"checked_by": "me"}, "is no key that is used here"),
    ],
)
def test_one_that_is_not_what_it_says_is_a_fault(root, code, direction, changed, message):
    translated(root, code, direction, **changed)
    shown, said = told(root)
    assert shown == []
    assert any(message in one for one in said)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  title: {text: Get help now", "  headline: {text: Get help now", "title is missing"),
        ("Call 999 if", "Call 0800 1111 if", "Never type a telephone number here"),
        ("{contact:childline}", "{contact:nobody}", "is no contact of contacts.yaml"),
    ],
)
def test_english_that_cannot_be_used_is_a_fault(root, old, new, message):
    path = root / "help" / "en.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    shown, said = told(root)
    assert shown is None
    assert any(message in one for one in said)


def test_the_help_page_can_be_read_at_nine():
    words = help_pages(OURS, today=TODAY).english.words
    sentences = [text for text in words.values() if text.endswith((".", "?"))]
    assert measure(sentences).age <= 9
