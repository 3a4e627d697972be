"""Proving an edition: its hash from the stored rows, and its rows from the events."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from elearn.audit.actions.freeze import count_for
from elearn.audit.facts import Facts, values_of
from elearn.audit.kinds import KINDS, MORE, Kind
from elearn.audit.queries.facts import frozen
from elearn.audit.shown import counts_since
from elearn.audit.snapshot import seal_holds
from elearn.models import Audit


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact row that counting again gives otherwise; None on the side that has no such row."""

    kind: str
    key: tuple[str, ...]
    frozen: tuple[Any, ...] | None
    now: tuple[Any, ...] | None


def verify(session: Session, *, audit_id: int) -> bool:
    """Whether the stored rows still have the hash that the edition was frozen with."""
    audit = session.get_one(Audit, audit_id)
    facts = frozen(session, audit_id)
    return seal_holds(facts, manifest=audit.manifest, sealed=audit.digest)


def recompute(session: Session, *, audit_id: int) -> list[Difference]:
    """Count the edition's day again from the events, by the edition's rules, and say what differs:
    facts that came late, corrections, or people erased since."""
    audit = session.get_one(Audit, audit_id)
    again = count_for(session, audit_id).facts
    counted_then = audit.manifest["rows"]
    more = {kind.name: again.of(kind.name) for kind in MORE if kind.counted_as in counted_then}
    return list(differences(frozen(session, audit_id), replace(again, more=more)))


def differences(stored: Facts, again: Facts) -> Iterable[Difference]:
    """Row by row, in the order of their keys. What an old edition did not count is none."""
    again = _as_counted_then(stored, again)
    for kind in KINDS:
        old = _by_key(kind, stored)
        new = _by_key(kind, again)
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) != new.get(key):
                yield Difference(kind.name, key, old.get(key), new.get(key))


def _as_counted_then(stored: Facts, again: Facts) -> Facts:
    """What was counted again, without the columns that the edition did not have yet."""
    if not counts_since(stored.coverage):
        plain = tuple(replace(row, since_change=None) for row in again.coverage)
        again = replace(again, coverage=plain)
    if all(row.population_source is None for row in stored.of("area")):
        areas = tuple(
            replace(row, population_source=None, population_as_at=None) for row in again.of("area")
        )
        again = replace(again, more={**again.more, "area": areas})
    return again


def _by_key(kind: Kind, facts: Facts) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    rows = (values_of(row) for row in facts.of(kind.name))
    return {row[: kind.key]: row[kind.key :] for row in rows}
