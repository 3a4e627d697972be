"""What the worker does by itself every night: ``tonight`` is the one list of it, in order.

A job is a name and ``do(session, now)``, which may give back a sentence of figures (never a name)
for the record of runs. Each has a session and a transaction of its own, so that one that fails
leaves the others to their work. A job may commit by itself where it works in pieces.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn.accounts.jobs import forget_old
from elearn.agency.jobs import sweep_stamps
from elearn.audit.actions.freeze import SOFTWARE
from elearn.briefings.jobs import forget_guests
from elearn.config import Settings
from elearn.domain.dates import london_today
from elearn.evidence import jobs as evidence_jobs
from elearn.feedback.jobs import forget_marks
from elearn.operations.anchoring import anchor_letter, check_night
from elearn.operations.backups.making import make
from elearn.operations.erasures import overwrite_traces
from elearn.operations.invitations import Sender
from elearn.operations.runs import recorded
from elearn.privacy import jobs as retention
from elearn.records.months import count_months, past_month_ends
from elearn.referrals import jobs as referrals_jobs
from elearn.returns import jobs as returns_jobs
from elearn.roster import jobs as roster_jobs
from elearn.web.backups import wish_of

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Work = Callable[[Session, datetime], object]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of the night's work, by the name under which its runs are known."""

    name: str
    do: Work


def _forget_marks(session: Session, now: datetime) -> None:
    forget_marks(session, today=london_today(now))


def _count_months(session: Session, now: datetime) -> str:
    months = past_month_ends(london_today(now))
    return f"{count_months(session, month_ends=months, now=now)} counts of months"


NIGHTLY: tuple[Job, ...] = (
    Job("sign-ins", lambda session, now: forget_old(session, now=now)),
    Job("evidence-previews", lambda session, now: evidence_jobs.forget_unapplied(session, now=now)),
    Job("evidence-files", lambda session, now: evidence_jobs.forget_old_files(session, now=now)),
    Job(
        "referral-previews",
        lambda session, now: referrals_jobs.forget_unapplied(session, now=now),
    ),
    Job("return-previews", lambda session, now: returns_jobs.forget_unapplied(session, now=now)),
    Job("briefing-guests", lambda session, now: forget_guests(session, now=now)),
    Job("roster-previews", lambda session, now: roster_jobs.forget_previews(session, now=now)),
    Job("survey-marks", _forget_marks),
    Job("figure-stamps", lambda session, now: sweep_stamps(session, now=now)),
    Job("month-counts", _count_months),
    Job("trail-check", lambda session, now: check_night(session)),
)


def _anchor(settings: Settings) -> Job:
    """Keep the trail's last line elsewhere; the letter goes out within the next minute."""
    sender = Sender(settings.partnership, settings.base_url)

    def keep(session: Session, now: datetime) -> str:
        mailed = anchor_letter(session, to=settings.anchor_to, sender=sender, now=now)
        return "Mailed." if mailed else "In the log alone."

    return Job("trail-anchor", keep)


def _retention(settings: Settings) -> Job:
    """What had its time goes; the list of the erased is in the instance folder."""

    def forget(session: Session, now: datetime) -> str:
        ran = retention.run(session, folder=Path(settings.instance), now=now)
        if isinstance(engine := session.get_bind(), Engine):
            overwrite_traces(engine)
        return f"{sum(ran.done.values())} rows, {sum(ran.held.values())} held back"

    return Job("retention", forget)


def _backup(settings: Settings) -> Job:
    """A backup before anything is forgotten."""
    wish = wish_of(settings, Path(settings.backup_to), version=SOFTWARE)

    def back_up(session: Session, now: datetime) -> str:
        engine = session.get_bind()
        assert isinstance(engine, Engine)  # noqa: S101 - run_job gives it
        made = make(engine, wish, clock=lambda: datetime.now(UTC))
        return f"{made.manifest.rows} rows, {made.bytes} bytes"

    return Job("backup", back_up)


def tonight(settings: Settings) -> tuple[Job, ...]:
    """Every job of a night, with what the settings say of it."""
    backup = (_backup(settings),) if settings.backup_to else ()
    return (*backup, *NIGHTLY, _retention(settings), _anchor(settings))


def run_night(engine: Engine, *, clock: Clock, jobs: tuple[Job, ...]) -> list[str]:
    """Do each job; the names of those that failed."""
    return [job.name for job in jobs if not run_job(engine, job, clock=clock)]


def run_job(engine: Engine, job: Job, *, clock: Clock) -> bool:
    """Do one job in a transaction of its own; whether it went well."""
    try:
        with recorded(engine, job.name, clock) as run, Session(engine) as session:
            said = job.do(session, clock())
            session.commit()
            run.said = said if isinstance(said, str) else ""
    except Exception:
        log.exception("nightly job %s failed", job.name)
        return False
    log.info("nightly job %s done: %s", job.name, said if isinstance(said, str | int) else "well")
    return True
