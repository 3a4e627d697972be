"""The word to apply an import in the background, and that it was applied."""

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.models import ImportKind
from elearn.operations import import_jobs
from elearn.roster.actions.errors import RosterError
from elearn.roster.actions.imports import DONE_ALREADY


def ask_for(
    session: Session,
    *,
    number: int,
    seen: str,
    confirm_leavers: bool,
    lines: int,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Have an import applied by the worker. Asking again while it waits or runs asks nothing more;
    after it failed it is tried anew. Raises RosterError for one that was applied."""
    if not import_jobs.ask_for(
        session,
        kind=ImportKind.ROSTER,
        number=number,
        seen=seen,
        confirmed=confirm_leavers,
        lines=lines,
        actor_id=actor_id,
        now=now,
    ):
        raise RosterError(DONE_ALREADY)


def job_done(session: Session, *, number: int, now: datetime) -> None:
    """Note that an import was applied, whoever did it, if anybody waits for that."""
    import_jobs.job_done(session, kind=ImportKind.ROSTER, number=number, now=now)
