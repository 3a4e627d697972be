"""The list of people's accounts as a file: the same rows as the page."""

from elearn.accounts.queries.people import PersonRow
from elearn.reporting.table import Column, Report

PEOPLE: Report[PersonRow] = Report(
    "People and their accounts",
    (
        Column("Name", lambda row: row.name, "name"),
        Column("E-mail address", lambda row: row.email, "email"),
        Column("State", lambda row: row.status.value, "state"),
        Column("Has a password", lambda row: int(row.has_password), "has_password", numeric=True),
        Column("Roles", lambda row: ", ".join(role.value for role in row.roles), "roles"),
        Column("Last signed in", lambda row: row.last_signed_in, "last_signed_in"),
        Column("Browsers signed in", lambda row: row.sessions, "sessions", numeric=True),
    ),
    purpose="For looking after accounts.",
)
