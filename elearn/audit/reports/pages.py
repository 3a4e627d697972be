"""The pages of reports: which there are, one of them to read on screen, and a lead's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.domain.dates import uk_date
from elearn.gateways.documents import ReportChart, ReportFacts, ReportTable

KINDS = (
    ("page", "Show it on a page"),
    ("pdf", "PDF"),
    ("xlsx", "XLSX"),
    ("zip", "CSV folder (ZIP)"),
    ("json", "JSON"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One report or file: what it is for, and its forms as words and address."""

    title: str
    purpose: str
    forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Every report and file of an edition, and one-pagers by agency."""

    edition: Edition
    reports: tuple[Kind, ...]
    files: tuple[Kind, ...]
    agencies: tuple[tuple[str, str], ...]
    title: str = "Reports and files"
    kinds: tuple[tuple[str, str], ...] = KINDS


def reports_page(
    opened: Opened, *, href: Callable[[str], str], agency: Callable[[str], str]
) -> ReportsPage:
    """``href`` is the address of a form by its name, ``agency`` that of a one-pager."""
    names = Names(opened.edition, opened.shown)
    listed = sorted((names.agency(one.agency), one.agency) for one in opened.shown.agencies)
    return ReportsPage(
        opened.edition,
        reports=(
            Kind(
                "Report for the Steering Group",
                "What to decide, findings, priorities, recommendations and annexes, in about "
                "twelve pages.",
                (("PDF", href("pdf")), ("Page to print", href("print"))),
            ),
            Kind(
                "Quarterly snapshot",
                "One page: coverage, what changed, what was finished, what expires, actions.",
                (("Page", href("quarterly")), ("PDF", href("quarterly.pdf"))),
            ),
            Kind(
                "Annual report to the Board",
                "Delivery by objective, the result for SO2, three risks, what the Board is asked.",
                (("Page", href("annual")), ("PDF", href("annual.pdf"))),
            ),
            Kind(
                "Public copy of the report",
                "The same report by the public's rule: more is hidden, the rest is rounded, and "
                "actions are left out.",
                (("PDF", href("public.pdf")),),
            ),
        ),
        files=(
            Kind(
                "Workbook",
                "Every table on a sheet, with charts, definitions and manifest.",
                (("XLSX", href("xlsx")),),
            ),
            Kind(
                "CSV folder",
                "coverage, totals, knowledge and manifest, for programs.",
                (("ZIP", href("zip")),),
            ),
            Kind(
                "JSON",
                "The whole edition as one object; its schema is in the documentation.",
                (("JSON", href("json")),),
            ),
        ),
        agencies=tuple((name, agency(slug)) for name, slug in listed),
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart of rows for a page."""

    caption: str
    note: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section for a page; columns of tables say which are numbers."""

    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    charts: tuple[Drawn, ...]
    tables: tuple[tuple[str, str, tuple[tuple[str, bool], ...], tuple[tuple[str, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class OneReportPage:
    """A report to read on screen and to print."""

    facts: ReportFacts
    number: int
    sealed: bool
    figures: tuple[dict[str, str], ...]
    parts: tuple[Part, ...]
    pdf: str

    @property
    def title(self) -> str:
        return self.facts.headline.removesuffix(".")

    @property
    def when(self) -> str:
        return f"Census date {uk_date(self.facts.census)}. {self.facts.edition}."


def one_report(facts: ReportFacts, opened: Opened, *, pdf: str) -> OneReportPage:
    """The facts as the templates take them."""
    return OneReportPage(
        facts,
        opened.edition.id,
        opened.sealed,
        figures=tuple(
            {"label": one.label, "figure": one.value, "base": one.base} for one in facts.figures
        ),
        parts=tuple(
            Part(
                one.title,
                one.paragraphs,
                one.points,
                tuple(_drawn(chart) for chart in one.charts),
                tuple(_table(table) for table in one.tables),
            )
            for one in facts.sections
        ),
        pdf=pdf,
    )


def _drawn(chart: ReportChart) -> Drawn:
    # Drawings are our own, with every text in them escaped when they were made.
    return Drawn(
        chart.caption,
        chart.note,
        tuple(
            ChartRow(one.name, one.value, one.words, "", "", Markup(one.svg))  # noqa: S704
            for one in chart.lines
        ),
    )


def _table(
    table: ReportTable,
) -> tuple[str, str, tuple[tuple[str, bool], ...], tuple[tuple[str, ...], ...]]:
    heads = tuple((words, place in table.numeric) for place, words in enumerate(table.columns))
    return table.caption, table.note, heads, table.rows


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What audits found of one agency, for its leads."""

    title: str
    caption: str
    rows: tuple[tuple[str, str, str], ...]


def own_page(name: str, found: Iterable[tuple[Edition, str]]) -> OwnPage:
    """Each edition with the address of the agency's own page in it."""
    rows = tuple((one.name, uk_date(one.as_of), href) for one, href in found)
    title = "What audits found here" if rows else "No audit has counted this agency yet"
    return OwnPage(title, name, rows)
