"""A question after it was handed in: what was said, what is right, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.domain.answers import Chosen
from elearn.domain.quiz import DrawnItem
from elearn.learning.forms import HOW_SURE
from elearn.learning.pages.questions import in_order, matched, said, text_by_id
from elearn.learning.queries.attempts import Given
from elearn.learning.words import Tongue, Words
from elearn.web.languages import say

SURE = 4
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The screen that teaches a question."""

    title: str
    minutes: int
    page: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said, or one thing that is right, with what there is to say about it."""

    text: Markup
    feedback: Markup = Markup()


@dataclass(frozen=True, slots=True)
class QuestionMarked:
    """A question as it was asked. ``said`` is the answer as it was given, ``answer`` what was
    right and not said; ``credit`` the part of its mark that it earned."""

    place: int
    text: Markup
    situation: Markup
    right: bool
    credit: Fraction
    safety: bool
    confidence: int
    note: str
    said: tuple[Line, ...]
    answer: tuple[Line, ...]
    why: Markup
    read_again: ReadAgain | None

    @property
    def state(self) -> str:
        if self.right:
            return say("Right")
        return say("Partly right") if self.credit else say("Not right")


def marked(
    asked: Sequence[DrawnItem],
    document: ModuleDocument,
    answers: Mapping[str, Given],
    now_on: ModuleDocument,
    fill: Words,
    tongue_of: Callable[[str], Tongue] | None = None,
) -> tuple[QuestionMarked, ...]:
    """Every question with its answer. ``now_on`` is the version whose screens can be read again;
    ``tongue_of`` the key of a question is its language, where they are not all in one."""
    return tuple(
        _marked(
            place,
            drawn,
            document.items_by_key[drawn.key],
            answers.get(drawn.key),
            now_on,
            fill.speaking(tongue_of(drawn.key)) if tongue_of else fill,
        )
        for place, drawn in enumerate(asked, start=1)
    )


def _marked(
    place: int,
    drawn: DrawnItem,
    item: Item,
    given: Given | None,
    now_on: ModuleDocument,
    fill: Words,
) -> QuestionMarked:
    chosen: Chosen = given.chosen if given else frozenset()
    confidence = given.confidence or 0 if given else 0
    right = bool(given and given.correct)
    said_lines, answer_lines = _lines(item, drawn, chosen, right, fill)
    return QuestionMarked(
        place=place,
        text=fill.label(item.text),
        situation=fill.blocks(item.situation),
        right=right,
        credit=given.credit or NOTHING if given else NOTHING,
        safety=item.safety_critical,
        confidence=confidence,
        note="" if right else _note(item.safety_critical, confidence),
        said=said_lines,
        answer=() if right else answer_lines,
        why=fill.line(item.why),
        read_again=_read_again(_taught_on(item, now_on), now_on),
    )


Lines = tuple[tuple[Line, ...], tuple[Line, ...]]


def _lines(item: Item, drawn: DrawnItem, chosen: Chosen, right: bool, fill: Words) -> Lines:
    if item.pairs:
        return _of_pairs(item, drawn, chosen, fill)
    if item.steps:
        return _of_steps(item, drawn, chosen, right, fill)
    if item.typed:
        feedback = fill.line(item.typed.right if right else item.typed.wrong)
        typed = tuple(Line(words, feedback) for words in said(item, drawn, chosen, fill))
        return typed, (Line(Markup("{}").format(item.typed.accepted[0])),)
    return _of_options(item, drawn, chosen, fill)


def _of_options(item: Item, drawn: DrawnItem, chosen: Chosen, fill: Words) -> Lines:
    """What was chosen, and what is right and was not."""
    by_id = {option.id: option for option in item.options}
    options = [(key, by_id[key]) for key in drawn.options]

    def lines(wanted: Sequence[str]) -> tuple[Line, ...]:
        return tuple(
            Line(fill.line(one.text), fill.line(one.feedback))
            for key, one in options
            if key in wanted
        )

    missed = [option.id for option in item.options if option.correct and option.id not in chosen]
    return lines(list(chosen)), lines(missed)


def _of_pairs(item: Item, drawn: DrawnItem, chosen: Chosen, fill: Words) -> Lines:
    """The feedback of a pair stands where the pair is right: in the answer if it was missed."""
    was_right = [pair.id + pair.right_id in chosen for pair in item.pairs]
    right = [
        Line(matched(fill, pair.left, pair.right), fill.line(pair.feedback)) for pair in item.pairs
    ]
    words = said(item, drawn, chosen, fill)
    lines = tuple(
        one if hit else Line(text)
        for one, hit, text in zip(right, was_right, words, strict=bool(chosen))
    )
    return lines, tuple(one for one, hit in zip(right, was_right, strict=True) if not hit)


def _of_steps(item: Item, drawn: DrawnItem, chosen: Chosen, right: bool, fill: Words) -> Lines:
    """An order is right as a whole: its feedback stands with the right one."""
    texts = text_by_id(item)
    ordered = in_order(fill, [texts[step.id] for step in item.steps])
    whole = tuple(
        Line(text, fill.line(step.feedback)) for text, step in zip(ordered, item.steps, strict=True)
    )
    return (whole if right else tuple(map(Line, said(item, drawn, chosen, fill)))), whole


def _note(safety: bool, confidence: int) -> str:
    sure = say(dict(HOW_SURE).get(str(confidence), "")).lower()
    parts = []
    if safety:
        parts.append(say("This is about keeping people safe."))
    if confidence >= SURE:
        parts.append(say("You were %(sure)s, so it matters most.", sure=sure))
    return " ".join(parts)


def _taught_on(item: Item, document: ModuleDocument) -> str:
    """The screen of this module that teaches a question; "" for one that another teaches."""
    code, _, slug = item.teaches.partition("/")
    return item.read_again or (slug if code == document.code else "")


def _read_again(slug: str, document: ModuleDocument) -> ReadAgain | None:
    page = document.page(slug)
    return ReadAgain(page.title, page.minutes, page.slug) if page else None
