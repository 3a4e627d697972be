"""The queue of background work, and what may be put on it.

The truth is in our own rows (letters with their state); a task only says "go and look", so one that
is lost or repeated harms nothing. Every minute the worker looks by itself.
"""

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from huey import SqliteHuey, crontab
from sqlalchemy.orm import Session

from elearn.accounts.jobs import forget_old
from elearn.config import Settings
from elearn.extensions import db
from elearn.operations.heartbeat import beat
from elearn.reminders.jobs import send_letters
from elearn.web.clock import now

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Queue:
    """``wake`` asks the worker to look at the outbox now rather than at the next minute."""

    huey: SqliteHuey
    wake: Callable[[], object]


def make_queue(app: Flask, settings: Settings) -> Queue:
    """The queue of an installation, with its tasks. Nothing runs here until a worker consumes."""
    huey = SqliteHuey(filename=str(Path(settings.instance) / "jobs.db"), name="elearn")
    me = f"{socket.gethostname()}:{os.getpid()}"

    @huey.task()  # type: ignore[untyped-decorator]
    def post_letters() -> None:
        with app.app_context(), Session(db.engine) as session:
            handled = send_letters(session, app.extensions["postbox"], now=now(), worker=me)
            if handled:
                log.info("%s letters handled", handled)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def every_minute() -> None:
        sign_of_life(app)
        post_letters()

    @huey.periodic_task(crontab(hour="3", minute="20"))  # type: ignore[untyped-decorator]
    def every_night() -> None:
        with app.app_context(), Session(db.engine) as session:
            forget_old(session, now=now())
            session.commit()

    return Queue(huey, post_letters)


def sign_of_life(app: Flask) -> None:
    """Let readiness see that a worker runs."""
    with app.app_context(), Session(db.engine) as session:
        beat(session, name="worker", now=now())
        session.commit()
