"""When words that somebody typed are the words that were wanted, in spite of a slip or two."""

import re
import unicodedata
from collections.abc import Iterable

LETTERS_A_SLIP = 4

_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def canonical(text: str) -> str:
    """A text as it is compared: small letters and digits without accents, one space between.

    Apostrophes and full stops go (but for the one in 1.5); every other sign is a space, and
    spaces inside a number go.

    >>> canonical("  The Front-Door  "), canonical("N.R.M."), canonical("9-9 9"), canonical("don’t")
    ('the front door', 'nrm', '999', 'dont')
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    signs = "".join(_sign(one) for one in plain if not unicodedata.combining(one))
    spaced = " ".join(_STOP.sub("", signs).split())
    return _SPACE_IN_NUMBER.sub("", spaced)


def _sign(one: str) -> str:
    if one in "'’‘":
        return ""
    digit = unicodedata.decimal(one, None)
    if digit is not None:
        return str(digit)
    return one if one.isalpha() or one == "." else " "


def distance(one: str, other: str) -> int:
    """Optimal string alignment distance: the fewest letters to add, take out, change or swap with
    their neighbour, no stretch being changed twice.

    >>> distance("helpline", "hlepline"), distance("ca", "abc")
    (1, 3)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != wanted))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def slips_allowed(wanted: str, typos: int) -> int:
    """How many slips a text may hold: ``typos``, but at most one in four of its letters, so that
    a short word is not taken for another.

    >>> slips_allowed("cuckooing", 2), slips_allowed("nrm", 2), slips_allowed("999", 2)
    (2, 0, 0)
    """
    return min(typos, sum(one.isalpha() for one in wanted) // LETTERS_A_SLIP)


def is_accepted(words: str, accepted: Iterable[str], typos: int) -> bool:
    """Whether typed words are one of the accepted texts.

    Both are compared as ``canonical`` gives them; their numbers must be the same, and their
    ``distance`` no more than ``slips_allowed``.

    >>> is_accepted("Cuckoing", ["cuckooing"], typos=1), is_accepted("998", ["999"], typos=2)
    (True, False)
    """
    said = canonical(words)
    return any(_is_same(said, canonical(one), typos) for one in accepted)


def _is_same(said: str, wanted: str, typos: int) -> bool:
    slips = slips_allowed(wanted, typos)
    if _NUMBER.findall(said) != _NUMBER.findall(wanted) or abs(len(said) - len(wanted)) > slips:
        return False
    return distance(said, wanted) <= slips
