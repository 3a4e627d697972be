"""Modules in other languages: what is read of them, what falls back, and every fault."""

from datetime import date

import pytest

from elearn.content.packing import content_hash, from_dict, to_dict
from elearn.content.reader import ContentError, read_all
from elearn.content.versions import TRANSLATIONS_ONLY, change_of
from tests.support.modules import change, write_modules
from tests.support.translating import CODE, TODAY, translate

OPTION = """\
    -
      text: |-
        ⟦A single sign⟧
      feedback: |-
        ⟦It is weak.⟧
"""
SCREEN, STORY, QUESTIONS = "screens/01-notice.md", "scenarios/03-car-wash.yaml", "questions/t1.yaml"


@pytest.fixture
def root(tmp_path):
    return write_modules(tmp_path)


@pytest.fixture
def folder(root):
    return translate(root, "small")


def read(root):
    found = read_all(root, today=TODAY)
    return found.documents[0], [str(one) for one in found.warnings]


def faults_of(root):
    with pytest.raises(ContentError) as error:
        read_all(root, today=TODAY)
    return [str(one) for one in error.value.faults]


def test_a_translated_module_says_everything_in_the_other_language(root, folder):
    document, warnings = read(root)
    (one,) = document.translations
    assert (one.language, one.name, one.direction) == (CODE, "Pseudo", "ltr")
    assert (one.translated_by, one.translated_on) == ("A. Translator", date(2026, 11, 20))
    told = document.told_in(CODE)
    assert told.title == "⟦Small: a module⟧"
    assert [page.slug for page in told.pages] == ["notice", "tell", "car-wash"]
    assert "⟦One sign is weak" in told.pages[0].html
    assert told.pages[0].check.options[1].text == "⟦A pattern⟧"
    assert told.pages[0].check.options[1].correct
    assert told.pages[2].nodes[0].choices[0].text == "⟦Film them⟧"
    assert told.items[0].text == "⟦Question 1?⟧"
    assert told.summary_title == "⟦The module on one page⟧"
    assert warnings == []


def test_it_is_marked_and_drawn_as_the_english_is(root, folder):
    document, _ = read(root)
    told = document.told_in(CODE)
    assert told.bank() == document.bank()
    assert told.answer_key() == document.answer_key()
    assert told.blueprint == document.blueprint


def test_it_is_published_with_the_version_and_read_back(root, folder):
    document, _ = read(root)
    assert from_dict(to_dict(document)) == document


def test_a_module_without_one_keeps_its_hash_and_a_new_one_changes_nothing_for_learners(root):
    before, _ = read(root)
    assert "translations" not in to_dict(before)
    translate(root, "small")
    after, _ = read(root)
    assert content_hash(after) != content_hash(before)
    assert (change_of(after, before).kind, change_of(after, before).note) == (
        "cosmetic", TRANSLATIONS_ONLY,
    )  # fmt: skip


def test_an_unsigned_one_is_not_served(root, folder):
    change(folder / "module.yaml", "translated_by: A. Translator", 'translated_by: ""')
    document, warnings = read(root)
    assert document.translations == ()
    assert any("Nobody has signed" in one for one in warnings)


def test_a_missing_screen_falls_back_to_english(root, folder):
    (folder / SCREEN).unlink()
    document, warnings = read(root)
    assert [page.slug for page in document.translations[0].pages] == ["tell", "car-wash"]
    assert document.told_in(CODE).pages[0] == document.pages[0]
    assert any(SCREEN in one for one in warnings)


@pytest.mark.parametrize("name", [SCREEN, STORY, QUESTIONS])
def test_what_is_of_older_english_falls_back(root, folder, name):
    words = {SCREEN: "One sign is weak", STORY: "It is early", QUESTIONS: "Question 1?"}
    change(root / "small" / name, words[name], words[name].replace("e", "E", 1))
    document, warnings = read(root)
    (one,) = document.translations
    assert any("is of other English" in each and name in each for each in warnings)
    assert one.has("notice") is (name != SCREEN)
    assert one.has("car-wash") is (name != STORY)
    assert bool(one.items) is (name != QUESTIONS)


def test_a_text_left_empty_makes_its_page_fall_back(root, folder):
    change(folder / SCREEN, "title: |-\n  ⟦Notice what fits together⟧", 'title: ""')
    document, warnings = read(root)
    assert not document.translations[0].has("notice")
    assert any("1 of 7 texts are not translated" in one for one in warnings)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (SCREEN, OPTION, "", "The English has 2 here and this has 1"),
        (SCREEN, "check:", "minutes: 2\ncheck:", "The English has no text here"),
        (SCREEN, "title: |-", "other: x\ntitle: |-", "The English has no text here"),
        (QUESTIONS, "id: m01-t1-02", "id: m01-t1-99", "no question of that id"),
        (STORY, "id: film", "id: tell", "should be film"),
        ("screens/02-tell.md", "{contact:emergency}", "999", "in braces"),
        ("module.yaml", "direction: ltr", "direction: up", "should be ltr or rtl"),
        ("module.yaml", f"language: {CODE}", "language: en", "as the folder is called"),
        ("module.yaml", "2026-11-20", "2026-12-20", "has not come yet"),
        (SCREEN, "⟦One sign", "<b>⟦One sign", "HTML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(root, folder, name, old, new, said):
    change(folder / name, old, new)
    found = faults_of(root)
    assert any(said in one for one in found), found
    assert all(one.startswith(f"modules/small/translations/{CODE}/{name}:") for one in found)
    assert not any(one.split(":")[1] == "0" for one in found)


def test_a_file_that_the_english_has_not_is_a_fault(root, folder):
    (folder / "screens" / "09-more.md").write_text("x", "utf-8")
    assert any("09-more.md" in one and "no such file" in one for one in faults_of(root))
