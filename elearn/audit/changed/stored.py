"""Comparisons that somebody asked for: counted once, kept, and read from what was kept."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.audit.changed.counters import flow_facts
from elearn.audit.changed.facts import FlowFact
from elearn.audit.changed.queries import count_steps, coverage_of
from elearn.audit.changed.shown import FlowRow, flow_rows
from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.models import AuditComparedFlow, AuditComparison
from elearn.operations.trail import note


@dataclass(frozen=True, slots=True)
class Compared:
    """A kept comparison: its number, when it was counted, and its flows."""

    id: int
    made_at: datetime
    flows: tuple[FlowFact, ...]


def kept(session: Session, audit_id: int, against_id: int) -> Compared | None:
    """The comparison of two editions, if one was made."""
    columns = [getattr(AuditComparedFlow, one.name) for one in fields(FlowFact)]
    statement = (
        select(AuditComparison.id, AuditComparison.made_at, *columns)
        .outerjoin(AuditComparedFlow, AuditComparedFlow.comparison_id == AuditComparison.id)
        .where(AuditComparison.audit_id == audit_id, AuditComparison.against_id == against_id)
        .order_by(AuditComparedFlow.agency, AuditComparedFlow.module)
    )
    rows = session.execute(statement).all()
    if not rows:
        return None
    number, made_at = rows[0][:2]
    flows = tuple(FlowFact(*row[2:]) for row in rows if row[2] is not None)
    return Compared(number, made_at, flows)


def counted_flows(session: Session, edition: Edition, against: Edition) -> list[FlowFact]:
    """The flows from one frozen edition to a later one, counted now from the record."""
    steps = count_steps(session, since=against.as_of, on=edition.as_of, scope=edition.scope)
    frozen = coverage_of(session, {edition.id, against.id})
    return flow_facts(against, frozen[against.id], frozen[edition.id].coverage, steps)


def flows_between(session: Session, old: Opened, new: Opened) -> tuple[FlowRow, ...]:
    """The flows from one edition to another as the reader of the second may see them: frozen with
    it, kept, or else counted now; none where they cannot be compared."""
    frozen: tuple[FlowRow, ...] = new.shown.more.get("flow", ())
    if frozen and frozen[0].against == old.edition.id:
        return frozen
    if not can_compare(new.edition, old.edition):
        return ()
    found = kept(session, new.edition.id, old.edition.id)
    facts = found.flows if found else counted_flows(session, new.edition, old.edition)
    return flow_rows(facts, new.shown, new.edition.rules)


def can_compare(edition: Edition, against: Edition) -> bool:
    """Whether an edition lies before another and is of the same scope."""
    return against.as_of < edition.as_of and against.scope == edition.scope


def compare(
    session: Session, edition: Edition, against: Edition, *, now: datetime, by: int | None
) -> bool:
    """Count and keep a comparison; False where it is there already, also when two ask at once."""
    found = AuditComparison(audit_id=edition.id, against_id=against.id, made_at=now, made_by_id=by)
    if kept(session, edition.id, against.id):
        return False
    try:
        with session.begin_nested():
            session.add(found)
            session.flush()
    except IntegrityError:
        return False
    rows = [
        {"comparison_id": found.id, **asdict(one)}
        for one in counted_flows(session, edition, against)
    ]
    if rows:
        session.execute(insert(AuditComparedFlow), rows)
    note(
        session,
        action="audit.compared",
        actor_id=by,
        subject_kind="audit",
        subject_id=edition.id,
        detail={"against": against.id},
        now=now,
    )
    return True
