"""A question of a quiz as one learner is asked it, and what they said, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markupsafe import Markup, escape

from elearn.content.items import Item
from elearn.domain.answers import Chosen, words_of
from elearn.domain.quiz import DrawnItem
from elearn.learning.forms import AnswerSent, row_name
from elearn.learning.queries.attempts import Given
from elearn.learning.words import Words
from elearn.web.languages import N_, say

LONG_WORDS = 26  # more than a list to choose from can show on a small phone


class Way(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    MATCH = "match"
    ORDER = "order"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option as it stands on the page; ``value`` is its place there, from 1."""

    value: str
    text: Markup
    checked: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """One thing to give an answer or a place to; ``value`` is what was given, or empty."""

    id: str
    name: str
    label: Markup
    value: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question as one learner is asked it. Nothing here tells what is right.

    ``options`` are ticked, or are what each of the ``rows`` is given; ``typed`` is what stands in
    the field of a question to type an answer to."""

    place: int
    legend: Markup
    way: Way
    situation: Markup
    options: tuple[OptionShown, ...]
    rows: tuple[RowShown, ...]
    typed: str
    ask_sure: bool
    sure: str | None
    error: str | None = None
    wrong_at: int = 1
    sure_error: str | None = None

    @property
    def choices(self) -> tuple[tuple[str, Markup], ...]:
        """What a row may be given: places, or answers by their words, with numbers if they are
        listed."""
        if self.way is Way.ORDER:
            return tuple((str(n), escape(n)) for n in range(1, len(self.rows) + 1))
        words = Markup("{}. {}") if self.is_listed else Markup("{1}")
        return tuple((one.value, words.format(one.value, one.text)) for one in self.options)

    @property
    def is_listed(self) -> bool:
        """Whether the answers to match are listed in full too, as they are long."""
        return self.way is Way.MATCH and any(len(one.text) > LONG_WORDS for one in self.options)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Words and the field they are about, for the summary at the top."""
        found = []
        if self.error:
            field = self.rows[self.wrong_at - 1].id if self.rows else f"answer-{self.place}"
            found.append(
                (
                    say(
                        "Question %(place)s: %(error)s", place=self.place, error=_lower(self.error)
                    ),
                    f"#{field}",
                )
            )
        if self.sure_error:
            said = (
                N_("Question %(place)s: %(error)s")
                if self.error
                else N_("Question %(place)s: %(error)s. Your answer is kept")
            )
            words = say(said, place=self.place, error=_lower(self.sure_error))
            found.append((words, f"#sure-{self.place}"))
        return tuple(found)


def question(
    place: int, drawn: DrawnItem, item: Item, stored: Given | None, fill: Words
) -> QuestionShown:
    """A question with the answer that is stored, if one is."""
    chosen: Chosen = stored.chosen if stored else frozenset()
    return QuestionShown(
        place=place,
        legend=fill.label(item.text),
        way=way_of(item),
        situation=fill.blocks(item.situation),
        options=_options(drawn, item, chosen, fill),
        rows=_rows(f"answer-{place}", drawn, item, chosen, fill),
        typed=words_of(chosen),
        ask_sure=item.anchor,
        sure=str(stored.confidence) if stored and stored.confidence else None,
    )


def way_of(item: Item) -> Way:
    if item.typed:
        return Way.TYPE
    if item.pairs:
        return Way.MATCH
    if item.steps:
        return Way.ORDER
    return Way.SEVERAL if item.type == "multiple" else Way.ONE


def _options(drawn: DrawnItem, item: Item, chosen: Chosen, fill: Words) -> tuple[OptionShown, ...]:
    """What there is to choose from; the words alone where they stand in a list of choices."""
    if item.steps or item.typed:
        return ()
    texts = text_by_id(item)
    show = (lambda text: escape(fill.plain(text))) if item.pairs else fill.label
    return tuple(
        OptionShown(str(n), show(texts[one]), one in chosen)
        for n, one in enumerate(drawn.options, start=1)
    )


def _rows(
    name: str, drawn: DrawnItem, item: Item, chosen: Chosen, fill: Words
) -> tuple[RowShown, ...]:
    texts = text_by_id(item)
    labels = [pair.left for pair in item.pairs]
    if item.steps:
        labels = [texts[step] for step in drawn.options]
    values = row_values(item, drawn, chosen)
    return tuple(
        RowShown(
            id=name if n == 1 else row_name(name, n),
            name=row_name(name, n),
            label=fill.label(label),
            value=values[n - 1],
        )
        for n, label in enumerate(labels, start=1)
    )


def row_values(item: Item, drawn: DrawnItem, chosen: Chosen) -> tuple[str, ...]:
    """What each field of a question that has several holds for an answer; empty for none."""
    if item.pairs:
        right = {one[0]: one[1:] for one in chosen}
        places = {one: str(n) for n, one in enumerate(drawn.options, start=1)}
        return tuple(places.get(right.get(pair.id, ""), "") for pair in item.pairs)
    place = {one[1:]: one[0] for one in chosen}
    return tuple(place.get(step, "") for step in drawn.options) if item.steps else ()


def with_errors(shown: QuestionShown, sent: AnswerSent, drawn: DrawnItem) -> QuestionShown:
    """The question as it was sent, with what is wrong about it; nothing typed is lost."""
    options, rows, typed = shown.options, shown.rows, shown.typed
    if sent.values and rows:
        rows = tuple(replace(r, value=v) for r, v in zip(rows, sent.values, strict=True))
    elif sent.values:
        typed = sent.values[0]
    elif sent.chosen is not None and not rows:
        pairs = zip(options, drawn.options, strict=True)
        options = tuple(replace(one, checked=key in sent.chosen) for one, key in pairs)
    ticked = not rows and any(one.checked for one in options)
    return replace(
        shown,
        options=options,
        rows=rows,
        typed=typed,
        sure=str(sent.confidence) if sent.confidence else shown.sure,
        error=None if ticked else sent.error,
        wrong_at=sent.wrong_at,
        sure_error=sent.sure_error if shown.ask_sure and not shown.sure else None,
    )


def said(item: Item, drawn: DrawnItem, chosen: Chosen, fill: Words) -> tuple[Markup, ...]:
    """An answer in words, a line for each part of it."""
    texts = text_by_id(item)
    if item.typed:
        return (escape(words_of(chosen)),) if chosen else ()
    if item.pairs:
        right = {one[0]: texts[one[1:]] for one in chosen}
        return tuple(
            matched(fill, pair.left, right[pair.id]) for pair in item.pairs if pair.id in right
        )
    if item.steps:
        return in_order(fill, [texts[one[1:]] for one in sorted(chosen)])
    return tuple(fill.label(texts[one]) for one in drawn.options if one in chosen)


def matched(fill: Words, left: str, right: str) -> Markup:
    """One line of a matching, in words."""
    return Markup("{}: {}").format(fill.label(left), fill.label(right))


def in_order(fill: Words, texts: Sequence[str]) -> tuple[Markup, ...]:
    """Steps in an order, with their places."""
    lines = (Markup("{}. {}").format(n, fill.label(text)) for n, text in enumerate(texts, 1))
    return tuple(lines)


def text_by_id(item: Item) -> dict[str, str]:
    """The words of everything a draw orders: options, right-hand sides or steps."""
    if item.pairs:
        return {pair.right_id: pair.right for pair in item.pairs}
    return {one.id: one.text for one in item.steps or item.options}


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
