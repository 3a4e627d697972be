"""Imports: a file is kept for a look, then applied, all of it or nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import ImportKind, ImportState, RosterImport
from elearn.operations.import_jobs import busy, forget_jobs
from elearn.operations.trail import note
from elearn.records.kept_files import keep_file
from elearn.records.locks import wait_for_turn
from elearn.roster.actions.errors import LeaversError, RosterError
from elearn.roster.actions.planning import People, plan_of, plan_people
from elearn.roster.pausing import collector_paused
from elearn.roster.plan import Plan
from elearn.roster.writing import write_plan

LOCK = 7_241_611  # PostgreSQL's advisory lock number of roster changes
PREVIEWS_KEPT = timedelta(days=1)
AGAIN = "Somebody else changed these people at the same moment. Try again."
DONE_ALREADY = "This import was applied already. Nothing was changed now."
LOOK_AGAIN = "The people on record changed after you looked. Look at the list again, then apply it."


@dataclass(frozen=True, slots=True)
class Import:
    """An import by its number, and what its file does (or would do, until it is applied)."""

    number: int
    plan: Plan


def keep(
    session: Session,
    *,
    agency_id: int,
    filename: str,
    content: bytes,
    lines: int,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Keep a file of so many lines until it is applied; the import's number. The same file again
    is the same import; files nobody applied within a day are thrown away."""
    forget_previews(session, before=now - PREVIEWS_KEPT, agency_id=agency_id)
    return keep_file(
        session,
        RosterImport,
        agency_id=agency_id,
        filename=filename,
        content=content,
        lines=lines,
        actor_id=actor_id,
        now=now,
    )


def forget_previews(session: Session, *, before: datetime, agency_id: int | None = None) -> int:
    """Throw away files that were brought before then and never applied, of one agency or of all,
    but for those that are being applied. Returns how many."""
    old = select(RosterImport.id).where(
        RosterImport.state == ImportState.PREVIEWED,
        RosterImport.created_at < before,
        RosterImport.id.not_in(busy(ImportKind.ROSTER)),
    )
    if agency_id is not None:
        old = old.where(RosterImport.agency_id == agency_id)
    numbers = session.scalars(old.order_by(RosterImport.id)).all()
    if numbers:
        forget_jobs(session, ImportKind.ROSTER, numbers)
        session.execute(delete(RosterImport).where(RosterImport.id.in_(numbers)))
    return len(numbers)


def preview(
    session: Session,
    *,
    agency_id: int,
    filename: str,
    content: bytes,
    actor_id: int | None,
    now: datetime,
    today: date,
    people: People | None = None,
) -> Import:
    """Keep a file and say what it would do. Raises SheetFileError."""
    plan = _plan(session, agency_id, content, people, today)
    number = keep(
        session,
        agency_id=agency_id,
        filename=filename,
        content=content,
        lines=plan.lines,
        actor_id=actor_id,
        now=now,
    )
    return Import(number, plan)


def _plan(
    session: Session, agency_id: int, content: bytes, people: People | None, today: date
) -> Plan:
    """What a file would do now; ``people`` spares reading it where that was done before."""
    if people is None:
        return plan_of(session, agency_id=agency_id, content=content, today=today)
    return plan_people(session, agency_id=agency_id, people=people, today=today)


def apply(
    session: Session,
    *,
    agency_id: int,
    number: int,
    seen: str | None,
    confirm_leavers: bool,
    actor_id: int | None,
    now: datetime,
    today: date,
    people: People | None = None,
) -> Import:
    """Do what a previewed file says, all of it or nothing.

    ``seen`` is the digest of the plan that was looked at; where the record has changed since,
    nothing is done (None: take it as it is now). ``people`` is the file where it was read before.
    Raises RosterError, and LeaversError where more people are missing than may go unasked.
    Somebody who applies it a second time is told so.
    """
    one_at_a_time(session)
    kept = session.get_one(RosterImport, number, populate_existing=True)
    if kept.agency_id != agency_id or kept.state is not ImportState.PREVIEWED:
        raise RosterError(DONE_ALREADY)
    plan = _plan(session, agency_id, kept.content or b"", people, today)
    if seen is not None and plan.digest() != seen:
        raise RosterError(LOOK_AGAIN)
    _carry_out(session, kept, plan, confirm_leavers=confirm_leavers, actor_id=actor_id, now=now)
    return Import(number, plan)


def bring_in(
    session: Session,
    *,
    agency_id: int,
    filename: str,
    content: bytes,
    confirm_leavers: bool,
    actor_id: int | None,
    now: datetime,
    today: date,
    people: People | None = None,
) -> Import:
    """Apply a file at once, for whoever has looked at it. Raises as ``apply`` does."""
    one_at_a_time(session)
    found = preview(
        session,
        agency_id=agency_id,
        filename=filename,
        content=content,
        actor_id=actor_id,
        now=now,
        today=today,
        people=people,
    )
    kept = session.get_one(RosterImport, found.number)
    _carry_out(
        session, kept, found.plan, confirm_leavers=confirm_leavers, actor_id=actor_id, now=now
    )
    return found


@collector_paused()
def _carry_out(
    session: Session,
    kept: RosterImport,
    plan: Plan,
    *,
    confirm_leavers: bool,
    actor_id: int | None,
    now: datetime,
) -> None:
    if plan.needs_confirmation and not confirm_leavers:
        raise LeaversError(plan.missing, plan.present)
    number, agency_id, digest = kept.id, kept.agency_id, kept.digest
    try:
        teams = write_plan(session, import_id=number, agency_id=agency_id, plan=plan, now=now)
    except IntegrityError:
        raise RosterError(AGAIN) from None
    kept.state, kept.applied_at, kept.content = ImportState.APPLIED, now, None
    kept.counts = {**plan.counts, "teams": list(teams)}
    note(
        session,
        action="roster.applied",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail={"import": number, **plan.counts, "file": digest},
        now=now,
    )


def one_at_a_time(session: Session) -> None:
    """Roster changes wait for one another."""
    wait_for_turn(session, LOCK)
