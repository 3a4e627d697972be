"""What a screen asks for practice: a check or a sort, before and after it was answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from elearn.content.activities import Check, Sort
from elearn.learning.sorting import Placed, field_of
from elearn.learning.words import Words
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An answer of a practice check, and whether it was just chosen."""

    value: str
    text: Markup
    checked: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said after a check: whether it was right, what was chosen, the answer and why."""

    right: bool
    said: tuple[Markup, ...]
    comments: tuple[Markup, ...]
    answer: tuple[Markup, ...]
    answer_comments: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A practice question; ``feedback`` takes the place of the form once it was answered."""

    legend: Markup
    multiple: bool
    options: tuple[OptionShown, ...]
    error: str | None = None
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class CardAsked:
    """A card to be put into one of the groups, with what was chosen so far."""

    field: str
    text: Markup
    options: tuple[tuple[str, str], ...]
    chosen: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class CardSorted:
    """A card after sorting: where it was put, where it belongs and why."""

    text: Markup
    said: str
    belongs: str
    right: bool
    feedback: Markup


@dataclass(frozen=True, slots=True)
class SortShown:
    """A sort: ``cards`` are asked, or ``outcome`` and ``done`` say how it went."""

    text: Markup
    cards: tuple[CardAsked, ...] = ()
    outcome: str = ""
    done: tuple[CardSorted, ...] = ()

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return tuple((card.error, f"#{card.field}") for card in self.cards if card.error)


def check_shown(
    check: Check, fill: Words, *, chosen: frozenset[str] = frozenset(), error: str | None = None
) -> CheckShown:
    """A check as it is asked, or answered once something is ``chosen``."""
    return CheckShown(
        legend=fill.label(check.text),
        multiple=check.multiple,
        options=tuple(
            OptionShown(option.id, fill.label(option.text), option.id in chosen)
            for option in check.options
        ),
        error=error,
        feedback=_feedback(check, chosen, fill) if chosen else None,
    )


def _feedback(check: Check, chosen: frozenset[str], fill: Words) -> Feedback:
    right = chosen == {option.id for option in check.options if option.correct}
    said = [option for option in check.options if option.id in chosen]
    answer = [option for option in check.options if option.correct and option.id not in chosen]
    return Feedback(
        right=right,
        said=tuple(fill.line(option.text) for option in said),
        comments=tuple(fill.line(option.feedback) for option in said),
        answer=tuple(fill.line(option.text) for option in answer),
        answer_comments=tuple(fill.line(option.feedback) for option in answer),
    )


def sort_asked(sort: Sort, cards: Iterable[Placed], fill: Words, *, was_sent: bool) -> SortShown:
    """A sort with its cards to be placed; a card that was sent without a group says so."""
    options = tuple((group.id, group.name) for group in sort.groups)
    return SortShown(
        text=fill.label(sort.text),
        cards=tuple(
            CardAsked(
                field=field_of(one.place),
                text=fill.label(one.card.text),
                options=options,
                chosen=one.group,
                error=_error(one, fill) if was_sent and one.group is None else None,
            )
            for one in cards
        ),
    )


def _error(one: Placed, fill: Words) -> str:
    return say("Choose where this goes: %(text)s", text=fill.plain(one.card.text))


def sort_done(sort: Sort, cards: Iterable[Placed], fill: Words) -> SortShown:
    """How a sort went, card by card. Every card must be in a group."""
    done = tuple(
        CardSorted(
            text=fill.line(one.card.text),
            said=sort.name_of(one.group or ""),
            belongs=sort.name_of(one.card.group),
            right=one.is_right,
            feedback=fill.line(one.card.feedback),
        )
        for one in cards
    )
    right = sum(one.right for one in done)
    outcome = (
        say("All %(done)s are where they belong", done=len(done))
        if right == len(done)
        else say("%(right)s of %(done)s are where they belong", right=right, done=len(done))
    )
    return SortShown(text=fill.label(sort.text), outcome=outcome, done=done)
