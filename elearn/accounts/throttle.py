"""How long somebody must wait after tries that failed: a while, never for ever."""

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
FREE_TRIES = 10  # per account in the window, before the waits begin
ADDRESS_TRIES = 100  # per network address in the window
LONGEST_WAIT = timedelta(minutes=15)
LETTERS_AN_HOUR = 3
# Tries of a second step: so many within so long.
SECOND_TRIES = (
    (5, timedelta(minutes=5)),
    (20, timedelta(hours=1)),
    (50, timedelta(days=1)),
)


def account_wait(failed: Sequence[datetime], now: datetime) -> timedelta:
    """How long the account must wait, from its failed tries: 1, 2, 4 and 8 minutes after the
    10th, 11th and so on within a quarter of an hour, never more than 15.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> account_wait([noon] * 9, noon), account_wait([noon] * 11, noon)
    (datetime.timedelta(0), datetime.timedelta(seconds=120))
    """
    recent = [at for at in failed if at > now - WINDOW]
    if len(recent) < FREE_TRIES:
        return timedelta(0)
    wait = min(timedelta(minutes=2 ** min(len(recent) - FREE_TRIES, 4)), LONGEST_WAIT)
    return max(max(recent) + wait - now, timedelta(0))


def address_wait(count: int, oldest: datetime | None, now: datetime) -> timedelta:
    """How long a network address must wait: until its hundredth-last failure leaves the window."""
    if count < ADDRESS_TRIES or oldest is None:
        return timedelta(0)
    return max(oldest + WINDOW - now, timedelta(0))


def second_wait(tried: Sequence[datetime], now: datetime) -> timedelta:
    """How long a second step must wait, from when it was tried: until there are fewer than 5 in
    five minutes, 20 in an hour and 50 in a day.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> second_wait([noon] * 4, noon), second_wait([noon] * 5, noon + timedelta(minutes=1))
    (datetime.timedelta(0), datetime.timedelta(seconds=240))
    """
    latest = sorted(tried, reverse=True)
    waits = (
        latest[most - 1] + window - now for most, window in SECOND_TRIES if len(latest) >= most
    )
    return max(max(waits, default=timedelta(0)), timedelta(0))


def account_key(secret: str, email: str) -> str:
    """What a try is counted under: a keyed hash, so that the table names nobody."""
    return _keyed(secret, f"account:{email.strip().lower()[:254]}")


def second_key(secret: str, person_id: int) -> str:
    """What tries of a person's second step are counted under."""
    return _keyed(secret, f"second:{person_id}")


def letter_key(secret: str, email: str) -> str:
    """The same for requests of a letter (a new password, a link, an account), which are counted
    together, and apart from tries to sign in."""
    return _keyed(secret, f"letter:{email.strip().lower()[:254]}")


def address_key(secret: str, address: str | None, *, purpose: str = "address") -> str:
    """A network address as a keyed hash; of an IPv6 address the household's /64."""
    try:
        read = ipaddress.ip_address(address or "")
    except ValueError:
        return _keyed(secret, f"{purpose}:unknown")
    shown = str(read)
    if read.version == 6:
        shown = str(ipaddress.ip_network(f"{read}/64", strict=False))
    return _keyed(secret, f"{purpose}:{shown}")


def _keyed(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
