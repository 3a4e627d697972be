"""The administrator's lists as files: the same rows as the pages."""

import json

from elearn.admin.pages import done
from elearn.admin.queries.breach import Reached
from elearn.admin.queries.domains import AgencyRow
from elearn.admin.queries.grants import GrantRow
from elearn.admin.queries.jobs import WorkRow
from elearn.admin.queries.letters import LetterRow
from elearn.admin.queries.trail import TrailRow
from elearn.operations.runs import RunRow
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
        Column("What", lambda row: done(row.action), "said"),
        Column("Act", lambda row: row.action, "action"),
        Column("About what", lambda row: row.subject_kind, "subject_kind"),
        Column("About which", lambda row: row.subject_id, "subject_id"),
        Column("More", lambda row: json.dumps(dict(row.detail), ensure_ascii=False), "detail"),
    ),
    purpose="For checking who did what.",
)
GRANTS: Report[GrantRow] = Report(
    "Who may do what",
    (
        Column("Name", lambda row: row.name, "name"),
        Column("State", lambda row: row.status.value, "state"),
        Column("Role", lambda row: row.role.label, "role"),
        Column("Agency", lambda row: row.agency, "agency"),
        Column("Team", lambda row: row.team, "team"),
        Column("Given", lambda row: row.granted_at, "given_at"),
        Column("Given by", lambda row: row.given_by, "given_by"),
        Column("Until before", lambda row: row.ends_on, "ends_on"),
    ),
    purpose="For checking who holds which role.",
)
DOMAINS: Report[AgencyRow] = Report(
    "E-mail domains of agencies",
    (
        Column("Agency", lambda row: row.name, "agency"),
        Column("Domains", lambda row: ", ".join(row.domains), "domains"),
        Column("Requests that wait", lambda row: row.waiting, "waiting", numeric=True),
    ),
    purpose="For checking whose addresses may ask for an account.",
)
RUNS: Report[RunRow] = Report(
    "Runs of the worker",
    (
        Column("Number", lambda row: row.id, "run", numeric=True),
        Column("Work", lambda row: row.name, "work"),
        Column("Began", lambda row: row.began_at, "began_at"),
        Column("Ended", lambda row: row.ended_at, "ended_at"),
        Column("How it ended", lambda row: row.outcome.value, "outcome"),
        Column("What came of it", lambda row: row.said, "said"),
    ),
    purpose="For seeing whether the worker does its work.",
)
WORK: Report[WorkRow] = Report(
    "Imports and audits that wait or failed",
    (
        Column("Work", lambda row: row.kind, "work"),
        Column("Number", lambda row: row.number, "number", numeric=True),
        Column("State", lambda row: row.state.value, "state"),
        Column("Done", lambda row: row.done, "done", numeric=True),
        Column("Of", lambda row: row.total, "total", numeric=True),
        Column("Asked for", lambda row: row.queued_at, "asked_at"),
        Column("Why", lambda row: row.sentence, "why"),
    ),
    purpose="For seeing what the worker has not done.",
)
REACHED: Report[Reached] = Report(
    "People whose data an account reached",
    (
        Column("Number", lambda row: row.person_id, "person", numeric=True),
        Column("Name", lambda row: row.name, "name"),
        Column("E-mail address", lambda row: row.email, "email"),
        Column("Agencies", lambda row: row.agencies, "agencies"),
        Column("The trail names them", lambda row: int(row.acted_on), "acted_on", numeric=True),
        Column("A role opened their record", lambda row: int(row.by_scope), "by_scope",
               numeric=True),
    ),
    purpose="OFFICIAL-SENSITIVE. For deciding whom to tell after a breach.",
)  # fmt: skip
