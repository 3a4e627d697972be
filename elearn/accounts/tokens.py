"""Secrets that cannot be guessed, and the hashes under which they are kept."""

import hashlib
import secrets
from datetime import timedelta

RESET_LIFE = timedelta(hours=1)
INVITATION_LIFE = timedelta(days=14)
SESSION_LIFE = timedelta(hours=12)


def new_secret() -> str:
    """256 random bits, as they may stand in an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256. It has too many bits to need a slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
