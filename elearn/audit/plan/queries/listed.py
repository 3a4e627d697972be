"""Actions of the plan with their logs, and what forms of the plan offer."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from elearn.audit.plan.cell import CellOf
from elearn.audit.plan.facts import JudgementFact, measure_of
from elearn.domain.dates import first_moment_after
from elearn.domain.plan import (
    ActionStatus,
    ActionType,
    Confidence,
    Measure,
    Step,
    closed_on,
    escalates,
    slips,
)
from elearn.models import Agency, Audit, AuditJudgement, PlanAction, PlanUpdate, StaffRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a log. It names nobody."""

    number: int
    step: Step
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned when the action was made."""

    id: int
    ref: str
    audit_id: int
    gap: str
    baseline_on: date
    baseline_count: int | None
    baseline_base: int | None
    action: str
    type: ActionType
    owner_agency_id: int | None
    owner_post: str
    sponsor: str
    target: float | None
    success_measure: str
    resource: str
    confidence: Confidence
    risk: str
    seats: int | None


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it stands, with its log, the oldest entry first. ``exact`` are the numbers of
    its baseline, ``seen`` the same as the partnership may see them."""

    row: Planned
    cell: CellOf
    edition: str
    owner: str
    owner_slug: str
    exact: Measure | None
    seen: Measure | None
    log: tuple[Entry, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(entry.step for entry in self.log)

    @property
    def status(self) -> ActionStatus:
        return self.log[-1].step.status

    @property
    def due_on(self) -> date:
        return self.log[-1].step.due_on

    @property
    def slips(self) -> int:
        return slips(self.steps)

    @property
    def escalates(self) -> bool:
        return escalates(self.steps)

    @property
    def closed_on(self) -> date | None:
        return closed_on(self.steps)

    def days_late(self, today: date) -> int:
        """Days since it was due; 0 for one that is closed or not due yet."""
        return 0 if self.status.is_closed else max(0, (today - self.due_on).days)


@dataclass(frozen=True, slots=True)
class Judged:
    """How an edition judged an action, in exact numbers."""

    audit_id: int
    edition: str
    on: date
    fact: JudgementFact


def actions(
    session: Session,
    *,
    agency_id: int | None = None,
    audit_id: int | None = None,
    ref: str | None = None,
) -> list[Action]:
    """The actions, all or of one owner or edition, what is late first: open ones by the day they
    are due, then closed ones, the newest first. Two statements."""
    statement = _joined()
    if agency_id is not None:
        statement = statement.where(PlanAction.owner_agency_id == agency_id)
    if audit_id is not None:
        statement = statement.where(PlanAction.audit_id == audit_id)
    if ref is not None:
        statement = statement.where(PlanAction.ref == ref)
    return _in_order(_read(session, statement))


def action(session: Session, number: int, *, agency_id: int | None = None) -> Action | None:
    """One action, of any owner or only of that agency."""
    statement = _joined().where(PlanAction.id == number)
    if agency_id is not None:
        statement = statement.where(PlanAction.owner_agency_id == agency_id)
    found = _read(session, statement)
    return found[0] if found else None


def known_by(session: Session, on: date) -> list[Action]:
    """The actions of earlier editions that had been made by the end of a day, as they stood then,
    by their refs."""
    end = first_moment_after(on)
    statement = _joined().where(PlanAction.created_at < end, PlanAction.baseline_on < on)
    return sorted(_read(session, statement, until=on), key=lambda one: one.row.ref)


def judged(session: Session, refs: Collection[str]) -> dict[str, Judged]:
    """The latest judgement of each action that has any."""
    names = [field.name for field in fields(JudgementFact)]
    columns = [getattr(AuditJudgement, name) for name in names]
    statement = (
        select(Audit.id, Audit.name, Audit.as_of, *columns)
        .join(Audit, Audit.id == AuditJudgement.audit_id)
        .where(AuditJudgement.ref.in_(sorted(refs)))
        .order_by(Audit.as_of, Audit.id)
    )
    found = {}
    for audit_id, edition, on, *values in session.execute(statement):
        fact = JudgementFact(*values)
        found[fact.ref] = Judged(audit_id, edition, on, fact)
    return found


def partners(session: Session, on: date) -> list[tuple[int, str, str]]:
    """Number, slug and name of every agency of a day, by name."""
    statement = (
        select(Agency.id, Agency.slug, Agency.name)
        .where(Agency.valid_from <= on, (Agency.valid_to.is_(None)) | (Agency.valid_to > on))
        .order_by(Agency.name, Agency.id)
    )
    return [(number, slug, name) for number, slug, name in session.execute(statement)]


def exposures(session: Session) -> dict[str, float]:
    """What one person of each role counts for (C7)."""
    statement = select(StaffRole.code, StaffRole.exposure).order_by(StaffRole.code)
    rows = session.execute(statement)
    return {row.code: row.exposure for row in rows}


def _joined() -> Select[PlanAction, str, str, str]:
    return (
        select(PlanAction, Audit.name, Agency.name, Agency.slug)
        .join(Audit, Audit.id == PlanAction.audit_id)
        .outerjoin(Agency, Agency.id == PlanAction.owner_agency_id)
        .order_by(PlanAction.id)
    )


def _read(
    session: Session,
    statement: Select[PlanAction, str, str, str],
    *,
    until: date | None = None,
) -> list[Action]:
    rows = session.execute(statement).all()
    logs = _logs(session, [row[0].id for row in rows], until)
    return [
        Action(
            row=Planned(*(getattr(row, field.name) for field in fields(Planned))),
            cell=cell_of(row),
            edition=edition,
            owner=name or "The partnership",
            owner_slug=slug or "",
            exact=measure_of(row.baseline_count, row.baseline_base),
            seen=measure_of(row.shown_count, row.shown_base),
            log=tuple(logs[row.id]),
        )
        for row, edition, name, slug in rows
        if logs[row.id]
    ]


def cell_of(row: PlanAction) -> CellOf:
    """The cell that an action comes from."""
    return CellOf(
        row.origin, row.agency, row.area, row.role, row.module, row.topic, row.level, row.subject
    )


def _logs(session: Session, ids: Collection[int], until: date | None) -> dict[int, list[Entry]]:
    statement = select(PlanUpdate).where(PlanUpdate.action_id.in_(ids))
    if until is not None:
        statement = statement.where(PlanUpdate.on <= until)
    logs: dict[int, list[Entry]] = defaultdict(list)
    for one in session.scalars(statement.order_by(PlanUpdate.action_id, PlanUpdate.number)):
        step = Step(one.on, one.status, one.due_on)
        logs[one.action_id].append(Entry(one.number, step, one.note, one.at))
    return logs


def _in_order(found: list[Action]) -> list[Action]:
    return sorted(
        found,
        key=lambda one: (
            one.status.is_closed,
            -one.due_on.toordinal() if one.status.is_closed else one.due_on.toordinal(),
            one.row.id,
        ),
    )
