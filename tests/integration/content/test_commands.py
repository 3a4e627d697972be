"""``flask modules``: faults on one screen, and publishing that says what it did."""

import pytest

from elearn.content.queries import contacts, published
from tests.support.modules import change, write_modules


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["modules", *words])


def test_a_faultless_module_is_counted(run, session, tmp_path):
    result = run("check", str(write_modules(tmp_path)))
    assert (result.exit_code, result.stdout) == (
        0, "small: 2 screens, 1 scenario, 6 questions: no faults\n",
    )  # fmt: skip


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
    assert result.stdout == "small: 2 screens, 1 scenario, 6 questions: no faults\n"
    assert "01-notice.md:11:5" in result.stderr
    assert "(a warning)" in result.stderr


def test_our_own_modules_are_published_once(run, session):
    first = run("publish")
    assert first.exit_code == 0, first.output
    assert "notice-and-pass-on: version 1, material: First published." in first.stdout
    assert "requirements: 180 added" in first.stdout
    assert [module.code for module in published(session)][:2] == ["M01", "M03"]
    assert contacts(session)[0].key == "emergency"
    assert run("publish").stdout == "Nothing has changed.\n"
