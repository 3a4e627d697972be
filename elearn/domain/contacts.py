"""Telephone numbers and web addresses of services, in the one form in which they are stored."""

import re
from urllib.parse import urlsplit

LONGEST_NUMBER = 24
LONGEST_ADDRESS = 300
FEWEST_DIGITS, MOST_DIGITS = 3, 15
_NUMBER = re.compile(r"\+?[0-9]+(?: [0-9]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_ADDRESS = re.compile(r"[!-~]+")
_REFUSED = set("\"'<>\\^`{|}")


class ContactError(ValueError):
    """A number or address that cannot be taken; the message says what to do."""


def clean_number(text: str) -> str:
    """A telephone number with single spaces as people read it aloud; empty when nothing was typed.

    Brackets and hyphens become spaces. Only plain digits are taken, and a ``+`` in front.

    >>> clean_number(" (023) 8000-0000 "), clean_number("101"), clean_number("")
    ('023 8000 0000', '101', '')
    """
    if len(text) > 4 * LONGEST_NUMBER:
        raise ContactError("This telephone number is too long.")
    number = " ".join(re.sub(r"[()\-\u2010-\u2013]", " ", text).split())
    if not number:
        return ""
    if not _NUMBER.fullmatch(number):
        raise ContactError("Write the telephone number in digits and spaces: 023 8000 0000.")
    digits = sum(sign.isdigit() for sign in number)
    if len(number) > LONGEST_NUMBER or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ContactError(
            f"A telephone number has {FEWEST_DIGITS} to {MOST_DIGITS} digits. Check this one."
        )
    return number


def clean_address(text: str) -> str:
    """A web address that starts with https://; empty when nothing was typed.

    >>> clean_address(" https://www.council.example/mash ")
    'https://www.council.example/mash'
    """
    address = text.strip()
    if not address:
        return ""
    if len(address) > LONGEST_ADDRESS:
        raise ContactError(f"This web address is longer than {LONGEST_ADDRESS} letters.")
    if not address.startswith("https://"):
        raise ContactError("A web address starts with https://. Copy it from your browser.")
    if not _ADDRESS.fullmatch(address) or _REFUSED & set(address) or not _is_named(address):
        raise ContactError("This web address cannot be used. Copy it from your browser.")
    return address


def _is_named(address: str) -> bool:
    """Whether it leads to a named host, without a user name or port in front of the path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return _HOST.fullmatch(parts.netloc.lower()) is not None
