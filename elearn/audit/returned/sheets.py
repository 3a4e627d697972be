"""The tables of returns, disagreements, provision and pulse: for machines, and for people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.audit.returned.facts import ReturnFact
from elearn.audit.returned.provided import ProvisionRow
from elearn.audit.returned.shown import DisagreementRow, PulseRow
from elearn.audit.sheets import PURPOSE, Names, one_decimal
from elearn.audit.shown import Shown
from elearn.domain.assessment import ANSWERS, QUESTIONS, Score, Theme
from elearn.domain.assessment.details import DETAILS
from elearn.domain.feedback import CHANGE, CLEAR, USED, USEFUL
from elearn.domain.survey import QUESTIONS as SURVEY_QUESTIONS
from elearn.reporting.columns import Cell, Column, Report

NOT_PUBLIC = f"{PURPOSE} What agencies say of themselves; not for publication."
_TEXTS = {one.number: one.text for one in QUESTIONS}
SURVEYED = {one.key: one for one in SURVEY_QUESTIONS}
ABOUT_MODULES = {one.key: one for one in (USEFUL, CLEAR, CHANGE, USED)}
LATER = {
    "enough": "Still have 80% or more",
    "first": "Right at the first try, mean",
    "later": "Right months later, mean",
    "kept-before": "Right before the module, mean",
    "kept-after": "Right after it, mean of the same people",
    "kept-later": "Right months later, mean of the same people",
}
FOI_ITEMS = tuple(
    one
    for one in DETAILS
    if one.question in (5, 6, 7, 8, 9) and one.key not in ("law-day", "version")
)
LAW_ITEMS = tuple(one for one in DETAILS if one.key in ("law-day", "version"))

RETURNS_FILE: Report[ReturnFact] = Report(
    title="Returns",
    purpose=NOT_PUBLIC,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("theme", lambda row: row.theme),
        Column("question", lambda row: row.question, numeric=True),
        Column("score", lambda row: row.score, numeric=True),
        Column("applies", lambda row: yes_no(row.applies)),
        Column("confidence", lambda row: row.confidence),
        Column("evidence", lambda row: yes_no(row.has_evidence)),
        Column("moderated", lambda row: yes_no(row.is_moderated)),
        Column("moderated_score", lambda row: row.moderated, numeric=True),
        Column("year", lambda row: row.year, numeric=True),
        Column("signed_on", lambda row: row.signed_on.isoformat()),
    ),
)
DISAGREEMENTS_FILE: Report[DisagreementRow] = Report(
    title="Disagreements",
    purpose=NOT_PUBLIC,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("question", lambda row: row.found.question, numeric=True),
        Column("key", lambda row: row.found.key),
        Column("said", lambda row: row.found.said),
        Column("record", lambda row: row.found.record),
        Column("reason", lambda row: row.found.reason),
    ),
)
PULSE_FILE: Report[PulseRow] = Report(
    title="Pulse",
    purpose=PURPOSE,
    columns=(
        Column("measure", lambda row: row.measure),
        Column("module", lambda row: row.module),
        Column("question", lambda row: row.question),
        Column("answer", lambda row: row.answer),
        Column("number", lambda row: None if is_mean(row) else row.number, numeric=True),
        Column("people", lambda row: row.people, numeric=True),
        Column("per_cent", lambda row: one_decimal(row.percent), numeric=True),
        Column("note", lambda row: row.note),
    ),
)


def yes_no(value: bool) -> str:
    """As files spell it."""
    return "yes" if value else "no"


def is_mean(row: PulseRow) -> bool:
    """Whether the row is a mean, or a day, and no number of people."""
    return row.answer == "last-day" or (row.measure == "later" and row.answer != "enough")


def score_words(score: Score, *, applies: bool = True) -> str:
    """A score with what it means everywhere.

    >>> score_words(2), score_words(None)
    ('2: Partly in place', 'Does not apply')
    """
    return f"{score}: {ANSWERS[score]}" if applies and score is not None else "Does not apply"


def returns_table(names: Names) -> Report[ReturnFact]:
    """Answers with names, for people."""
    return Report(
        title="Returns",
        purpose=NOT_PUBLIC,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Theme", lambda row: Theme(row.theme).label),
            Column("Number", lambda row: row.question, numeric=True),
            Column("Question", lambda row: _TEXTS.get(row.question, "")),
            Column("Score", lambda row: score_words(row.score)),
            Column("How sure", lambda row: row.confidence),
            Column("Evidence given", lambda row: yes_no(row.has_evidence)),
            Column("After moderation", _moderated),
            Column("Year", lambda row: row.year, numeric=True),
            Column("Signed", lambda row: row.signed_on),
        ),
    )


def _moderated(row: ReturnFact) -> str:
    return score_words(row.moderated) if row.is_moderated else "Not looked at"


def disagreements_table(names: Names) -> Report[DisagreementRow]:
    """Disagreements with names, for people."""
    return Report(
        title="Disagreements",
        purpose=NOT_PUBLIC,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Question", lambda row: row.found.question, numeric=True),
            Column("The return", lambda row: row.found.said),
            Column("On record", lambda row: row.found.record),
            Column("What may explain it", lambda row: row.found.reason),
        ),
    )


def pulse_table(names: Names) -> Report[PulseRow]:
    """The pulse with names, for people."""
    return Report(
        title="Pulse",
        purpose=PURPOSE,
        columns=(
            Column("About", lambda row: names.module(row.module) if row.measure != "survey"
                   else "Staff survey"),
            Column("Question", question_words),
            Column("Answer", answer_words),
            Column("People", lambda row: None if is_mean(row) else row.number, numeric=True),
            Column("Of", lambda row: row.people, numeric=True),
            Column("Per cent", lambda row: one_decimal(row.percent), numeric=True),
            Column("Note", lambda row: row.note),
        ),
    )  # fmt: skip


def question_words(row: PulseRow) -> str:
    """The question of a row as people read it."""
    if row.measure == "later":
        return f"{row.question} months after"
    known = SURVEYED if row.measure == "survey" else ABOUT_MODULES
    return known[row.question].text if row.question in known else "The survey"


def answer_words(row: PulseRow) -> str:
    """The answer of a row as people read it."""
    if row.measure == "later":
        return LATER.get(row.answer, row.answer)
    known = SURVEYED if row.measure == "survey" else ABOUT_MODULES
    if row.question in known:
        return known[row.question].answers.get(row.answer, row.answer)
    return "Everybody who answered"


@dataclass(frozen=True, slots=True)
class ProvisionColumns:
    """The columns of provision, named for machines or for people."""

    keys: bool
    agency: Callable[[str], str]

    def report(self) -> Report[ProvisionRow]:
        """The whole table: the questions that freedom-of-information requests ask."""
        purpose = f"{PURPOSE} Training provision, as agencies said it and as it is on record."
        return Report(title="Training provision", columns=tuple(self._columns()), purpose=purpose)

    def _columns(self) -> Iterable[Column[ProvisionRow]]:
        yield self._column("agency", "Agency", lambda row: self.agency(row.agency))
        yield self._column("year", "Return of", lambda row: row.year)
        yield self._column("signed_on", "Signed", lambda row: self._day(row.signed_on))
        for one in (*FOI_ITEMS, *LAW_ITEMS):
            yield self._column(
                one.key.replace("-", "_"), one.short, lambda row, item=one.key: row.words(item)
            )
        yield self._column(
            "briefings",
            "Briefings on record",
            lambda row: "; ".join(row.record.get("briefing", ())),
        )
        yield self._column("on", "Records as at", lambda row: self._day(row.on))
        yield self._column(
            "in_scope",
            "Trainings required",
            lambda row: row.coverage.in_scope if row.coverage else None,
            numeric=True,
        )
        yield self._column(
            "in_date",
            "Passed and in date",
            lambda row: row.coverage.in_date if row.coverage else None,
            numeric=True,
        )
        yield self._column(
            "coverage",
            "Per cent",
            lambda row: one_decimal(row.coverage.percent) if row.coverage else None,
            numeric=True,
        )
        yield self._column("note", "Note", lambda row: row.coverage.note if row.coverage else "")

    def _day(self, day: date | None) -> Cell:
        """Machines read it as text, also in JSON."""
        return day.isoformat() if day and self.keys else day

    def _column(
        self,
        key: str,
        words: str,
        value: Callable[..., Cell],
        *,
        numeric: bool = False,
    ) -> Column[ProvisionRow]:
        return Column(key if self.keys else words, value, numeric=numeric)  # fmt: skip


PROVISION_FILE = ProvisionColumns(keys=True, agency=lambda slug: slug).report()


def provision_table(names: Names) -> Report[ProvisionRow]:
    """Provision with names, for people."""
    return ProvisionColumns(keys=False, agency=names.agency).report()


def kind(name: str) -> Callable[[Shown], Sequence[object]]:
    """The rows of a kind of what is shown; none where the edition was frozen before it."""
    return lambda shown: shown.more.get(name, ())
