"""The code printed on a certificate, by which anybody can check it."""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U: they are misread
LENGTH, GROUP = 12, 4
_MISREAD = str.maketrans("OIL", "011")


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def new_code(token_bytes: Callable[[int], bytes]) -> str:
    """A code of 60 random bits; ``token_bytes`` is ``secrets.token_bytes`` or a double.

    >>> new_code(lambda n: bytes(range(n)))
    '000G-40R4-0M30'
    """
    number = int.from_bytes(token_bytes(8), "big") >> 4
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(55, -1, -5))
    return _grouped(letters)


def normalise_code(text: str) -> str | None:
    """The code somebody typed, as it is stored; None if it cannot be one.

    Case, spaces and hyphens do not matter, and O is read as 0, I and L as 1.

    >>> normalise_code(" nm7k 4qxr-92td")
    'NM7K-4QXR-92TD'
    >>> normalise_code("NM7K") is None
    True
    """
    letters = "".join(text.split()).replace("-", "").upper().translate(_MISREAD)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return _grouped(letters)
