"""The report for the Steering Group, from the same page as the overview (audit-method C11)."""

from collections.abc import Iterable
from typing import Any

from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.findings import by_coverage, topics
from elearn.audit.heat import Heat, coverage_heat, knowledge_heat
from elearn.audit.pages.overview import OverviewPage, overview_page
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import counted
from elearn.domain.coverage import Band
from elearn.domain.dates import uk_date
from elearn.domain.suppression import Audience
from elearn.gateways.documents import (
    ReportChart,
    ReportFacts,
    ReportFigure,
    ReportLine,
    ReportSection,
    ReportTable,
)
from elearn.reporting.charts import for_print

MOST_COLUMNS = 6  # of a heat map on a page; the rest follows in another table
DRAWING_WIDTH = 300
FULL = "OFFICIAL-SENSITIVE: small numbers are not hidden in this copy"


def report_facts(opened: Opened, *, previous: Edition | None, partnership: str) -> ReportFacts:
    """What the report says, in the order in which the Steering Group reads it."""
    page = overview_page(opened, previous=previous)
    edition = opened.edition
    return ReportFacts(
        title="Training-gap audit",
        partnership=partnership,
        edition=edition.name,
        census=edition.as_of,
        headline=f"{page.title}.",
        figures=tuple(_figure(stat) for stat in page.stats),
        sections=(
            _asked(opened, page),
            _summary(page),
            _method(opened, page),
            _coverage(page),
            _where(opened, page),
            _by_module(opened, page),
            _knowledge(opened, page),
            _returns(page),
            _manifest(page),
        ),
        definitions=page.definitions,
        cautions=page.cautions,
        marking=FULL if opened.shown.audience is Audience.FULL else "OFFICIAL",
    )


def _figure(stat: dict[str, Any]) -> ReportFigure:
    said = [stat.get("base", ""), stat.get("word", ""), stat.get("note", "")]
    return ReportFigure(stat["label"], stat["figure"], ". ".join(word for word in said if word))


def _asked(opened: Opened, page: OverviewPage) -> ReportSection:
    """What the Steering Group is asked to do, from the rules of audit-method C11: coverage under
    the line needs an action within 30 days."""
    shown = opened.shown
    names = Names(opened.edition, shown)
    low = [row for row in by_coverage(shown) if row.band is Band.ACT and row.grade != "C"]
    weak = [row for row in topics(shown) if row.band is Band.ACT]
    points = ["Note what the audit found, and the cautions at the end."]
    if low:
        agencies = ", ".join(names.agency(row.agency) for row in low)
        points.append(
            f"Agree an action within 30 days where coverage is under the line: {agencies}."
        )
    if weak:
        taught = ", ".join(names.topic(row.topic) for row in weak)
        points.append(f"Agree how these topics are taught again: {taught}.")
    if page.silent:
        points.append(f"Ask for a list of people or a headcount: {', '.join(page.silent)}.")
    return ReportSection("What the group is asked", points=tuple(points))


def _summary(page: OverviewPage) -> ReportSection:
    return ReportSection(
        "What the audit found",
        paragraphs=(f"{page.title}.", *page.lede),
        tables=(
            ReportTable(
                "Where most people are out of date",
                ("Role", "Module", "Out of date", "In scope", "Agencies shown"),
                _text(page.gaps),
                numeric=(2, 3, 4),
                wide=(0, 1),
            ),
        )
        if page.gaps
        else (),
    )


def _method(opened: Opened, page: OverviewPage) -> ReportSection:
    edition = opened.edition
    modules = ", ".join(f"{one.code} {one.title}" for one in edition.modules) or "none"
    return ReportSection(
        "How it was done",
        paragraphs=(
            page.facts,
            (
                "Everybody in scope is counted from dated records: where people work, what their "
                "role needs, and what they completed, as all of it was true on the census date. "
                "Knowledge comes from first attempts at the questions of each topic."
            ),
            f"Modules published by that day: {modules}.",
            (
                "Each figure stands with its base. The edition is frozen: facts that arrive later "
                "never change it. What the words mean is at the end."
            ),
        ),
    )


def _coverage(page: OverviewPage) -> ReportSection:
    return ReportSection(
        "Coverage by agency",
        charts=(
            ReportChart(
                "Coverage of required training by agency",
                f"{page.coverage_note} Solid: evidenced. Hatched: declared on top, without names. "
                f"Grey: the headcount is an estimate. Dotted: not known. Tick: target "
                f"{page.target}.",
                lines=tuple(_line(row) for row in page.coverage),
            ),
        ),
        tables=(
            ReportTable(
                "Coverage by agency, in figures",
                ("Agency", "In scope", "In date", "Evidenced", "Declared %", "Grade", "Band"),
                _text(page.coverage_table),
                numeric=(1, 2, 3, 4),
            ),
        ),
    )


