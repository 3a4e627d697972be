"""The single-use code on a printed slip: short enough to type, with no letters that look alike."""

from collections.abc import Callable

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # no I, L, O, U, 0 and 1
LENGTH = 8
LONGEST_TYPED = 40


class JoinCodeError(ValueError):
    """What was typed cannot be a code; the message says what to do."""


def new_code(choose: Callable[[str], str]) -> str:
    """A code of eight letters, each chosen by ``choose``; about 39 bits.

    >>> new_code(lambda letters: letters[0])
    'AAAAAAAA'
    """
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def canonical_code(text: str) -> str:
    """A code as it is compared, however it was typed.

    >>> canonical_code(" h7kq-9wxm ")
    'H7KQ9WXM'
    """
    if len(text) > LONGEST_TYPED or not text.isascii():
        raise JoinCodeError("Type the eight letters and digits on your slip.")
    code = "".join(filter(str.isalnum, text.upper()))
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        raise JoinCodeError("Type the eight letters and digits on your slip.")
    return code


def shown_code(code: str) -> str:
    """A code as it is printed.

    >>> shown_code("H7KQ9WXM")
    'H7KQ-9WXM'
    """
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
