"""The queue of background work, and what may be put on it.

The truth is in our own rows (letters and imports with their state); a task only says "go and
look", so one that is lost or repeated harms nothing. Every minute the worker looks by itself.
"""

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from huey import crontab
from huey.api import Huey
from sqlalchemy.orm import Session

from elearn.audit.plan.jobs import write_letters as write_of_actions
from elearn.audit.run.jobs import do_waiting
from elearn.config import Settings
from elearn.domain.dates import london_today
from elearn.evidence import jobs as evidence_jobs
from elearn.extensions import db
from elearn.gateways.tasks import queue_of
from elearn.models import ImportKind
from elearn.nightly import run_night, tonight
from elearn.operations.heartbeat import beat, claim
from elearn.operations.import_runs import apply_waiting
from elearn.operations.invitations import Sender
from elearn.referrals import jobs as referrals_jobs
from elearn.reminders.daily import is_called_for, write_all
from elearn.reminders.jobs import send_letters
from elearn.returns import jobs as returns_jobs
from elearn.roster import jobs as roster_jobs
from elearn.web.clock import now

log = logging.getLogger(__name__)
NIGHT, A_NIGHT = "night", timedelta(hours=12)
WORKS = {
    ImportKind.ROSTER: roster_jobs.WORK,
    ImportKind.COMPLETIONS: evidence_jobs.WORK,
    ImportKind.HEADCOUNTS: returns_jobs.WORK,
    ImportKind.REFERRALS: referrals_jobs.WORK,
}


@dataclass(frozen=True, slots=True)
class Queue:
    """``wake`` asks the worker to look at the outbox now rather than at the next minute,
    ``wake_for_imports`` and ``wake_for_audits`` to look whether an import or an audit waits."""

    huey: Huey
    wake: Callable[[], object]
    wake_for_imports: Callable[[], object]
    wake_for_audits: Callable[[], object]


def make_queue(app: Flask, settings: Settings) -> Queue:
    """The queue of an installation, with its tasks. Nothing runs here until a worker consumes."""
    huey = queue_of(
        database_url=settings.database_url,
        redis_url=settings.redis_url,
        folder=Path(settings.instance),
    )
    me = f"{socket.gethostname()}:{os.getpid()}"

    @huey.task()  # type: ignore[untyped-decorator]
    def post_letters() -> None:
        with app.app_context(), Session(db.engine) as session:
            handled = send_letters(session, app.extensions["postbox"], now=now(), worker=me)
            if handled:
                log.info("%s letters handled", handled)

    @huey.task()  # type: ignore[untyped-decorator]
    def apply_imports() -> None:
        with app.app_context():
            handled = apply_waiting(db.engine, now, WORKS)
            if handled:
                log.info("%s imports handled", handled)

    work_on_audits = _audit_task(app, huey)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def every_minute() -> None:
        sign_of_life(app)
        post_letters()
        apply_imports()
        work_on_audits()

    @huey.periodic_task(crontab(minute="*/10"))  # type: ignore[untyped-decorator]
    def every_morning() -> None:
        write_reminders(app, settings)  # sent within a minute

    _night_task(app, settings, huey)
    return Queue(huey, post_letters, apply_imports, work_on_audits)


def _night_task(app: Flask, settings: Settings, huey: Huey) -> None:
    """The work of the night, which one of the workers does."""

    @huey.periodic_task(crontab(hour="3", minute="20"))  # type: ignore[untyped-decorator]
    def every_night() -> None:
        with app.app_context():
            if claimed(NIGHT, A_NIGHT):
                run_night(db.engine, clock=now, jobs=tonight(settings))


def _audit_task(app: Flask, huey: Huey) -> Callable[[], object]:
    """The task that freezes audits, or counts them again."""

    @huey.task()  # type: ignore[untyped-decorator]
    def work_on_audits() -> None:
        with app.app_context():
            handled = do_waiting(db.engine, now)
            if handled:
                log.info("%s audits handled", handled)

    made: Callable[[], object] = work_on_audits
    return made


def claimed(name: str, every: timedelta) -> bool:
    """Whether this worker is the one to do that work now: where several run, one is."""
    with Session(db.engine) as session:
        mine = claim(session, name=name, now=now(), every=every)
        session.commit()
        return mine


def sign_of_life(app: Flask) -> None:
    """Let readiness see that a worker runs."""
    with app.app_context(), Session(db.engine) as session:
        beat(session, name="worker", now=now())
        session.commit()


def write_reminders(app: Flask, settings: Settings) -> int:
    """Write the day's reminders if they are still to be written; how many. A demonstration writes
    none by itself: it would write to a thousand invented people."""
    if settings.is_demo:
        return 0
    with app.app_context(), Session(db.engine) as session:
        began = now()
        called_for = is_called_for(session, now=began)
        session.commit()
        if not called_for:
            return 0
        sender = Sender(settings.partnership, settings.base_url)
        written = write_all(session, sender=sender, now=began, today=london_today(began))
        write_of_actions(session, sender=sender, now=began, today=london_today(began))
        session.commit()
        log.info("%s reminders written", written.all)
        return written.all
