"""The pages that end a run: waiting for it to be frozen, freezing, cancelling, restating."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.audit.queries.editions import Edition
from elearn.audit.run.facts import Answer, Job, Run
from elearn.audit.run.forms import RestateForm
from elearn.audit.run.pages.proof import counting
from elearn.audit.words import counted
from elearn.domain.audit_tasks import AnswerState, PeopleKind
from elearn.domain.dates import uk_date


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """How far freezing is. ``no_worker``: nobody works on it, so it may be done here."""

    run: Run
    caption: str
    words: str
    done: int
    total: int
    no_worker: bool
    title: str = "The audit is being frozen"


@dataclass(frozen=True, slots=True)
class FreezePage:
    """What freezing would do. ``unsigned`` are the agencies that have not signed, ``silent`` those
    that gave neither a list nor a headcount."""

    title: str
    run: Run
    caption: str
    why_not: str
    unsigned: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CancelPage:
    title: str
    run: Run
    caption: str


@dataclass(frozen=True, slots=True)
class RestatePage:
    edition: Edition
    caption: str
    form: RestateForm
    title: str = "Restate this edition"


def waiting_page(run: Run, job: Job, *, no_worker: bool) -> WaitingPage:
    """How far freezing is."""
    return WaitingPage(
        run=run,
        caption=f"Training audit: {run.name}",
        words=counting(job),
        done=job.done,
        total=job.total,
        no_worker=no_worker,
    )


def freeze_page(run: Run, found: Sequence[Answer], *, may: bool) -> FreezePage:
    """What freezing would do, and who has not returned."""
    unsigned = [one for one in found if one.state is not AnswerState.SIGNED]
    silent = [one for one in unsigned if one.asked.record.people is PeopleKind.NOTHING]
    title = "Freeze this audit"
    if unsigned:
        have = "has" if len(unsigned) == 1 else "have"
        title = f"{counted(len(unsigned), 'agency', 'agencies')} {have} not signed: freeze anyway?"
    return FreezePage(
        title=title,
        run=run,
        caption=f"Training audit: {run.name}",
        why_not="" if may else f"It can be frozen from {uk_date(run.as_of)}, its census date.",
        unsigned=tuple(one.asked.name for one in unsigned),
        silent=tuple(one.asked.name for one in silent),
    )


def cancel_page(run: Run) -> CancelPage:
    """What cancelling would do."""
    return CancelPage(f"Cancel {run.name}?", run, "Training audit")
