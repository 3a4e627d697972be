"""``flask modules``: what is said of the help page's languages, and the file for a translator."""

import shutil
from dataclasses import replace

import pytest

from tests.support.help_pages import OURS, help_folder, translated
from tests.support.modules import write_modules
from tests.support.translating import translate


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["modules", *words])


@pytest.fixture
def root(tmp_path):
    """A small module, and the help page in English."""
    root = write_modules(tmp_path)
    help_folder(tmp_path / "ours")
    shutil.copytree(tmp_path / "ours" / "help", root / "help")
    shutil.copy(OURS / "contacts.yaml", root / "contacts.yaml")
    return root


def test_the_check_says_of_each_language_whether_it_is_shown(run, session, root):
    translated(root, "vi", translated_on=None)
    translated(root, "ro")
    translated(root, "ar", "rtl", of={"title": ("Help", "⟦Help⟧")})
    result = run("check", str(root))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        "help/sq (Albanian): not shown: nobody has translated it yet",
        "help/vi (Vietnamese): not shown: see its warnings",
        "help/ro (Romanian): shown, signed by Nuri Invented",
        "help/pl (Polish): not shown: nobody has translated it yet",
        "help/ar (Arabic): shown, signed by Nuri Invented, but out of date in title",
    ]
    assert "help/vi.yaml:5:16: translated_on: Nobody has signed" in result.stderr
    assert "help/ar.yaml" in result.stderr
    assert run("check", str(root), "--strict").exit_code == 1


def test_a_translation_that_is_wrong_stops_the_check(run, session, root):
    translated(root, "ro", of={"danger_text": ("Press 55.", "⟦Press 5.⟧")})
    result = run("check", str(root))
    assert result.exit_code == 1
    assert "help/ro.yaml" in result.stdout
    assert "number" in result.stdout


def test_a_translator_gets_an_empty_file_and_nothing_is_written_over(run, session, tmp_path):
    path = tmp_path / "ar.yaml"
    assert run("help-template", "ar", "-o", str(path)).exit_code == 0
    text = path.read_text("utf-8")
    assert 'language: "ar"\nname: "العربية"\ndirection: rtl\ntranslated_by: ""\n' in text
    assert run("help-template", "ar", "-o", str(path)).exit_code == 1
    assert run("help-template", "tlh").exit_code == 1


def test_a_module_is_written_out_for_a_translator_once(run, app, session, root, monkeypatch):
    ours = replace(app.extensions["settings"], modules=str(root))
    monkeypatch.setitem(app.extensions, "settings", ours)
    assert "6 files to fill in" in run("translate", "small", "cy").stdout
    folder = root / "small" / "translations" / "cy"
    assert 'translated_by: ""' in (folder / "module.yaml").read_text("utf-8")
    assert "# A pattern\n" in (folder / "screens" / "01-notice.md").read_text("utf-8")
    for words in (("small", "cy"), ("small", "en"), ("small", "../x"), ("none", "cy")):
        assert run("translate", *words).exit_code == 1
    check = run("check", str(root))
    assert check.exit_code == 0
    assert "Nobody has signed this translation" in check.stderr


def test_the_check_says_how_much_of_a_translation_is_shown(run, session, root):
    folder = translate(root, "small")
    (folder / "screens" / "02-tell.md").unlink()
    said = run("check", str(root)).stdout
    assert "small/qps: 2 of 3 pages and the quiz shown, signed by A. Translator" in said
