"""Asking somebody for a second step: each try is counted before it is looked at."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request, session

from elearn.accounts import throttle
from elearn.accounts.actions.entry import forget_failures, note_failure
from elearn.accounts.apart import apart
from elearn.accounts.second import passkeys, queries
from elearn.accounts.second.actions import means as actions
from elearn.accounts.second.vault import Keys
from elearn.extensions import db
from elearn.web.sender import sender

CHALLENGE = "challenge"
CHALLENGE_LIFE = timedelta(minutes=10)

log = logging.getLogger(__name__)


def app_code(person_id: int, typed: str, at: datetime) -> timedelta | None:
    """None if the code of their app is right; else how long to wait (nothing: try again)."""
    return counted(
        person_id,
        at,
        lambda: actions.use_app_code(
            db.session(), person_id=person_id, typed=typed, keys=keys(), now=at
        ),
    )


def recovery_code(person_id: int, typed: str, at: datetime) -> timedelta | None:
    """None if it is one of their recovery codes; else how long to wait (nothing: try again)."""
    return counted(
        person_id,
        at,
        lambda: actions.use_recovery_code(
            db.session(), person_id=person_id, typed=typed, sender=sender(), now=at
        ),
    )


def passkey(
    key: queries.KeyRow, answer: str, at: datetime, *, must_verify: bool
) -> timedelta | None:
    """None if the answer is the passkey's own; else how long to wait (nothing: try again)."""
    challenge = take_challenge(at)
    return counted(key.person_id, at, lambda: _is_its_own(key, answer, challenge, at, must_verify))


def _is_its_own(
    key: queries.KeyRow, answer: str, challenge: bytes | None, at: datetime, must_verify: bool
) -> bool:
    if challenge is None:
        return False
    try:
        count = passkeys.answered(
            site(), answer, challenge=challenge, key=key, must_verify=must_verify
        )
    except passkeys.AnswerError:
        log.info("a passkey's answer was refused", exc_info=True)
        return False
    return actions.use_passkey(
        db.session(),
        key_id=key.id,
        was=key.sign_count,
        sign_count=count,
        challenge=challenge,
        now=at,
    )


def counted(person_id: int, at: datetime, is_right: Callable[[], bool]) -> timedelta | None:
    """None if it is right; else how long to wait. So many tries within so long (throttle.py)."""
    secret = current_app.extensions["settings"].secret_key
    key = throttle.second_key(secret, person_id)
    with apart() as writing:
        queries.hold(writing, person_id)  # of those who try at once each sees the others
        wait = throttle.second_wait(queries.tries(writing, key, at), at)
        if not wait:
            address = throttle.address_key(secret, request.remote_addr)
            note_failure(writing, account_key=key, address_key=address, now=at)
    if wait:
        log.warning("second step refused: too many tries")
        return wait
    if not is_right():
        log.info("second step failed")
        return timedelta(0)
    forget_failures(db.session(), account_key=key)
    return None


def new_challenge(at: datetime) -> bytes:
    """What this browser's passkey is to sign, within ten minutes; it is kept in the cookie. The one
    before stays as long as it is young: it can be used once only, however often it is shown."""
    kept = session.get(CHALLENGE)
    if isinstance(kept, dict) and _age(kept, at) <= CHALLENGE_LIFE / 2:
        return bytes.fromhex(kept["is"])
    challenge = passkeys.new_challenge()
    session[CHALLENGE] = {"is": challenge.hex(), "at": int(at.timestamp())}
    return challenge


def take_challenge(at: datetime) -> bytes | None:
    """What the passkey of this browser was asked to sign. It is taken out of the cookie; that a
    copy of the cookie opens nothing is seen to where the answer is used up."""
    kept = session.pop(CHALLENGE, None) if CHALLENGE in session else None
    if not isinstance(kept, dict):
        return None
    return bytes.fromhex(kept["is"]) if _age(kept, at) <= CHALLENGE_LIFE else None


def _age(kept: dict[str, Any], at: datetime) -> timedelta:
    return timedelta(seconds=int(at.timestamp()) - int(kept["at"]))


def site() -> passkeys.Site:
    """Which site passkeys are for."""
    return passkeys.site_of(current_app.extensions["settings"].base_url)


def keys() -> Keys:
    """What secrets are sealed with."""
    settings = current_app.extensions["settings"]
    return Keys(settings.secret_key, settings.former_secret_keys)
