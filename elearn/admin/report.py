"""The outbox and the trail as files: the same rows as the pages."""

import json

from elearn.admin.queries import LetterRow, TrailRow
from elearn.reporting.table import Column, Report

LETTERS: Report[LetterRow] = Report(
    "Letters",
    (
        Column("Number", lambda row: row.id, "letter", numeric=True),
        Column("To", lambda row: row.recipient, "recipient"),
        Column("Subject", lambda row: row.subject, "subject"),
        Column("State", lambda row: row.state.value, "state"),
        Column("Tries", lambda row: row.tries, "tries", numeric=True),
        Column("What the server said", lambda row: row.answer, "answer"),
        Column("Written", lambda row: row.created_at, "written_at"),
        Column("Sent", lambda row: row.sent_at, "sent_at"),
    ),
    purpose="For finding letters that did not arrive.",
)
TRAIL: Report[TrailRow] = Report(
    "What was done here",
    (
        Column("Line", lambda row: row.id, "line", numeric=True),
        Column("When", lambda row: row.at, "at"),
        Column("Who", lambda row: row.actor, "actor"),
        Column("Who, as a number", lambda row: row.actor_id, "actor_id", numeric=True),
        Column("What", lambda row: row.action, "action"),
        Column("About what", lambda row: row.subject_kind, "subject_kind"),
        Column("About which", lambda row: row.subject_id, "subject_id"),
        Column("More", lambda row: json.dumps(dict(row.detail), ensure_ascii=False), "detail"),
    ),
    purpose="For checking who did what.",
)
