"""From counts and returns to the fact rows of an edition. Pure: a partner may check it by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from elearn.audit.facts import CoverageFact, KnowledgeFact
from elearn.domain.coverage import (
    Counts,
    DenominatorGrade,
    DenominatorKind,
    RuleSet,
    denominator_grade,
)
from elearn.domain.requirements import Need, RequirementRule, rule_in_force

KIND_OF_GRADE = {
    "A": DenominatorKind.HR_COUNT,
    "B": DenominatorKind.MANAGER_COUNT,
    "C": DenominatorKind.ESTIMATE,
}


@dataclass(frozen=True, slots=True)
class Headcount:
    """People of a role that an agency counted without names."""

    number: int
    as_at: date
    grade: str


@dataclass(frozen=True, slots=True)
class Returns:
    """What came in by the census date. ``listed`` are the agency x role that have a person list;
    a headcount is used only where there is none."""

    listed: frozenset[tuple[str, str]]
    list_dates: Mapping[str, date]
    headcounts: Mapping[tuple[str, str], Headcount]
    declared: Mapping[tuple[str, str, str], int]

    def of(self, agency: str) -> str:
        """What the agency gave: roster, headcount, mixed or none."""
        named = any(one == agency for one, _ in self.listed)
        counted = any(
            one == agency and (one, role) not in self.listed for one, role in self.headcounts
        )
        if named and counted:
            return "mixed"
        return "roster" if named else ("headcount" if counted else "none")


def coverage_facts(
    *,
    cells: Iterable[CoverageFact],
    by_module: Iterable[CoverageFact],
    agencies: Iterable[str],
    modules: Iterable[str],
    matrix: Iterable[RequirementRule],
    returns: Returns,
    rules: RuleSet,
    on: date,
) -> list[CoverageFact]:
    """Every row of coverage: cells, agency x module, agency, partnership x module, partnership.

    ``cells`` and ``by_module`` are counted from person lists. Agency totals count a person once
    per required module, the partnership once per agency (audit-method C13), so they are sums of
    agency x module and not of cells.
    """
    present = set(agencies)
    graded = [_graded(cell, returns, rules, on) for cell in cells if cell.agency in present]
    counted = _headcount_cells(present, modules, list(matrix), returns, rules, on)
    modules_of_agency = _agency_modules(
        [row for row in by_module if row.agency in present], graded, counted
    )
    silent = [
        CoverageFact(agency, "", "", None, None, None, None, None, None, DenominatorGrade.D)
        for agency in sorted(present)
        if returns.of(agency) == "none"
    ]
    totals = _sums(modules_of_agency, lambda row: (row.agency, ""))
    of_partnership = _sums(modules_of_agency, lambda row: ("", row.module))
    whole = _sums(modules_of_agency, lambda _row: ("", ""))
    return sorted(
        [*graded, *counted, *modules_of_agency, *totals, *of_partnership, *whole, *silent],
        key=lambda row: (row.agency, row.role, row.module),
    )


def _graded(cell: CoverageFact, returns: Returns, rules: RuleSet, on: date) -> CoverageFact:
    listed_on = returns.list_dates.get(cell.agency)
    grade = denominator_grade(DenominatorKind.PERSON_LIST, listed_on, on, rules)
    if grade is DenominatorGrade.D:  # names without a dated list are still people: an old list
        grade = DenominatorGrade.C
    return replace(
        cell,
        denominator_grade=grade.value,
        declared=returns.declared.get((cell.agency, cell.role, cell.module)),
    )


def _headcount_cells(
    agencies: set[str],
    modules: Iterable[str],
    matrix: list[RequirementRule],
    returns: Returns,
    rules: RuleSet,
    on: date,
) -> list[CoverageFact]:
    """Cells of roles that were counted and not named: nobody is evidenced, some may be declared."""
    facts = []
    slugs = list(modules)
    for (agency, role), count in sorted(returns.headcounts.items()):
        if agency not in agencies or (agency, role) in returns.listed:
            continue
        grade = denominator_grade(KIND_OF_GRADE[count.grade], count.as_at, on, rules)
        for module in slugs:
            rule = rule_in_force(matrix, agency, role, module, on)
            if rule is None or rule.need is not Need.REQUIRED:
                continue
            said = returns.declared.get((agency, role, module))
            facts.append(
                CoverageFact(
                    agency, role, module, count.number, 0, 0, 0, count.number, said, grade.value, 0
                )
            )
    return facts


def _agency_modules(
    by_module: list[CoverageFact], cells: list[CoverageFact], counted: list[CoverageFact]
) -> list[CoverageFact]:
    """Agency x module: people on lists once each, and headcounts on top; the worst grade counts."""
    parts: dict[tuple[str, str], list[CoverageFact]] = defaultdict(list)
    for row in [*by_module, *counted]:
        parts[row.agency, row.module].append(row)
    declared: dict[tuple[str, str], list[int]] = defaultdict(list)
    grades: dict[tuple[str, str], str] = {}
    for cell in [*cells, *counted]:
        key = (cell.agency, cell.module)
        grades[key] = max(grades.get(key, "A"), cell.denominator_grade)
        if cell.declared is not None:
            declared[key].append(cell.declared)
    return [
        _total(agency, module, rows, sum(declared[agency, module]) or None, grades[agency, module])
        for (agency, module), rows in sorted(parts.items())
    ]


def _total(
    agency: str, module: str, rows: list[CoverageFact], declared: int | None, grade: str
) -> CoverageFact:
    counts = sum((row.counts or Counts() for row in rows), Counts())
    return CoverageFact(
        agency,
        "",
        module,
        counts.in_scope,
        counts.in_date,
        counts.due_soon,
        counts.expired,
        counts.never,
        declared,
        grade,
        counts.since_change,
    )


def _sums(
    rows: list[CoverageFact], key: Callable[[CoverageFact], tuple[str, str]]
) -> list[CoverageFact]:
    groups: dict[tuple[str, str], list[CoverageFact]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return [
        _total(
            agency,
            module,
            members,
            sum(row.declared or 0 for row in members) or None,
            max(row.denominator_grade for row in members),
        )
        for (agency, module), members in sorted(groups.items())
    ]


def with_partnership(facts: Iterable[KnowledgeFact]) -> list[KnowledgeFact]:
    """The knowledge rows and, with ``agency`` blank, their sums over agencies (once per agency)."""
    rows = list(facts)
    groups: dict[tuple[str, str, str], list[KnowledgeFact]] = defaultdict(list)
    for row in rows:
        groups[row.role, row.topic, row.level].append(row)
    sums = [
        KnowledgeFact(
            "",
            role,
            topic,
            level,
            people=sum(row.people for row in members),
            assessed=sum(row.assessed for row in members),
            masters=sum(row.masters for row in members),
            items_answered=sum(row.items_answered for row in members),
            items_right=sum(row.items_right for row in members),
            sure_asked=sum(row.sure_asked for row in members),
            sure_wrong=sum(row.sure_wrong for row in members),
        )
        for (role, topic, level), members in groups.items()
    ]
    return sorted([*rows, *sums], key=lambda row: (row.agency, row.role, row.topic, row.level))
