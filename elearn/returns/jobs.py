"""What is done about files of headcounts in the background: applying them, and throwing away those
that nobody applied."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.gateways.sheets import SheetFileError
from elearn.models import HeadcountImport, ImportState
from elearn.operations.import_runs import InHand, Work
from elearn.returns.actions.imports import DONE_ALREADY, apply, forget_previews, plan_sheet
from elearn.returns.by import By, ReturnError
from elearn.returns.reading import read

UNSIGNED = "Headcounts are signed by who brings them in. Apply this file from its page."


def forget_unapplied(session: Session, *, now: datetime) -> None:
    """Throw away the files that were looked at and not applied within a day. Twice changes
    nothing."""
    forget_previews(session, now=now)


def _apply(held: InHand) -> None:
    """Read the file without a lock, then apply it, all of it or nothing."""
    if held.actor_id is None:
        raise ReturnError(UNSIGNED)
    now = held.clock()
    by = By(held.actor_id, now, london_today(now))
    with Session(held.engine.execution_options(read_only=True)) as reader:
        found = reader.execute(
            select(HeadcountImport.agency_id, HeadcountImport.grade, HeadcountImport.content).where(
                HeadcountImport.id == held.number,
                HeadcountImport.state == ImportState.PREVIEWED,
            )
        ).one_or_none()
        if found is None:
            raise ReturnError(DONE_ALREADY)
        reader.rollback()
        sheet = read(found.content or b"")
        plan_sheet(
            reader,
            agency_id=found.agency_id,
            sheet=sheet,
            grade=found.grade.value,
            today=by.today,
            watch=held.watch,
        )
    with Session(held.engine) as session:
        apply(
            session,
            agency_id=found.agency_id,
            number=held.number,
            seen=held.seen,
            by=by,
            sheet=sheet,
        )
        session.commit()


WORK = Work(_apply, (ReturnError, SheetFileError))
