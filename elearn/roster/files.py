"""The roster's files: everybody as a list that may be brought in again, and an import's lines."""

from collections.abc import Iterable, Sequence

from flask import Response

from elearn.reporting.table import Column, Report
from elearn.roster.queries import ListedPerson, Said
from elearn.roster.reading import COLUMNS
from elearn.web.downloads import download
from elearn.web.imports import ShownLine

PEOPLE: Report[ListedPerson] = Report(
    title="Roster",
    columns=(
        Column("staff_number", lambda row: row.staff_number),
        Column("full_name", lambda row: row.full_name),
        Column("email", lambda row: row.email),
        Column("team", lambda row: row.team),
        Column("role", lambda row: row.role),
        Column("start_date", lambda row: row.start_date),
        Column("end_date", lambda row: row.end_date),
        Column("manager_email", lambda row: row.manager_email),
    ),
)
LINES: Report[ShownLine] = Report(
    title="Roster import",
    columns=(
        Column("What happens", lambda row: row.word),
        Column("Line", lambda row: row.where),
        Column("Staff number", lambda row: row.staff_number),
        Column("Name", lambda row: row.name),
        Column("What", lambda row: "; ".join(row.what)),
    ),
)
MEMORY: Report[Said] = Report(
    title="How files are read",
    columns=(
        Column("What", lambda row: row.kind),
        Column("In your files", lambda row: row.theirs),
        Column("Read as", lambda row: row.ours),
    ),
)
EXAMPLE: tuple[tuple[str, ...], ...] = (
    (
        "10234",
        "Amina Okafor",
        "amina.okafor@agency.example",
        "Housing options",
        "R7",
        "2024-04-02",
        "",
        "h.marsh@agency.example",
    ),
    ("10311", "Sam Whitcombe", "", "Night shelter", "R13", "17/03/2025", "31/12/2027", ""),
)


def example_file() -> Response:
    """A file of two invented people that an import would read."""
    lines = "".join(",".join(cells) + "\r\n" for cells in (COLUMNS, *EXAMPLE))
    headers = {"Content-Disposition": 'attachment; filename="roster-example.csv"'}
    return Response("\ufeff" + lines, mimetype="text/csv", headers=headers)


def people_file(people: Sequence[ListedPerson], kind: str, *, name: str) -> Response:
    """Everybody at work in the agency, now or soon, in the columns that an import reads."""
    return download(PEOPLE, people, kind, name=name)


def lines_file(rows: Iterable[ShownLine], kind: str, *, name: str) -> Response:
    """An import's lines, faults first."""
    return download(LINES, list(rows), kind, name=name)


def memory_file(said: Sequence[Said], kind: str, *, name: str) -> Response:
    """What is remembered about an agency's files."""
    return download(MEMORY, said, kind, name=name)
