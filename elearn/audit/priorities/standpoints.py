"""From counts of coverage and of knowledge to what a priority is worked out of. Pure.

The same rules serve the frozen counts and what one reader may see of them: whatever number is
None is not known to that reader and is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from elearn.domain.priority import Standpoint


class CoverageLike(Protocol):
    """A row of coverage, frozen or shown."""

    @property
    def agency(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def module(self) -> str: ...
    @property
    def in_scope(self) -> int | None: ...
    @property
    def in_date(self) -> int | None: ...


class KnowledgeLike(Protocol):
    """A row of knowledge, frozen or shown."""

    @property
    def agency(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def assessed(self) -> int | None: ...
    @property
    def masters(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """People assessed and masters, added up over topics: those of which nobody was assessed too,
    and none that is hidden."""

    topics: int = 0
    assessed: int = 0
    masters: int = 0

    @property
    def share(self) -> float | None:
        return self.masters / self.assessed if self.assessed else None

    @property
    def each(self) -> tuple[float, float]:
        """Assessed and masters per topic, on average: people, not answers."""
        topics = self.topics or 1
        return self.assessed / topics, self.masters / topics


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by agency: in scope and in date of the whole; people in each role; people judged in
    each topic, the partnership's under a blank agency, None where that is hidden."""

    wholes: Mapping[str, tuple[int, int]]
    people: Mapping[str, Mapping[str, int]]
    judged: Mapping[str, Mapping[str, tuple[int, int] | None]]

    def mastery(self, agency: str, topics: Iterable[str]) -> Judged:
        """What is known of an agency over these topics. Where there is no row of one nobody
        answered it."""
        known = self.judged.get(agency, {})
        rows = [row for topic in topics if (row := known.get(topic, (0, 0))) is not None]
        return Judged(len(rows), sum(row[0] for row in rows), sum(row[1] for row in rows))

    def mastery_of_all(self, topics: Iterable[str]) -> float | None:
        """The partnership's share over these topics, else over all."""
        share = self.mastery("", topics).share
        return self.mastery("", self.judged.get("", {})).share if share is None else share


@dataclass(slots=True)
class _Counting:
    wholes: dict[str, tuple[int, int]] = field(default_factory=dict)
    people: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    judged: dict[str, dict[str, tuple[int, int] | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, row: CoverageLike) -> None:
        if not row.agency or row.in_scope is None:
            return
        if row.role:  # a person counts once in the role, so as the most that one module asks
            roles = self.people[row.agency]
            roles[row.role] = max(roles.get(row.role, 0), row.in_scope)
        elif not row.module and row.in_date is not None:
            self.wholes[row.agency] = (row.in_scope, row.in_date)


def counted(coverage: Iterable[CoverageLike], knowledge: Iterable[KnowledgeLike]) -> Counted:
    """The counts that a priority takes from the rows of an edition."""
    found = _Counting()
    for row in coverage:
        found.add(row)
    for known in knowledge:
        if known.role or known.level:
            continue
        is_hidden = known.assessed is None or known.masters is None
        numbers = (known.assessed or 0, known.masters or 0)
        found.judged[known.agency][known.topic] = None if is_hidden else numbers
    return Counted(found.wholes, dict(found.people), dict(found.judged))


def weight_of(people: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """The mean weight over people; the plain mean of the roles where no number is known.

    >>> weight_of({"R5": 30, "R15": 10}, {"R5": 1.5, "R15": 0.5})
    1.25
    >>> weight_of({}, {"R5": 1.5, "R15": 0.5})
    1.0
    """
    number = sum(people.get(role, 0) for role in weights)
    if number:
        return sum(people.get(role, 0) * weight for role, weight in weights.items()) / number
    return sum(weights.values()) / len(weights) if weights else 1.0


def standpoint(
    agency: str,
    counts: Counted,
    *,
    topics: Iterable[str],
    weights: Mapping[str, float],
    risk: float,
) -> Standpoint | None:
    """What one agency's priority is worked out of; None where its coverage is not known."""
    whole = counts.wholes.get(agency)
    if whole is None or whole[0] <= 0:
        return None
    needed = tuple(topics)
    assessed, masters = counts.mastery(agency, needed).each
    return Standpoint(
        agency=agency,
        in_scope=whole[0],
        in_date=whole[1],
        assessed=assessed,
        masters=masters,
        mastery_of_all=counts.mastery_of_all(needed),
        weight=weight_of(counts.people.get(agency, {}), weights),
        risk=risk,
    )
