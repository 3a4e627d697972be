"""Undoing an import: what it changed is put back, but for what something depends on by now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import ImportState, RosterImport
from elearn.operations.trail import note
from elearn.roster.actions.errors import RosterError
from elearn.roster.actions.imports import one_at_a_time
from elearn.roster.pausing import collector_paused
from elearn.roster.undoing import Undone, put_back

TAKEN = (
    "An address that would be put back belongs to somebody else by now. "
    "Nothing was changed. Mend that address in a new file instead."
)


@collector_paused()
def undo(session: Session, *, number: int, actor_id: int | None, now: datetime) -> Undone:
    """Put back what an applied import changed, but for what something depends on by now, which the
    answer names. Raises RosterError where a later import of the agency has to be undone first."""
    one_at_a_time(session)
    done = session.get(RosterImport, number, populate_existing=True)
    if done is None or done.state is ImportState.PREVIEWED:
        raise RosterError(f"There is no applied import {number}.")
    if done.state is ImportState.UNDONE:
        raise RosterError(f"Import {number} was undone already. Nothing was changed now.")
    if (first := _later(session, done)) is not None:
        raise RosterError(f"Import {first} came later and builds on this one. Undo it first.")
    teams: Sequence[int] = done.counts.get("teams", [])
    try:
        undone = put_back(session, import_id=number, agency_id=done.agency_id, teams=teams)
    except IntegrityError:
        raise RosterError(TAKEN) from None
    done.state, done.undone_at = ImportState.UNDONE, now
    done.counts = {**done.counts, "kept": list(undone.sentences)}
    note(
        session,
        action="roster.undone",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=done.agency_id,
        detail={"import": number, "put_back": undone.put_back, "kept": undone.kept_people},
        now=now,
    )
    return undone


def _later(session: Session, done: RosterImport) -> int | None:
    """The latest import of the agency that was applied after this one."""
    statement = select(func.max(RosterImport.id)).where(
        RosterImport.agency_id == done.agency_id,
        RosterImport.state == ImportState.APPLIED,
        RosterImport.id != done.id,
        (RosterImport.applied_at > done.applied_at)
        | ((RosterImport.applied_at == done.applied_at) & (RosterImport.id > done.id)),
    )
    return session.scalar(statement)
