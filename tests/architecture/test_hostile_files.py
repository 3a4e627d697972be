"""Every hostile file of the security bar has a test by name, and uploads have no other door."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "hostile-files.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (\d+) \|.*\|$", re.M)
IMPORT = re.compile(r"^\s*(?:import|from) (\w+)", re.M)
ASKED = range(21, 38)

OPENERS = {"zipfile", "tarfile", "openpyxl", "csv", "pikepdf", "defusedxml", "lxml", "xml", "PIL"}
BY_HAND = ("elearn/content/", "elearn/operations/backups/")  # no page hands them a file
DOORS = ("elearn/gateways/sheets/", "elearn/gateways/papers")
OUR_OWN = {  # files that we write, or that authors keep beside the modules
    "elearn/audit/files.py": "writes an audit's files",
    "elearn/audit/snapshot.py": "writes lines to be hashed",
    "elearn/interop/writing.py": "writes the data export",
    "elearn/privacy/commands.py": "writes the register",
    "elearn/privacy/package.py": "writes what is kept of somebody",
    "elearn/reporting/columns.py": "writes lists",
}


def functions_in(path):
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_kind_has_a_row_and_every_row_a_test():
    rows = {int(row[1]): row[0] for row in ROW.finditer(PAGE.read_text("utf-8"))}
    assert sorted(rows) == list(ASKED)
    assert all(NAMED.search(row) for row in rows.values())


def test_every_test_that_is_named_is_there():
    for path, function in NAMED.findall(PAGE.read_text("utf-8")):
        assert (ROOT / path).is_file(), path
        assert not function or function in functions_in(path), f"{path} has no {function}"


def test_nothing_but_the_two_doors_opens_what_people_send():
    for path in sorted((ROOT / "elearn").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(DOORS) or name in OUR_OWN or name.startswith(BY_HAND):
            continue
        assert not OPENERS & imported_by(path), name


def imported_by(path):
    return set(IMPORT.findall(path.read_text("utf-8")))


def test_whoever_takes_a_file_hands_it_to_one_of_them():
    for form in sorted((ROOT / "elearn").rglob("forms.py")):
        if "FileField(" not in form.read_text("utf-8"):
            continue
        feature = {path.read_text("utf-8") for path in form.parent.rglob("*.py")}
        text = "\n".join(sorted(feature))
        assert "elearn.gateways.sheets" in text or "elearn.gateways.papers" in text, form
