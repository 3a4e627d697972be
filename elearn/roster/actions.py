"""What can be done with a roster file: keep it for a look, apply it, undo it. Never commits."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import ImportState, RosterImport
from elearn.operations.trail import note
from elearn.roster import queries
from elearn.roster.plan import Plan, make_plan
from elearn.roster.reading import read
from elearn.roster.rows import Watch, read_rows, unwatched
from elearn.roster.undoing import Undone, put_back
from elearn.roster.writing import write_plan

LOCK = 7_241_611  # PostgreSQL's advisory lock number of roster changes
PREVIEWS_KEPT = timedelta(days=1)
LONGEST_FILENAME = 200


class RosterError(ValueError):
    """An import cannot be applied or undone; the message says what to do. Nothing was changed."""


class LeaversError(RosterError):
    """So many people are missing from the file that somebody has to say it is meant."""

    def __init__(self, missing: int, present: int) -> None:
        super().__init__(
            f"{missing} of {present} people stand in no line and would be taken to have left. "
            "Check that the file is the whole list, then confirm that they have left."
        )


@dataclass(frozen=True, slots=True)
class Import:
    """An import by its number, and what its file does (or would do, until it is applied)."""

    number: int
    plan: Plan


def plan_of(
    session: Session, *, agency_id: int, content: bytes, today: date, watch: Watch = unwatched
) -> Plan:
    """What a file would do to an agency's people now. Raises SheetFileError. Writes nothing."""
    sheet = read(content)
    names = queries.names_of(session, agency_id)
    rows, faulty = read_rows(sheet, names.roles, watch)
    emails = [row.email for row in rows if row.email]
    emails += [row.email for row in faulty if row.email]
    register = queries.register_of(session, agency_id, names, emails, today)
    return make_plan(sheet, rows, faulty, register, names.roles, today)


def preview(
    session: Session,
    *,
    agency_id: int,
    filename: str,
    content: bytes,
    actor_id: int | None,
    now: datetime,
    today: date,
    watch: Watch = unwatched,
) -> Import:
    """Keep a file until it is applied and say what it would do. The same file again is the same
    preview; files nobody applied within a day are thrown away. Raises SheetFileError."""
    plan = plan_of(session, agency_id=agency_id, content=content, today=today, watch=watch)
    session.execute(
        delete(RosterImport).where(
            RosterImport.agency_id == agency_id,
            RosterImport.state == ImportState.PREVIEWED,
            RosterImport.created_at < now - PREVIEWS_KEPT,
        )
    )
    digest = hashlib.sha256(content).hexdigest()
    same = select(RosterImport.id).where(
        RosterImport.agency_id == agency_id,
        RosterImport.state == ImportState.PREVIEWED,
        RosterImport.digest == digest,
    )
    number = session.scalar(same.order_by(RosterImport.id).limit(1))
    if number is None:
        kept = RosterImport(
            agency_id=agency_id,
            state=ImportState.PREVIEWED,
            filename=filename[:LONGEST_FILENAME],
            digest=digest,
            content=content,
            counts=plan.counts,
            created_at=now,
            created_by_id=actor_id,
        )
        session.add(kept)
        session.flush()
        number = kept.id
    return Import(number, plan)


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
) -> Import:
    """Do what a previewed file says, all of it or nothing.

    ``seen`` is the digest of the plan that was looked at; where the record has changed since,
    nothing is done (None: take it as it is now). Raises RosterError, and LeaversError where more
    people are missing than may go unasked. Somebody who applies it a second time is told so.
    """
    _one_at_a_time(session)
    kept = session.get_one(RosterImport, number, populate_existing=True)
    if kept.agency_id != agency_id or kept.state is not ImportState.PREVIEWED:
        raise RosterError("This import was applied already. Nothing was changed now.")
    plan = plan_of(session, agency_id=agency_id, content=kept.content or b"", today=today)
    if seen is not None and plan.digest() != seen:
        raise RosterError(
            "The people on record changed after you looked. Look at the list again, then apply it."
        )
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
    watch: Watch = unwatched,
) -> Import:
    """Apply a file at once, for whoever has looked at it. Raises as ``apply`` does."""
    _one_at_a_time(session)
    found = preview(
        session,
        agency_id=agency_id,
        filename=filename,
        content=content,
        actor_id=actor_id,
        now=now,
        today=today,
        watch=watch,
    )
    kept = session.get_one(RosterImport, found.number)
    _carry_out(
        session, kept, found.plan, confirm_leavers=confirm_leavers, actor_id=actor_id, now=now
    )
    return found


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
        raise RosterError(
            "Somebody else changed these people at the same moment. Try again."
        ) from None
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


def undo(session: Session, *, number: int, actor_id: int | None, now: datetime) -> Undone:
    """Put back what an applied import changed, but for what something depends on by now, which the
    answer names. Raises RosterError where a later import of the agency has to be undone first."""
    _one_at_a_time(session)
    done = session.get(RosterImport, number, populate_existing=True)
    if done is None or done.state is ImportState.PREVIEWED:
        raise RosterError(f"There is no applied import {number}.")
    if done.state is ImportState.UNDONE:
        raise RosterError(f"Import {number} was undone already. Nothing was changed now.")
    later = select(func.max(RosterImport.id)).where(
        RosterImport.agency_id == done.agency_id,
        RosterImport.state == ImportState.APPLIED,
        RosterImport.id != done.id,
        (RosterImport.applied_at > done.applied_at)
        | ((RosterImport.applied_at == done.applied_at) & (RosterImport.id > done.id)),
    )
    if (first := session.scalar(later)) is not None:
        raise RosterError(f"Import {first} came later and builds on this one. Undo it first.")
    teams: Sequence[int] = done.counts.get("teams", [])
    try:
        undone = put_back(session, import_id=number, agency_id=done.agency_id, teams=teams)
    except IntegrityError:
        raise RosterError(
            "An address that would be put back belongs to somebody else by now. "
            "Nothing was changed. Mend that address in a new file instead."
        ) from None
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


def _one_at_a_time(session: Session) -> None:
    """Roster changes wait for one another: SQLite's writers do so by themselves, PostgreSQL takes
    a lock that the end of the transaction gives back."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
