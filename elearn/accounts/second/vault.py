"""Secrets that must be read again, encrypted with a key that is not in the database.

The key is derived from the service's own secret (HKDF, SHA-256). Secrets the service had before are
only read with, so that it may be changed: ``flask people rotate-keys`` writes all anew.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

PURPOSE = b"elearn second step at sign-in"


class SealedError(Exception):
    """None of the keys opens it: the service's secret was changed and the old one not named."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The service's secret, and those it had before, latest first."""

    current: str
    former: tuple[str, ...] = ()

    def seal(self, text: str) -> str:
        """The text as it may be kept."""
        sealed: bytes = _opener((self.current,)).encrypt(text.encode())
        return sealed.decode()

    def open(self, sealed: str, *, seconds: int | None = None) -> str:
        """What was sealed, at most so many seconds ago. Raises SealedError."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - see _opener

        try:
            opened: bytes = _opener((self.current, *self.former)).decrypt(sealed.encode(), seconds)
        except InvalidToken:
            raise SealedError from None
        return opened.decode()

    def reseal(self, sealed: str) -> str:
        """The same under the current secret. Raises SealedError."""
        return self.seal(self.open(sealed))


@lru_cache(maxsize=8)
def _opener(secrets: Sequence[str]) -> Any:
    # Costs a start 40 ms, and most people who sign in have no use for it.
    from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    def key(secret: str) -> bytes:
        derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return MultiFernet([Fernet(key(secret)) for secret in secrets])
