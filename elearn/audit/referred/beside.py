"""Decides, at a freeze, what readers of earlier editions may not see of referrals in this one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.changed.facts import HiddenFact
from elearn.audit.facts import Day
from elearn.audit.queries.editions import Edition, around_day
from elearn.audit.queries.rows import plain_rows
from elearn.audit.referred.facts import ReferralFact
from elearn.audit.referred.queries import areas, referrals
from elearn.audit.referred.shown import READERS, WHERE, counted_of, decided_of, said_as
from elearn.domain.suppression import Audience, Hidden, Policy, ReferralKey, policy_for
from elearn.domain.suppression.repeated import Printed, protect_beside
from elearn.models import AuditHidden, AuditReferral

OVERLAP = timedelta(days=4 * 366)  # editions farther apart have no quarter in common


def count_beside(session: Session, day: Day) -> Iterable[HiddenFact]:
    """Every number that is hidden from a reader who has earlier editions, where that is more than
    the edition hides by itself; else nothing. As many statements whatever their number."""
    facts = _referrals(session, day)
    earlier = _earlier(session, day) if facts else []
    if not earlier:
        return []
    counted, said = counted_of(facts), _said_of(session, earlier)
    words: dict[ReferralKey, list[str]] = {}
    for reader in READERS:
        before = _printed(earlier, said, reader)
        found = protect_beside(counted, before, audience=reader, rules=day.rules)
        if found == decided_of(counted, (), audience=reader, rules=day.rules):
            continue
        policy = policy_for(reader, day.rules)
        for key, cell in found.items():
            if isinstance(cell, Hidden):
                words.setdefault(key, []).append(said_as(cell, reader, policy))
    return [
        HiddenFact(WHERE, key.quarter, key.kind, key.area, " ".join(each))
        for key, each in words.items()
    ]


def _referrals(session: Session, day: Day) -> list[ReferralFact]:
    """What the edition will count of referrals; its kind comes later."""
    known = {**day.facts.more, "area": tuple(areas(session, day))}
    return list(referrals(session, replace(day, facts=replace(day.facts, more=known))))


def _earlier(session: Session, day: Day) -> list[Edition]:
    """The editions with quarters of this one's that were there when it was frozen, as they came."""
    found = around_day(session, day.on - OVERLAP, day.on + OVERLAP)
    there = [one for one in found if day.frozen_at is None or one.frozen_at < day.frozen_at]
    return sorted(there, key=lambda one: (one.frozen_at, one.id))


@dataclass(frozen=True, slots=True)
class _Said:
    """What an edition keeps of referrals, and of what is hidden beside earlier ones."""

    referrals: tuple[ReferralFact, ...]
    hidden: tuple[HiddenFact, ...]


def _said_of(session: Session, editions: Iterable[Edition]) -> Mapping[int, _Said]:
    """Two statements however many editions there are."""
    ids = sorted(one.id for one in editions)
    numbers: dict[int, list[ReferralFact]] = defaultdict(list)
    hidden: dict[int, list[HiddenFact]] = defaultdict(list)
    kept = AuditReferral
    rows = select(kept.audit_id, kept.area, kept.quarter, kept.kind, kept.number)
    for audit_id, *values in plain_rows(session, rows.where(kept.audit_id.in_(ids))):
        numbers[audit_id].append(ReferralFact(*values))
    also = AuditHidden
    places = select(also.audit_id, also.agency, also.role, also.module, also.area, also.fields)
    places = places.where(also.audit_id.in_(ids), also.agency == WHERE)
    for audit_id, *values in plain_rows(session, places):
        hidden[audit_id].append(HiddenFact(*values))
    return {number: _Said(tuple(numbers[number]), tuple(hidden[number])) for number in ids}


def _printed(
    earlier: Iterable[Edition], said: Mapping[int, _Said], reader: Audience
) -> list[Printed]:
    """What a reader has of the editions. Of those that say the same one is enough."""
    found: dict[tuple[_Said, Policy], Printed] = {}
    for one in earlier:
        kept, policy = said[one.id], policy_for(reader, one.rules)
        if kept.referrals and (kept, policy) not in found:
            counted = counted_of(kept.referrals)
            decided = decided_of(counted, kept.hidden, audience=reader, rules=one.rules)
            found[kept, policy] = Printed(counted, decided, policy)
    return list(found.values())
