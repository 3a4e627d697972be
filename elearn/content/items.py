"""The questions of a module's bank as they are published, frozen."""

from dataclasses import dataclass
from datetime import date

from elearn.content.later import later
from elearn.domain import answers
from elearn.domain.answers import Chosen
from elearn.domain.marking import ItemKey
from elearn.domain.quiz import BankItem

PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One answer to a question, ``id`` "a", "b"... in the author's order; ``text`` and
    ``feedback`` inline HTML, ``tag`` what a decision was, as in a scenario."""

    id: str
    text: str
    correct: bool
    feedback: str
    tag: str = later("")


@dataclass(frozen=True, slots=True)
class ItemPair:
    """What stands on the left, ``id`` "a", "b"..., with what belongs to it, ``right_id`` "1",
    "2"...; ``left``, ``right`` and ``feedback`` are inline HTML."""

    id: str
    left: str
    right_id: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True)
class ItemStep:
    """One step, ``id`` "a", "b"... in the right order; ``text`` and ``feedback`` inline HTML."""

    id: str
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class ItemTyped:
    """What may be typed: plain ``accepted`` texts, the best first, with ``typos`` slips at most;
    ``right`` and ``wrong`` are the feedback, inline HTML."""

    accepted: tuple[str, ...]
    typos: int
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the bank. ``text`` and ``why`` are inline HTML; ``read_again`` is the slug of
    the screen that teaches it.

    ``reserve`` holds an anchor question back; ``teaches`` names the module and screen that teach
    it ("M03/who-may-refer"), as ``read_again`` is empty there.

    ``type`` says which of the answers it has: ``options`` (single, multiple, true-false, and
    decision, whose ``situation`` is blocks), ``pairs`` (matching), ``steps`` (ordering) or
    ``typed`` (short). ``scoring`` is all-or-nothing or, of a multiple question, partial.
    """

    key: str
    topic: str
    type: str
    level: str
    subtag: str
    setting: str
    safety_critical: bool
    anchor: bool
    law_sensitive: bool
    law_as_at: date | None
    review_by: date | None
    source: str
    read_again: str
    text: str
    options: tuple[ItemOption, ...]
    why: str
    situation: str = later("")
    scoring: str = later("all-or-nothing")
    pairs: tuple[ItemPair, ...] = later(())
    steps: tuple[ItemStep, ...] = later(())
    typed: ItemTyped | None = later(None)
    reserve: bool = later(False)
    teaches: str = later("")

    @property
    def correct(self) -> Chosen:
        """The right answer: the ids of the right options; every left id with its right one
        ("a1"); every place with its step ("1a"); the first text that is accepted."""
        if self.pairs:
            return frozenset(pair.id + pair.right_id for pair in self.pairs)
        if self.steps:
            return frozenset(f"{place}{step.id}" for place, step in enumerate(self.steps, start=1))
        if self.typed:
            return answers.typed(self.typed.accepted[0])
        return frozenset(option.id for option in self.options if option.correct)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of what is shown in an order that a draw decides: options, right-hand sides or
        steps; none where the answer is typed."""
        if self.pairs:
            return tuple(pair.right_id for pair in self.pairs)
        return tuple(one.id for one in self.steps or self.options)

    @property
    def is_partial(self) -> bool:
        """Whether a part of the answer counts for a part of the mark."""
        return self.scoring == PARTIAL

    def to_draw(self) -> BankItem:
        """The question as ``domain.quiz.draw`` wants it."""
        return BankItem(
            key=self.key,
            topic=self.topic,
            safety_critical=self.safety_critical,
            options=self.shown,
            fixed_order=self.type == "true-false",
        )

    def key_to_mark(self) -> ItemKey:
        """What is right, as ``domain.marking.mark`` wants it."""
        return ItemKey(
            correct=self.correct,
            safety_critical=self.safety_critical,
            partial=self.is_partial,
            accepted=self.typed.accepted if self.typed else (),
            typos=self.typed.typos if self.typed else 0,
        )

    def option(self, option_id: str) -> ItemOption | None:
        return next((one for one in self.options if one.id == option_id), None)
