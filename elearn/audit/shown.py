"""What a reader may see of an edition: the one door through which every number of it leaves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from elearn.audit.facts import AgencyFact, CoverageFact, Facts
from elearn.audit.shown_knowledge import KnowledgeKey, KnowledgeRow, knowledge_rows
from elearn.domain.coverage import (
    Band,
    Counts,
    DeclaredRange,
    DenominatorGrade,
    RuleSet,
    coverage_percent,
    declared_range,
)
from elearn.domain.intervals import Interval, wilson
from elearn.domain.suppression import (
    Audience,
    Cell,
    CoverageDecision,
    CoverageKey,
    Hidden,
    Policy,
    policy_for,
    protect_coverage,
)
from elearn.domain.suppression import (
    Shown as Printed,
)
from elearn.domain.suppression.earlier import FIELD_NAMES
from elearn.domain.suppression.since import SINCE

NO_RETURN = "no return"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A row of coverage as one reader may see it; None is a number that is hidden or not known,
    and ``note`` says which. Blank ``agency``: an area's total, or the partnership's.
    ``since_change`` is of those in date; ``since_hidden`` says why it is hidden, if it is."""

    agency: str
    area: str
    role: str
    module: str
    in_scope: int | None
    in_date: int | None
    due_soon: int | None
    expired: int | None
    never: int | None
    declared: DeclaredRange | None
    band: Band | None
    grade: str
    note: str
    since_change: int | None = None
    since_hidden: str = ""

    @property
    def percent(self) -> float | None:
        """Per cent in date, from the numbers that are shown."""
        if self.in_scope is None or self.in_date is None:
            return None
        return coverage_percent(Counts(self.in_scope, self.in_date))

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval in per cent, from the numbers that are shown (C3.10, C3.12)."""
        if not self.in_scope or self.in_date is None:
            return None
        return wilson(min(self.in_date, self.in_scope), self.in_scope).percent

    @property
    def out_of_date(self) -> int | None:
        """People in scope and not in date, where both numbers are shown."""
        if self.in_scope is None or self.in_date is None:
            return None
        return max(0, self.in_scope - self.in_date)

    @property
    def is_hidden(self) -> bool:
        return bool(self.note) and self.note != NO_RETURN


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as one reader may see it. Whatever a page, a file or a chart says of it is a
    function of this, so nothing that is hidden here can be worked out from anything else."""

    audience: Audience
    agencies: tuple[AgencyFact, ...]
    coverage: Mapping[CoverageKey, CoverageRow]
    knowledge: Mapping[KnowledgeKey, KnowledgeRow]
    more: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> CoverageRow | None:
        """The partnership's total."""
        return self.coverage.get(CoverageKey(""))

    @property
    def cells(self) -> list[CoverageRow]:
        """Agency x role x module, in that order."""
        return [row for key, row in self.coverage.items() if key.role]

    @property
    def totals(self) -> list[CoverageRow]:
        """Everything that is no cell: agencies, areas and the partnership, whole and by module."""
        return [row for key, row in self.coverage.items() if not key.role]

    @property
    def of_agencies(self) -> list[CoverageRow]:
        """One row an agency, over all its required modules."""
        return [
            row
            for key, row in self.coverage.items()
            if key.agency and not key.role and not key.module
        ]

    @property
    def knowledge_of_agencies(self) -> list[KnowledgeRow]:
        return [row for row in self.knowledge.values() if row.agency]


def as_shown(
    facts: Facts, *, audience: Audience, rules: RuleSet, level_c: Collection[str]
) -> Shown:
    """Apply the suppression engine: every row of an edition as ``audience`` may see it.

    Area totals are added, as sums of agency x module (C13 counts people once per agency). Totals
    by role over agencies are not: they would tie cells together in a way that is not protected.
    """
    areas = {agency.agency: agency.area for agency in facts.agencies}
    rows, known = _rows(facts), counts_by_key(facts)
    cells = {key: counts for key, counts in known.items() if key.role}
    totals = {key: counts for key, counts in known.items() if not key.role}
    decided = protect_coverage(
        cells,
        totals,
        audience,
        rules,
        level_c=level_c,
        areas=_placed(areas),
        with_since=counts_since(facts.coverage),
        closed=_closed(facts) if audience is Audience.PARTNERSHIP else None,
    )
    policy = policy_for(audience, rules)
    return Shown(
        audience=audience,
        agencies=facts.agencies,
        coverage={
            key: _coverage_row(key, rows[key], areas, decided.get(key), policy)
            for key in sorted(rows)
        },
        knowledge=knowledge_rows(
            facts.knowledge, audience=audience, rules=rules, withheld=facts.of("withheld")
        ),
    )


