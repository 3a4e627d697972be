"""Standardised coverage as files, for machines and for people."""

from elearn.audit.sheets import PURPOSE, Names, one_decimal
from elearn.audit.shown import Shown
from elearn.audit.standardised.shown import StandardRow, standard_rows
from elearn.reporting.columns import Column, Report


def crude(row: StandardRow) -> float | None:
    """Coverage as it is, in per cent."""
    return one_decimal(row.crude)


def direct(row: StandardRow) -> float | None:
    """With the partnership's mix of roles, in per cent; None where a role is too small for it."""
    found = row.figures
    is_told = found is not None and found.is_direct and row.is_enough
    return one_decimal(100 * found.direct) if found and is_told else None


def ratio(row: StandardRow) -> float | None:
    """In date for a hundred expected."""
    return one_decimal(row.figures.ratio) if row.figures and row.is_enough else None


def rests_on(row: StandardRow) -> float | None:
    """Per cent of the scope."""
    return one_decimal(row.rests_on)


def reading(row: StandardRow) -> str:
    """Which of the two to read."""
    if row.figures is None or not row.is_enough:
        return ""
    return "direct" if row.figures.is_direct else "ratio"


MACHINES: Report[StandardRow] = Report(
    title="Standardised coverage",
    purpose=PURPOSE,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("area", lambda row: row.area),
        Column("in_scope", lambda row: row.in_scope, numeric=True),
        Column("coverage", crude, numeric=True),
        Column("direct", direct, numeric=True),
        Column("ratio", ratio, numeric=True),
        Column("read", reading),
        Column("rests_on", rests_on, numeric=True),
        Column("hidden_cells", lambda row: row.hidden, numeric=True),
        Column("note", lambda row: row.note),
    ),
)


def for_people(names: Names) -> Report[StandardRow]:
    """The same with names."""
    return Report(
        title="Standardised coverage",
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Area", lambda row: names.area(row.area)),
            Column("Modules", lambda row: names.module(row.module)),
            Column("In scope", lambda row: row.in_scope, numeric=True),
            Column("Coverage as it is %", crude, numeric=True),
            Column("With the same mix of roles %", direct, numeric=True),
            Column("In date for 100 expected", ratio, numeric=True),
            Column("Read", reading),
            Column("Rests on % of the scope", rests_on, numeric=True),
            Column("Cells that are hidden", lambda row: row.hidden, numeric=True),
            Column("Note", lambda row: row.note),
        ),
    )


def lines_of(shown: Shown) -> tuple[StandardRow, ...]:
    """Every agency, over all modules."""
    return standard_rows(shown)
