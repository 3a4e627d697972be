"""What an agency sees of its own return."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.domain.assessment import QUESTIONS, Question, is_whole, next_open
from elearn.domain.assessment.details import lines_of
from elearn.records.places import AgencyName
from elearn.returns.details import DetailedForm
from elearn.returns.forms import SignForm
from elearn.returns.pages.answers import (
    ReturnFacts,
    ThemeLines,
    act_words,
    scored,
    short,
    signed_words,
    word_of,
)
from elearn.returns.pages.figures import LinkCell, StateCell
from elearn.returns.queries.assessments import AnswerRow, ReturnRow
from elearn.returns.texts import paragraphs

ALL = len(QUESTIONS)


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A return at a glance. ``next`` is what to do now: words and address; empty for nothing."""

    title: str
    agency: AgencyName
    year: int
    lede: str
    acts: tuple[str, ...]
    answered: int
    next: tuple[str, str] | None
    rows: tuple[tuple[object, ...], ...]
    scores: tuple[tuple[str, ...], ...]
    years: tuple[tuple[str, str], ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question to answer. ``other`` is what somebody else saved meanwhile."""

    title: str
    agency: AgencyName
    year: int
    caption: str
    evidence_hint: str
    form: DetailedForm
    before: str
    before_evidence: tuple[str, ...]
    other: str
    other_evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholePage:
    """Every answer in full, to be checked, read or printed. ``form`` signs; None where that cannot
    be done (any more, or yet)."""

    title: str
    agency: AgencyName
    year: int
    lede: str
    themes: tuple[ThemeLines, ...]
    scores: tuple[tuple[str, ...], ...]
    acts: tuple[str, ...]
    form: SignForm | None
    marking: str


def overview_title(year: int) -> str:
    """The heading of a year's return."""
    return f"Self-assessment {year}"


def overview_lede(facts: ReturnFacts, year: int, *, can_begin: bool) -> str:
    """The answer of the page."""
    answered = len(facts.answers)
    if facts.is_signed:
        return f"{signed_words(facts.row)}. Only the coordinator can open it again."
    if facts.row is None:
        if not can_begin:
            return f"There is no return for {year}."
        return (
            f"{ALL} questions on how you are prepared. Answer them in any order; every page is "
            "saved, and you can leave whenever you like."
        )
    if is_whole(facts.answers):
        return f"All {ALL} questions are answered. Read the answers again, then sign."
    return f"{answered} of {ALL} questions are answered."


def next_step(
    facts: ReturnFacts, *, can_begin: bool, question: Callable[[int], str], check: str
) -> tuple[str, str] | None:
    """What to do now: the words of a button and where it leads."""
    if facts.is_signed or (facts.row is None and not can_begin):
        return None
    open_ = next_open(facts.answers)
    if open_ is None:
        return "Check the answers and sign", check
    return ("Carry on" if facts.answers else "Begin") + f" at question {open_}", question(open_)


def overview_rows(facts: ReturnFacts, href: Callable[[int], str]) -> tuple[tuple[object, ...], ...]:
    """The questions in short, each with what was answered and, once the coordinator could read
    it, what was said to it."""
    rows = []
    for one in QUESTIONS:
        said = (
            f"{one.number}. {one.text}",
            _answer_cell(one, facts, href(one.number)),
            _year_before(one, facts.before.get(one.number)),
        )
        rows.append((*said, _coordinator(one, facts)) if facts.acts else said)
    return tuple(rows)


def _answer_cell(one: Question, facts: ReturnFacts, href: str) -> object:
    words = word_of(one, facts.answers.get(one.number))
    if facts.is_signed:
        return words
    return LinkCell(words, href, f"to question {one.number}: change it")


def _year_before(one: Question, row: AnswerRow | None) -> str:
    return word_of(one, row) if row else "No return"


def _coordinator(one: Question, facts: ReturnFacts) -> object:
    found = facts.moderations.get(one.number)
    if found is None:
        return "Not looked at"
    own = facts.scores.get(one.number)
    same = found.score == own
    word = "Agrees" if same else f"Says {scored(one, found.score)}"
    return StateCell("good" if same else "watch", word, found.note)


def year_links(
    rows: tuple[ReturnRow, ...], year: int, this_year: int, href: Callable[[int], str]
) -> tuple[tuple[str, str], ...]:
    """The other years there are."""
    known = {one.year for one in rows} | {this_year}
    return tuple((str(one), href(one)) for one in sorted(known - {year}, reverse=True))


def question_page(
    *,
    of: AgencyName,
    year: int,
    question: Question,
    facts: ReturnFacts,
    form: DetailedForm,
    other: AnswerRow | None = None,
) -> QuestionPage:
    """The page of a question. With ``other``, somebody else was faster."""
    before = facts.before.get(question.number)
    return QuestionPage(
        title=question.text,
        agency=of,
        year=year,
        caption=f"Self-assessment {year}, question {question.number} of {ALL}, "
        f"{question.theme.label}",
        evidence_hint=f"{question.evidence} Up to 2,000 characters; no personal data.",
        form=form,
        before=f"{short(question, before)}." if before else "",
        before_evidence=_shown_of(before),
        other=_other(question, other) if other else "",
        other_evidence=_shown_of(other),
    )


def _shown_of(row: AnswerRow | None) -> tuple[str, ...]:
    """The figures and the evidence of an answer, in lines."""
    return (*lines_of(row.details.items()), *paragraphs(row.evidence)) if row else ()


def _other(question: Question, row: AnswerRow) -> str:
    who = row.answered_by or "Somebody else"
    return f"{who} saved another answer while you were writing: {short(question, row)}."


def check_lede(facts: ReturnFacts) -> str:
    """The answer of the page that shows everything."""
    if facts.is_signed:
        return f"{signed_words(facts.row)}."
    missing = ALL - len(facts.answers)
    if missing:
        return f"{missing} of {ALL} questions have no answer yet, so it cannot be signed."
    return "Every question is answered. Sign at the end of this page."


def acts_of(facts: ReturnFacts) -> tuple[str, ...]:
    """What happened to the return, where it was more than one signing."""
    return act_words(facts.acts) if len(facts.acts) > 1 or not facts.is_signed else ()
