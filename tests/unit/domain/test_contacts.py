"""Numbers and addresses of services: what is taken, and what nobody can slip in."""

import pytest

from elearn.domain.contacts import ContactError, clean_address, clean_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("023 8000 0000", "023 8000 0000"),
        ("  (0)23-8000  0000 ", "0 23 8000 0000"),
        ("+44 1983 823340", "+44 1983 823340"),
        ("101", "101"),
        ("01983–823340", "01983 823340"),
        ("   ", ""),
    ],
)
def test_a_number_is_kept_as_people_read_it_aloud(typed, kept):
    assert clean_number(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "ring me",
        "023 8000 0000 ext 4",
        "٣٢١٣٢١",
        "12",
        "1" * 16,
        "0" * 5000,
        "<script>alert(1)</script>",
        "023 8000\x000000",
        "++44 1983",
        "44+1983 823340",
        "0".join(" " * 30),
        "'; DROP TABLE person; --",
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ContactError):
        clean_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.council.example/mash",
        "https://council.example/a?b=1&c=2#top",
        " https://council.example ",
        "",
    ],
)
def test_a_web_address_is_kept(typed):
    assert clean_address(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "http://council.example",
        "javascript:alert(1)",
        "https://",
        "https://council",
        "https://user@council.example/",
        "https://council.example:99999/",
        "https://council.example\\@evil.example",
        "https://coun cil.example",
        'https://council.example/"onmouseover="x',
        "https://соuncil.example",
        "https://[::1",
        "https://council.example/\r\nSet-Cookie:a",
        "https://council.example/" + "a" * 300,
        "HTTPS://council.example",
    ],
)
def test_what_is_no_safe_address_is_refused(typed):
    with pytest.raises(ContactError):
        clean_address(typed)
