"""What is done about files of referral totals in the background: applying them, and throwing away
those that nobody applied."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.gateways.sheets import SheetFileError
from elearn.models import ImportState, ReferralImport
from elearn.operations.import_runs import InHand, Work
from elearn.referrals.actions.imports import DONE_ALREADY, apply, forget_previews, plan_sheet
from elearn.referrals.by import By, ReferralError
from elearn.referrals.reading import read


def forget_unapplied(session: Session, *, now: datetime) -> None:
    """Throw away the files that were looked at and not applied within a day. Twice changes
    nothing."""
    forget_previews(session, now=now)


def _apply(held: InHand) -> None:
    """Read the file without a lock, then apply it, all of it or nothing."""
    now = held.clock()
    by, today = By(held.actor_id, now), london_today(now)
    with Session(held.engine.execution_options(read_only=True)) as reader:
        found = reader.execute(
            select(ReferralImport.content).where(
                ReferralImport.id == held.number, ReferralImport.state == ImportState.PREVIEWED
            )
        ).one_or_none()
        if found is None:
            raise ReferralError(DONE_ALREADY)
        reader.rollback()
        sheet = read(found.content or b"")
        plan_sheet(reader, sheet=sheet, today=today, watch=held.watch)
    with Session(held.engine) as session:
        apply(session, number=held.number, seen=held.seen, by=by, today=today, sheet=sheet)
        session.commit()


WORK = Work(_apply, (ReferralError, SheetFileError))
