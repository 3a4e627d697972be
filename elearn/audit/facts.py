"""The fact rows of an edition, as plain values: what is counted, hashed, stored and shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, cast

from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import Counts, RuleSet
from elearn.domain.knowledge import TopicKnowledge


def values_of(row: object) -> tuple[Any, ...]:
    """The values of a fact row, in the order of its columns. ``dataclasses.astuple`` copies each
    of them, which took a third of what a large edition costs to open."""
    shape: Any = type(row)
    return _values(shape)(row)


@cache
def _values(shape: Any) -> Callable[[Any], tuple[Any, ...]]:
    return cast(
        "Callable[[Any], tuple[Any, ...]]", attrgetter(*(one.name for one in fields(shape)))
    )


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """An agency in scope. ``returned`` is what it gave: roster, headcount, mixed or none."""

    agency: str
    name: str
    type: str
    area: str
    area_name: str
    returned: str


@dataclass(frozen=True, slots=True, order=True)
class CoverageFact:
    """Counts of one cell. ``role`` blank: the agency's module; ``module`` blank too: the agency;
    ``agency`` blank: the partnership. Numbers are None where the denominator is not known.
    ``since_change``: of those in date, who was trained since the last material change; None in
    editions that did not count it."""

    agency: str
    role: str
    module: str
    in_scope: int | None
    in_date: int | None
    due_soon: int | None
    expired: int | None
    never: int | None
    declared: int | None
    denominator_grade: str
    since_change: int | None = None

    @property
    def counts(self) -> Counts | None:
        """The counts, or None where nothing is known."""
        if self.in_scope is None:
            return None
        return Counts(
            self.in_scope,
            self.in_date or 0,
            self.due_soon or 0,
            self.expired or 0,
            self.never or 0,
            self.since_change or 0,
        )


@dataclass(frozen=True, slots=True, order=True)
class KnowledgeFact:
    """Counts of one topic. ``role`` and ``level`` blank: the whole agency, all levels; ``agency``
    blank: the partnership."""

    agency: str
    role: str
    topic: str
    level: str
    people: int
    assessed: int
    masters: int
    items_answered: int
    items_right: int
    sure_asked: int
    sure_wrong: int

    @property
    def knowledge(self) -> TopicKnowledge:
        return TopicKnowledge(
            people=self.people,
            assessed=self.assessed,
            masters=self.masters,
            items_right=self.items_right,
            items_answered=self.items_answered,
            sure_wrong=self.sure_wrong,
            sure_asked=self.sure_asked,
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an edition states, each part in its canonical order. ``more`` are the kinds that
    came after the first three, by their names in ``kinds.py``."""

    agencies: tuple[AgencyFact, ...]
    coverage: tuple[CoverageFact, ...]
    knowledge: tuple[KnowledgeFact, ...]
    more: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Any, ...]:
        """The rows of one kind, by its name; none where the edition did not count it."""
        first = {"agency": self.agencies, "coverage": self.coverage, "knowledge": self.knowledge}
        return first[kind] if kind in first else self.more.get(kind, ())


@dataclass(frozen=True, slots=True)
class Day:
    """What counters of further kinds are given: the census day, its rules, the seed of the
    edition, what was counted before them, and the scope: what lies outside is not counted.
    ``frozen_at`` is that of an edition that is counted again, None of a new one."""

    on: date
    rules: RuleSet
    seed: int
    facts: Facts
    scope: AuditScope = WHOLE
    frozen_at: datetime | None = None
