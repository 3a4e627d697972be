"""The questions of a room: as they are asked, as they were answered, and with their answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.domain.answers import Chosen
from elearn.domain.marking import credit
from elearn.domain.quiz import DrawnItem
from elearn.web.languages import say

Fill = Callable[[str], Markup]
LETTERS = "ABCDEF"


class Sent(Protocol):
    """A submitted form: werkzeug's MultiDict."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as it stands on a page: ``letter`` on paper, ``value`` in a form, from 1."""

    value: str
    letter: str
    text: Markup
    feedback: Markup
    is_right: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question at its place, from 1. ``error`` says what is missing; ``right`` whether it was
    answered right."""

    place: int
    key: str
    legend: Markup
    situation: Markup
    several: bool
    lines: tuple[Line, ...]
    why: Markup
    right: bool
    error: str | None = None

    @property
    def choices(self) -> list[tuple[str, Markup]]:
        return [(one.value, one.text) for one in self.lines]

    @property
    def chosen(self) -> list[str]:
        return [one.value for one in self.lines if one.is_chosen]

    @property
    def said(self) -> list[Line]:
        return [one for one in self.lines if one.is_chosen]

    @property
    def answer(self) -> list[Line]:
        return [one for one in self.lines if one.is_right]


def questions(
    drawn: Sequence[DrawnItem], document: ModuleDocument, fill: Fill, sent: Sent | None = None
) -> tuple[Question, ...]:
    """The questions of a room, with the answers of a form that was sent if there is one."""
    shown = [(one, document.item(one.key)) for one in drawn]
    return tuple(
        _question(place, one, item, fill, sent)
        for place, (one, item) in enumerate(shown, start=1)
        if item is not None
    )


def _question(place: int, drawn: DrawnItem, item: Item, fill: Fill, sent: Sent | None) -> Question:
    values = sent.getlist(f"answer-{place}") if sent else []
    chosen, error = _read(values, drawn, item) if sent is not None else (frozenset(), None)
    return Question(
        place=place,
        key=item.key,
        legend=fill(item.text),
        situation=fill(item.situation),
        several=item.type == "multiple",
        lines=_lines(drawn, item, chosen, fill),
        why=fill(item.why),
        right=credit(chosen, item.key_to_mark()) == 1,
        error=error,
    )


def _read(values: Sequence[str], drawn: DrawnItem, item: Item) -> tuple[Chosen, str | None]:
    """What was chosen, or nothing and what to do about it."""
    by_place = {str(n): one for n, one in enumerate(drawn.options, start=1)}
    several = item.type == "multiple"
    if not values:
        return frozenset(), say("choose at least one answer") if several else say(
            "choose an answer"
        )
    if not set(values) <= by_place.keys() or (len(set(values)) > 1 and not several):
        return frozenset(), say("choose from the answers shown")
    return frozenset(by_place[one] for one in values), None


def _lines(drawn: DrawnItem, item: Item, chosen: Chosen, fill: Fill) -> tuple[Line, ...]:
    options = {one.id: one for one in item.options}
    return tuple(
        Line(
            value=str(n),
            letter=LETTERS[n - 1],
            text=fill(options[one].text),
            feedback=fill(options[one].feedback),
            is_right=options[one].correct,
            is_chosen=one in chosen,
        )
        for n, one in enumerate(drawn.options, start=1)
    )
