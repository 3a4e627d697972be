"""What can be done with a file of headcounts: keep it for a look, apply it now or in the
background, undo it. Never commits."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.gateways.sheets import Sheet
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.models import (
    FormerFigure,
    Headcount,
    HeadcountGrade,
    HeadcountImport,
    ImportKind,
    ImportState,
)
from elearn.operations import import_jobs
from elearn.operations.import_jobs import busy, forget_jobs, job_done
from elearn.operations.trail import note
from elearn.returns.actions.figures import Count, hold_agency, save_counts
from elearn.returns.by import By, ReturnError
from elearn.returns.queries import figures as queries
from elearn.returns.reading import CountPlan, PlannedLine, make_plan, read

PREVIEWS_KEPT = timedelta(days=1)
LONGEST_FILENAME = 200
DONE_ALREADY = "This import was applied already. Nothing was changed now."
LOOK_AGAIN = "Figures were changed after you looked. Look at the list again, then apply it."
KEPT = "Figures that were changed again since and stay as they are: {}."


@dataclass(frozen=True, slots=True)
class Undone:
    """How many figures were put back, and how many stay as they were changed since."""

    put_back: int
    kept: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was not put back, and why; nothing where all was."""
        return (KEPT.format(self.kept),) if self.kept else ()


def plan_sheet(
    session: Session,
    *,
    agency_id: int,
    sheet: Sheet,
    grade: str,
    today: date,
    watch: Watch = unwatched,
) -> CountPlan:
    """What the lines of a file would do to an agency's figures as they are now. Writes nothing."""
    return make_plan(
        sheet,
        grade=grade,
        roles=queries.roles(session, agency_id=agency_id, today=today),
        there=queries.headcounts(session, agency_id=agency_id),
        today=today,
        watch=watch,
    )


def keep(
    session: Session,
    *,
    agency_id: int,
    filename: str,
    content: bytes,
    grade: str,
    lines: int,
    by: By,
) -> int:
    """Keep a file of so many lines until it is applied; the import's number. The same file again
    is the same import; files nobody applied within a day are thrown away."""
    forget_previews(session, now=by.now)
    digest = hashlib.sha256(content).hexdigest()
    same = select(HeadcountImport).where(
        HeadcountImport.agency_id == agency_id,
        HeadcountImport.state == ImportState.PREVIEWED,
        HeadcountImport.digest == digest,
        HeadcountImport.grade == HeadcountGrade(grade),
    )
    kept = session.scalars(same.order_by(HeadcountImport.id).limit(1)).one_or_none()
    if kept is None:
        kept = HeadcountImport(
            agency_id=agency_id,
            state=ImportState.PREVIEWED,
            filename=filename[:LONGEST_FILENAME],
            digest=digest,
            grade=HeadcountGrade(grade),
            content=content,
            changed=[],
            created_at=by.now,
            created_by_id=by.person_id,
        )
        session.add(kept)
    kept.counts = {"lines": lines}
    session.flush()
    return kept.id


def forget_previews(session: Session, *, now: datetime) -> int:
    """Throw away the files that nobody applied within a day, but for those being applied."""
    old = select(HeadcountImport.id).where(
        HeadcountImport.state == ImportState.PREVIEWED,
        HeadcountImport.created_at < now - PREVIEWS_KEPT,
        HeadcountImport.id.not_in(busy(ImportKind.HEADCOUNTS)),
    )
    numbers = session.scalars(old.order_by(HeadcountImport.id)).all()
    if numbers:
        forget_jobs(session, ImportKind.HEADCOUNTS, numbers)
        session.execute(delete(HeadcountImport).where(HeadcountImport.id.in_(numbers)))
    return len(numbers)


def ask_for(session: Session, *, number: int, seen: str, lines: int, by: By) -> None:
    """Have an import applied by the worker. Raises ReturnError for one that was applied."""
    if not import_jobs.ask_for(
        session,
        kind=ImportKind.HEADCOUNTS,
        number=number,
        seen=seen,
        lines=lines,
        actor_id=by.person_id,
        now=by.now,
    ):
        raise ReturnError(DONE_ALREADY)


