"""The forward look as files: for machines, and for people with names."""

from elearn.audit.ahead.shown import AheadRow
from elearn.audit.sheets import PURPOSE, Names
from elearn.domain.quarters import quarter_words
from elearn.reporting.table import Column, Report

LATER_WORDS = "Later, or never"

AHEAD_FILE: Report[AheadRow] = Report(
    title="Forward look",
    purpose=PURPOSE,
    columns=(
        Column("module", lambda row: row.module),
        Column("quarter", lambda row: row.quarter),
        Column("expire", lambda row: row.number, numeric=True),
        Column("counted_on", lambda row: row.counted_on.isoformat()),
        Column("note", lambda row: row.note),
    ),
)


def ahead_table(names: Names) -> Report[AheadRow]:
    """The forward look with names, for people."""
    return Report(
        title="Forward look",
        purpose=PURPOSE,
        columns=(
            Column("Module", lambda row: names.module(row.module)),
            Column("Quarter", lambda row: quarter_name(row.quarter)),
            Column("Expire, rounded to 5", lambda row: row.number, numeric=True),
            Column("Counted on", lambda row: row.counted_on),
            Column("Note", lambda row: row.note),
        ),
    )


def quarter_name(quarter: str) -> str:
    """
    >>> quarter_name("2027-Q1"), quarter_name("")
    ('January to March 2027', 'Later, or never')
    """
    return quarter_words(quarter) if quarter else LATER_WORDS
