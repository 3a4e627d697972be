"""Typed words are those that were wanted, in spite of a slip, and never in spite of a number."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elearn.domain.answers import pack, typed, unpack, words_of
from elearn.domain.typing_slips import canonical, distance, is_accepted, slips_allowed

LETTERS = "abcdefghij"
WORDS = st.text(LETTERS + " ", min_size=1, max_size=16).filter(lambda text: text.strip())
ANYTHING = st.text(max_size=30)


@given(ANYTHING)
def test_what_is_compared_has_small_letters_digits_and_single_spaces_only(text):
    same = canonical(text)
    assert same == same.strip()
    assert "  " not in same
    assert all(sign.isalpha() or sign.isdecimal() or sign in " ." for sign in same)
    assert canonical(same) == same


@given(WORDS, st.sampled_from(["  ", " - ", ", ", "\u00a0", "\t"]))
def test_capital_letters_spaces_and_signs_do_not_count(words, between):
    loud = between.join(words.upper().split())
    assert canonical(loud) == canonical(words)
    assert is_accepted(f" «{loud}»! ", [words], typos=0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "CAFE"),
        ("N.R.M.", "nrm"),
        ("don’t", "dont"),
        ("9-9-9", "999"),
        ("1,000", "1000"),
        ("999", "٩٩٩"),
        ("straße", "STRASSE"),
        ("30 days", "30  Days."),
    ],
)
def test_two_ways_to_type_the_same(one, other):
    assert canonical(one) == canonical(other)


def test_a_point_inside_a_number_counts():
    assert canonical("1.5 hours.") == "1.5 hours"
    assert not is_accepted("15", ["1.5"], typos=2)


@given(WORDS, WORDS)
def test_a_distance_is_one(one, other):
    found = distance(one, other)
    assert found == distance(other, one)
    assert (found == 0) == (one == other)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))


def slip(draw, text):
    """One slip: a letter left out, doubled up, changed, or swapped with the next."""
    at = draw(st.integers(0, len(text) - 2))
    letter = draw(st.sampled_from(LETTERS))
    return draw(
        st.sampled_from(
            [
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            ]
        )
    )


@given(st.data(), st.text(LETTERS, min_size=8, max_size=20), st.integers(0, 2))
def test_as_many_slips_as_are_allowed_are_forgiven(data, wanted, typos):
    said = wanted
    for _ in range(typos):
        said = slip(data.draw, said)
    assert is_accepted(said, [wanted], typos) == (distance(said, wanted) <= typos)
    if typos < 2:
        assert is_accepted(said, [wanted], typos)


@given(WORDS, WORDS, st.integers(0, 2))
def test_more_slips_than_that_are_not(said, wanted, typos):
    assume(distance(canonical(said), canonical(wanted)) > typos)
    assert not is_accepted(said, [wanted], typos)


@given(WORDS, st.integers(0, 999), st.integers(0, 999), st.integers(0, 2))
def test_another_number_is_never_forgiven(words, wanted, said, typos):
    assume(wanted != said)
    assert not is_accepted(f"{words} {said}", [f"{words} {wanted}"], typos)
    assert is_accepted(f"{words} {wanted}", [f"{words} {wanted}"], typos)


def test_digits_stay_in_their_own_numbers():
    assert not is_accepted("12 of 3 weeks", ["1 of 23 weeks"], typos=2)


def test_a_short_word_is_not_taken_for_another():
    assert slips_allowed("mash", 2) == 1
    assert not is_accepted("mrn", ["NRM"], typos=2)
    assert not is_accepted("nm", ["NRM"], typos=1)
    assert is_accepted("hlepline", ["helpline"], typos=1)


@given(st.text(max_size=60))
def test_typed_words_are_kept_as_they_are(words):
    assert words_of(unpack(pack(typed(words)))) == words


@given(st.sets(st.sampled_from(["a", "b", "c1", "2d"]), min_size=1))
def test_chosen_ids_are_kept_as_a_set(chosen):
    assert unpack(pack(frozenset(chosen))) == chosen
    assert words_of(frozenset(chosen)) == ""
