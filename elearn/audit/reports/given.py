"""What every report is made of: an edition as its reader sees it, and what stands beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from elearn.audit.board.queries import Reach
from elearn.audit.board.subjects import Said
from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.findings import by_coverage
from elearn.audit.pages.overview import OverviewPage
from elearn.audit.plan.queries.listed import Action
from elearn.audit.queries.editions import Edition
from elearn.audit.reports.queries import Done
from elearn.audit.sheets import Names
from elearn.audit.shown import CoverageRow, Shown
from elearn.domain.coverage import Band, RuleSet
from elearn.domain.dates import uk_date
from elearn.domain.suppression import Audience
from elearn.gateways.documents import ReportChart, ReportFacts, ReportLine, ReportSection
from elearn.reporting.charts import for_print

DRAWING_WIDTH = 300
FULL = "OFFICIAL-SENSITIVE: small numbers are not hidden in this copy"
OFFICIAL = "OFFICIAL"
PUBLICATION = {
    Audience.FULL: "Publication status: not for publication. For the coordinator alone.",
    Audience.PARTNERSHIP: "Publication status: for partner agencies, not for publication.",
    Audience.PUBLIC: "Publication status: suitable for publication.",
    Audience.OWN_AGENCY: "Publication status: for this agency alone, not for publication.",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What is not frozen with an edition: the edition it is compared with as the same reader sees
    it, the actions of the plan as they stand on ``today``, what was finished in the quarter and the
    year up to the census date and around Anti-Slavery Day, None where that is not counted, and
    what the coordinator said for the annual report."""

    today: date | None = None
    before: Opened | None = None
    actions: tuple[Action, ...] = ()
    quarter: Done | None = None
    year: Done | None = None
    reach: Reach | None = None
    said: Mapping[str, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """An edition for one report."""

    opened: Opened
    previous: Edition | None
    partnership: str
    beside: Beside
    page: OverviewPage

    @property
    def edition(self) -> Edition:
        return self.opened.edition

    @property
    def shown(self) -> Shown:
        return self.opened.shown

    @property
    def rules(self) -> RuleSet:
        return self.opened.edition.rules

    @property
    def names(self) -> Names:
        return Names(self.opened.edition, self.opened.shown)

    @property
    def on(self) -> str:
        """The census date in words."""
        return uk_date(self.edition.as_of)

    @property
    def marking(self) -> str:
        return FULL if self.shown.audience is Audience.FULL else OFFICIAL

    @property
    def publication(self) -> str:
        return PUBLICATION[self.shown.audience]

    @property
    def is_public(self) -> bool:
        return self.shown.audience is Audience.PUBLIC

    def counted(self, kind: str) -> bool:
        """Whether the edition counted a kind, by its name in the manifest."""
        return kind in self.edition.manifest.get("rows", {})


def under_the_line(given: Given) -> list[CoverageRow]:
    """The agencies in the band Act whose headcount is more than an estimate, lowest first."""
    return [row for row in by_coverage(given.shown) if row.band is Band.ACT and row.grade != "C"]


def not_counted(what: str) -> str:
    """The one sentence about a subject of an old edition.

    >>> not_counted("referrals")
    'This edition was frozen before referrals were counted.'
    """
    return f"This edition was frozen before {what} were counted."


def said(title: str, *words: str, annex: bool = False) -> ReportSection:
    """A section that says something and shows nothing."""
    return ReportSection(title, paragraphs=words, annex=annex)


def lines(rows: Iterable[ChartRow]) -> tuple[ReportLine, ...]:
    """The rows of a chart as every output takes them."""
    return tuple(_line(row) for row in rows)


def _line(row: ChartRow) -> ReportLine:
    words = ", ".join(word for word in (row.small, row.word) if word)
    if row.words:
        words = f"{words} ({row.words.lower()})" if words else row.words
    return ReportLine(row.name, row.value, words, str(row.svg))


def text(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[str, ...], ...]:
    """Rows of a page as printed text: a cell with a state is its words."""
    return tuple(tuple(_words(cell) for cell in row) for row in rows)


def _words(cell: Any) -> str:
    if isinstance(cell, dict):
        return " ".join(str(cell[key]) for key in ("text", "word") if cell.get(key))
    return str(cell)


def printed(facts: ReportFacts) -> ReportFacts:
    """The facts with drawings that stand alone, as the document maker wants them."""
    return replace(facts, sections=tuple(_printed(one) for one in facts.sections))


def _printed(section: ReportSection) -> ReportSection:
    return replace(section, charts=tuple(_chart(chart) for chart in section.charts))


def _chart(chart: ReportChart) -> ReportChart:
    def alone(svg: str, width: int) -> str:
        return for_print(svg, width=width) if svg else ""

    return replace(
        chart,
        svg=alone(chart.svg, 700),
        narrow="",
        lines=tuple(replace(one, svg=alone(one.svg, DRAWING_WIDTH)) for one in chart.lines),
    )
