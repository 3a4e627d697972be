"""What can be done with a file of training done elsewhere: look at it, apply it, undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from elearn.evidence.actions.approved import borne_out, stand_again
from elearn.evidence.actions.planning import Lines, plan_lines, plan_of, read_lines
from elearn.evidence.errors import EvidenceError
from elearn.evidence.plan import Act, Plan
from elearn.evidence.queries.catalogue import names_of_courses
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.models import CompletionImport, Grade, ImportedLine, ImportKind, ImportState
from elearn.operations import import_jobs
from elearn.operations.import_jobs import busy, forget_jobs, job_done
from elearn.operations.trail import note
from elearn.records.elsewhere import LONGEST_SOURCE, Accepted, Kept, accept_many, take_back
from elearn.records.kept_files import keep_file
from elearn.records.locks import wait_for_turn
from elearn.records.many import Told, record_many, revoke_many

__all__ = ["apply", "ask_for", "forget_previews", "keep", "plan_of", "preview", "undo"]
LOCK = 7_241_613  # PostgreSQL's advisory lock number of imported completions
PREVIEWS_KEPT = timedelta(days=1)
DONE_ALREADY = "This import was applied already. Nothing was changed now."
UNDONE = "Import {} was undone: what it brought in had not been meant."


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
    forget_previews(session, now=now)
    return keep_file(
        session,
        CompletionImport,
        agency_id=agency_id,
        filename=filename,
        content=content,
        lines=lines,
        actor_id=actor_id,
        now=now,
    )


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
    """Keep a file and say what it would do. Raises SheetFileError."""
    lines = read_lines(content, names_of_courses(session), today, watch)
    plan = plan_lines(session, agency_id=agency_id, lines=lines, today=today)
    number = keep(
        session,
        agency_id=agency_id,
        filename=filename,
        content=content,
        lines=lines.number,
        actor_id=actor_id,
        now=now,
    )
    return Import(number, plan)


def forget_previews(session: Session, *, now: datetime) -> None:
    """Throw away the files that nobody applied within a day, but for those being applied."""
    old = select(CompletionImport.id).where(
        CompletionImport.state == ImportState.PREVIEWED,
        CompletionImport.created_at < now - PREVIEWS_KEPT,
        CompletionImport.id.not_in(busy(ImportKind.COMPLETIONS)),
    )
    numbers = session.scalars(old.order_by(CompletionImport.id)).all()
    if numbers:
        forget_jobs(session, ImportKind.COMPLETIONS, numbers)
        session.execute(delete(CompletionImport).where(CompletionImport.id.in_(numbers)))


def ask_for(
    session: Session, *, number: int, seen: str, lines: int, actor_id: int | None, now: datetime
) -> None:
    """Have an import applied by the worker. Raises EvidenceError for one that was applied."""
    if not import_jobs.ask_for(
        session,
        kind=ImportKind.COMPLETIONS,
        number=number,
        seen=seen,
        lines=lines,
        actor_id=actor_id,
        now=now,
    ):
        raise EvidenceError(DONE_ALREADY)


def apply(
    session: Session,
    *,
    agency_id: int,
    number: int,
    seen: str | None,
    actor_id: int | None,
    now: datetime,
    today: date,
    lines: Lines | None = None,
) -> Import:
    """Put on record what a previewed file says, all of it or nothing.

    ``seen`` is the digest of the plan that was looked at; where the record has changed since,
    nothing is done (None: take it as it is now). ``lines`` is the file where it was read before.
    Raises EvidenceError; somebody who applies it a second time is told so.
    """
    wait_for_turn(session, LOCK)
    kept = session.get(CompletionImport, number, populate_existing=True)
    if kept is None or kept.agency_id != agency_id or kept.state is not ImportState.PREVIEWED:
        raise EvidenceError(DONE_ALREADY)
    if lines is None:
        lines = read_lines(kept.content or b"", names_of_courses(session), today)
    plan = plan_lines(session, agency_id=agency_id, lines=lines, today=today)
    if seen is not None and plan.digest() != seen:
        raise EvidenceError(
            "The record changed after you looked. Look at the list again, then apply it."
        )
    _write(session, number, plan.acts, now)
    kept.state, kept.applied_at, kept.content = ImportState.APPLIED, now, None
    kept.counts = plan.counts
    job_done(session, kind=ImportKind.COMPLETIONS, number=number, now=now)
    note(
        session,
        action="completions.applied",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail={"import": number, **plan.counts, "file": kept.digest},
        now=now,
    )
    return Import(number, plan)


def undo(session: Session, *, number: int, actor_id: int | None, now: datetime, today: date) -> int:
    """Take what an import brought in out of the record, by revocation: nothing is deleted, and what
    a certificate says as well stands by it. Return how many completions. Raises EvidenceError for
    one that is not applied."""
    wait_for_turn(session, LOCK)
    done = session.get(CompletionImport, number, populate_existing=True)
    if done is None or done.state is ImportState.PREVIEWED:
        raise EvidenceError(f"There is no applied import {number}.")
    if done.state is ImportState.UNDONE:
        raise EvidenceError(f"Import {number} was undone already. Nothing was changed now.")
    reason = UNDONE.format(number)
    direct = select(ImportedLine.completion_id).where(
        ImportedLine.import_id == number,
        ImportedLine.training_id.is_(None),
        ImportedLine.completion_id.is_not(None),
    )
    ids = [one for one in session.scalars(direct) if one is not None]
    revoked = revoke_many(session, completion_ids=ids, reason=reason, now=now)
    certified = borne_out(session, import_id=number)
    revoked += take_back(session, import_id=number, reason=reason, on=today, now=now)
    stand_again(session, known=certified, now=now)
    done = session.get_one(CompletionImport, number)
    done.state, done.undone_at = ImportState.UNDONE, now
    note(
        session,
        action="completions.undone",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=done.agency_id,
        detail={"import": number, "revoked": revoked},
        now=now,
    )
    return revoked


def _write(session: Session, number: int, acts: Sequence[Act], now: datetime) -> None:
    """The completions and outside courses of a plan, and a line for each in the import."""
    direct = {act.key: _told(act, number) for act in acts if act.target.course_id is None}
    completions = record_many(session, told=list(direct.values()), now=now)
    courses = {act.key: _accepted(act, number) for act in acts if act.target.course_id is not None}
    kept = accept_many(session, accepted=list(courses.values()), now=now)
    rows = []
    for act in acts:
        if act.key in courses:
            made = kept.get(courses[act.key].key, Kept(0, None))
            training_id, completion_id = made.training_id or None, made.completion_id
        else:
            training_id, completion_id = None, completions[direct[act.key].key]
        rows.append(
            {
                "import_id": number,
                "line": act.line,
                "person_id": act.person_id,
                "module_id": act.target.module_id,
                "done_on": act.done_on,
                "evidence": act.evidence,
                "completion_id": completion_id,
                "training_id": training_id,
            }
        )
    if rows:
        session.execute(insert(ImportedLine), rows)


def _told(act: Act, number: int) -> Told:
    return Told(
        act.person_id, act.target.module_id, act.done_on, Grade.IMPORTED, f"Import {number}"
    )


def _accepted(act: Act, number: int) -> Accepted:
    target = act.target
    return Accepted(
        person_id=act.person_id,
        course_id=target.course_id or 0,
        module_id=target.module_id,
        equivalence_id=target.equivalence_id or 0,
        done_on=act.done_on,
        grade=Grade.IMPORTED,
        source=f"Import {number}: {target.course}"[:LONGEST_SOURCE],
        is_whole=target.is_whole,
        import_id=number,
    )
