"""The files a lead may take away: the same rows as the pages."""

from elearn.domain.dates import uk_moment
from elearn.reminders.pages.lead import PlanLine, about
from elearn.reminders.pages.words import (
    FATE_WORDS,
    KIND_WORDS,
    PURPOSE,
    addressee,
    what_happened,
)
from elearn.reminders.queries.chases import ByHand, ChaseRow
from elearn.reminders.queries.log import LetterRow
from elearn.reporting.table import Column, Report

PLAN: Report[PlanLine] = Report(
    title="Who can be reminded",
    purpose=PURPOSE,
    columns=(
        Column("Name", lambda row: row.due.name),
        Column("E-mail", lambda row: row.due.email),
        Column("Manager e-mail", lambda row: row.due.manager_email),
        Column("Team", lambda row: row.due.team),
        Column("Role", lambda row: row.due.role),
        Column("Module", lambda row: row.due.module),
        Column("Due on", lambda row: row.due.due_on),
        Column("Done before", lambda row: "yes" if row.due.is_again else "no"),
        Column("Letter", lambda row: "no" if row.why_not else "yes"),
        Column("Why no letter", lambda row: row.why_not),
    ),
)
BY_HAND: Report[ByHand] = Report(
    title="To be told by hand",
    purpose=PURPOSE,
    columns=(
        Column("Name", lambda row: row.name),
        Column("Team", lambda row: row.team),
        Column("Module", lambda row: row.module),
        Column("Due on", lambda row: row.due_on),
        Column("Why", lambda row: "address fails" if row.has_address else "no address"),
        Column("Manager e-mail", lambda row: row.manager_email),
    ),
)
CHASES: Report[ChaseRow] = Report(
    title="Chases",
    purpose=PURPOSE,
    columns=(
        Column("When", lambda row: uk_moment(row.at)),
        Column("By", lambda row: row.by),
        Column("About", about),
        Column("Letters", lambda row: row.letters, numeric=True),
        Column("Left out", lambda row: sum(row.left_out.values()), numeric=True),
    ),
)
LETTERS: Report[LetterRow] = Report(
    title="Delivery log",
    purpose=PURPOSE,
    columns=(
        Column("Written", lambda row: uk_moment(row.written_at)),
        Column("To", addressee),
        Column("Address", lambda row: row.recipient if row.name else ""),
        Column("Kind", lambda row: KIND_WORDS[row.kind]),
        Column("State", lambda row: FATE_WORDS[row.fate][1]),
        Column("What happened", what_happened),
        Column("The server said", lambda row: row.answer),
        Column("Tries", lambda row: row.tries, numeric=True),
    ),
)
