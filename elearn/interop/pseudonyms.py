"""Keyed names for people: the same for ever under one key, and without it not to be undone."""

import hashlib
import hmac
from collections.abc import Callable

LENGTH = 24

Namer = Callable[[str], str]


def as_they_are(public_id: str) -> str:
    """The person's stable internal id itself."""
    return public_id


def pseudonyms(key: str) -> Namer:
    """Names made with a secret key (HMAC-SHA256), so that nobody without it can tell whose they
    are by trying ids.

    >>> namer = pseudonyms("a secret")
    >>> namer("person-1") == namer("person-1") != pseudonyms("another")("person-1")
    True
    """
    secret = hashlib.sha256(f"elearn data export:{key}".encode()).digest()

    def name(public_id: str) -> str:
        return hmac.new(secret, public_id.encode(), hashlib.sha256).hexdigest()[:LENGTH]

    return name
