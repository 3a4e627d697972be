"""The knowledge check in files: whole before it is published, and borrowed from by modules."""

import pytest

from elearn.content.reader import ContentError, read_all
from tests.support.modules import change, write_check, write_modules
from tests.unit.content.test_faults import TODAY

FOLDER = "knowledge-check"
T1 = f"{FOLDER}/questions/t1.yaml"


@pytest.fixture
def root(tmp_path):
    root = write_modules(tmp_path)
    write_check(root)
    return root


def documents(root):
    return {one.slug: one for one in read_all(root, today=TODAY).documents}


def faults(root):
    with pytest.raises(ContentError) as error:
        read_all(root, today=TODAY)
    return [str(fault).removeprefix("modules/") for fault in error.value.faults]


def test_a_whole_check_is_read(root):
    check = documents(root)[FOLDER]
    assert (check.code, check.form, check.is_check, len(check.items)) == ("K01", "one", True, 60)
    assert sum(not item.reserve for item in check.items) == 30
    assert {item.teaches for item in check.items} == {"M01/notice"}
    assert (check.pages, check.summary, check.blueprint) == ((), "", ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("reserve: false", "reserve: true", "1:8: topic: T1 has no question in use at level A"),
        ("reserve: true", "reserve: false",
         "22:12: items[2].level: T1 has a question in use at level A. Add reserve: true"),
        ("    anchor: true\n", "", "3:5: items[1].anchor: is missing. Every question of the know"),
        ("teaches: M01/notice", "teaches: M01/notic", "items[1].teaches: M01 has no screen notic"),
        ("teaches: M01/notice", "teaches: M77/notice", "items[1].teaches: There is no module M77"),
        ("teaches: M01/notice", "teaches: notice", "items[1].teaches: should be a module and a"),
        ("teaches: M01/notice", "read_again: notice", "items[1].read_again: is for modules"),
    ],
)  # fmt: skip
def test_each_topic_and_level_has_one_in_use_and_one_in_reserve(root, old, new, expected):
    change(root / T1, old, new)
    assert any(expected in one and one.startswith(T1) for one in faults(root)), faults(root)


def test_a_topic_without_a_file_is_named(root):
    (root / T1).unlink()
    assert faults(root) == [
        f"{T1}:1:1: is missing: a question in use and one in reserve at levels A, B and C."
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: K01", "code: M09", "code: should be the code of a knowledge check"),
        ("form: one\n", "", "form: is missing"),
        ("form: one", "form: one\npass_share: 80", "pass_share: is no key that is used here"),
        ("level: A", "level: B", "level: should be 'A'"),
        ("note: First published.", "note: A, what_changed: B", "change.what_changed: is for a mat"),
    ],
)
def test_it_says_what_a_check_says_and_nothing_else(root, old, new, expected):
    change(root / FOLDER / "module.yaml", old, new)
    assert any(expected in one for one in faults(root)), faults(root)


def test_it_has_nothing_but_questions(root):
    (root / FOLDER / "summary.md").write_text("# One page\n\nText.\n", "utf-8")
    assert faults(root) == [
        f"{FOLDER}/summary.md:1:1: A knowledge check has questions only. Take this out."
    ]


def test_its_folder_has_one_name(root):
    (root / FOLDER).rename(root / "our-check")
    assert any("its folder is called knowledge-check" in one for one in faults(root))


@pytest.mark.parametrize("key", ["anchor: true", "reserve: true", "teaches: M01/notice"])
def test_a_module_has_no_anchors_of_its_own(root, key):
    change(root / "small/questions/t1.yaml", "    setting: any\n", f"    setting: any\n    {key}\n")
    assert [f"items[1].{key.split(':')[0]}: is for the knowledge check" in faults(root)[0]] == [
        True
    ]


def test_a_module_borrows_what_is_in_use_of_its_topics_up_to_its_level(root):
    change(root / "small/module.yaml", "law_as_at", "anchors: 2\nlaw_as_at")
    small = documents(root)["small"]
    assert small.anchors == 2
    assert [item.key for item in small.anchor_items] == ["k01-t1-a1"]
    assert small.item("k01-t1-a1").anchor
    assert small.answer_key()["k01-t1-a1"].correct == {"a"}


def test_a_higher_module_borrows_lower_levels_too_but_none_about_safety(root):
    change(root / "small/module.yaml", "level: A", "level: C\nanchors: 2")
    change(root / T1, "    anchor: true\n", "    anchor: true\n    safety_critical: true\n")
    small = documents(root)["small"]
    assert [item.key for item in small.anchor_items] == ["k01-t1-b1", "k01-t1-c1"]


def test_without_a_check_there_is_nothing_to_borrow(tmp_path):
    root = write_modules(tmp_path)
    change(root / "small/module.yaml", "law_as_at", "anchors: 2\nlaw_as_at")
    assert "anchors: There is no knowledge check" in faults(root)[0]


@pytest.mark.parametrize(
    ("change_line", "expected"),
    [
        ("{kind: cosmetic, note: A, items: [a, b, c]}", "change.items: is for a material change"),
        ("{kind: material, note: A, what_changed: B, items: [m01-t1-01, m01-t1-02]}",
         "change.items: has 2 of its parts. It takes at least 3"),
        ("{kind: material, note: A, what_changed: B, items: [m01-t1-01, m01-t1-02, m01-t1-77]}",
         "change.items[3]: This module has no question m01-t1-77"),
        ("{kind: material, note: A, what_changed: B, items: [m01-t1-01, m01-t1-02, m01-t1-01]}",
         "change.items[3]: m01-t1-01 stands twice"),
        ("{kind: material, note: A, what_changed: '<b>B</b>'}", "change.what_changed: "),
    ],
)  # fmt: skip
def test_a_material_change_names_three_questions_of_the_bank(root, change_line, expected):
    change(root / "small/module.yaml", "{kind: material, note: First published.}", change_line)
    assert any(expected in one for one in faults(root)), faults(root)


def test_what_changed_is_rendered(root):
    said = "{kind: material, note: A, what_changed: 'Now **30** days.', "
    said += "items: [m01-t1-01, m01-t1-02, m01-t1-03]}"
    change(root / "small/module.yaml", "{kind: material, note: First published.}", said)
    small = documents(root)["small"]
    assert "<strong>30</strong>" in small.what_changed
    assert small.change_items == ("m01-t1-01", "m01-t1-02", "m01-t1-03")
