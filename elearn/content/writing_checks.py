"""The craft of writing questions: nothing but knowing the matter should help to answer one.

What a single question shows is told for it; what only many show (the longest answer is right too
often, or the answer in one place is) is told for the module, with its figures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts
from elearn.content.yaml_text import Marked
from elearn.domain.chance import at_least

SURE = 0.05
PLACES = "first", "second", "third", "fourth", "fifth", "sixth"

_ALL_OF = re.compile(
    r"\b(?:all|none|both|neither|any)(?: of)?(?: the)? above\b"
    r"|^(?:all|none|both|neither|any) of (?:these|them|those)\b(?=\W*$)", re.I
)  # fmt: skip
_ABSOLUTE = re.compile(r"\b(?:always|never)\b", re.I)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_NEGATIVE = re.compile(
    r"(?:^|[.!?:;]\s+)(?:Which|What|Who|Whom)\b[^?.!]*"
    r"\b(?:not|never|except|(?<!at )least)\b[^?.!]*\?"
    r"|\b(?:NOT|EXCEPT|LEAST)\b"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with one right option among ``lengths`` of them, in characters."""

    lengths: tuple[int, ...]
    right: int

    @property
    def longest_is_right(self) -> bool:
        return self.lengths[self.right] == max(self.lengths)

    @property
    def chance_of_longest(self) -> float:
        """How often a blind choice would hit one of the longest options."""
        return self.lengths.count(max(self.lengths)) / len(self.lengths)


def check_writing(parts: ModuleParts) -> None:
    """Warnings and hints about the questions of one module."""
    choices = []
    for questions in parts.questions:
        for path, item in mappings(questions.marked.data, "items"):
            _check_item(questions.marked, path, item)
            if item.get("type") in ("single", "decision"):
                choices.append(_choice(item))
    if parts.head is not None:
        for message in bias(choices):
            parts.head.warning((), message)


def _check_item(marked: Marked, path: PathTo, item: Mapping[str, Any]) -> None:
    options = [(where, option) for where, option in mappings(item, "options")]
    for where, option in options:
        found = _ALL_OF.search(str(option.get("text")))
        if found:
            message = f'"{found[0]}" can be right or wrong by elimination. Write an answer instead.'
            marked.warning((*path, *where, "text"), message)
    if _NEGATIVE.search(_QUOTED.sub("", str(item.get("text")))):
        message = "asks for what is not so, which tests care in reading. Turn the question round."
        marked.warning((*path, "text"), message)
    _check_absolutes(marked, path, options)


def _check_absolutes(
    marked: Marked, path: PathTo, options: Sequence[tuple[PathTo, Mapping[str, Any]]]
) -> None:
    absolute = [
        (where, option, found[0])
        for where, option in options
        if (found := _ABSOLUTE.search(_QUOTED.sub("", str(option.get("text")))))
    ]
    if any(option.get("correct") is True for _, option, _ in absolute):
        return
    for where, _, word in absolute:
        message = f'"{word}" stands in a wrong option only, and tells that it is wrong.'
        marked.hint((*path, *where, "text"), message)


def _choice(item: Mapping[str, Any]) -> Choice:
    options = [option for _, option in mappings(item, "options")]
    right = next(at for at, option in enumerate(options) if option.get("correct") is True)
    return Choice(tuple(len(str(option.get("text")).strip()) for option in options), right)


def bias(choices: Sequence[Choice]) -> Iterator[str]:
    """What the options of a module's questions give away, if it is more than chance explains.

    The test is the exact one for trials with chances of their own, at 5% (divided by the number
    of places where it is asked of each place).
    """
    chances = [choice.chance_of_longest for choice in choices]
    longest = sum(choice.longest_is_right for choice in choices)
    sure = at_least(longest, chances)
    if sure < SURE:
        yield (
            f"The longest option is right in {longest} of {len(choices)} questions, "
            f"{sum(chances):.0f} by chance (p {sure:.3f}). Shorten right options, lengthen others."
        )
    most = max((len(choice.lengths) for choice in choices), default=0)
    for place in range(most):
        having = [choice for choice in choices if len(choice.lengths) > place]
        number = sum(choice.right == place for choice in having)
        chances = [1 / len(choice.lengths) for choice in having]
        sure = at_least(number, chances)
        if sure < SURE / most:
            yield (
                f"The {PLACES[place]} option is right in {number} of {len(having)} questions, "
                f"{sum(chances):.0f} by chance (p {sure:.3f}). Move right options about."
            )


def texts_of(item: Mapping[str, Any]) -> Iterable[str]:
    """What a question asks and what is right, as it is written."""
    yield str(item.get("text") or "")
    yield str(item.get("situation") or "")
    yield from (str(row.get("text")) for _, row in mappings(item, "options") if row.get("correct"))
    for _, row in mappings(item, "pairs"):
        yield f"{row.get('left')} {row.get('right')}"
    yield from (str(row.get("text")) for _, row in mappings(item, "steps"))
    accepted = item.get("accepted")
    yield from map(str, accepted if isinstance(accepted, list) else ())
