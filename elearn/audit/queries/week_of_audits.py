"""What audits and their plan want of the coordinator this week. Never a name of a person."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from elearn.audit.queries.editions import Edition
from elearn.domain.plan import SAFETY_PERCENT, Origin, Step, escalates
from elearn.models import (
    Agency,
    Audit,
    AuditAct,
    AuditActKind,
    AuditCover,
    AuditItem,
    AuditJob,
    AuditJobKind,
    AuditRequest,
    AuditRun,
    AuditState,
    JobState,
    PlanAction,
    PlanUpdate,
)

MOST_RUNS = 20
LOOK_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RunState:
    """A run that is not over, or an edition that waits to be published: how many agencies were
    asked and how many signed. ``is_stuck``: freezing it in the background failed."""

    id: int
    name: str
    as_of: date
    state: str
    return_by: date | None
    asked: int
    signed: int
    is_stuck: bool = False

    @property
    def unsigned(self) -> int:
        return self.asked - self.signed


@dataclass(frozen=True, slots=True)
class ActionState:
    """An open action of the plan, and whether it slipped twice."""

    id: int
    ref: str
    owner: str
    due_on: date
    escalates: bool


@dataclass(frozen=True, slots=True)
class Asks:
    """What the latest edition asks for that no action was made of."""

    teams: int = 0
    questions: int = 0
    bands: int = 0
    retire: int = 0


def runs(session: Session, *, today: date) -> list[RunState]:
    """Runs that are under way, and editions of the last year that are frozen and not published,
    by census date. One statement."""
    under_way = and_(
        Audit.state.in_((AuditState.OPEN, AuditState.COLLECTING)), AuditRun.cancelled_at.is_(None)
    )
    waits = and_(Audit.state == AuditState.FROZEN, Audit.as_of >= today - LOOK_BACK)
    asked = select(func.count()).where(AuditRequest.audit_id == Audit.id)
    signed = select(func.count(AuditAct.agency_id.distinct())).where(
        AuditAct.audit_id == Audit.id, AuditAct.kind == AuditActKind.SIGN
    )
    stuck = exists().where(
        AuditJob.audit_id == Audit.id,
        AuditJob.kind == AuditJobKind.FREEZE,
        AuditJob.state == JobState.FAILED,
    )
    statement = (
        select(
            Audit.id,
            Audit.name,
            Audit.as_of,
            Audit.state,
            AuditRun.return_by,
            asked.correlate(Audit).scalar_subquery(),
            signed.correlate(Audit).scalar_subquery(),
            case((stuck, 1), else_=0),
        )
        .outerjoin(AuditRun, AuditRun.audit_id == Audit.id)
        .where(or_(under_way, waits))
        .order_by(Audit.as_of, Audit.id)
        .limit(MOST_RUNS)
    )
    return [
        RunState(number, name, as_of, state.value, by, asks, has, bool(failed))
        for number, name, as_of, state, by, asks, has, failed in session.execute(statement)
    ]


@dataclass(frozen=True, slots=True)
class PlanState:
    """The actions that are not closed, by the day they are due; and of every action the edition,
    agency, module and subject of the cell it came from."""

    open: tuple[ActionState, ...]
    made: frozenset[tuple[int, str, str, str]]


def plan_state(session: Session) -> PlanState:
    """The plan as it stands. One statement."""
    statement = (
        select(
            PlanAction.audit_id,
            PlanAction.agency,
            PlanAction.module,
            PlanAction.subject,
            PlanAction.id,
            PlanAction.ref,
            Agency.name,
            PlanUpdate.on,
            PlanUpdate.status,
            PlanUpdate.due_on,
        )
        .join(PlanUpdate, PlanUpdate.action_id == PlanAction.id)
        .outerjoin(Agency, Agency.id == PlanAction.owner_agency_id)
        .order_by(PlanAction.id, PlanUpdate.number)
    )
    steps: dict[tuple[int, str, str], list[Step]] = defaultdict(list)
    made = set()
    for *cell, number, ref, owner, on, status, due_on in session.execute(statement):
        made.add((cell[0], cell[1], cell[2], cell[3]))
        steps[number, ref, owner or "The partnership"].append(Step(on, status, due_on))
    found = [
        ActionState(*key, due_on=log[-1].due_on, escalates=escalates(log))
        for key, log in steps.items()
        if not log[-1].status.is_closed
    ]
    by_day = sorted(found, key=lambda one: (one.due_on, one.id))
    return PlanState(tuple(by_day), frozenset(made))


def asks(*, audit_id: int, least: int) -> tuple[Any, Any]:
    """Teams that the edition found below their minimum, and safety-critical questions with at least
    ``least`` first answers of which fewer than 90% were right (C11), as far as no action was made
    of them. Counts of teams and of questions, not of people: the columns
    of ``Asks``."""
    teams = and_(
        AuditCover.audit_id == audit_id,
        AuditCover.in_date < AuditCover.needed,
        ~_has_action(audit_id, Origin.COVER, PlanAction.agency == AuditCover.agency),
    )
    questions = and_(
        AuditItem.audit_id == audit_id,
        AuditItem.safety_critical == 1,
        AuditItem.answers >= least,
        100 * AuditItem.right < SAFETY_PERCENT * AuditItem.answers,
        ~_has_action(audit_id, Origin.ITEM, PlanAction.subject == AuditItem.item),
    )
    of_teams, of_questions = (select(func.count()).where(some) for some in (teams, questions))
    return of_teams.scalar_subquery(), of_questions.scalar_subquery()


def with_findings(asks: Asks, edition: Edition | None, plan: PlanState) -> Asks:
    """The same with the agencies' modules in the band Act and the questions to be retired that no
    action was made of, as the edition kept them; editions of before kept none."""
    if edition is None:
        return asks
    kept = edition.manifest.get("asks", {})
    of_it = [(agency, module, subject) for number, agency, module, subject in plan.made
             if number == edition.id]  # fmt: skip
    cells = {f"{agency} {module}" for agency, module, subject in of_it if not subject}
    return replace(
        asks,
        bands=len(set(kept.get("act", ())) - cells),
        retire=len(set(kept.get("retire", ())) - {subject for _, _, subject in of_it}),
    )


def _has_action(audit_id: int, origin: Origin, same: ColumnElement[bool]) -> ColumnElement[bool]:
    of_it = and_(PlanAction.audit_id == audit_id, PlanAction.origin == origin)
    return exists().where(of_it, same).correlate(AuditCover, AuditItem)
