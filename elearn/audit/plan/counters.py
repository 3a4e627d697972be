"""Judges, at a freeze, the actions of earlier editions (C13 Action judged)."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.plan.cell import exact
from elearn.audit.plan.facts import JudgementFact
from elearn.audit.plan.queries.flows import Place, flows, flows_of
from elearn.audit.plan.queries.listed import Action, known_by
from elearn.domain.plan import ActionStatus, Flows, Origin, judge


def count_judgements(session: Session, day: Day) -> Iterable[JudgementFact]:
    """One row for each action that was made by the day from an edition of an earlier day, and not
    stopped. Two statements, and two more for each day that coverage is compared with."""
    found = [one for one in known_by(session, day.on) if one.status is not ActionStatus.STOPPED]
    moved = _moved(session, day, found)
    return [_judged(one, day, moved) for one in found]


Moved = Mapping[tuple[date, bool], Mapping[Place, Flows]]


def _moved(session: Session, day: Day, found: list[Action]) -> Moved:
    """The flows since each baseline day, with roles and without, of the agencies wanted."""
    wanted: dict[tuple[date, bool], set[str]] = {}
    for one in found:
        if one.cell.origin is Origin.COVERAGE:
            key = (one.row.baseline_on, bool(one.cell.role))
            wanted.setdefault(key, set()).add(one.cell.agency)
    return {
        (since, by_role): flows(
            session,
            since=since,
            on=day.on,
            rules=day.rules,
            agencies=() if "" in agencies else agencies,
            by_role=by_role,
            scope=day.scope,
        )
        for (since, by_role), agencies in sorted(wanted.items())
    }


def _judged(one: Action, day: Day, moved: Moved) -> JudgementFact:
    cell, row = one.cell, one.row
    own = None
    if cell.origin is Origin.COVERAGE:
        inside = {each.agency for each in day.facts.agencies if each.area == cell.area}
        own = flows_of(cell, moved[row.baseline_on, bool(cell.role)], inside)
    now = exact(day.facts, cell)
    verdict = judge(cell.origin, one.exact, now, target=row.target, flows=own)
    return JudgementFact(
        ref=row.ref,
        origin=cell.origin.value,
        agency=cell.agency,
        area=cell.area,
        role=cell.role,
        module=cell.module,
        topic=cell.topic,
        level=cell.level,
        subject=cell.subject,
        status=one.status.value,
        target=None if row.target is None else float(row.target),
        baseline_on=row.baseline_on,
        baseline_count=row.baseline_count,
        baseline_base=row.baseline_base,
        baseline_shown=int(one.seen is not None),
        now_count=now.count if now else None,
        now_base=now.base if now else None,
        gained=own.gained if own else None,
        lost=own.lost if own else None,
        verdict=verdict.value,
    )
