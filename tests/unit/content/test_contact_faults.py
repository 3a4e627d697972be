"""contacts.yaml: a local contact is named there and entered by every agency for itself."""

import pytest

from elearn.content.reader import read_all
from tests.support.modules import change, write_modules
from tests.unit.content.test_faults import TODAY, told

LOCAL = """\
  - key: local-lead
    local: true
    name: Safeguarding lead
    hours: Office hours
    what: Ask what to do.
"""
FIRST = "contacts:\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('    number: "023 8000 0000"\n', "7:5: contacts[1].number: is entered by each agency"),
        ("    url: https://a.example\n", "7:5: contacts[1].url: is entered by each agency"),
        ("    verified_on: 2026-11-01\n    verified_by: A\n", None),
        ("    review_by: 2027-11-01\n", "7:5: contacts[1].review_by: is entered by each agency"),
    ],
)
def test_a_local_contact_has_nothing_an_agency_enters(tmp_path, more, expected):
    if expected is None:
        with pytest.raises(AssertionError, match="verified_by"):
            told(tmp_path, "contacts.yaml", FIRST, FIRST + LOCAL + more, "7:5")
    else:
        told(tmp_path, "contacts.yaml", FIRST, FIRST + LOCAL + more, expected)


def test_its_key_says_that_it_is_local(tmp_path):
    wrong = LOCAL.replace("local-lead", "our-lead")
    told(tmp_path, "contacts.yaml", FIRST, FIRST + wrong, "2:10: contacts[1].key: is of a local")


def test_no_other_key_looks_local(tmp_path):
    wrong = LOCAL.replace("    local: true\n", "    source: facts\n")
    told(tmp_path, "contacts.yaml", FIRST, FIRST + wrong, "2:10: contacts[1].key: starts with loc")


def test_every_other_contact_needs_a_source(tmp_path):
    told(tmp_path, "contacts.yaml", "    source: facts A3\n", "", "2:5: contacts[1].source: is")


def test_a_text_may_name_it(tmp_path):
    root = write_modules(tmp_path)
    change(root / "contacts.yaml", FIRST, FIRST + LOCAL)
    change(root / "small/screens/02-tell.md", "{contact:emergency}", "{contact:local-lead}")
    reading = read_all(root, today=TODAY)
    assert [one.key for one in reading.contacts][:1] == ["local-lead"]
    assert "{contact:local-lead}" in reading.documents[0].screens[1].html
