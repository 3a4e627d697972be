"""The curriculum as data: whole, consistent, and faults in words."""

import json

import pytest

from elearn.content.curriculum import (
    DEFAULT,
    agency_types,
    levels,
    matrix,
    read_curriculum,
    roles,
    topics,
)
from elearn.content.faults import ContentError


def test_it_has_ten_topics_three_levels_fifteen_roles_and_twelve_kinds_of_agency():
    assert list(topics()) == [f"T{number}" for number in range(1, 11)]
    assert list(levels()) == ["A", "B", "C"]
    assert [role.code for role in roles()] == [f"R{number}" for number in range(1, 16)]
    assert [kind.code for kind in agency_types()] == [f"AT{number}" for number in range(1, 13)]


def test_every_role_says_of_every_module_whether_it_needs_it():
    modules = {module.code for module in read_curriculum().modules}
    assert len(modules) == 12
    assert all(set(needs) == modules for needs in matrix().values())
    assert matrix()["R4"]["M04"] == "R"
    assert (matrix()["R13"]["M01"], matrix()["R13"]["M11"]) == ("-", "R")


def test_exposure_follows_the_level_of_the_role():
    weights = {"A": 0.5, "B": 1.0, "C": 1.5}
    assert all(role.exposure == weights[role.level] for role in roles())


def test_new_starters_have_sixty_days_for_the_first_module_and_ninety_for_the_rest():
    grace = read_curriculum().grace_days
    assert (grace["M01"], grace["M11"], grace["M12"], grace["M02"], grace["M10"]) == (
        60, 60, 60, 90, 90,
    )  # fmt: skip


def test_a_kind_of_agency_knows_its_roles_and_its_duties():
    kinds = {kind.code: kind for kind in agency_types()}
    assert kinds["AT3"].roles == ("R4", "R5", "R6", "R7", "R11", "R12", "R14", "R15")
    assert (kinds["AT1"].first_responder, kinds["AT1"].duty_to_notify) == (True, True)
    assert (kinds["AT5"].first_responder, kinds["AT5"].duty_to_notify) == (False, False)
    assert kinds["AT9"].first_responder is None
    assert "Border Force" in kinds["AT9"].note
    known = {role.code for role in roles()}
    assert all(set(kind.roles) <= known for kind in kinds.values())


def changed(tmp_path, change):
    raw = json.loads(DEFAULT.read_text("utf-8"))
    change(raw)
    path = tmp_path / "curriculum.json"
    path.write_text(json.dumps(raw), "utf-8")
    return path


def test_a_matrix_that_leaves_a_module_out_is_told(tmp_path):
    path = changed(tmp_path, lambda raw: raw["matrix"]["R1"].pop("M02"))
    with pytest.raises(ContentError, match="the matrix row of R1 needs R, O or - for every module"):
        read_curriculum(path)


def test_a_matrix_of_other_roles_is_told(tmp_path):
    path = changed(tmp_path, lambda raw: raw["matrix"].pop("R1"))
    with pytest.raises(ContentError, match="other roles than the list of roles"):
        read_curriculum(path)


def test_a_file_that_is_no_json_is_told_with_its_line(tmp_path):
    path = tmp_path / "curriculum.json"
    path.write_text('{\n "topics": {,}\n}', "utf-8")
    with pytest.raises(ContentError, match=r"curriculum.json:2:13: This is not JSON"):
        read_curriculum(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ContentError, match="curriculum.json is missing"):
        read_curriculum(tmp_path / "curriculum.json")
