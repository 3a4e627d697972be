"""``flask modules``: faults on one screen, and publishing that says what it did."""

import pytest

from elearn.content.queries import contacts, published
from tests.support.modules import change, write_modules


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["modules", *words])


def test_a_faultless_module_is_counted(run, session, tmp_path):
    result = run("check", str(write_modules(tmp_path)))
    assert result.exit_code == 0
    assert result.stdout == (
        "small: 2 screens, 1 scenario, 6 questions, 8 minutes (about 2 by its words): no faults\n"
    )


def test_faults_are_printed_and_the_command_fails(run, session, tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/module.yaml", "level: A", "level: D")
    change(root / "small/screens/02-tell.md", "{contact:emergency}", "999")
    result = run("check", str(root))
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "modules/small/module.yaml:3:8",
        "modules/small/screens/02-tell.md:7:18",
    ]
    assert "2 faults to mend." in result.stderr


def test_one_module_can_be_asked_for(run, session, tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/screens/01-notice.md", "One sign", "One slave")
    result = run("check", str(root / "small"))
    assert result.stdout.startswith("small: 2 screens, 1 scenario, 6 questions, 8 minutes")
    assert "01-notice.md:11:5" in result.stderr
    assert "(a warning)" in result.stderr


def test_warnings_fail_only_when_it_is_strict(run, session, tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/questions/t1.yaml", "The wrong answer", "Always the wrong answer")
    relaxed, strict = run("check", str(root)), run("check", str(root), "--strict")
    assert (relaxed.exit_code, strict.exit_code) == (0, 1)
    assert "are stated" in relaxed.stderr
    assert "to look at." in strict.stderr
    assert "(a hint)" not in strict.stderr
    assert '"Always" stands in a wrong option only' in run("check", str(root), "--hints").stderr


def test_links_are_tried_only_when_asked_for(run, session, tmp_path, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")  # nothing leaves this machine
    root = write_modules(tmp_path)
    change(root / "small/screens/01-notice.md", "One sign", "[One](https://gone.invalid/a) sign")
    assert "gone.invalid" not in run("check", str(root)).stderr
    tried = run("check", str(root / "small"), "--links")
    assert tried.exit_code == 0
    assert "01-notice.md:11:7: https://gone.invalid/a did not answer as a page" in tried.stderr


def test_reading_ages_are_a_table(run, session, tmp_path):
    result = run("reading-age", "-o", str(tmp_path / "ages.md"))
    assert result.exit_code == 0, result.output
    text = (tmp_path / "ages.md").read_text("utf-8")
    assert text.startswith("# Reading age\n")
    assert "| M01 notice-and-pass-on | A | 13 | 1 |" in text
    assert run("reading-age").stdout == text


def test_our_own_modules_are_published_once(run, session):
    first = run("publish")
    assert first.exit_code == 0, first.output
    assert "notice-and-pass-on: version 1, clarified: Its quiz may ask" in first.stdout
    assert "knowledge-check: version 1, material: First published." in first.stdout
    assert "requirements: 180 added" in first.stdout
    assert [module.code for module in published(session)][:3] == ["M01", "M02", "M03"]
    assert contacts(session)[0].key == "emergency"
    assert run("publish").stdout == "Nothing has changed.\n"
