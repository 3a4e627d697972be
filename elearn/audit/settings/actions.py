"""Sets the rules of audits from a day on. What was set before is never touched."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.coverage import RuleSet
from elearn.domain.rule_sets import STANDARD, differences, faults
from elearn.models import AuditRuleSet
from elearn.operations.trail import note
from elearn.records.locks import wait_for_turn

LOCK = 7_241_640  # PostgreSQL's advisory lock number of these rules
CHANGED = "This was changed while you had the page open. Look at what counts now, then begin again."


class RuleSetRefusedError(ValueError):
    """The rules cannot be set; the message says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Rules that somebody wants from a day on, and why. ``seen`` is how many sets their page knew
    of."""

    rules: RuleSet
    valid_from: date
    why: str
    seen: int


def set_rules(session: Session, *, wanted: Wanted, by: int | None, now: datetime) -> bool:
    """Set them; False when they count on that day already. Editions that are frozen keep theirs.
    Raises RuleSetRefusedError when one lies outside what may be set or another was set since."""
    wait_for_turn(session, LOCK)
    if faults(wanted.rules):
        raise RuleSetRefusedError("One of the rules lies outside what may be set.")
    rows = session.scalars(
        select(AuditRuleSet)
        .where(AuditRuleSet.valid_from <= wanted.valid_from)
        .order_by(AuditRuleSet.valid_from.desc(), AuditRuleSet.revision.desc())
    ).all()
    before = RuleSet.from_dict(rows[0].rules) if rows else STANDARD
    if before == wanted.rules:
        return False
    if wanted.seen != session.scalar(select(func.count(AuditRuleSet.id))):
        raise RuleSetRefusedError(CHANGED)
    row = AuditRuleSet(
        valid_from=wanted.valid_from,
        revision=sum(one.valid_from == wanted.valid_from for one in rows) + 1,
        rules=wanted.rules.to_dict(),
        why=wanted.why,
        set_by_id=by,
        set_at=now,
    )
    session.add(row)
    session.flush()
    changed = {label: f"{old} to {new}" for label, old, new in differences(before, wanted.rules)}
    note(
        session,
        action="audit.rules_set",
        actor_id=by,
        subject_kind="audit-rule-set",
        subject_id=row.id,
        detail={"from": wanted.valid_from.isoformat(), "changed": changed},
        now=now,
    )
    return True
