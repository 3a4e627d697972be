"""What the documentation promises is there: commands, settings, links and pictures."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from elearn.config import PREFIX, Settings

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "decisions").glob("*.md"),
    ]
)
FLASK = re.compile(r"(?:`|bin/)flask (?:--app wsgi )?([a-z][a-z0-9 -]*[a-z])(?=[` <\[\n]|$)", re.M)
SCRIPT = re.compile(r"(?<![\w./])bin/([a-z-]+)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"^\| `(ELEARN_[A-Z_]+)` \|", re.M)
ANY_SETTING = re.compile(r"ELEARN_[A-Z_]*[A-Z]")
MOST_BYTES_A_PICTURE, MOST_BYTES_OF_PICTURES = 150_000, 1_000_000
LONGEST_DECISION = 40


def name(path):
    return str(path.relative_to(ROOT))


def text_of(path):
    return path.read_text("utf-8")


def command(group: click.Command, words: list[str]) -> click.Command | None:
    """The command that the words name; what follows it is arguments."""
    for word in words:
        if not isinstance(group, click.Group):
            break
        found = group.get_command(click.Context(group), word)
        if found is None:
            return None
        group = found
    return group


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_it_names_is_there(page, app):
    flask_itself = {"run", "routes", "shell"}
    for written in FLASK.findall(text_of(page)):
        words = [word for word in written.split() if not word.startswith("-")]
        if words[0] in flask_itself:
            continue
        found = command(app.cli, words)
        assert found is not None, f"there is no command: flask {written}"
        assert not isinstance(found, click.Group) or len(words) == 1, f"no such: flask {written}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_option_it_gives_to_a_command_is_known(page, app):
    given = re.compile(r"`flask ([a-z]+(?: [a-z][a-z-]*)?)((?: [^`\n]+)?)`")
    for words, rest in given.findall(text_of(page)):
        found = command(app.cli, words.split())
        known = {option for one in getattr(found, "params", ()) for option in one.opts}
        for option in re.findall(r"(?<!\S)(--[a-z-]+)", rest):
            assert option in known, f"flask {words} has no {option}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_script_it_names_is_there_and_may_be_run(page):
    for script in SCRIPT.findall(text_of(page).replace(".venv/bin/", ".venv-")):
        path = ROOT / "bin" / script
        assert path.is_file(), f"there is no bin/{script}"
        assert path.stat().st_mode & 0o111, f"bin/{script} may not be run"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_and_picture_leads_somewhere(page):
    for target in LINK.findall(text_of(page)):
        if target.startswith(("https://", "http://", "mailto:", "#")):
            continue
        path = page.parent / target.partition("#")[0]
        assert path.exists(), f"{target} is not there"


def test_the_table_of_settings_is_the_settings():
    table = SETTING.findall(text_of(ROOT / "docs" / "administrators.md"))
    assert sorted(table) == sorted(PREFIX + field.name.upper() for field in fields(Settings))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_setting_it_names_is_one(page):
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    assert set(ANY_SETTING.findall(text_of(page))) <= known


def test_every_page_and_decision_is_listed():
    index = text_of(ROOT / "docs" / "README.md")
    for page in PAGES:
        if page.name != "README.md" and page.parent != ROOT:
            assert str(page.relative_to(ROOT / "docs")) in index, f"{name(page)} is not listed"


def test_decisions_are_numbered_without_gaps_and_short():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(one.name[:4]) for one in decisions] == list(range(1, len(decisions) + 1))
    for one in decisions:
        text = text_of(one)
        assert text.startswith(f"# {int(one.name[:4])}. "), name(one)
        assert len(text.splitlines()) <= LONGEST_DECISION, name(one)
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, f"{name(one)} has no {part}"


def test_pictures_are_small():
    sizes = {one: one.stat().st_size for one in (ROOT / "docs" / "pictures").iterdir()}
    assert all(size <= MOST_BYTES_A_PICTURE for size in sizes.values()), sizes
    assert sum(sizes.values()) <= MOST_BYTES_OF_PICTURES


def test_no_picture_is_kept_that_nothing_shows():
    shown = {
        (page.parent / target).resolve() for page in PAGES for target in LINK.findall(text_of(page))
    }
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert picture.resolve() in shown, f"nothing shows {name(picture)}"
