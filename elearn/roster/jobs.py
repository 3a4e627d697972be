"""Applying a roster import in the background, and throwing away files that nobody applied."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.gateways.sheets import SheetFileError
from elearn.models import ImportState, RosterImport
from elearn.operations.import_runs import InHand, Work
from elearn.roster import actions, queries


def forget_previews(session: Session, *, now: datetime) -> int:
    """Throw away the files that nobody applied within a day. Commits."""
    gone = actions.forget_previews(session, before=now - actions.PREVIEWS_KEPT)
    session.commit()
    return gone


def _apply(held: InHand) -> None:
    """Read the file without a lock, then apply it, all of it or nothing."""
    with Session(held.engine.execution_options(read_only=True)) as reader:
        found = reader.execute(
            select(RosterImport.agency_id, RosterImport.content).where(
                RosterImport.id == held.number, RosterImport.state == ImportState.PREVIEWED
            )
        ).one_or_none()
        if found is None:
            raise actions.RosterError(actions.DONE_ALREADY)
        names = queries.names_of(reader, found.agency_id)
        choices = queries.choices_of(reader, found.agency_id)
    people = actions.read_people(found.content or b"", names, choices, held.watch)
    now = held.clock()
    with Session(held.engine) as session:
        actions.apply(
            session,
            agency_id=found.agency_id,
            number=held.number,
            seen=held.seen,
            confirm_leavers=held.confirmed,
            actor_id=held.actor_id,
            now=now,
            today=london_today(now),
            people=people,
        )
        actions.job_done(session, number=held.number, now=now)
        session.commit()


WORK = Work(_apply, (actions.RosterError, SheetFileError))
