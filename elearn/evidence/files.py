"""The files of the evidence pages: an example, an import's lines, certificates, courses."""

from collections.abc import Iterable
from operator import itemgetter

from flask import Response

from elearn.evidence.pages.certificates import STATES
from elearn.evidence.pages.courses import taught_words
from elearn.evidence.queries.certificates import CertificateRow, KeptFile
from elearn.evidence.queries.courses import EquivalenceRow
from elearn.evidence.reading import COLUMNS
from elearn.gateways.papers import ENDINGS
from elearn.reporting.table import Column, Report
from elearn.web.imports import ShownLine

SANDBOX = "sandbox; default-src 'none'"
PURPOSE = "OFFICIAL-SENSITIVE. For the agency's own leads: training of its own people."
LINES: Report[ShownLine] = Report(
    title="Training done elsewhere: import",
    columns=(
        Column("What happens", lambda row: row.word),
        Column("Line", lambda row: row.where),
        Column("Staff number", lambda row: row.staff_number),
        Column("Name", lambda row: row.name),
        Column("What", lambda row: "; ".join(row.what)),
    ),
    purpose=PURPOSE,
)
CERTIFICATES: Report[CertificateRow] = Report(
    title="Certificates from elsewhere",
    columns=(
        Column("Name", lambda row: row.name, "name"),
        Column("Course", lambda row: row.course, "course"),
        Column("Provider", lambda row: row.provider, "provider"),
        Column("Completed on", lambda row: row.done_on, "completed_on"),
        Column("State", lambda row: STATES[row.state][1], "state"),
        Column("Sent", lambda row: row.sent_at, "sent_at"),
        Column("Decided", lambda row: row.decided_at, "decided_at"),
        Column("Reason", lambda row: row.reason, "reason"),
    ),
    purpose=PURPOSE,
)
EXAMPLE: Report[tuple[str, ...]] = Report(
    title="Training done elsewhere: an example",
    columns=tuple(Column(name, itemgetter(place)) for place, name in enumerate(COLUMNS)),
)
COURSES: Report[EquivalenceRow] = Report(
    title="Outside courses and what they count for",
    columns=(
        Column("Course", lambda row: row.course, "course"),
        Column("Provider", lambda row: row.provider, "provider"),
        Column("Content as of", lambda row: row.content_date, "content_as_of"),
        Column("Module", lambda row: row.code, "module"),
        Column("Teaches", lambda row: "; ".join(taught_words(row.taught)), "teaches"),
        Column("Counts for months", lambda row: row.valid_months, "valid_months", numeric=True),
        Column("Quiz asked", lambda row: int(row.asks_quiz), "asks_quiz", numeric=True),
        Column("State", lambda row: row.state.value, "state"),
        Column("Proposed by", lambda row: row.agency, "proposed_by"),
        Column("Proposed", lambda row: row.proposed_at, "proposed_at"),
        Column("Decided", lambda row: row.decided_at, "decided_at"),
        Column("Decision", lambda row: row.decision, "decision"),
        Column("Ended", lambda row: row.ended_at, "ended_at"),
        Column("Why it ended", lambda row: row.end_reason, "end_reason"),
    ),
)


def example_rows(modules: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Two lines that say how to fill the file in, with modules that there are: code and title."""
    known = [*modules] or [("M01", "Notice and pass on")]
    return [
        ("10234", "", known[0][0], "2026-03-27", "", "Record of the agency's own system"),
        ("", "sam.whitcombe@agency.example", known[0][1], "14/05/2026", "90%", ""),
    ]


def paper_file(file: KeptFile) -> Response:
    """A certificate to be saved, never shown on a page of ours: whatever is in it runs nowhere."""
    name = f"certificate-{file.public_id[:8].strip('-_')}.{ENDINGS[file.mime]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, mimetype=file.mime, headers=headers)
