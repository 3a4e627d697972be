"""What the coordinator sees of all returns of a year, and of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from elearn.domain.assessment import QUESTIONS, Question, ThemeScore, theme_scores
from elearn.domain.assessment.details import lines_of
from elearn.reporting.table import Column, Report
from elearn.returns.forms import ModerateForm, ReopenForm
from elearn.returns.pages.answers import (
    AnswerLine,
    ReturnFacts,
    ThemeLines,
    figure,
    signed_words,
    state_words,
)
from elearn.returns.pages.figures import LinkCell, StateCell
from elearn.returns.queries.assessments import AgencyReturn

PURPOSE = "OFFICIAL. What agencies say of themselves; for the partnership, not for publication."
ALL = len(QUESTIONS)
ONE_IN = 10  # audit-method C10: one in ten answers with evidence is moderated


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """An agency of the year's list; also a row of the file. Scores are of signed returns only."""

    slug: str
    agency: str
    shape: str
    state: str
    signed: str
    signed_at: datetime | None
    answered: int
    scores: tuple[ThemeScore, ...]
    moderated: int

    @property
    def is_missing(self) -> bool:
        return self.signed_at is None

    def mean(self, place: int) -> str:
        """A theme's score as it is printed; empty until the return is signed."""
        return figure(self.scores[place].mean) if self.scores else ""


@dataclass(frozen=True, slots=True)
class FullLine:
    """An answer of a signed return as a row of the file."""

    agency: str
    question: Question
    score: int | None
    na_reason: str
    confidence: str
    evidence: str
    details: str
    answered_at: datetime
    moderated: str
    note: str
    moderated_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """The list of a year."""

    title: str
    year: int
    lede: str
    missing: tuple[tuple[object, ...], ...]
    signed: tuple[tuple[object, ...], ...]
    years: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OneReturnPage:
    """One agency's return for the coordinator. Answers are shown once it was signed."""

    title: str
    agency: str
    slug: str
    year: int
    lede: str
    themes: tuple[ThemeLines, ...]
    scores: tuple[tuple[str, ...], ...]
    acts: tuple[str, ...]
    share: str
    form: ReopenForm | None


@dataclass(frozen=True, slots=True)
class ModeratePage:
    """One answer beside which the coordinator puts a score."""

    title: str
    agency: str
    slug: str
    year: int
    line: AnswerLine
    form: ModerateForm


RETURNS: Report[ReturnLine] = Report(
    title="Self-assessments",
    purpose=PURPOSE,
    columns=(
        Column("Agency", lambda row: row.agency, "agency"),
        Column("State", lambda row: row.state, "state"),
        Column("Signed", lambda row: row.signed_at, "signed_at"),
        Column("Answered", lambda row: row.answered, "answered", numeric=True),
        Column("Leadership and policy", lambda row: row.mean(0), "leadership", numeric=True),
        Column("Provision", lambda row: row.mean(1), "provision", numeric=True),
        Column("Coverage", lambda row: row.mean(2), "coverage", numeric=True),
        Column("Practice", lambda row: row.mean(3), "practice", numeric=True),
        Column("Moderated", lambda row: row.moderated, "moderated", numeric=True),
    ),
)
ANSWERS: Report[FullLine] = Report(
    title="Self-assessment answers",
    purpose=PURPOSE,
    columns=(
        Column("Agency", lambda row: row.agency, "agency"),
        Column("Theme", lambda row: row.question.theme.label, "theme"),
        Column("Number", lambda row: row.question.number, "question", numeric=True),
        Column("Question", lambda row: row.question.text, "text"),
        Column("Score", lambda row: row.score, "score", numeric=True),
        Column("Why it does not apply", lambda row: row.na_reason, "na_reason"),
        Column("How sure", lambda row: row.confidence, "confidence"),
        Column("Evidence", lambda row: row.evidence, "evidence"),
        Column("Figures and dates", lambda row: row.details, "details"),
        Column("Answered", lambda row: row.answered_at, "answered_at"),
        Column("Coordinator's score", lambda row: row.moderated, "moderated_score"),
        Column("Coordinator's note", lambda row: row.note, "moderated_note"),
        Column("Moderated", lambda row: row.moderated_at, "moderated_at"),
    ),
)


