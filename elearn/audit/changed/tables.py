"""Flows as files, for machines and for people."""

from collections.abc import Callable

from elearn.audit.changed.shown import NAMES, FlowRow
from elearn.audit.changed.words import STEPS
from elearn.audit.sheets import PURPOSE, Names
from elearn.reporting.columns import Column, Report


def _value(name: str) -> Callable[[FlowRow], int | None]:
    return lambda row: getattr(row, name)


MACHINES: Report[FlowRow] = Report(
    title="Changes",
    purpose=PURPOSE,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("module", lambda row: row.module),
        Column("against", lambda row: row.against, numeric=True),
        *(Column(name, _value(name), numeric=True) for name in ("before", *NAMES, "after")),
        Column("note", lambda row: row.note),
    ),
)


def for_people(names: Names) -> Report[FlowRow]:
    """The same with names."""
    return Report(
        title="Changes",
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Module", lambda row: names.module(row.module)),
            Column("In date before", lambda row: row.before, numeric=True),
            *(Column(words, _value(name), numeric=True) for name, words, _ in STEPS),
            Column("In date now", lambda row: row.after, numeric=True),
            Column("Note", lambda row: row.note),
        ),
    )
