"""The quiz: its rules before it starts, its questions, and the answers to check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.domain.dates import london_today, uk_date, uk_time
from elearn.domain.quiz import DrawnItem
from elearn.learning.forms import HOW_SURE, AnswerSent
from elearn.learning.pages.module import TryRow
from elearn.learning.queries.attempts import AttemptRow, Given
from elearn.learning.words import Words


@dataclass(frozen=True, slots=True)
class Intro:
    """What a quiz asks and its rules. ``safety`` counts the safety-critical questions."""

    questions: int
    needed: int
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


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option as it stands on the page; ``value`` is its place there, from 1."""

    value: str
    text: Markup
    checked: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question as one learner is asked it. Nothing here tells what is right."""

    place: int
    legend: Markup
    multiple: bool
    options: tuple[OptionShown, ...]
    ask_sure: bool
    sure: str | None
    was: str
    error: str | None = None
    sure_error: str | None = None

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Words and the field they are about, for the summary at the top."""
        found = []
        if self.error:
            found.append((f"Question {self.place}: {_lower(self.error)}", f"#answer-{self.place}"))
        if self.sure_error:
            words = f"Question {self.place}: {_lower(self.sure_error)}. Your answer is kept"
            found.append((words, f"#sure-{self.place}"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """Questions to answer: one, or all of them. ``replaced`` names the question whose answer from
    another page was just replaced."""

    title: str
    module: str
    attempt: str
    number: int
    total: int
    answered: int
    questions: tuple[QuestionShown, ...]
    back: int
    from_check: bool
    replaced: int
    errors: tuple[tuple[str, str], ...] = ()
    sure_words: tuple[tuple[str, str], ...] = HOW_SURE


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
    replaced: int
    errors: tuple[tuple[str, str], ...] = ()
    title: str = "Check your answers"


def rules(document: ModuleDocument, minutes: int, one_a_page: bool) -> Intro:
    """The rules of a module's quiz; ``needed`` is the fewest right answers that can pass."""
    questions = document.quiz_length
    return Intro(
        questions=questions,
        needed=-(-document.pass_share * questions // 100),
        safety=sum(line.safety for line in document.blueprint),
        minutes=minutes,
        one_a_page=one_a_page,
    )


def moment(when: datetime, now: datetime) -> str:
    """A time today, or with its date on another day."""
    day = london_today(when)
    if day == london_today(now):
        return f"at {uk_time(when)}"
    return f"on {uk_date(day)} at {uk_time(when)}"


def question(
    place: int, drawn: DrawnItem, item: Item, stored: Given | None, fill: Words
) -> QuestionShown:
    """A question with the answer that is stored, if one is."""
    chosen = stored.chosen if stored else frozenset[str]()
    options = tuple(
        OptionShown(str(n), fill.label(_text(item, option)), option in chosen)
        for n, option in enumerate(drawn.options, start=1)
    )
    return QuestionShown(
        place=place,
        legend=fill.label(item.text),
        multiple=item.type == "multiple",
        options=options,
        ask_sure=item.anchor,
        sure=str(stored.confidence) if stored and stored.confidence else None,
        was=places_of(drawn, chosen),
    )


def with_errors(shown: QuestionShown, sent: AnswerSent, drawn: DrawnItem) -> QuestionShown:
    """The question as it was sent, with what is wrong about it; nothing typed is lost."""
    options = shown.options
    if sent.chosen is not None:
        pairs = zip(shown.options, drawn.options, strict=True)
        options = tuple(replace(one, checked=key in sent.chosen) for one, key in pairs)
    return replace(
        shown,
        options=options,
        sure=str(sent.confidence) if sent.confidence else shown.sure,
        error=None if any(one.checked for one in options) else sent.error,
        sure_error=sent.sure_error if shown.ask_sure and not shown.sure else None,
    )


def places_of(drawn: DrawnItem, chosen: frozenset[str]) -> str:
    """The chosen options as places on the page, such as "2" or "1.3": what a page was shown with,
    so that an answer given elsewhere meanwhile is noticed."""
    return ".".join(str(n) for n, option in enumerate(drawn.options, 1) if option in chosen)


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
        said = [one for one in drawn.options if stored and one in stored.chosen]
        lacks = "Say how sure you are" if said else "No answer yet"
        rows.append(
            AnswerRow(
                place=place,
                text=fill.label(item.text),
                said=tuple(fill.label(_text(item, one)) for one in said),
                missing=lacks if place in missing else "",
            )
        )
    return tuple(rows)


def _text(item: Item, option_id: str) -> str:
    option = item.option(option_id)
    if option is None:
        raise KeyError(f"{item.key}: no option {option_id}")
    return option.text


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
