"""A screen of a module, and a moment of a scenario."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from elearn.learning.pages.practice import CheckShown, SortShown
from elearn.learning.words import Tongue


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page stands in its module, in words, and the ways on and back; ``tongue`` is the
    language of what it says."""

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
    tongue: Tongue = Tongue()


@dataclass(frozen=True, slots=True)
class MediaShown:
    """A recording with the addresses of its files (``captions`` may be empty)."""

    kind: str
    src: str
    mime: str
    captions: str
    transcript: Markup


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A drawing that says what it shows, and its caption, which may be empty."""

    svg: Markup
    caption: str


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One screen: one idea, at most one check or sort."""

    title: str
    at: Position
    html: Markup
    check: CheckShown | None = None
    sort: SortShown | None = None
    picture: PictureShown | None = None
    media: MediaShown | None = None
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """A way on at a moment of a scenario."""

    value: str
    text: Markup


@dataclass(frozen=True, slots=True)
class PathStep:
    """A choice on the path that was taken: what it was, and what it led to."""

    text: Markup
    tag: str
    good: bool
    led_to: Markup


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
    law_sensitive: bool = False
    ending: str = ""
    ending_words: str = ""
    path: tuple[PathStep, ...] = ()
    sentence: str = ""
    can_go_on: bool = False
    can_walk_again: bool = False
    errors: tuple[tuple[str, str], ...] = ()