def apply(
    session: Session,
    *,
    agency_id: int,
    number: int,
    seen: str,
    by: By,
    sheet: Sheet | None = None,
) -> None:
    """Write down what a previewed file says, signed by whoever applies it, all of it or nothing.

    ``seen`` is the digest of the plan that was looked at; where the record has changed since,
    nothing is done. ``sheet`` is the file where it was read before. Raises ReturnError; somebody
    who applies it a second time is told so."""
    hold_agency(session, agency_id)
    kept = session.get(HeadcountImport, number, populate_existing=True)
    if kept is None or kept.agency_id != agency_id or kept.state is not ImportState.PREVIEWED:
        raise ReturnError(DONE_ALREADY)
    sheet = sheet or read(kept.content or b"")
    grade = kept.grade.value
    plan = plan_sheet(session, agency_id=agency_id, sheet=sheet, grade=grade, today=by.today)
    if plan.digest() != seen:
        raise ReturnError(LOOK_AGAIN)
    before = _figures(session, agency_id)
    changed = [_changed(one, one.count, before) for one in plan.lines if one.count]
    save_counts(session, agency_id=agency_id, counts=plan.counts, by=by)
    kept.changed = [one for one in changed if one is not None]
    kept.state, kept.applied_at, kept.content = ImportState.APPLIED, by.now, None
    kept.counts = plan.fates
    job_done(session, kind=ImportKind.HEADCOUNTS, number=number, now=by.now)
    _note(session, "headcount.imported", kept, by, {**plan.fates, "file": kept.digest})


def undo(session: Session, *, agency_id: int, number: int, by: By) -> Undone:
    """Put back what an import said in the place of what, signed by whoever does it. What it wrote
    stays in the history. Raises ReturnError for one that is not applied."""
    hold_agency(session, agency_id)
    done = session.get(HeadcountImport, number, populate_existing=True)
    if done is None or done.agency_id != agency_id or done.state is ImportState.PREVIEWED:
        raise ReturnError(f"There is no applied import {number}.")
    if done.state is ImportState.UNDONE:
        raise ReturnError(f"Import {number} was undone already. Nothing was changed now.")
    there = _figures(session, agency_id)
    ours = [one for one in done.changed if _says(there, one["now"])]
    _take_away(session, [there[_key(one["now"])] for one in ours if one["before"] is None], by)
    save_counts(
        session,
        agency_id=agency_id,
        counts=[_count(one["before"]) for one in ours if one["before"]],
        by=by,
    )
    undone = Undone(len(ours), len(done.changed) - len(ours))
    done.state, done.undone_at = ImportState.UNDONE, by.now
    done.counts = {**done.counts, "kept": list(undone.sentences)}
    _note(
        session,
        "headcount.undone",
        done,
        by,
        {"put_back": undone.put_back, "kept": undone.kept},
    )
    return undone


Key = tuple[int, date]


def _figures(session: Session, agency_id: int) -> dict[Key, Headcount]:
    statement = (
        select(Headcount)
        .where(Headcount.agency_id == agency_id)
        .execution_options(populate_existing=True)
    )
    return {(row.role_id, row.as_at): row for row in session.scalars(statement)}


def _changed(
    line: PlannedLine, count: Count, before: dict[Key, Headcount]
) -> dict[str, Any] | None:
    """What a line writes, and what stood there, as values that JSON holds."""
    if line.fate not in ("new", "replaced"):
        return None
    was = before.get((count.role_id, count.as_at))
    stood = Count(was.role_id, was.number, was.as_at, was.source, was.grade.value) if was else None
    return {
        "line": line.line,
        "now": _as_json(count),
        "before": _as_json(stood) if stood else None,
    }


def _as_json(one: Count) -> dict[str, Any]:
    return {
        "role": one.role_id,
        "number": one.number,
        "as_at": one.as_at.isoformat(),
        "source": one.source,
        "grade": one.grade,
    }


def _count(said: dict[str, Any]) -> Count:
    day = date.fromisoformat(said["as_at"])
    return Count(said["role"], said["number"], day, said["source"], said["grade"])


def _key(said: dict[str, Any]) -> Key:
    return said["role"], date.fromisoformat(said["as_at"])


def _says(there: dict[Key, Headcount], said: dict[str, Any]) -> bool:
    row = there.get(_key(said))
    return row is not None and (row.number, row.source, row.grade.value) == (
        said["number"],
        said["source"],
        said["grade"],
    )


def _take_away(session: Session, rows: Sequence[Headcount], by: By) -> None:
    """Figures that were not there before leave for the history."""
    for row in rows:
        session.add(
            FormerFigure(
                agency_id=row.agency_id,
                role_id=row.role_id,
                module_id=None,
                number=row.number,
                as_at=row.as_at,
                source=row.source,
                grade=row.grade,
                signed_by_id=row.signed_by_id,
                signed_at=row.signed_at,
                replaced_by_id=by.person_id,
                replaced_at=by.now,
            )
        )
        session.delete(row)
    session.flush()


def _note(
    session: Session, action: str, one: HeadcountImport, by: By, detail: dict[str, Any]
) -> None:
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="agency",
        subject_id=one.agency_id,
        detail={"import": one.id, **detail},
        now=by.now,
    )
