"""Codes that people type: six figures of an app, good once, and recovery codes, good once each."""

import hmac
import secrets
from datetime import datetime

import pyotp

from elearn.operations.sign_ins import digest

STEP_SECONDS = 30
DRIFT = (0, -1, 1)  # a phone may be half a minute out, and typing takes a while
FIGURES = 6
HOW_MANY = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
GROUPS, GROUP = 6, 4  # 24 letters of 31 are 118 random bits: too many to need a slow hash
LONGEST_TYPED = 80


def new_app_secret() -> str:
    """160 random bits in base32, as every authenticator app takes them."""
    return pyotp.random_base32()


def app_address(secret: str, *, account: str, issuer: str) -> str:
    """What the square picture says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The half-minute whose code was typed, if it is the present one or one beside it. Spaces do
    not matter.

    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    >>> code = pyotp.TOTP(secret).at(at)
    >>> step_of(secret, f" {code[:3]} {code[3:]} ", at) == int(at.timestamp()) // 30
    True
    >>> step_of(secret, "0" + code, at) is None
    True
    """
    code = "".join(typed.split())
    if len(code) != FIGURES or not (code.isascii() and code.isdigit()):
        return None
    present = int(now.timestamp()) // STEP_SECONDS
    maker = pyotp.TOTP(secret)
    for drift in DRIFT:
        if hmac.compare_digest(maker.at((present + drift) * STEP_SECONDS), code):
            return present + drift
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes as they are printed: six groups of four."""
    return tuple(_code() for _ in range(HOW_MANY))


def _code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def recovery_hash(typed: str) -> str | None:
    """What is kept of a recovery code; None for what cannot be one. Capitals, hyphens and spaces
    do not matter.

    >>> recovery_hash("abcd" * 6) == recovery_hash("ABCD abcd-ABCD-abcd-abcd-abcd ")
    True
    >>> recovery_hash("123456") is None
    True
    """
    code = "".join(one for one in typed.lower() if one not in "- \u2010\u2011\u2013")
    if len(code) != GROUPS * GROUP or set(code) - set(LETTERS):
        return None
    return digest(f"recovery:{code}")
