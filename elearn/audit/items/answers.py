"""The answers that a question can be given, as they are counted and named."""

from elearn.content.items import Item
from elearn.content.markdown import plain

GUESSED = {"single", "true-false", "decision"}
Given = dict[str, tuple[str, bool]]


def guessed_among(item: Item) -> int:
    """Among how many answers a guess falls; 0 for the kinds of question where guessing is no
    matter of one in so many (several answers, matching, ordering, typed words)."""
    return len(item.options) if item.type in GUESSED else 0


def answers_of(item: Item, *, given: bool = True) -> Given:
    """Every part of an answer: its words, and whether it is right. Where parts are combined
    (matching, ordering) all combinations that may have been ``given``, or the right ones only."""
    if item.pairs:
        return {
            one.id + other.right_id: (f"{plain(one.left)}: {plain(other.right)}", one is other)
            for one in item.pairs
            for other in item.pairs
            if given or one is other
        }
    if item.steps:
        return {
            f"{place}{step.id}": (
                f"Place {place}: {plain(step.text)}",
                item.steps[place - 1] is step,
            )
            for place in range(1, len(item.steps) + 1)
            for step in item.steps
            if given or item.steps[place - 1] is step
        }
    if item.typed:
        return {"=1": ("Words that are accepted", True), "=0": ("Other words", False)}
    return {one.id: (plain(one.text), one.correct) for one in item.options}
