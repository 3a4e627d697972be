"""The quiz: its rules before it starts, its questions, and the answers to check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from elearn.content.document import ModuleDocument
from elearn.domain.dates import london_today, uk_time
from elearn.learning.forms import how_sure
from elearn.learning.pages.module import TryRow
from elearn.learning.pages.points import needed
from elearn.learning.pages.questions import QuestionShown, said
from elearn.learning.queries.attempts import AttemptRow, Given
from elearn.learning.words import Words
from elearn.web.languages import long_day, say


@dataclass(frozen=True, slots=True)
class Intro:
    """What a quiz asks and its rules. ``safety`` counts the safety-critical questions;
    ``partial`` says that a question may earn part of a point."""

    questions: int
    needed: str
    partial: bool
    safety: int
    minutes: int
    one_a_page: bool


@dataclass(frozen=True, slots=True)
class QuizPage:
    """Before the quiz: the rules, and start, or what stands before it."""

    title: str
    slug: str
    module: str
    rules: Intro
    tries: tuple[TryRow, ...]
    held: str
    action: str
    next_page: str
    next_href: str
    opens: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """Questions to answer: one, or all of them. ``key`` is this very page's and ``seen`` how many
    saves the attempt had when it was drawn: both go back with what is sent. ``newer`` names the
    question that was answered elsewhere since an older page was drawn; ``carried`` says that what
    is shown was sent after the session was over, and is not saved yet."""

    title: str
    module: str
    attempt: str
    number: int
    total: int
    answered: int
    questions: tuple[QuestionShown, ...]
    back: int
    from_check: bool
    key: str
    seen: int
    newer: int = 0
    carried: bool = False
    errors: tuple[tuple[str, str], ...] = ()
    sure_words: tuple[tuple[str, str], ...] = field(default_factory=how_sure)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the answers to check. ``missing`` says what is still needed."""

    place: int
    text: Markup
    said: tuple[Markup, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Every answer before it is handed in."""

    module: str
    attempt: str
    rows: tuple[AnswerRow, ...]
    errors: tuple[tuple[str, str], ...] = ()
    title: str = field(default_factory=lambda: say("Check your answers"))


def rules(document: ModuleDocument, minutes: int, one_a_page: bool) -> Intro:
    """The rules of a module's quiz; ``needed`` are the fewest points that can pass."""
    questions = document.quiz_length
    asked = {line.topic for line in document.blueprint}
    partial = any(item.is_partial for item in document.items if item.topic in asked)
    return Intro(
        questions=questions,
        needed=needed(document.pass_share, questions, partial),
        partial=partial,
        safety=sum(line.safety for line in document.blueprint),
        minutes=minutes,
        one_a_page=one_a_page,
    )


def moment(when: datetime, now: datetime) -> str:
    """A time today, or with its date on another day."""
    day = london_today(when)
    if day == london_today(now):
        return say("at %(when)s", when=uk_time(when))
    return say("on %(day)s at %(when)s", day=long_day(day), when=uk_time(when))


def answer_rows(
    attempt: AttemptRow,
    document: ModuleDocument,
    answers: Mapping[str, Given],
    missing: Sequence[int],
    fill: Words,
) -> tuple[AnswerRow, ...]:
    """Every question with what was answered, in the order asked."""
    rows = []
    for place, drawn in enumerate(attempt.drawn, start=1):
        item, stored = document.items_by_key[drawn.key], answers.get(drawn.key)
        lines = said(item, drawn, stored.chosen, fill) if stored else ()
        lacks = say("Say how sure you are") if lines else say("No answer yet")
        rows.append(
            AnswerRow(
                place=place,
                text=fill.label(item.text),
                said=lines,
                missing=lacks if place in missing else "",
            )
        )
    return tuple(rows)
