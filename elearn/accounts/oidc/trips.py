"""Ways there and back, kept in the browser's cookie: which were begun here, and who came back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import session

from elearn.accounts.oidc.service import Came
from elearn.accounts.tokens import new_secret
from elearn.web.clock import now

BEGUN, BACK = "trips", "came"
MOST_BEGUN = 2  # two pages at once; a cookie holds 4 kB
LONGEST_WAY = 200
BACK_WITHIN_SECONDS = 900
IN_WITHIN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Trip:
    """One way there and back. ``joins``: to join an account, by somebody who is signed in."""

    state: str
    goes_to: str
    joins: bool


def begin(*, goes_to: str, joins: bool) -> Trip:
    """A new way there; only the latest two count."""
    trip = Trip(new_secret(), goes_to if len(goes_to) <= LONGEST_WAY else "", joins)
    begun = _begun()[1 - MOST_BEGUN :]
    session[BEGUN] = [*begun, [trip.state, trip.goes_to, trip.joins, _moment()]]
    return trip


def end(state: str) -> Trip | None:
    """The way there that this browser began under a state, once and within a quarter of an hour."""
    found = next((one for one in _begun() if one[0] == state), None)
    if found is None:
        return None
    session[BEGUN] = [one for one in _begun() if one[0] != state]
    if _moment() - found[3] > BACK_WITHIN_SECONDS:
        return None
    return Trip(found[0], found[1], bool(found[2]))


def keep(came: Came, trip: Trip) -> None:
    """Keep who came until the button is pressed."""
    about = {"goes_to": trip.goes_to, "joins": trip.joins, "at": _moment()}
    session[BACK] = {"came": asdict(came), **about}


def take() -> tuple[Came, Trip] | None:
    """Who came back and waits, once and for five minutes."""
    kept: Any = session.pop(BACK, None)
    if not isinstance(kept, Mapping) or _moment() - kept["at"] > IN_WITHIN_SECONDS:
        return None
    return Came(**kept["came"]), Trip("", kept["goes_to"], kept["joins"])


def _begun() -> list[Any]:
    kept = session.get(BEGUN)
    return kept if isinstance(kept, list) else []


def _moment() -> int:
    return int(now().timestamp())
