"""Numbers and addresses are found wherever they are typed, and ordinary figures are left alone."""

import doctest

import pytest

from elearn.content import faults, markdown, schema
from elearn.content.wording import remarks

KNOWN = {"emergency": "999", "helpline": "08000 121 700", "childline": "0800 1111"}


def found(text):
    return [remark.found for remark in remarks(text, KNOWN) if not remark.warning]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 999 now.", ["999"]),
        ("Ring 08000121700.", ["08000121700"]),
        ("Ring (020) 7946 0000 or 020-7946-0000.", ["(020) 7946 0000", "020-7946-0000"]),
        ("Ring +44 (0)20 7946 0000.", ["+44 (0)20 7946 0000"]),
        ("Ring 0800 1111.", ["0800 1111"]),
        ("Ring 116 123.", ["116 123"]),
    ],
)
def test_a_typed_number_is_found(text, numbers):
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 there were 19,125 referrals, 999,000 in all, £999 each, 101% up.",
        "On 01-02-2026 and 2026-11-01, at 10:30pm, press 55.",
        "Section 45 and s.101 of the Act; 30 days, not 45.",
        "[the page](https://www.gov.uk/0800-111-2222) and {contact:emergency}",
    ],
)
def test_other_figures_are_left_alone(text):
    assert found(text) == []


def test_the_remedy_names_the_contact_of_a_known_number():
    [remark] = remarks("Ring 08000 121700.", KNOWN)
    assert remark.message.endswith("Write {contact:helpline} instead.")


@pytest.mark.parametrize(
    "text",
    [
        "fire and rescue",
        "the Illegal Migration Act",
        "slavery",
        "Northmoor Fire and Rescue Service",
    ],
)
def test_names_and_law_keep_their_words(text):
    assert list(remarks(text, KNOWN)) == []


@pytest.mark.parametrize("module", [faults, markdown, schema])
def test_the_examples_in_the_code_are_true(module):
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)
