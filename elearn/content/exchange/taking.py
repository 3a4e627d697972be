"""A question of others made into a draft of ours: what of it can be asked, and what is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elearn.content.exchange.foreign import (
    MANY,
    MANY_WHOLE,
    MATCHING,
    ONE,
    ORDERING,
    SHORT,
    TRUE_FALSE,
    Foreign,
    Rich,
)
from elearn.content.exchange.html_markdown import Block, Converted, as_blocks, convert
from elearn.content.exchange.own_note import KEYS, read_note
from elearn.content.exchange.short_texts import accepted_of
from elearn.content.exchange.weighing import UntakableError, check_number, one_right, scoring_of

DECISION = "decision"
_USUAL = ("Your answer is correct.", "Your answer is incorrect.", "Correct", "Incorrect", "")
_REASONS = {
    "essay": "nobody marks free text here. Ask it as a choice or as a short answer",
    "numerical": "a number with a tolerance cannot be asked here. Ask it as a short answer",
    "description": "it is a text without a question. Put it on a screen",
    "cloze": "gaps inside a text cannot be asked here. Make questions of them",
    "multianswer": "gaps inside a text cannot be asked here. Make questions of them",
    "gapselect": "gaps inside a text cannot be asked here. Make questions of them",
    "ddwtos": "dragging into a text cannot be asked here. Make it a matching question",
    "random": "it only draws other questions of its bank",
    "randomsamatch": "it only draws other questions of its bank",
}
_OTHER = "the type {kind} cannot be asked here"


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that was taken: its keys as a questions file has them, those ``to_add`` that it
    still needs, and what was lost."""

    line: int
    name: str
    category: str
    item: Mapping[str, Any]
    to_add: tuple[str, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that was not taken, and why."""

    line: int
    name: str
    category: str
    why: str


def take(foreign: Foreign, *, topic: str, level: str) -> Draft | Refused:
    """A draft of a question for that topic, of that level unless it says its own."""
    taking = _Taking(foreign)
    try:
        theirs = taking.own.get("topic", topic)
        if theirs != topic:
            raise UntakableError(f"it belongs to topic {theirs}")
        item = taking.item(level)
    except UntakableError as error:
        return Refused(foreign.line, foreign.name, foreign.category, str(error))
    return Draft(
        line=foreign.line,
        name=foreign.name,
        category=foreign.category,
        item=item,
        to_add=tuple(taking.to_add),
        losses=tuple(dict.fromkeys(taking.losses)),
    )


@dataclass(slots=True)
class _Taking:
    """One question being taken, with what was noted on the way."""

    foreign: Foreign
    own: Mapping[str, Any] = field(init=False)
    general: Converted = field(init=False)
    losses: list[str] = field(init=False)
    to_add: list[str] = field(default_factory=list)
    unsaid: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        general, self.own = read_note(self.foreign.general)
        self.general = convert(general)
        self.losses = list(self.foreign.losses)

    def item(self, level: str) -> dict[str, Any]:
        """Every key of the question, in the order in which questions files have them."""
        made = _MAKERS.get(self.foreign.kind)
        if made is None:
            kind = self.foreign.kind or "that it has"
            raise UntakableError(_REASONS.get(kind, _OTHER.format(kind=kind)))
        body = made(self)
        head: dict[str, Any] = {"id": "", "type": body.pop("type"), "level": level}
        head |= {"subtag": None, "setting": "any"}
        head |= {key: self.own[key] for key in KEYS if key in self.own}
        for key in ("scoring", "typos"):
            head.pop(key, None)
        needed = ("subtag", "source", "teaches" if head.get("anchor") else "read_again")
        self.to_add[:0] = [key for key in needed if not head.get(key)]
        self.to_add += [f"feedback of {_places(what, at)}" for what, at in self.unsaid.items()]
        words = self._stem(head["type"])
        why = self._why()
        return {key: value for key, value in head.items() if value is not None} | words | body | why

    def words(self, rich: Rich) -> str:
        """A text as one paragraph of Markdown."""
        made = convert(rich)
        self.losses += made.inline_losses
        return made.inline

    def _stem(self, kind: str) -> dict[str, Any]:
        made = convert(self.foreign.text)
        if not made.blocks:
            made = convert(Rich(self.foreign.name, "plain"))
            self.losses.append("its name is now its text, as it had none")
        if not made.blocks:
            raise UntakableError("it has no words")
        if kind == DECISION:
            *before, last = made.blocks
            self.losses += made.losses
            return {"text": last.text} | ({"situation": as_blocks(before)} if before else {})
        self.losses += made.inline_losses
        return {"text": made.inline}

    def _why(self) -> dict[str, Any]:
        blocks = [block for block in self.general.blocks if not self._is_for_a_row(block)]
        general = Converted(tuple(blocks), self.general.losses)
        self.losses += general.inline_losses
        if not general.inline:
            self.to_add.append("why")
            return {}
        return {"why": general.inline}

    def _is_for_a_row(self, block: Block) -> bool:
        """Feedback for the lines of a question that came from here stands in a list."""
        return bool(self.own) and block.is_point

    def rows_feedback(self, number: int) -> Sequence[str]:
        """What is said to each line of a question that came from here, where others have no place
        for it."""
        points = [block.text for block in self.general.blocks if self._is_for_a_row(block)]
        return points if len(points) == number else [""] * number

    def row(self, place: int, what: str, feedback: str, **keys: Any) -> dict[str, Any]:
        """An answer with its feedback, which is to be added where there is none."""
        if (
            not all(value for value in keys.values() if isinstance(value, str))
            or "" in keys.values()
        ):
            raise UntakableError(f"{what} {place} has no words in it")
        if feedback:
            return keys | {"feedback": feedback}
        self.unsaid.setdefault(what, []).append(place)
        return keys

    def drop_combined(self) -> None:
        """Feedback for the whole of an answer has no place with options."""
        for rich in (self.foreign.right, self.foreign.wrong):
            if convert(rich).inline not in _USUAL:
                self.losses.append("feedback to the answer as a whole is left out")


def _places(what: str, places: Sequence[int]) -> str:
    *first, last = map(str, places)
    return f"{what}s {', '.join(first)} and {last}" if first else f"{what} {last}"


def _options(taking: _Taking) -> list[dict[str, Any]]:
    answers = taking.foreign.answers
    check_number("answers", len(answers), 2, 6)
    tags = taking.own.get("tags", [])
    rows = []
    for place, answer in enumerate(answers, start=1):
        keys: dict[str, Any] = {"text": taking.words(answer.text)}
        if len(tags) == len(answers):
            keys["tag"] = tags[place - 1]
        rows.append(taking.row(place, "option", taking.words(answer.feedback), **keys))
    return rows


def _single(taking: _Taking) -> dict[str, Any]:
    taking.drop_combined()
    options = _options(taking)
    at = one_right([answer.share for answer in taking.foreign.answers], taking.losses)
    _mark(options, [at])
    kind = taking.own.get("type", "single")
    return {"type": kind if kind in (DECISION, "true-false") else "single", "options": options}


def _multiple(taking: _Taking) -> dict[str, Any]:
    taking.drop_combined()
    options = _options(taking)
    shares = [answer.share for answer in taking.foreign.answers]
    whole = taking.foreign.kind == MANY_WHOLE
    losses: list[str] = []
    scoring = scoring_of(shares, whole=whole, losses=losses)
    if taking.own:  # it came from here, and says itself how it is marked
        scoring, losses = taking.own.get("scoring", "all-or-nothing"), []
    taking.losses += losses
    _mark(options, [at for at, share in enumerate(shares) if share > 0])
    made: dict[str, Any] = {"type": "multiple"}
    return made | ({"scoring": scoring} if scoring == "partial" else {}) | {"options": options}


def _mark(options: list[dict[str, Any]], right: Sequence[int]) -> None:
    for at, option in enumerate(options):
        feedback = option.pop("feedback", None)
        if at in right:
            option["correct"] = True
        if feedback:
            option["feedback"] = feedback


def _true_false(taking: _Taking) -> dict[str, Any]:
    options = _options(taking)
    for option in options:
        option["text"] = option["text"].capitalize()
    at = one_right([answer.share for answer in taking.foreign.answers], taking.losses)
    _mark(options, [at])
    return {"type": "true-false", "options": options}


def _matching(taking: _Taking) -> dict[str, Any]:
    taking.drop_combined()
    pairs = [pair for pair in taking.foreign.pairs if pair.left.text.strip()]
    if len(pairs) < len(taking.foreign.pairs):
        taking.losses.append("right-hand sides that belong to nothing are left out")
    check_number("pairs", len(pairs), 3, 5)
    said = taking.rows_feedback(len(pairs))
    rows = [
        taking.row(place, "pair", said[place - 1], left=taking.words(pair.left),
                   right=taking.words(pair.right))
        for place, pair in enumerate(pairs, start=1)
    ]  # fmt: skip
    if len({row["right"].casefold() for row in rows}) < len(rows):
        raise UntakableError("two of its pairs have the same right-hand side. Make it a choice")
    return {"type": "matching", "pairs": rows}


def _ordering(taking: _Taking) -> dict[str, Any]:
    taking.drop_combined()
    answers = taking.foreign.answers
    check_number("steps", len(answers), 3, 5)
    said = taking.rows_feedback(len(answers))
    rows = [
        taking.row(place, "step", taking.words(answer.feedback) or said[place - 1],
                   text=taking.words(answer.text))
        for place, answer in enumerate(answers, start=1)
    ]  # fmt: skip
    return {"type": "ordering", "steps": rows}


def _short(taking: _Taking) -> dict[str, Any]:
    found = accepted_of(taking.foreign, taking.losses)
    made: dict[str, Any] = {"type": "short", "accepted": list(found.accepted)}
    typos = taking.own.get("typos")
    made |= {"typos": typos} if typos else {}
    right, wrong = taking.words(found.right), taking.words(found.wrong)
    taking.to_add += [
        f"feedback for a {name} answer" for name, said in (("right", right), ("wrong", wrong))
        if not said
    ]  # fmt: skip
    feedback = {name: said for name, said in (("right", right), ("wrong", wrong)) if said}
    return made | ({"feedback": feedback} if feedback else {})


_MAKERS: Mapping[str, Callable[[_Taking], dict[str, Any]]] = {
    ONE: _single,
    MANY: _multiple,
    MANY_WHOLE: _multiple,
    TRUE_FALSE: _true_false,
    MATCHING: _matching,
    ORDERING: _ordering,
    SHORT: _short,
}
