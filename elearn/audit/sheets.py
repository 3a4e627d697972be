"""The tables of an edition: for machines as the contract names them, and for people with names."""

from elearn.audit.queries.editions import Edition
from elearn.audit.shown import CoverageRow, Shown
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.content.curriculum import topics
from elearn.domain.coverage import Band
from elearn.domain.intervals import Interval
from elearn.reporting.table import Cell, Column, Report

PURPOSE = "Training-gap audit. OFFICIAL."


def one_decimal(value: float | None) -> float | None:
    """A share as files print it."""
    return None if value is None else round(value, 1)


def low(interval: Interval | None) -> float | None:
    """The lower bound in per cent with one decimal."""
    return one_decimal(interval.low) if interval else None


def high(interval: Interval | None) -> float | None:
    """The upper bound in per cent with one decimal."""
    return one_decimal(interval.high) if interval else None


def key_of(band: Band | None) -> str | None:
    """The band as files spell it; None where it would give a hidden number away."""
    return band.value if band else None


def topic_name(code: str) -> str:
    """The name of a topic, or its code when the curriculum has dropped it."""
    return topics().get(code, code)


COVERAGE_FILE: Report[CoverageRow] = Report(
    title="Coverage",
    purpose=PURPOSE,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("area", lambda row: row.area),
        Column("role", lambda row: row.role),
        Column("module", lambda row: row.module),
        Column("in_scope", lambda row: row.in_scope, numeric=True),
        Column("in_date", lambda row: row.in_date, numeric=True),
        Column("due_soon", lambda row: row.due_soon, numeric=True),
        Column("expired", lambda row: row.expired, numeric=True),
        Column("never", lambda row: row.never, numeric=True),
        Column("coverage", lambda row: one_decimal(row.percent), numeric=True),
        Column("lower", lambda row: low(row.interval), numeric=True),
        Column("upper", lambda row: high(row.interval), numeric=True),
        Column("band", lambda row: key_of(row.band)),
        Column("denominator_grade", lambda row: row.grade),
        Column("note", lambda row: row.note),
    ),
)

# What the JSON of an edition says besides: coverage.csv has the columns it always had.
COVERAGE_OBJECT: Report[CoverageRow] = Report(
    title="Coverage",
    purpose=PURPOSE,
    columns=(
        *COVERAGE_FILE.columns,
        Column("since_change", lambda row: row.since_change, numeric=True),
    ),
)

KNOWLEDGE_FILE: Report[KnowledgeRow] = Report(
    title="Knowledge",
    purpose=PURPOSE,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("role", lambda row: row.role),
        Column("topic", lambda row: row.topic),
        Column("level", lambda row: row.level),
        Column("assessed", lambda row: row.assessed, numeric=True),
        Column("masters", lambda row: row.masters, numeric=True),
        Column("mastery", lambda row: one_decimal(row.mastery), numeric=True),
        Column("lower", lambda row: low(row.interval), numeric=True),
        Column("upper", lambda row: high(row.interval), numeric=True),
        Column("mean_score", lambda row: one_decimal(row.mean_score), numeric=True),
        Column("confident_wrong", lambda row: one_decimal(row.confident_wrong), numeric=True),
        Column("note", lambda row: row.note),
    ),
)


class Names:
    """Names for the codes of one edition."""

    def __init__(self, edition: Edition, shown: Shown) -> None:
        self._edition = edition
        self._agencies = {agency.agency: agency.name for agency in shown.agencies}
        self._areas = {agency.area: agency.area_name for agency in shown.agencies if agency.area}

    def agency(self, slug: str, area: str = "") -> str:
        """The agency; for a total the area, or the partnership."""
        if slug:
            return self._agencies.get(slug, slug)
        return f"All of {self.area(area)}" if area else "The partnership"

    def area(self, slug: str) -> str:
        return self._areas.get(slug, slug) if slug else "Whole partnership"

    def role(self, code: str) -> str:
        return self._edition.role(code) if code else "All roles"

    def module(self, slug: str) -> str:
        return self._edition.module(slug) if slug else "All modules"

    def module_code(self, slug: str) -> str:
        return self.module(slug).split(" ", 1)[0]

    def topic(self, code: str) -> str:
        return f"{code} {topic_name(code)}"

    def level(self, level: str) -> str:
        return f"Level {level}" if level else "All levels"


def coverage_table(names: Names, *, title: str = "Coverage") -> Report[CoverageRow]:
    """Coverage with names, for people."""

    def label(row: CoverageRow) -> Cell:
        return row.band.label if row.band else None

    return Report(
        title=title,
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency, row.area)),
            Column("Area", lambda row: names.area(row.area)),
            Column("Role", lambda row: names.role(row.role)),
            Column("Module", lambda row: names.module(row.module)),
            Column("In scope", lambda row: row.in_scope, numeric=True),
            Column("In date", lambda row: row.in_date, numeric=True),
            Column("Due soon", lambda row: row.due_soon, numeric=True),
            Column("Expired", lambda row: row.expired, numeric=True),
            Column("Never done", lambda row: row.never, numeric=True),
            Column("Coverage %", lambda row: one_decimal(row.percent), numeric=True),
            Column("Low %", lambda row: low(row.interval), numeric=True),
            Column("High %", lambda row: high(row.interval), numeric=True),
            Column("Band", label),
            Column("Grade of headcount", lambda row: row.grade),
            Column("Note", lambda row: row.note),
            Column("Trained since the last change", lambda row: row.since_change, numeric=True),
            Column("Why not shown", lambda row: row.since_hidden),
        ),
    )


def knowledge_table(names: Names, *, title: str = "Knowledge") -> Report[KnowledgeRow]:
    """Knowledge with names, for people."""

    def label(row: KnowledgeRow) -> Cell:
        return row.band.label if row.band else None

    return Report(
        title=title,
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Role", lambda row: names.role(row.role)),
            Column("Topic", lambda row: names.topic(row.topic)),
            Column("Level", lambda row: names.level(row.level)),
            Column("Assessed", lambda row: row.assessed, numeric=True),
            Column("Masters", lambda row: row.masters, numeric=True),
            Column("Mastery %", lambda row: one_decimal(row.mastery), numeric=True),
            Column("Low %", lambda row: low(row.interval), numeric=True),
            Column("High %", lambda row: high(row.interval), numeric=True),
            Column("Mean score %", lambda row: one_decimal(row.mean_score), numeric=True),
            Column("Sure but wrong %", lambda row: one_decimal(row.confident_wrong), numeric=True),
            Column("Band", label),
            Column("Note", lambda row: row.note),
        ),
    )
