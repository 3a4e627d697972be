"""What is done about imports in the background: applying them, and throwing away files that nobody
applied."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.evidence.actions.imports import DONE_ALREADY, apply, forget_previews
from elearn.evidence.actions.keeping import forget_files
from elearn.evidence.actions.planning import read_lines
from elearn.evidence.errors import EvidenceError
from elearn.evidence.queries.catalogue import names_of_courses
from elearn.gateways.sheets import SheetFileError
from elearn.models import CompletionImport, ImportState
from elearn.operations.import_runs import InHand, Work


def forget_unapplied(session: Session, *, now: datetime) -> None:
    """Throw away the files of imports that were looked at and not applied within a day: they hold
    people's names. Twice changes nothing."""
    forget_previews(session, now=now)


def forget_old_files(session: Session, *, now: datetime) -> None:
    """Empty the files of certificates that were decided long ago. Twice changes nothing."""
    forget_files(session, now=now)


def _apply(held: InHand) -> None:
    """Read the file without a lock, then apply it, all of it or nothing."""
    with Session(held.engine.execution_options(read_only=True)) as reader:
        found = reader.execute(
            select(CompletionImport.agency_id, CompletionImport.content).where(
                CompletionImport.id == held.number,
                CompletionImport.state == ImportState.PREVIEWED,
            )
        ).one_or_none()
        if found is None:
            raise EvidenceError(DONE_ALREADY)
        courses = names_of_courses(reader)
    now = held.clock()
    today = london_today(now)
    lines = read_lines(found.content or b"", courses, today, held.watch)
    with Session(held.engine) as session:
        apply(
            session,
            agency_id=found.agency_id,
            number=held.number,
            seen=held.seen,
            actor_id=held.actor_id,
            now=now,
            today=today,
            lines=lines,
        )
        session.commit()


WORK = Work(_apply, (EvidenceError, SheetFileError))
