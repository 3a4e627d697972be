"""An edition as files: the CSV folder, JSON and the workbook (docs/audit.md says what is in)."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.findings import headline
from elearn.audit.parts import PARTS
from elearn.audit.queries.editions import Edition
from elearn.audit.reports.charts import chart_sheets
from elearn.audit.sheets import (
    COVERAGE_FILE,
    COVERAGE_OBJECT,
    KNOWLEDGE_FILE,
    PURPOSE,
    Names,
    coverage_table,
    knowledge_table,
)
from elearn.audit.words import CAUTIONS, RETURNED, definitions
from elearn.domain.dates import uk_date
from elearn.reporting.columns import BOM, Cell, Column, Report, Row, as_csv
from elearn.reporting.table import Sheet, workbook

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same edition is the same file
INSIDE = ("partnership", "asks")  # of what one kind of reader sees: not for every copy
Pair = tuple[str, Cell]


def manifest(opened: Opened) -> dict[str, Any]:
    """What the edition rests on, with the reader this copy was made for."""
    edition = opened.edition
    kept = {key: value for key, value in edition.manifest.items() if key not in INSIDE}
    return {
        "id": edition.id,
        "name": edition.name,
        "state": edition.state,
        "audience": opened.shown.audience.value,
        **kept,
        "headline": headline(opened.shown, rules=edition.rules, on=edition.as_of),
        "sealed": opened.sealed,
    }


def csv_files(opened: Opened) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the CSV folder. ``coverage.csv`` holds the cells only and
    ``knowledge.csv`` agencies only, so that nobody counts a person twice by adding rows up."""
    shown = opened.shown
    yield "coverage.csv", _csv(COVERAGE_FILE, shown.cells)
    yield "coverage_totals.csv", _csv(COVERAGE_FILE, shown.totals)
    yield "knowledge.csv", _csv(KNOWLEDGE_FILE, shown.knowledge_of_agencies)
    for part in PARTS:
        yield f"{part.name}.csv", _csv(part.machines, part.rows(shown))
    yield "manifest.json", as_text(manifest(opened))


def _csv(report: Report[Row], rows: Iterable[Row]) -> str:
    """UTF-8 without a byte order mark: these are read by programs."""
    return "".join(as_csv(report, rows)).removeprefix(BOM)


def as_zip(opened: Opened) -> bytes:
    """The CSV folder as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in csv_files(opened):
            folder.writestr(zipfile.ZipInfo(name, ZIP_DATE), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_json(opened: Opened) -> str:
    """The whole edition as one JSON object (docs/audit.schema.json)."""
    edition, shown = opened.edition, opened.shown
    return as_text(
        {
            "manifest": manifest(opened),
            "definitions": [
                {"term": term, "meaning": meaning} for term, meaning in definitions(edition.rules)
            ],
            "cautions": list(CAUTIONS),
            "agencies": [asdict(agency) for agency in shown.agencies],
            "coverage": _objects(COVERAGE_OBJECT, [*shown.totals, *shown.cells]),
            "knowledge": _objects(KNOWLEDGE_FILE, shown.knowledge.values()),
            **{part.name: _objects(part.machines, part.rows(shown)) for part in PARTS},
        }
    )


def _objects(report: Report[Row], rows: Iterable[Row]) -> list[dict[str, Cell]]:
    return [dict(zip(report.keys, cells, strict=True)) for cells in report.cells(rows)]


def as_text(value: object) -> str:
    """JSON that a person can read and a program can compare."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def as_workbook(opened: Opened, earlier: Iterable[Edition] = ()) -> bytes:
    """A sheet a table, charts, then what the words mean and what the edition rests on.
    ``earlier`` are editions of the same scope, for the trend."""
    edition, shown = opened.edition, opened.shown
    names = Names(edition, shown)
    purpose = f"{PURPOSE} Census date {uk_date(edition.as_of)}, {edition.name}."
    topics = [row for row in shown.knowledge.values() if not row.agency]
    sheets = [
        Sheet(coverage_table(names, title="Coverage totals"), shown.totals),
        Sheet(coverage_table(names, title="Coverage by role"), shown.cells),
        Sheet(knowledge_table(names, title="Knowledge of all"), topics),
        Sheet(knowledge_table(names, title="Knowledge by agency"), shown.knowledge_of_agencies),
        *(Sheet(part.people(names), part.rows(shown)) for part in PARTS),
        *chart_sheets(opened, earlier),
        Sheet(_pairs("Agencies", ("Agency", "Gave"), purpose), _returns(opened)),
        Sheet(_pairs("Definitions", ("Term", "Meaning"), purpose), definitions(edition.rules)),
        Sheet(_pairs("Cautions", ("Number", "Caution"), purpose), _numbered(CAUTIONS)),
        Sheet(_pairs("Manifest", ("What", "Value"), purpose), manifest_lines(opened)),
    ]
    return workbook(sheets, title=f"Training audit, {edition.name}")


def _pairs(title: str, headings: tuple[str, str], purpose: str) -> Report[Pair]:
    first, second = headings
    return Report(
        title=title,
        purpose=purpose,
        columns=(Column(first, lambda pair: pair[0]), Column(second, lambda pair: pair[1])),
    )


def _returns(opened: Opened) -> list[Pair]:
    return [(agency.name, RETURNED[agency.returned]) for agency in opened.shown.agencies]


def _numbered(lines: Sequence[str]) -> list[Pair]:
    return [(str(place), line) for place, line in enumerate(lines, 1)]


def manifest_lines(opened: Opened) -> list[Pair]:
    """The manifest as people read it: seal, dates, software, rules, modules."""
    edition, kept = opened.edition, opened.edition.manifest
    modules = ", ".join(f"{module.code} version {module.version}" for module in edition.modules)
    return [
        ("Edition", f"{edition.name} (number {edition.id})"),
        ("Census date", uk_date(edition.as_of)),
        ("Frozen", datetime.fromisoformat(kept["frozen_at"])),
        ("Reader", opened.shown.audience.value),
        ("Seal (SHA-256)", edition.digest),
        ("Seal checked", "It holds" if opened.sealed else "It is broken: do not use the figures"),
        ("Software", kept["software"]),
        ("Rules in the requirement matrix", kept["matrix_rules"]),
        ("Modules", modules or "none"),
        *((f"Rows of {kind}", number) for kind, number in kept["rows"].items()),
    ]
