"""What an edition says, worked out from what its reader may see and from nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from elearn.audit.items.shown import ItemRow
from elearn.audit.shown import NO_RETURN, CoverageRow, Shown
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.domain.coverage import (
    Band,
    RuleSet,
    band,
    confident_wrong_band,
)
from elearn.domain.dates import uk_date
from elearn.domain.items import Verdict


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a base in per cent, with its band."""

    part: int
    base: int
    band: Band

    @property
    def percent(self) -> float:
        return 100 * self.part / self.base if self.base else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """People out of date in one role and module, over the agencies that show their number.
    ``hidden`` agencies have a number that is not shown; it is in no figure here."""

    role: str
    module: str
    out_of_date: int
    in_scope: int
    agencies: int
    hidden: int


def by_coverage(shown: Shown) -> list[CoverageRow]:
    """The agencies that show their coverage, the lowest first."""
    rows = [row for row in shown.of_agencies if row.percent is not None]
    return sorted(rows, key=lambda row: (row.percent or 0.0, row.agency))


def hidden_agencies(shown: Shown) -> list[CoverageRow]:
    """The agencies whose figures are hidden."""
    return [row for row in shown.of_agencies if row.percent is None and row.note != NO_RETURN]


def silent_agencies(shown: Shown) -> list[str]:
    """The names of agencies that gave neither a list nor a headcount."""
    return [agency.name for agency in shown.agencies if agency.returned == "none"]


def topics(shown: Shown, level: str = "") -> list[KnowledgeRow]:
    """The partnership's rows of one level (blank: all), the lowest mastery first, the hidden
    ones last."""
    rows = [
        row
        for row in shown.knowledge.values()
        if not row.agency and not row.role and row.level == level
    ]
    return sorted(rows, key=lambda row: (row.mastery is None, row.mastery or 0.0, _number(row)))


def confidently_wrong(shown: Shown) -> list[KnowledgeRow]:
    """The partnership's topics by the share of sure answers that were wrong, the worst first
    (C3.16)."""
    rows = [row for row in topics(shown) if row.confident_wrong is not None]
    return sorted(rows, key=lambda row: (-(row.confident_wrong or 0.0), _number(row)))


def _number(row: KnowledgeRow) -> int:
    """T10 after T9."""
    return int(row.topic[1:]) if row.topic[1:].isdecimal() else 0


def gaps(shown: Shown) -> list[Gap]:
    """Roles x modules by the number of people out of date, the most first. Agencies that gave a
    headcount only are left out: nobody there could be evidenced, whoever was trained."""
    unnamed = {agency.agency for agency in shown.agencies if agency.returned == "headcount"}
    cells: dict[tuple[str, str], list[CoverageRow]] = defaultdict(list)
    for row in shown.cells:
        if row.agency not in unnamed:
            cells[row.role, row.module].append(row)
    found = [_gap(role, module, rows) for (role, module), rows in cells.items()]
    return sorted(
        (gap for gap in found if gap.out_of_date),
        key=lambda gap: (-gap.out_of_date, gap.module, gap.role),
    )


def _gap(role: str, module: str, rows: list[CoverageRow]) -> Gap:
    known = [row for row in rows if row.out_of_date is not None]
    return Gap(
        role=role,
        module=module,
        out_of_date=sum(row.out_of_date or 0 for row in known),
        in_scope=sum(row.in_scope or 0 for row in known),
        agencies=len(known),
        hidden=len(rows) - len(known),
    )


def mastery(shown: Shown, rules: RuleSet) -> Share | None:
    """Topics mastered of topics judged, over all people and topics that are shown."""
    rows = [row for row in topics(shown) if row.assessed is not None and row.masters is not None]
    judged = sum(row.assessed or 0 for row in rows)
    if not judged:
        return None
    known = sum(row.masters or 0 for row in rows)
    found = band(100 * known / judged, rules.mastery_on_track, rules.mastery_watch)
    return Share(known, judged, found)


def sure_but_wrong(shown: Shown, rules: RuleSet) -> Share | None:
    """Sure answers that were wrong, over all topics that are shown."""
    rows = [row for row in topics(shown) if row.sure is not None]
    sure = sum(row.sure or 0 for row in rows)
    if not sure:
        return None
    wrong = sum(round((row.confident_wrong or 0.0) * (row.sure or 0) / 100) for row in rows)
    return Share(wrong, sure, confident_wrong_band(100 * wrong / sure, sure, rules))


def grade_a(shown: Shown, rules: RuleSet) -> Share | None:
    """People and modules in scope that rest on a grade A headcount, of all that are shown (C4)."""
    rows = [row for row in shown.cells if row.in_scope is not None]
    base = sum(row.in_scope or 0 for row in rows)
    if not base:
        return None
    part = sum(row.in_scope or 0 for row in rows if row.grade == "A")
    found = band(100 * part / base, rules.quality_on_track, rules.quality_watch)
    return Share(part, base, found)


def target(rules: RuleSet) -> str:
    """The coverage to reach, as it is printed.

    >>> target(RuleSet())
    '90%'
    """
    return f"{rules.coverage_on_track:g}%"


def headline(shown: Shown, *, rules: RuleSet, on: date) -> str:
    """The answer of an edition in one sentence."""
    whole = shown.whole
    if whole is None or whole.in_scope == 0:
        return f"Nobody was in scope on {uk_date(on)}"
    if whole.percent is None:
        return "Too few people to say how much required training is in date"
    met = whole.percent >= rules.coverage_on_track
    verdict = "which meets" if met else "below"
    share = f"{whole.percent:.1f}% of required training is in date"
    return f"{share}, {verdict} the {target(rules)} target"


def unheeded(shown: Shown, items: Iterable[ItemRow]) -> dict[str, list[str]]:
    """What of an edition calls for an action, as the partnership sees it: an agency's modules in
    the band Act (both slugs, with a blank between), and questions to be retired."""
    return {
        "act": [
            f"{key.agency} {key.module}"
            for key, row in shown.coverage.items()
            if key.agency and key.module and not key.role and row.band is Band.ACT
        ],
        "retire": [row.item for row in items if row.verdict is Verdict.RETIRE],
    }


def partnership_figures(shown: Shown) -> dict[str, int | None]:
    """The totals that the next edition is compared with; None where they are hidden."""
    whole = shown.whole
    rows = [row for row in topics(shown) if row.assessed is not None and row.masters is not None]
    return {
        "in_scope": whole.in_scope if whole else None,
        "in_date": whole.in_date if whole else None,
        "assessed": sum(row.assessed or 0 for row in rows),
        "masters": sum(row.masters or 0 for row in rows),
    }
