"""What can be done with a file of referral totals: keep it for a look, apply it now or in the
background, undo it. Never commits."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.gateways.sheets import Sheet
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.models import ImportKind, ImportState, Referral, ReferralImport
from elearn.operations import import_jobs
from elearn.operations.import_jobs import busy, forget_jobs, job_done
from elearn.operations.trail import note
from elearn.referrals.actions.totals import Key, Total, hold, save, standing, take_away
from elearn.referrals.by import By, ReferralError
from elearn.referrals.queries import totals as queries
from elearn.referrals.reading import Plan, PlannedLine, make_plan, read

PREVIEWS_KEPT = timedelta(days=1)
LONGEST_FILENAME = 200
DONE_ALREADY = "This import was applied already. Nothing was changed now."
LOOK_AGAIN = "Numbers were changed after you looked. Look at the list again, then apply it."
KEPT = "Numbers that were changed again since and stay as they are: {}."


@dataclass(frozen=True, slots=True)
class Undone:
    """How many numbers were put back, and how many stay as they were changed since."""

    put_back: int
    kept: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was not put back, and why; nothing where all was."""
        return (KEPT.format(self.kept),) if self.kept else ()


def plan_sheet(session: Session, *, sheet: Sheet, today: date, watch: Watch = unwatched) -> Plan:
    """What the lines of a file would do to the totals as they are now. Writes nothing."""
    return make_plan(
        sheet,
        areas=queries.areas(session, today=today),
        there=queries.totals(session),
        today=today,
        watch=watch,
    )


def keep(session: Session, *, filename: str, content: bytes, lines: int, by: By) -> int:
    """Keep a file of so many lines until it is applied; the import's number. The same file again
    is the same import; files nobody applied within a day are thrown away."""
    forget_previews(session, now=by.now)
    digest = hashlib.sha256(content).hexdigest()
    same = select(ReferralImport).where(
        ReferralImport.state == ImportState.PREVIEWED, ReferralImport.digest == digest
    )
    kept = session.scalars(same.order_by(ReferralImport.id).limit(1)).one_or_none()
    if kept is None:
        kept = ReferralImport(
            state=ImportState.PREVIEWED,
            filename=filename[:LONGEST_FILENAME],
            digest=digest,
            content=content,
            counts={"lines": lines},
            changed=[],
            created_at=by.now,
            created_by_id=by.person_id,
        )
        session.add(kept)
        session.flush()
    return kept.id


def forget_previews(session: Session, *, now: datetime) -> int:
    """Throw away the files that nobody applied within a day, but for those being applied."""
    old = select(ReferralImport.id).where(
        ReferralImport.state == ImportState.PREVIEWED,
        ReferralImport.created_at < now - PREVIEWS_KEPT,
        ReferralImport.id.not_in(busy(ImportKind.REFERRALS)),
    )
    numbers = session.scalars(old.order_by(ReferralImport.id)).all()
    if numbers:
        forget_jobs(session, ImportKind.REFERRALS, numbers)
        session.execute(delete(ReferralImport).where(ReferralImport.id.in_(numbers)))
    return len(numbers)


def ask_for(session: Session, *, number: int, seen: str, lines: int, by: By) -> None:
    """Have an import applied by the worker. Raises ReferralError for one that was applied."""
    if not import_jobs.ask_for(
        session,
        kind=ImportKind.REFERRALS,
        number=number,
        seen=seen,
        lines=lines,
        actor_id=by.person_id,
        now=by.now,
    ):
        raise ReferralError(DONE_ALREADY)


def apply(
    session: Session, *, number: int, seen: str | None, by: By, today: date, sheet: Sheet | None
) -> Plan:
    """Write down what a previewed file says, all of it or nothing.

    ``seen`` is the digest of the plan that was looked at, None for a command; where the record has
    changed since, nothing is done. ``sheet`` is the file where it was read before. Raises
    ReferralError; somebody who applies it a second time is told so."""
    hold(session)
    kept = session.get(ReferralImport, number, populate_existing=True)
    if kept is None or kept.state is not ImportState.PREVIEWED:
        raise ReferralError(DONE_ALREADY)
    plan = plan_sheet(session, sheet=sheet or read(kept.content or b""), today=today)
    if seen is not None and plan.digest() != seen:
        raise ReferralError(LOOK_AGAIN)
    before = standing(session, (one.quarter for one in plan.totals))
    kept.changed = [_changed(one, before) for one in plan.lines if one.fate in ("new", "replaced")]
    save(session, totals=plan.totals, by=by)
    kept.state, kept.applied_at, kept.content = ImportState.APPLIED, by.now, None
    kept.counts = plan.fates
    job_done(session, kind=ImportKind.REFERRALS, number=number, now=by.now)
    _note(session, "referrals.imported", kept, by, {**plan.fates, "file": kept.digest})
    return plan


def undo(session: Session, *, number: int, by: By) -> Undone:
    """Put back what an import said in the place of what. What it wrote stays in the history.
    Raises ReferralError for one that is not applied."""
    hold(session)
    done = session.get(ReferralImport, number, populate_existing=True)
    if done is None or done.state is ImportState.PREVIEWED:
        raise ReferralError(f"There is no applied import {number}.")
    if done.state is ImportState.UNDONE:
        raise ReferralError(f"Import {number} was undone already. Nothing was changed now.")
    there = standing(session, (one["quarter"] for one in done.changed))
    ours = [one for one in done.changed if _still_says(there, one)]
    take_away(session, [there[_key(one)] for one in ours if one["before"] is None], by)
    back = [Total(*_key(one), one["before"]) for one in ours if one["before"] is not None]
    save(session, totals=back, by=by)
    undone = Undone(len(ours), len(done.changed) - len(ours))
    done.state, done.undone_at = ImportState.UNDONE, by.now
    done.counts = {**done.counts, "kept": list(undone.sentences)}
    detail = {"put_back": undone.put_back, "kept": undone.kept}
    _note(session, "referrals.undone", done, by, detail)
    return undone


def _changed(line: PlannedLine, before: Mapping[Key, Referral]) -> dict[str, Any]:
    """What a line writes, and what stood there, as values that JSON holds."""
    total = line.total
    if total is None:
        raise ValueError(f"line {line.line} writes nothing")  # asked for only where it does
    was = before.get(total.key)
    return {
        "line": line.line,
        "area": total.area_id,
        "area_name": line.area,
        "quarter": total.quarter,
        "kind": total.kind,
        "number": total.number,
        "before": was.number if was else None,
    }


def _key(said: Mapping[str, Any]) -> Key:
    return said["area"], said["quarter"], said["kind"]


def _still_says(there: Mapping[Key, Referral], said: Mapping[str, Any]) -> bool:
    row = there.get(_key(said))
    return row is not None and row.number == said["number"]


def _note(
    session: Session, action: str, one: ReferralImport, by: By, detail: dict[str, Any]
) -> None:
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="referral-import",
        subject_id=one.id,
        detail=detail,
        now=by.now,
    )
