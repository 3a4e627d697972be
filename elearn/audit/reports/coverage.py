"""Coverage in a report: by agency, type of agency, area, role and module, and standardised."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from elearn.audit.drawings import coverage_rows
from elearn.audit.findings import target
from elearn.audit.reports.given import Given, lines, text
from elearn.audit.shown import CoverageRow
from elearn.audit.standardised.pages import answer
from elearn.audit.standardised.shown import StandardRow, standard_rows
from elearn.audit.words import counted, per_cent
from elearn.content.curriculum import agency_types
from elearn.gateways.documents import ReportChart, ReportSection, ReportTable

MOST_ROLES = 8
TOTALS = ("In scope", "In date", "Due soon", "Since change", "Coverage", "Band")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are shown, added up: so many of all the rows of the group."""

    name: str
    in_scope: int
    in_date: int
    shown: int
    of: int

    @property
    def percent(self) -> float:
        return min(100.0, 100 * self.in_date / self.in_scope) if self.in_scope else 0.0


def groups(
    rows: Iterable[CoverageRow], name: Callable[[CoverageRow], str], *, fewest: int
) -> list[Group]:
    """Rows added up by a name, only those whose numbers are shown, so that a sum tells nothing
    that its parts do not; groups of fewer than ``fewest`` in scope are left out. Lowest first."""
    found: dict[str, list[CoverageRow]] = defaultdict(list)
    for row in rows:
        found[name(row)].append(row)
    made = [_group(key, some) for key, some in found.items()]
    kept = [one for one in made if one.shown and one.in_scope >= max(fewest, 1)]
    return sorted(kept, key=lambda one: (one.percent, one.name))


def _group(name: str, rows: list[CoverageRow]) -> Group:
    known = [row for row in rows if row.in_scope is not None and row.in_date is not None]
    return Group(
        name,
        sum(row.in_scope or 0 for row in known),
        sum(row.in_date or 0 for row in known),
        len(known),
        len(rows),
    )


def coverage_sections(given: Given) -> tuple[ReportSection, ...]:
    """By module, area and role; then by agency and type of agency."""
    return (_places(given), _agencies(given))


def _places(given: Given) -> ReportSection:
    page, figures = given.page, (1, 2, 3, 4, 5)
    tables = [
        ReportTable(f"Coverage by {one.lower()}", (one, *TOTALS), text(rows), numeric=figures)
        for one, rows in (("Module", page.modules), ("Area", page.areas))
        if rows
    ]
    return ReportSection(
        "Coverage by module, area and role",
        paragraphs=(
            (
                "Coverage is the share of people and modules in scope that are in date, by dated "
                f"records. The target is {page.target}."
            ),
        ),
        tables=(*tables, *_by_role(given)),
    )


def _agencies(given: Given) -> ReportSection:
    page = given.page
    return ReportSection(
        "Coverage by agency",
        paragraphs=(answer(standards(given), given.names),),
        charts=(
            ReportChart(
                "Coverage of required training by agency",
                f"{page.coverage_note} Solid: evidenced. Hatched: declared on top, without names. "
                f"Grey: the headcount is an estimate. Dotted: not known. Tick: target "
                f"{page.target}.",
                lines=lines(coverage_rows(given.shown, given.names, given.rules)),
            ),
        ),
        tables=tuple(_by_type(given)),
    )


def _by_type(given: Given) -> Iterable[ReportTable]:
    kinds = {kind.code: kind.name for kind in agency_types()}
    types = {one.agency: kinds.get(one.type, one.type) for one in given.shown.agencies}
    found = groups(
        given.shown.of_agencies,
        lambda row: types.get(row.agency, ""),
        fewest=given.rules.min_base,
    )
    if found:
        yield _grouped(
            "Coverage by type of agency",
            ("Type", "Agencies counted"),
            found,
            "Agencies whose figures are hidden or not known are left out.",
        )


def _by_role(given: Given) -> Iterable[ReportTable]:
    """The lowest roles. Agencies that gave a headcount only are left out: nobody there could be
    evidenced, whoever was trained."""
    unnamed = {one.agency for one in given.shown.agencies if one.returned == "headcount"}
    rows = [row for row in given.shown.cells if row.agency not in unnamed]
    names = given.names
    found = groups(rows, lambda row: names.role(row.role), fewest=given.rules.min_base)
    if found:
        some = found[:MOST_ROLES]
        yield _grouped(
            f"The {counted(len(some), 'role')} with the lowest coverage"
            if len(found) > len(some)
            else "Coverage by role",
            ("Role", "Cells counted"),
            some,
            "A cell is a role of one agency and a module. Hidden cells and headcounts without "
            "names are left out.",
        )


def _grouped(
    caption: str, heads: tuple[str, str], found: Iterable[Group], note: str
) -> ReportTable:
    return ReportTable(
        caption,
        (heads[0], "In scope", "In date", "Coverage", heads[1]),
        tuple(
            (
                one.name,
                f"{one.in_scope:,}",
                f"{one.in_date:,}",
                per_cent(one.percent),
                f"{one.shown} of {one.of}",
            )
            for one in found
        ),
        numeric=(1, 2, 3, 4),
        note=note,
    )


def standards(given: Given) -> tuple[StandardRow, ...]:
    """Coverage with the same mix of roles, as the page of coverage has it."""
    opened = given.opened
    return opened.keep(("standardised", ""), lambda: standard_rows(opened.shown, module=""))


def agencies_table(given: Given) -> ReportTable:
    """Every agency as it is and with the same mix of roles, lowest first."""
    names, rules = given.names, given.rules
    same = {names.agency(row.agency): row for row in standards(given)}
    rows = []
    for name, scope, in_date, crude, declared, grade, band in text(given.page.coverage_table):
        direct, ratio = _standard(same.get(name))
        rows.append((name, scope, in_date, crude, direct, ratio, declared, grade, band))
    return ReportTable(
        "Coverage by agency, as it is and with the same mix of roles",
        (
            "Agency", "In scope", "In date", "Coverage", "Same mix", "Of 100 expected",
            "Declared %", "Grade", "Band",
        ),
        tuple(rows),
        numeric=(1, 2, 3, 4, 5, 6),
        note=(
            f"Target {target(rules)}. Same mix: as if every agency had the partnership's mix of "
            "roles. Of 100 expected: in date for each 100 that its roles would give elsewhere."
        ),
    )  # fmt: skip


def _standard(row: StandardRow | None) -> tuple[str, str]:
    found = row.figures if row else None
    if row is None or found is None or not row.is_enough:
        return "not known", "not known"
    ratio = "not known" if found.ratio is None else f"{found.ratio:.1f}"
    return (per_cent(100 * found.direct) if found.is_direct else "role too small"), ratio
