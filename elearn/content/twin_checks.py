"""Two questions that ask the same thing, in one module or in two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts
from elearn.content.writing_checks import texts_of
from elearn.content.yaml_text import Marked

ALIKE = 0.8
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
# Words that say little of what a text is about.
_FILLING = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by do does for from had has have he her him his i if in is "
        "it its me my no not of on or our she so that the their them they this to was we were what "
        "when which who whom will with you your",
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words that matter in its text and in its right answer."""

    key: str
    marked: Marked
    path: PathTo
    words: frozenset[str]


def check_twins_of_all(modules: Sequence[ModuleParts]) -> None:
    """A warning for each question that is much like one before it."""
    asked = list(_all(modules))
    for at, one in enumerate(asked):
        for other in asked[:at]:
            share = alike(one.words, other.words)
            if share >= ALIKE:
                message = (
                    f"asks much the same as {other.key}: {share:.0%} of their words, those of the "
                    "right answer with them, are the same. Ask something else."
                )
                one.marked.warning((*one.path, "text"), message)


def words_that_matter(text: str) -> frozenset[str]:
    """The words of a text, without those that say little.

    >>> sorted(words_that_matter("What do you do first? Ask *her*, alone."))
    ['alone', 'ask', 'first']
    """
    return frozenset(_WORD.findall(text.lower().replace("’", "'"))) - _FILLING


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two texts have in common, of all that either has (Jaccard's).

    >>> alike(frozenset({"see", "her", "alone"}), frozenset({"see", "him", "alone"}))
    0.5
    """
    return len(one & other) / len(one | other) if one or other else 0.0


def _all(modules: Sequence[ModuleParts]) -> Iterator[Asked]:
    for parts in modules:
        for questions in parts.questions:
            for path, item in mappings(questions.marked.data, "items"):
                yield _asked(questions.marked, path, item)


def _asked(marked: Marked, path: PathTo, item: dict[str, Any]) -> Asked:
    return Asked(str(item.get("id")), marked, path, words_that_matter(" ".join(texts_of(item))))
