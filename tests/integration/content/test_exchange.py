"""``flask modules import-items`` and ``export-items``: drafts with a report, files for others."""

from pathlib import Path

import pytest

from elearn.content.faults import Findings
from elearn.content.yaml_text import read_yaml
from tests.support.modules import change, write_modules

FILES = Path(__file__).parents[2] / "files"


@pytest.fixture
def run(app, session, tmp_path, monkeypatch):
    """Commands in a folder of their own, over the small module."""
    root = write_modules(tmp_path)
    monkeypatch.setattr("elearn.content.commands.bank.our_modules", lambda: root)
    monkeypatch.chdir(tmp_path)
    return lambda *words: app.test_cli_runner().invoke(args=["modules", *map(str, words)])


def importing(file, *more):
    return ("import-items", file, "--module", "small", "--topic", "T1", "--level", "B", *more)


def test_a_bank_becomes_drafts_with_a_line_for_each_question(run, tmp_path):
    result = run(*importing(FILES / "moodle-4-layout.xml"))
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[2] == (
        "moodle-4-layout.xml:92: Signs/At the door: All or nothing: taken. To add: subtag, source, "
        "read_again."
    )
    assert lines[7].endswith("156: Routes: Say why: not taken: nobody marks free text here. Ask it "
                             "as a choice or as a short answer.")  # fmt: skip
    assert lines[-2:] == [
        "7 of 12 questions taken.",
        "small-t1.yaml is written. Its comments say what each question still needs.",
    ]
    marked = read_yaml((tmp_path / "small-t1.yaml").read_text("utf-8"), file="x",
                       findings=Findings())  # fmt: skip
    assert [item["id"] for item in marked.data["items"]] == [
        f"m01-t1-{number:02}" for number in range(7, 14)
    ]


def test_nothing_is_ever_written_over(run, tmp_path):
    (tmp_path / "small-t1.yaml").write_text("mine", "utf-8")
    result = run(*importing(FILES / "gift-wrapper.gift"))
    assert result.exit_code == 1
    assert "small-t1.yaml is there already. Name another file with -o." in result.stderr
    assert (tmp_path / "small-t1.yaml").read_text("utf-8") == "mine"
    folder = tmp_path / "drafts"
    folder.mkdir()
    assert run(*importing(FILES / "gift-wrapper.gift", "-o", folder)).exit_code == 0
    assert (folder / "small-t1.yaml").is_file()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE quiz><quiz/>", "declares a document type or entities"),
        (b"", "This file is empty."),
        (b"Who?{}", "Nothing was taken, so nothing is written."),
    ],
)
def test_a_file_that_gives_nothing_leaves_nothing(run, tmp_path, content, says):
    (tmp_path / "bank.txt").write_bytes(content)
    result = run(*importing("bank.txt"))
    assert result.exit_code == 1
    assert says in result.stderr
    assert not (tmp_path / "small-t1.yaml").exists()


def test_a_module_that_is_not_there_is_told(run):
    result = run("export-items", "larger", "--format", "gift", "-o", "out.gift")
    assert result.exit_code == 1
    assert "There is no module larger. There are: small." in result.stderr


@pytest.mark.parametrize(("kind", "name"), [("gift", "out.gift"), ("moodle-xml", "out.xml")])
def test_what_is_written_comes_back_complete_and_with_its_ids(run, tmp_path, kind, name):
    result = run("export-items", "small", "--format", kind, "-o", name, "--keep-contacts")
    assert result.stdout == f"{name} is written: 6 questions.\n"
    back = run(*importing(name, "-o", "back.yaml"))
    assert back.exit_code == 0, back.output
    assert "6 of 6 questions taken." in back.stdout
    assert "To add" not in back.stdout
    written = read_yaml((tmp_path / "back.yaml").read_text("utf-8"), file="x", findings=Findings())
    before = (tmp_path / "modules/small/questions/t1.yaml").read_text("utf-8")
    ours = read_yaml(before, file="x", findings=Findings())
    wanted = [
        {key: value for key, value in item.items() if value is not False}
        for item in ours.data["items"]
    ]
    assert [dict(item) for item in written.data["items"]] == wanted


def test_contacts_are_filled_in_for_others_unless_they_are_to_come_back(run, tmp_path):
    bank = tmp_path / "modules/small/questions/t1.yaml"
    change(bank, "why: It teaches.", "why: Call {contact:emergency} or {contact:helpline}.")
    run("export-items", "small", "--format", "gift", "-o", "filled.gift")
    filled = (tmp_path / "filled.gift").read_text("utf-8")
    assert "Call 999 or The Helpline on 0800 111 2222." in filled
    run("export-items", "small", "--format", "moodle-xml", "-o", "kept.xml", "--keep-contacts")
    assert "Call {contact:emergency} or" in (tmp_path / "kept.xml").read_text("utf-8")