def _where(opened: Opened, page: OverviewPage) -> ReportSection:
    columns = ("In scope", "In date", "Due soon", "Since change", "Coverage", "Band")
    figures = (1, 2, 3, 4, 5)
    return ReportSection(
        "Coverage by area and module",
        tables=(
            ReportTable("By area", ("Area", *columns), _text(page.areas), numeric=figures),
            ReportTable("By module", ("Module", *columns), _text(page.modules), numeric=figures),
        ),
    )


def _by_module(opened: Opened, page: OverviewPage) -> ReportSection:
    edition, shown = opened.edition, opened.shown
    names = Names(edition, shown)
    heat = coverage_heat(edition, shown, names, agencies=_by_name(opened))
    return ReportSection(
        "Agencies and modules",
        paragraphs=(
            (
                f"Per cent in date of people in scope, {uk_date(edition.as_of)}, cut off to whole "
                "per cents. ▲ marks figures under the line for action."
            ),
        ),
        tables=tuple(_heat_tables("Coverage", heat)),
    )


def _knowledge(opened: Opened, page: OverviewPage) -> ReportSection:
    shown, rules = opened.shown, opened.edition.rules
    names = Names(opened.edition, shown)
    codes = sorted({row.topic for row in topics(shown)}, key=lambda code: (len(code), code))
    heat = knowledge_heat(shown, names, rules, agencies=_by_name(opened), topics=codes, level="")
    if not page.topics:
        return ReportSection("Knowledge by topic", paragraphs=("Nobody was assessed.",))
    return ReportSection(
        "Knowledge by topic",
        paragraphs=("The bar beside each point is the 95% interval (Wilson).",),
        charts=(
            ReportChart(
                "Topic mastery",
                page.topics_note,
                lines=tuple(_line(row) for row in page.topics),
            ),
        ),
        tables=(
            ReportTable(
                "Topic mastery, in figures",
                ("Topic", "Assessed", "Masters", "Mastery", "95% interval", "Mean score"),
                _text(page.topics_table),
                numeric=(1, 2, 3, 4, 5),
            ),
            ReportTable(
                "Sure but wrong: answers given surely that were wrong",
                ("Topic", "Wrong", "Sure answers", "Band"),
                _text(page.wrong),
                numeric=(1, 2),
            ),
            *_heat_tables("Mastery by agency", heat),
        ),
    )


def _returns(page: OverviewPage) -> ReportSection:
    silent = counted(len(page.silent), "agency", "agencies")
    return ReportSection(
        "What agencies returned",
        paragraphs=(
            (
                f"{silent} gave neither a list of people nor a headcount. Their coverage is not "
                "known: it is neither 0% nor left out unseen."
            ),
        ),
        tables=(ReportTable("Returns", ("Agency", "Gave"), _text(page.returns)),),
    )


def _manifest(page: OverviewPage) -> ReportSection:
    return ReportSection(
        "What this edition rests on",
        paragraphs=(
            (
                "Anybody with the rows of this edition can check its seal, and with the data "
                "behind it can count it again."
            ),
        ),
        tables=(ReportTable("Manifest", ("What", "Value"), _text(page.manifest), wide=(1,)),),
    )


def _by_name(opened: Opened) -> list[str]:
    found = sorted(opened.shown.agencies, key=lambda one: (one.name, one.agency))
    return [one.agency for one in found]


def _heat_tables(caption: str, heat: Heat) -> Iterable[ReportTable]:
    """A wide heat map as several tables, each as wide as a page."""
    for start in range(0, len(heat.columns), MOST_COLUMNS):
        columns = heat.columns[start : start + MOST_COLUMNS]
        rows = tuple(
            (name, *(_cell(cell.text, cell.step) for cell in cells[start : start + MOST_COLUMNS]))
            for name, cells in heat.rows
        )
        more = " (more)" if start else ""
        every = tuple(range(len(columns) + 1))
        yield ReportTable(f"{caption}{more}", ("Agency", *columns), rows, wide=every)


def _cell(text: str, step: int | str) -> str:
    return f"{text} ▲" if step == 4 else text


def _line(row: ChartRow) -> ReportLine:
    said = " ".join(word for word in (row.word, row.words and f"({row.words})") if word)
    svg = for_print(str(row.svg), width=DRAWING_WIDTH) if row.svg else ""
    return ReportLine(row.name, row.value, said, svg)


def _text(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_words(cell) for cell in row) for row in rows)


def _words(cell: Any) -> str:
    if isinstance(cell, dict):
        return " ".join(str(cell[key]) for key in ("text", "word") if cell.get(key))
    return str(cell)
