"""A screen of a module, and a moment of a scenario."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page stands in its module, in words, and the ways on and back."""

    slug: str
    module: str
    page: str
    version: int
    number: int
    total: int
    minutes_left: int
    back_href: str
    back_words: str
    onward: str
    law_as_at: date


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
class ScreenPage:
    """One screen: one idea, at most one check."""

    title: str
    at: Position
    html: Markup
    check: CheckShown | None
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """A way on at a moment of a scenario."""

    value: str
    text: Markup


@dataclass(frozen=True, slots=True)
class PathStep:
    """A choice on the path that was taken, in plain words."""

    text: Markup
    tag: str
    good: bool


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One moment of a walk: a choice to make, the feedback on one made, or the ending."""

    title: str
    at: Position
    state: str
    walk: int
    step: int
    node: str
    intro: Markup
    html: Markup
    choices: tuple[ChoiceShown, ...] = ()
    chosen: Markup = Markup()
    tag: str = ""
    good: bool = False
    ending: str = ""
    ending_words: str = ""
    path: tuple[PathStep, ...] = ()
    can_go_on: bool = False
    can_walk_again: bool = False
    errors: tuple[tuple[str, str], ...] = ()
