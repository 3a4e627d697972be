import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.identity import IdentityError, canonical_email, clean_name, initials


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ruth.Ellison@Northmoor.Example", "ruth.ellison@northmoor.example"),
        ("  a@b.example\t", "a@b.example"),
        ("\ufeffa@b.example\u200b", "a@b.example"),
        ("\u00a0a@b.example", "a@b.example"),
        ("o'neill+moor@x-y.police.example", "o'neill+moor@x-y.police.example"),
    ],
)
def test_an_address_has_one_spelling(typed: str, kept: str) -> None:
    assert canonical_email(typed) == kept
    assert canonical_email(kept) == kept


@pytest.mark.parametrize(
    "lookalike",
    [
        "аdmin@demo.example",  # Cyrillic a
        "admin@dеmo.example",  # Cyrillic e
        "admin＠demo.example",  # full-width at
        "ADMİN@demo.example",
        "ﬁona@demo.example",
    ],
)
def test_lookalikes_are_refused(lookalike: str) -> None:
    with pytest.raises(IdentityError, match="plain a to z"):
        canonical_email(lookalike)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "a@b",
        "a@@b.example",
        "a b@c.example",
        ".a@b.example",
        "a..b@c.example",
        "a@-b.example",
        "a@b..example",
        "a@b.example\r\nBcc: x@y.example",
        'a"b@c.example',
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a" * 65 + "@b.example",
        "a@" + "b." * 130 + "example",
    ],
)
def test_what_is_not_an_address_is_refused(text: str) -> None:
    with pytest.raises(IdentityError, match=r"name@example\.org"):
        canonical_email(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Amina  Okafor", "Amina Okafor"),
        ("Amina\nOkafor\r\n", "Amina Okafor"),
        ("Zoe\u0301", "Zoé"),
        ("Sam\u202egnol\u2066", "Samgnol"),
        ("\u200bSam\ufeff", "Sam"),
        ("Sam\x00\x1b[31m", "Sam[31m"),
        ("Sam\u2028Long", "Sam Long"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("李小龍", "李小龍"),
        ("Mx 👩🏽\u200d🚒 Bell", "Mx 👩🏽\u200d🚒 Bell"),
    ],
)
def test_a_name_is_one_line_of_visible_letters(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\u202e", "\u200d"])
def test_a_name_needs_a_letter(text: str) -> None:
    with pytest.raises(IdentityError, match="Write a name"):
        clean_name(text)


def test_a_name_that_is_too_long_or_damaged_is_refused() -> None:
    assert len(clean_name("x" * 200)) == 200
    with pytest.raises(IdentityError, match="longer than 200"):
        clean_name("x" * 201)
    with pytest.raises(IdentityError, match="damaged"):
        clean_name("Sam \ud83d")


@given(st.text(min_size=1, max_size=60))
def test_a_kept_name_has_no_control_and_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text)
    except IdentityError:
        return
    assert clean_name(name) == name
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amina Okafor", "AO"),
        ("Ana Maria de Souza", "AS"),
        ("Cher", "C"),
        ("o'neill", "O"),
        ("123 456", ""),
        ("李 小龍", "李小"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
