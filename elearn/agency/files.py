"""The files a lead may take away: the same rows as the pages."""

from dataclasses import dataclass

from elearn.agency.pages.completion import CompletionLine
from elearn.agency.pages.words import PURPOSE
from elearn.agency.queries.people import PersonRow
from elearn.domain.coverage import Counts, coverage_percent
from elearn.reporting.table import Column, Report


@dataclass(frozen=True, slots=True)
class NamedCounts:
    """Counts of one team or module."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person and where they stand in all."""

    person: PersonRow
    counts: Counts


def _share(row: NamedCounts) -> float | None:
    share = coverage_percent(row.counts)
    return None if share is None else round(share, 1)


def _counts_report(heading: str) -> Report[NamedCounts]:
    return Report(
        title=f"In date by {heading.lower()}",
        purpose=PURPOSE,
        columns=(
            Column(heading, lambda row: row.name),
            Column("Asked", lambda row: row.counts.in_scope, numeric=True),
            Column("In date", lambda row: row.counts.in_date, numeric=True),
            Column("Due soon", lambda row: row.counts.due_soon, numeric=True),
            Column("Expired", lambda row: row.counts.expired, numeric=True),
            Column("Never done", lambda row: row.counts.never, numeric=True),
            Column("% in date", _share, numeric=True),
        ),
    )


COUNTS = {
    "teams": _counts_report("Team"),
    "roles": _counts_report("Role"),
    "modules": _counts_report("Module"),
}
COMPLETION: Report[CompletionLine] = Report(
    title="Completion",
    purpose=PURPOSE,
    columns=(
        Column("Name", lambda row: row.name),
        Column("Team", lambda row: row.team),
        Column("Role", lambda row: row.role_code),
        Column("Role name", lambda row: row.role),
        Column("Module", lambda row: row.module_code),
        Column("Module title", lambda row: row.module),
        Column("Standing", lambda row: row.standing.label),
        Column("Last done", lambda row: row.completed_on),
        Column("Expires", lambda row: row.expires_on),
    ),
)
PEOPLE: Report[PersonLine] = Report(
    title="People",
    purpose=PURPOSE,
    columns=(
        Column("Staff number", lambda row: row.person.staff_number),
        Column("Name", lambda row: row.person.name),
        Column("E-mail", lambda row: row.person.email),
        Column("Team", lambda row: row.person.team),
        Column("Role", lambda row: row.person.role_code),
        Column("Role name", lambda row: row.person.role),
        Column("Here since", lambda row: row.person.since),
        Column("Modules asked", lambda row: row.counts.in_scope, numeric=True),
        Column("In date", lambda row: row.counts.in_date, numeric=True),
        Column("Due soon", lambda row: row.counts.due_soon, numeric=True),
        Column("Expired", lambda row: row.counts.expired, numeric=True),
        Column("Never done", lambda row: row.counts.never, numeric=True),
    ),
)
