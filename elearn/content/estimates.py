"""How long a module takes, estimated from its words and questions, beside what it says.

Everything is read once at 200 words a minute: screens with what unfolds, practice, one way through
each scenario, an average quiz, the summary. Each question, sort and decision takes half a minute
of thought besides.
"""

from collections.abc import Mapping
from functools import cache
from statistics import fmean
from typing import Any

from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts, ScenarioPart, ScreenPart
from elearn.content.prose import words_of

WORDS_A_MINUTE = 200
THOUGHT = 0.5  # minutes for a question, a sort or a decision
TOLERANCE = 0.25
COMMENTS_READ = 1.5  # of a practice question: what was chosen and, if that was wrong, the answer
LONGEST_WAY = 12  # decisions; a longer way through a story goes round in it


def check_minutes(parts: ModuleParts) -> None:
    """A warning when the stated minutes are far from the estimate."""
    if parts.model is None or parts.head is None:
        return
    estimate = minutes(parts)
    if abs(parts.model.minutes - estimate) > TOLERANCE * estimate:
        message = (
            f"Its words and questions take about {estimate:.0f} minutes, and {parts.model.minutes} "
            "are stated. State what it takes, or change how much there is."
        )
        parts.head.warning(("minutes",), message)


def minutes(parts: ModuleParts) -> float:
    """What a module takes, in minutes, without faults in it."""
    total = sum(_screen(screen) for screen in parts.screens)
    total += sum(_scenario(scenario) for scenario in parts.scenarios)
    total += _quiz(parts)
    if parts.summary is not None:
        total += words_of(parts.summary.text) / WORDS_A_MINUTE
    return total


def _screen(screen: ScreenPart) -> float:
    head = screen.head.data
    words = words_of(screen.body.text) + _words(head, "title")
    words += _words(head.get("media") or {}, "transcript")
    total = words / WORDS_A_MINUTE
    check, sort = head.get("check"), head.get("sort")
    if isinstance(check, dict):
        options = [option for _, option in mappings(check, "options")]
        words = _words(check, "text") + sum(_words(option, "text") for option in options)
        words += round(COMMENTS_READ * fmean(_words(one, "feedback") for one in options))
        total += words / WORDS_A_MINUTE + THOUGHT
    if isinstance(sort, dict):
        cards = [card for _, card in mappings(sort, "cards")]
        words = _words(sort, "text") + sum(_words(card, "text", "feedback") for card in cards)
        total += words / WORDS_A_MINUTE + THOUGHT
    return total


def _quiz(parts: ModuleParts) -> float:
    """An average draw: all answers are read, and what is said to the one that was given."""
    total = 0.0
    drawn = parts.model.blueprint if parts.model else {}
    for questions in parts.questions:
        line = drawn.get(str(questions.marked.data.get("topic")))
        items = [item for _, item in mappings(questions.marked.data, "items")]
        if line and items:
            total += line.items * fmean(_item(item) for item in items)
    return total


def _item(item: Mapping[str, Any]) -> float:
    words = _words(item, "text", "situation")
    for rows in ("options", "pairs", "steps"):
        words += sum(_words(row, "text", "left", "right") for _, row in mappings(item, rows))
    return words / WORDS_A_MINUTE + THOUGHT


def _scenario(scenario: ScenarioPart) -> float:
    """The mean over the ways through a story, each choice as likely as the others, by the plain
    ``next`` of each. What followed is read twice: when it happens, and again at the end."""
    data = scenario.marked.data
    raw = data.get("nodes")
    nodes = raw if isinstance(raw, dict) else {}

    @cache
    def way(name: str, left: int) -> float:
        node = nodes.get(name)
        if not isinstance(node, dict):
            return 0.0
        choices = [choice for _, choice in mappings(node, "choices")]
        here = _words(node, "text") / WORDS_A_MINUTE
        if not choices or not left:
            return here
        offered = sum(_words(choice, "text") for choice in choices) / WORDS_A_MINUTE
        followed = fmean(2 * _words(choice, "feedback") for choice in choices) / WORDS_A_MINUTE
        onward = fmean(way(str(choice.get("next")), left - 1) for choice in choices)
        return here + offered + followed + THOUGHT + onward

    return _words(data, "intro") / WORDS_A_MINUTE + way(str(data.get("start")), LONGEST_WAY)


def _words(row: Mapping[str, Any], *keys: str) -> int:
    return sum(len(str(row.get(key) or "").split()) for key in keys)
