"""Passwords to argon2id hashes and back to yes or no, never more than a few at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1  # security.md F11; the library's own cost 6 times more
MOST_AT_ONCE = 2
PATIENCE_SECONDS = 5.0

# A hash that belongs to nobody, so that an unknown address takes as long as a known one.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$igv6Aqf6kXuQAEzJ1rc5Ww"
    "$9+JL7AXLDHYAyEiEzL4ZKfYD07TS45AlGDHOvTZ2C/c"
)

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class TooBusyError(Exception):
    """Too many people are signing in at this moment; try again in a minute."""


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise TooBusyError
    try:
        yield
    finally:
        _places.release()


def hash_password(password: str) -> str:
    """The argon2id hash to keep. Raises TooBusyError when no place comes free in five seconds."""
    with _place():
        return _hasher.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Without a hash it takes as long and says no."""
    with _place():
        try:
            return _hasher.verify(kept or NOBODY, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)
