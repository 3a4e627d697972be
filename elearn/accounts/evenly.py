"""Doors that anybody may ask at answer in the same time, whether they know the address or not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, request

from elearn.accounts import throttle
from elearn.extensions import db

SAME_TIME_SECONDS = 0.25  # what an answer takes at least


@contextmanager
def evenly() -> Iterator[None]:
    """What is done inside takes the same time for everybody. The worker is woken either way, for
    the same reason."""
    began = time.monotonic()
    yield
    db.session().info["letters_waiting"] = True
    time.sleep(max(0.0, began + SAME_TIME_SECONDS - time.monotonic()))


def letter_keys(email: str) -> dict[str, str]:
    """Under what a request of a letter is counted."""
    key = current_app.extensions["settings"].secret_key
    return {
        "letter_key": throttle.letter_key(key, email),
        "address_key": throttle.address_key(key, request.remote_addr, purpose="letters"),
    }
