"""How actions were judged, as files: for machines, and for people with names."""

from elearn.audit.plan.shown import JudgementRow
from elearn.audit.plan.words import cell_words, verdict_words
from elearn.audit.sheets import PURPOSE, Names, one_decimal
from elearn.domain.plan import ActionStatus, Measure
from elearn.reporting.table import Cell, Column, Report


def _count(measure: Measure | None) -> Cell:
    return measure.count if measure else None


def _base(measure: Measure | None) -> Cell:
    return measure.base if measure else None


def _percent(measure: Measure | None) -> Cell:
    return one_decimal(measure.percent) if measure and measure.base else None


ACTIONS_FILE: Report[JudgementRow] = Report(
    title="Actions",
    purpose=PURPOSE,
    columns=(
        Column("ref", lambda row: row.ref),
        Column("origin", lambda row: row.cell.origin.value),
        Column("agency", lambda row: row.cell.agency),
        Column("area", lambda row: row.cell.area),
        Column("role", lambda row: row.cell.role),
        Column("module", lambda row: row.cell.module),
        Column("topic", lambda row: row.cell.topic),
        Column("level", lambda row: row.cell.level),
        Column("subject", lambda row: row.cell.subject),
        Column("status", lambda row: row.status),
        Column("target", lambda row: one_decimal(row.target), numeric=True),
        Column("baseline_on", lambda row: row.baseline_on.isoformat()),
        Column("baseline_count", lambda row: _count(row.baseline), numeric=True),
        Column("baseline_base", lambda row: _base(row.baseline), numeric=True),
        Column("now_count", lambda row: _count(row.now), numeric=True),
        Column("now_base", lambda row: _base(row.now), numeric=True),
        Column("verdict", lambda row: row.verdict.value if row.verdict else None),
        Column("note", lambda row: row.note),
    ),
)


def actions_table(names: Names) -> Report[JudgementRow]:
    """How actions were judged, for people."""
    return Report(
        title="Actions judged",
        purpose=PURPOSE,
        columns=(
            Column("Action", lambda row: row.ref),
            Column("Finding", lambda row: cell_words(row.cell, names)),
            Column("Status", lambda row: ActionStatus(row.status).label),
            Column("Baseline date", lambda row: row.baseline_on),
            Column("Baseline", lambda row: _count(row.baseline), numeric=True),
            Column("of", lambda row: _base(row.baseline), numeric=True),
            Column("Baseline %", lambda row: _percent(row.baseline), numeric=True),
            Column("Now", lambda row: _count(row.now), numeric=True),
            Column("of (now)", lambda row: _base(row.now), numeric=True),
            Column("Now %", lambda row: _percent(row.now), numeric=True),
            Column("Target %", lambda row: one_decimal(row.target), numeric=True),
            Column("Verdict", lambda row: verdict_words(row.verdict)),
            Column("Note", lambda row: row.note),
        ),
    )