def counts_by_key(facts: Facts) -> dict[CoverageKey, Counts]:
    """Every row of coverage that is known, with the totals of areas."""
    return {key: fact.counts for key, fact in _rows(facts).items() if fact.counts is not None}


def _rows(facts: Facts) -> dict[CoverageKey, CoverageFact]:
    areas = {agency.agency: agency.area for agency in facts.agencies}
    return {_key(fact): fact for fact in facts.coverage} | _area_totals(facts.coverage, areas)


def _closed(facts: Facts) -> dict[CoverageKey, frozenset[int]]:
    """What was frozen as hidden for the sake of editions of shortly before."""
    since = counts_since(facts.coverage)
    fields = {name: field for field, name in FIELD_NAMES.items() if since or field != SINCE}
    return {
        CoverageKey(row.agency, row.role, row.module, row.area): frozenset(
            fields[name] for name in row.fields.split() if name in fields
        )
        for row in facts.of("hidden")
    }


def counts_since(coverage: Iterable[CoverageFact]) -> bool:
    """Whether the edition counted who was trained since the last change."""
    return any(fact.since_change is not None for fact in coverage)


def _placed(areas: Mapping[str, str]) -> dict[str, str]:
    """The agencies that lie in one area; the others flow straight into the partnership."""
    return {agency: area for agency, area in areas.items() if area}


def _key(fact: CoverageFact) -> CoverageKey:
    return CoverageKey(fact.agency, fact.role, fact.module)


def _area_totals(
    coverage: Collection[CoverageFact], areas: Mapping[str, str]
) -> dict[CoverageKey, CoverageFact]:
    members: dict[CoverageKey, list[CoverageFact]] = defaultdict(list)
    for fact in coverage:
        area = areas.get(fact.agency, "") if fact.agency else ""
        if area and fact.module and not fact.role and fact.counts is not None:
            members[CoverageKey("", "", fact.module, area)].append(fact)
            members[CoverageKey("", "", "", area)].append(fact)
    return {key: _sum(key, facts) for key, facts in members.items()}


def _sum(key: CoverageKey, facts: list[CoverageFact]) -> CoverageFact:
    counts = sum((fact.counts or Counts() for fact in facts), Counts())
    return CoverageFact(
        "",
        "",
        key.module,
        counts.in_scope,
        counts.in_date,
        counts.due_soon,
        counts.expired,
        counts.never,
        None,
        max(fact.denominator_grade for fact in facts),
        counts.since_change,
    )


def _coverage_row(
    key: CoverageKey,
    fact: CoverageFact,
    areas: Mapping[str, str],
    decided: CoverageDecision | None,
    policy: Policy,
) -> CoverageRow:
    place = (key.agency, key.area or areas.get(key.agency, ""), key.role, key.module)
    if decided is None:
        nothing = (None, None, None, None, None)
        return CoverageRow(*place, *nothing, None, Band.UNKNOWN, DenominatorGrade.D, NO_RETURN)
    return CoverageRow(
        *place,
        _number(decided.in_scope),
        _number(decided.in_date),
        _number(decided.due_soon),
        _number(decided.expired),
        _number(decided.never),
        _declared(key, fact, decided, policy),
        decided.band,
        fact.denominator_grade,
        decided.note,
        _number(decided.since_change) if decided.since_change else None,
        decided.since_change.reason if isinstance(decided.since_change, Hidden) else "",
    )


def _number(cell: Cell) -> int | None:
    return cell.value if isinstance(cell, Printed) else None


def _declared(
    key: CoverageKey, fact: CoverageFact, decided: CoverageDecision, policy: Policy
) -> DeclaredRange | None:
    """The range that an agency's declared totals allow. Of whole agencies only: parts of a
    declared total beside the total would have to be protected from one another."""
    if not key.agency or key.role or key.module or fact.declared is None:
        return None
    in_scope, in_date = decided.in_scope, decided.in_date
    if not isinstance(in_scope, Printed) or not isinstance(in_date, Printed):
        return None
    left = (fact.in_scope or 0) - fact.declared
    if policy.is_few(fact.declared) or policy.is_few(left):
        return None
    return declared_range(in_date.value, policy.rounded(fact.declared), in_scope.value)
