"""What the folder of modules gives: documents, or everything that is wrong with all of it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from elearn.content.pages import Scenario, Screen
from elearn.content.reader import ContentError, read_all
from tests.support.modules import change, questions, write_modules

TODAY = date(2026, 11, 22)
OURS = Path(__file__).parents[3] / "modules"


def document_of(root):
    return read_all(root, today=TODAY).documents[0]


def faults_of(root, today=TODAY):
    with pytest.raises(ContentError) as error:
        read_all(root, today=today)
    return [str(fault) for fault in error.value.faults]


def warnings_of(root, today=TODAY):
    return [str(warning) for warning in read_all(root, today=today).warnings]


def test_a_faultless_folder_becomes_a_document(tmp_path):
    document = document_of(write_modules(tmp_path))
    assert (document.slug, document.code, document.title) == ("small", "M01", "Small: a module")
    assert [page.slug for page in document.pages] == ["notice", "tell", "car-wash"]
    assert [type(page) for page in document.pages] == [Screen, Screen, Scenario]
    assert (document.page_number("tell"), document.quiz_length) == (2, 2)
    assert document.law_as_at == date(2026, 11, 1)


def test_text_is_rendered_when_it_is_read(tmp_path):
    notice = document_of(write_modules(tmp_path)).screens[0]
    first = '<p class="govuk-body">One sign is weak. A <strong>pattern</strong> counts.</p>'
    assert notice.html.startswith(first)
    assert notice.check is not None
    assert notice.check.options[1].feedback == "Yes: several signs."
    assert not notice.check.multiple


def test_contacts_stay_tokens_until_a_page_is_shown(tmp_path):
    tell = document_of(write_modules(tmp_path)).screens[1]
    assert "Call {contact:emergency}." in tell.html
    assert "{agency-card}" in tell.html


def test_options_get_letters_in_the_order_of_the_author(tmp_path):
    item = document_of(write_modules(tmp_path)).items[0]
    assert [(one.id, one.correct) for one in item.options] == [("a", True), ("b", False)]
    assert (item.key, item.safety_critical, item.correct) == ("m01-t1-01", True, {"a"})


def test_no_is_text_and_not_a_refusal(tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/questions/t1.yaml", "text: The wrong answer", "text: no")
    assert document_of(root).items[0].options[1].text == "no"


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path):
    root = write_modules(tmp_path)
    before = document_of(root)
    for path in root.glob("small/**/*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert document_of(root) == before


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/module.yaml", "level: A", "level: D")
    change(root / "small/screens/01-notice.md", "minutes: 2", "minutes: two")
    change(root / "small/screens/01-notice.md", "A **pattern**", "A <u>pattern</u>")
    change(root / "small/scenarios/03-car-wash.yaml", "next: told", "next: tolt")
    change(root / "small/questions/t1.yaml", "read_again: notice", "read_again: nothing")
    change(root / "small/questions/t1.yaml", "        feedback: No.\n", "")
    change(root / "small/summary.md", "{contact:helpline}", "{contact:police}")
    where = [":".join(fault.split(":")[:2]) for fault in faults_of(root)]
    assert where == [
        "modules/small/module.yaml:3",
        "modules/small/questions/t1.yaml:10",
        "modules/small/questions/t1.yaml:16",
        "modules/small/scenarios/03-car-wash.yaml:22",
        "modules/small/screens/01-notice.md:3",
        "modules/small/screens/01-notice.md:11",
        "modules/small/summary.md:3",
    ]


def test_a_file_that_is_no_yaml_does_not_hide_the_faults_of_the_others(tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/questions/t1.yaml", "topic: T1", "topic: 'T1")
    change(root / "small/screens/02-tell.md", "{contact:emergency}", "999")
    files = {fault.split(":")[0] for fault in faults_of(root)}
    assert files == {"modules/small/questions/t1.yaml", "modules/small/screens/02-tell.md"}


def test_pages_count_on_without_gaps(tmp_path):
    root = write_modules(tmp_path)
    scenarios = root / "small/scenarios"
    (scenarios / "03-car-wash.yaml").rename(scenarios / "05-car-wash.yaml")
    message = "Before this page 03 and 04 are missing. Screens and scenarios count on from 01."
    assert faults_of(root) == [f"modules/small/scenarios/05-car-wash.yaml:1:1: {message}"]


def test_no_two_pages_share_a_number_or_a_name(tmp_path):
    root = write_modules(tmp_path)
    scenarios = root / "small/scenarios"
    (scenarios / "03-car-wash.yaml").rename(scenarios / "02-tell.yaml")
    taken = "is taken by modules/small/scenarios/02-tell.yaml. Choose another."
    assert faults_of(root) == [
        f"modules/small/screens/02-tell.md:1:1: The name tell {taken}",
        f"modules/small/screens/02-tell.md:1:1: The number 02 {taken}",
    ]


def test_a_page_is_named_by_number_and_words(tmp_path):
    root = write_modules(tmp_path)
    scenarios = root / "small/scenarios"
    (scenarios / "03-car-wash.yaml").rename(scenarios / "3 Car wash.yaml")
    [fault] = faults_of(root)
    assert "3 Car wash.yaml:1:1: Name the file by its place and its words" in fault


def test_a_file_that_nobody_reads_is_told(tmp_path):
    root = write_modules(tmp_path)
    (root / "small/screens/notes.txt").write_text("x", "utf-8")
    (root / "small/draft.md").write_text("x", "utf-8")
    (root / "small/.hidden").write_text("x", "utf-8")
    assert [fault.split(": ")[0] for fault in faults_of(root)] == [
        "modules/small/draft.md:1:1",
        "modules/small/screens/notes.txt:1:1",
    ]


@pytest.mark.parametrize("name", ["module.yaml", "summary.md", "questions/t1.yaml"])
def test_an_empty_file_is_told(tmp_path, name):
    root = write_modules(tmp_path)
    (root / "small" / name).write_text(" \n", "utf-8")
    assert f"modules/small/{name}:1:1: This file is empty. Fill it or remove it." in faults_of(root)


@pytest.mark.parametrize("name", ["module.yaml", "summary.md"])
def test_a_missing_file_is_told(tmp_path, name):
    root = write_modules(tmp_path)
    (root / "small" / name).unlink()
    assert f"modules/small/{name}:1:1: {name} is missing. Add it." in faults_of(root)


def test_a_file_that_is_not_utf_8_is_told_with_its_place(tmp_path):
    root = write_modules(tmp_path)
    path = root / "small/screens/02-tell.md"
    path.write_bytes(path.read_bytes().replace(b"Danger", b"D\xe9nger"))
    [fault] = faults_of(root)
    assert fault.startswith("modules/small/screens/02-tell.md:7:2: This character is not UTF-8")


def test_an_id_belongs_to_one_question_in_all_modules(tmp_path):
    root = write_modules(tmp_path)
    write_modules(tmp_path / "other", slug="zebra")
    (tmp_path / "other/modules/zebra").rename(root / "zebra")
    change(root / "zebra/module.yaml", "code: M01", "code: M02")
    faults = faults_of(root)
    assert len(faults) == 6
    assert faults[0] == (
        "modules/zebra/questions/t1.yaml:3:9: items[1].id: m01-t1-01 is the id of another question "
        "(modules/small/questions/t1.yaml, line 3). Give this one an id that was never used."
    )


def test_a_code_belongs_to_one_module(tmp_path):
    root = write_modules(tmp_path)
    write_modules(tmp_path / "other", slug="zebra")
    (tmp_path / "other/modules/zebra").rename(root / "zebra")
    other = questions().replace("m01", "m02")
    (root / "zebra/questions/t1.yaml").write_text(other, "utf-8")
    expected = "modules/zebra/module.yaml:1:7: code: M01 is the code of small. Choose another."
    assert faults_of(root) == [expected]


def test_a_review_that_is_overdue_is_a_warning(tmp_path):
    root = write_modules(tmp_path)
    assert warnings_of(root, date(2027, 2, 1)) == []
    [warning] = warnings_of(root, date(2027, 2, 2))
    assert warning.startswith("modules/contacts.yaml:17:16: contacts[2].review_by: passed on 2027")
    assert any("module.yaml:15:12" in one for one in warnings_of(root, date(2027, 5, 2)))


@pytest.mark.parametrize("words", ["slaves", "illegal immigrant", "a rescue", "Click here"])
def test_words_better_not_used_are_warnings(tmp_path, words):
    root = write_modules(tmp_path)
    change(root / "small/screens/01-notice.md", "One sign is", f"Of {words} one is")
    [warning] = warnings_of(root)
    assert warning.startswith("modules/small/screens/01-notice.md:11:")
    assert "is better not used" in warning


def test_a_screen_with_too_many_words_is_a_warning(tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/screens/01-notice.md", "One sign", "One sign " * 60)
    assert "words before its boxes" in warnings_of(root)[0]


def test_more_minutes_than_pages_and_questions_take_is_a_warning(tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/module.yaml", "minutes: 8", "minutes: 40")
    assert "40 is too many" in warnings_of(root)[0]


def test_our_own_modules_have_no_faults():
    reading = read_all(OURS, today=TODAY)
    slugs = [document.slug for document in reading.documents]
    assert {"knowledge-check", "notice-and-pass-on", "first-responder"} <= set(slugs)
    assert len(reading.documents[0].items) >= 30


def test_a_folder_without_modules_is_told(tmp_path):
    root = tmp_path / "modules"
    root.mkdir()
    assert faults_of(root) == [
        "modules:1:1: There is no module here yet.",
        "modules/contacts.yaml:1:1: contacts.yaml is missing. Add it.",
    ]


def test_serving_pages_loads_none_of_the_heavy_libraries():
    code = (
        "import sys, elearn.content.queries, elearn.content.markdown, elearn.content.commands; "
        "print(sorted({'yaml', 'pydantic', 'markdown_it', 'nh3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
