"""Making an action, and adding to its log. Nothing of a log is ever changed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.plan.by import By, PlanError
from elearn.audit.plan.cell import CellOf, as_seen, exact, is_cell
from elearn.audit.queries.editions import Edition
from elearn.audit.queries.facts import frozen
from elearn.audit.shown import Shown
from elearn.domain.plan import ActionStatus, ActionType, Confidence, ref_of
from elearn.models import PlanAction, PlanUpdate
from elearn.operations.trail import note
from elearn.records.locks import wait_for_turn

LOCK = 7_241_512  # PostgreSQL's advisory lock number of the numbering of actions
NO_SUCH_CELL = "That cell is not in this edition. Start again from its coverage or knowledge page."
STALE = "Somebody else has updated this action meanwhile. Read the log, then say it again."


@dataclass(frozen=True, slots=True)
class Given:
    """What a form says of a new action. Posts are posts, never people."""

    action: str
    type: ActionType
    owner_agency_id: int | None
    owner_post: str
    sponsor: str
    due_on: date
    target: float | None
    success_measure: str
    resource: str
    confidence: Confidence
    risk: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What an action comes from: an edition, as the partnership may see it, and a cell of it with
    its words."""

    edition: Edition
    shown: Shown
    cell: CellOf
    gap: str


def make_actions(
    session: Session, wanted: list[tuple[str, Finding, Given]], *, by: By
) -> list[PlanAction]:
    """Make actions of one edition, each with the numbers of its cell as they were frozen. The
    text before each is the same for two sendings of one form: then the first action stands.
    Raises PlanError when the edition has no such cell."""
    if not wanted:
        return []
    wait_for_turn(session, LOCK)
    known = {
        one.once: one
        for one in session.scalars(
            select(PlanAction).where(PlanAction.once.in_([once for once, _, _ in wanted]))
        )
    }
    facts = frozen(session, wanted[0][1].edition.id)
    number = _made_in(session, by.today.year)
    fresh = []
    for once, finding, given in wanted:
        if once in known:
            continue
        if not is_cell(facts, finding.cell):
            raise PlanError(NO_SUCH_CELL)
        number += 1
        row = _row(once, finding, given, ref_of(by.today.year, number), by)
        baseline = exact(facts, finding.cell)
        if baseline:
            row.baseline_count, row.baseline_base = baseline.count, baseline.base
        known[once] = row
        fresh.append(row)
    session.add_all(fresh)
    session.flush()
    session.add_all(_first(row, by) for row in fresh)
    if fresh:
        _note_made(session, fresh, by)
    return [known[once] for once, _, _ in wanted]


def _note_made(session: Session, rows: list[PlanAction], by: By) -> None:
    note(
        session,
        action="action.made",
        actor_id=by.person_id,
        subject_kind="audit",
        subject_id=rows[0].audit_id,
        detail={"refs": [row.ref for row in rows], "type": rows[0].type.value},
        now=by.now,
    )


def _made_in(session: Session, year: int) -> int:
    statement = select(func.count()).where(PlanAction.ref.startswith(f"A-{year}-"))
    return session.scalar(statement) or 0


def _row(once: str, finding: Finding, given: Given, ref: str, by: By) -> PlanAction:
    cell, seen = finding.cell, as_seen(finding.shown, finding.cell)
    return PlanAction(
        ref=ref,
        once=once,
        audit_id=finding.edition.id,
        origin=cell.origin,
        agency=cell.agency,
        area=cell.area,
        role=cell.role,
        module=cell.module,
        topic=cell.topic,
        level=cell.level,
        subject=cell.subject,
        gap=finding.gap,
        baseline_on=finding.edition.as_of,
        shown_count=seen.count if seen else None,
        shown_base=seen.base if seen else None,
        action=given.action,
        type=given.type,
        owner_agency_id=given.owner_agency_id,
        owner_post=given.owner_post,
        sponsor=given.sponsor,
        due_on=given.due_on,
        target=given.target,
        success_measure=given.success_measure,
        resource=given.resource,
        confidence=given.confidence,
        risk=given.risk,
        seats=given.seats,
        created_at=by.now,
        created_by_id=by.person_id,
    )


def _first(row: PlanAction, by: By) -> PlanUpdate:
    return PlanUpdate(
        action_id=row.id,
        number=1,
        on=by.today,
        status=ActionStatus.NOT_STARTED,
        due_on=row.due_on,
        note="",
        at=by.now,
        by_id=by.person_id,
    )


def add_update(
    session: Session,
    *,
    action_id: int,
    seen: int,
    status: ActionStatus,
    words: str,
    due_on: date | None,
    by: By,
) -> None:
    """Add an entry to an action's log. ``seen`` is the last entry its writer read; ``due_on`` None
    leaves the day as it is. Raises PlanError when there is a later entry."""
    wait_for_turn(session, LOCK)
    last = session.scalars(
        select(PlanUpdate)
        .where(PlanUpdate.action_id == action_id)
        .order_by(PlanUpdate.number.desc())
        .limit(1)
    ).one()
    if last.number != seen:
        raise PlanError(STALE)
    session.add(
        PlanUpdate(
            action_id=action_id,
            number=last.number + 1,
            on=by.today,
            status=status,
            due_on=due_on or last.due_on,
            note=words,
            at=by.now,
            by_id=by.person_id,
        )
    )
    note(
        session,
        action="action.updated",
        actor_id=by.person_id,
        subject_kind="action",
        subject_id=action_id,
        detail={"status": status.value, "put_off": bool(due_on and due_on > last.due_on)},
        now=by.now,
    )
