"""Minimum cover as files: for machines, and for people with names."""

from elearn.audit.cover.shown import CoverRow
from elearn.audit.sheets import PURPOSE, Names
from elearn.reporting.table import Column, Report

COVER_FILE: Report[CoverRow] = Report(
    title="Minimum cover",
    purpose=PURPOSE,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("team", lambda row: row.team),
        Column("module", lambda row: row.module),
        Column("level", lambda row: row.level),
        Column("needed", lambda row: row.needed, numeric=True),
        Column("met", lambda row: "yes" if row.is_met else "no"),
        Column("in_date", lambda row: row.in_date, numeric=True),
        Column("until", lambda row: row.until.isoformat() if row.until else None),
    ),
)


def cover_table(names: Names) -> Report[CoverRow]:
    """Minimum cover with names, for people."""
    return Report(
        title="Minimum cover",
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Team", lambda row: row.team_name),
            Column("Module", lambda row: names.module(row.module) if row.module else ""),
            Column("Level", lambda row: row.level),
            Column("Needed", lambda row: row.needed, numeric=True),
            Column("Met", lambda row: "yes" if row.is_met else "no"),
            Column("In date", lambda row: row.in_date, numeric=True),
            Column("Holds until", lambda row: row.until),
        ),
    )
