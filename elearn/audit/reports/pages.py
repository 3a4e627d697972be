"""The pages of reports: which there are, one of them to read on screen, and a lead's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

from markupsafe import Markup

from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.domain.dates import uk_date
from elearn.gateways.documents import ReportChart, ReportFacts, ReportSection, ReportTable

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
                "What to decide, findings, priorities, recommendations and annexes, in "
                "eight to twelve pages.",
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
                (
                    ("Page", href("annual")),
                    ("PDF", href("annual.pdf")),
                    ("Add reach, staffing and finance", href("board")),
                ),
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
    """A chart for a page: of rows, or two drawings of it, for wide and for narrow screens."""

    caption: str
    note: str
    rows: tuple[ChartRow, ...]
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell of a heat map: its words and how dark it is."""

    text: str
    step: int | str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for a page; columns say which are numbers. ``shades`` are there for a heat map."""

    id: str
    caption: str
    note: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[str, tuple[Shade, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section for a page, numbered as the document numbers it."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    charts: tuple[Drawn, ...]
    tables: tuple[Grid, ...]
    terms: tuple[tuple[str, str], ...]


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


def one_report(facts: ReportFacts, opened: Opened, *, pdf: str = "") -> OneReportPage:
    """The facts as the templates take them, every section of them. ``pdf`` is the address of the
    document, blank where there is none to link to."""
    titles = _numbered(facts)
    return OneReportPage(
        facts,
        opened.edition.id,
        opened.sealed,
        figures=tuple(
            {"label": one.label, "figure": one.value, "base": one.base} for one in facts.figures
        ),
        parts=tuple(
            _part(one, title, f"part-{place}")
            for place, (one, title) in enumerate(zip(facts.sections, titles, strict=True), 1)
        ),
        pdf=pdf,
    )


def _numbered(facts: ReportFacts) -> list[str]:
    """Titles of the sections with the numbers and letters of the document."""
    if facts.compact:
        return [one.title for one in facts.sections]
    numbers, letters = count(1), iter(ascii_uppercase)
    return [
        f"Annex {next(letters)} {one.title}" if one.annex else f"{next(numbers)} {one.title}"
        for one in facts.sections
    ]


def _part(section: ReportSection, title: str, id: str) -> Part:
    return Part(
        id,
        title,
        section.paragraphs,
        section.points,
        tuple(_drawn(chart) for chart in section.charts),
        tuple(_table(table, f"{id}-{at}") for at, table in enumerate(section.tables, 1)),
        section.terms,
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
        Markup(chart.svg + chart.narrow),  # noqa: S704
    )


def _table(table: ReportTable, id: str) -> Grid:
    heads = tuple((words, place in table.numeric) for place, words in enumerate(table.columns))
    shades = tuple(
        (row[0], tuple(_shade(*one) for one in zip(row[1:], steps, strict=True)))
        for row, steps in zip(table.rows, table.steps, strict=False)
    )
    return Grid(id, table.caption, table.note, heads, table.rows, shades)


def _shade(words: str, step: str) -> Shade:
    """The page writes the sign of the darkest step itself."""
    return Shade(words.removesuffix("▲"), int(step) if step.isdigit() else step)


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