def return_line(found: AgencyReturn, facts: ReturnFacts) -> ReturnLine:
    """An agency in the list, whether it returned anything or not."""
    shape, state = state_words(found.row, len(facts.answers))
    return ReturnLine(
        slug=found.slug,
        agency=found.agency,
        shape=shape,
        state=state,
        signed=signed_words(found.row),
        signed_at=found.row.signed_at if found.row else None,
        answered=len(facts.answers),
        scores=theme_scores(facts.moderated) if facts.is_signed else (),
        moderated=len(facts.moderations) if facts.is_signed else 0,
    )


def in_order(lines: Iterable[ReturnLine]) -> tuple[ReturnLine, ...]:
    """Whoever has not signed first, the rest by name."""
    return tuple(sorted(lines, key=lambda one: not one.is_missing))


def missing_cells(line: ReturnLine, href: str) -> tuple[object, ...]:
    """A row of those that have not signed."""
    return (LinkCell(line.agency, href), StateCell(line.shape, line.state))


def signed_cells(line: ReturnLine, href: str) -> tuple[object, ...]:
    """A row of those that have signed."""
    scores = [line.mean(place) for place in range(4)]
    agency = LinkCell(line.agency, href, note=line.signed)
    return (agency, *scores, f"{line.moderated} of {ALL}")


def returns_lede(lines: Sequence[ReturnLine], year: int) -> str:
    """The answer of the page.

    >>> returns_lede((), 2026)
    'No agency was a partner in 2026.'
    """
    missing = sum(one.is_missing for one in lines)
    if not lines:
        return f"No agency was a partner in {year}."
    if not missing:
        return f"All {len(lines)} agencies have signed their return for {year}."
    verb = "has" if missing == 1 else "have"
    return f"{missing} of {len(lines)} agencies {verb} not signed a return for {year}."


def full_lines(found: AgencyReturn, facts: ReturnFacts, *, drafts: bool = False) -> list[FullLine]:
    """The answers of one return; without ``drafts`` none until it is signed."""
    lines = []
    for question in QUESTIONS:
        row = facts.answers.get(question.number)
        if row is None or not (facts.is_signed or drafts):
            continue
        theirs = facts.moderations.get(question.number)
        score = "" if theirs is None else "N/A" if theirs.score is None else str(theirs.score)
        lines.append(
            FullLine(
                agency=found.agency,
                question=question,
                score=row.score,
                na_reason=row.na_reason,
                confidence=row.confidence,
                evidence=row.evidence,
                details=". ".join(lines_of(row.details.items())),
                answered_at=row.answered_at,
                moderated=score,
                note=theirs.note if theirs else "",
                moderated_at=theirs.at if theirs else None,
            )
        )
    return lines


def share_words(facts: ReturnFacts) -> str:
    """How much of a return was moderated, against what the method asks for."""
    evidenced = sum(bool(one.evidence) for one in facts.answers.values())
    asked = -(-evidenced // ONE_IN)
    done = len(facts.moderations)
    return (
        f"You have looked at {done}. The method asks for one in ten of the answers with "
        f"evidence: {asked} of {evidenced} here."
    )


def one_lede(found: AgencyReturn, facts: ReturnFacts, *, shown: bool) -> str:
    """The answer of one return's page."""
    if found.row is None:
        return f"{found.agency} has not begun its return."
    if found.row.is_signed:
        return f"{signed_words(found.row)}."
    answered = f"{len(facts.answers)} of {ALL} questions are answered."
    if shown:
        return f"Opened again and not signed yet. {answered}"
    return f"Not signed yet. {answered} You read the answers once it is signed."
