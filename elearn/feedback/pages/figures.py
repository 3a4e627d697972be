"""Answers as tables and files: from what the engine lets be shown, and from nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from elearn.domain.coverage import RuleSet
from elearn.domain.feedback import ABOUT_MODULES, FEWEST, USED, Question
from elearn.domain.suppression import Cell, Hidden, Shown
from elearn.domain.suppression.answers import ShownAnswers, protect_answers
from elearn.feedback.queries.modules import ModuleSaid
from elearn.reporting.table import Column, Report

HIDDEN, TOO_FEW = "hidden", "Too few to say"
DID_NOT_SAY = "Did not say"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in a file. ``module`` or ``grouping`` and ``group`` are blank where it has none;
    ``people`` is None where it is hidden, for the reason in ``note``."""

    question: str
    answer: str
    people: int | None
    base: int | None
    note: str
    module: str = ""
    grouping: str = ""
    group: str = ""

    @property
    def share(self) -> float | None:
        """Per cent of the base, from the printed numbers."""
        if self.people is None or not self.base:
            return None
        return round(100 * self.people / self.base, 1)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A question by group: a row a group, a column an answer."""

    caption: str
    columns: tuple[object, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A question over all, with its breakdowns."""

    caption: str
    base: int
    rows: tuple[tuple[object, ...], ...]
    breakdowns: tuple[Breakdown, ...] = ()


def words(question: Question, answer: str) -> str:
    """An answer as people read it."""
    return question.answers.get(answer, DID_NOT_SAY)


def figure(cell: Cell) -> object:
    """A count as a page shows it."""
    return cell.value if isinstance(cell, Shown) else HIDDEN


def share(cell: Cell, base: int) -> str:
    """Per cent of the base, or that it is hidden."""
    return f"{100 * cell.value / base:.1f}%" if isinstance(cell, Shown) else HIDDEN


def table(question: Question, shown: ShownAnswers, more: Iterable[Breakdown] = ()) -> AnswerTable:
    """A question over all."""
    rows = tuple(
        (words(question, answer), figure(cell), share(cell, shown.base))
        for answer, cell in shown.overall.items()
    )
    return AnswerTable(question.text, shown.base, rows, tuple(more))


def lines(question: Question, shown: ShownAnswers, *, module: str = "") -> Iterator[Line]:
    """A question over all, answer by answer."""
    for answer, cell in shown.overall.items():
        yield line(question, answer, cell, shown.base, module=module)


def line(question: Question, answer: str, cell: Cell, base: int | None, **place: str) -> Line:
    """One answer as a file tells it."""
    return Line(
        question.short,
        words(question, answer),
        cell.value if isinstance(cell, Shown) else None,
        base,
        cell.reason if isinstance(cell, Hidden) else "",
        **place,
    )


def of_module(said: ModuleSaid, rules: RuleSet) -> dict[str, ShownAnswers]:
    """Question -> what may be shown of it, for questions with ten answers or more."""
    return {
        question.key: protect_answers(said.counts[question.key], rules=rules)
        for question in ABOUT_MODULES
        if sum(said.counts.get(question.key, {}).values()) >= FEWEST
    }


def yes_share(shown: Mapping[str, ShownAnswers], question: Question) -> str:
    """The share of those who said yes, in words for a list."""
    if question.key not in shown:
        return TOO_FEW
    one = shown[question.key]
    keys = ("told", "noticed") if question is USED else ("yes",)
    cells = [one.overall[key] for key in keys]
    values = [cell.value for cell in cells if isinstance(cell, Shown)]
    if len(values) < len(cells):
        return HIDDEN
    return f"{100 * sum(values) / one.base:.0f}%"


MODULES: Report[Line] = Report(
    title="Feedback on modules",
    purpose="OFFICIAL. For authors and the coordinator: counts in whole tens of answers.",
    columns=(
        Column("Module", lambda row: row.module, "module"),
        Column("Question", lambda row: row.question, "question"),
        Column("Answer", lambda row: row.answer, "answer"),
        Column("People", lambda row: row.people, "people", numeric=True),
        Column("Of", lambda row: row.base, "base", numeric=True),
        Column("Per cent", lambda row: row.share, "share", numeric=True),
        Column("Note", lambda row: row.note, "note"),
    ),
)
