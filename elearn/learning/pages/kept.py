"""A module's screens on one page without a name or a form: to keep on a phone and read there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from elearn.content.activities import Check, Sort
from elearn.content.cleaning import drawn_again
from elearn.content.document import ModuleDocument
from elearn.content.pages import Scenario, Screen
from elearn.learning.pages.kept_story import KeptMoment, kept_story
from elearn.learning.words import Tongue, Words
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class Line:
    """An answer of a practice question, or a card and where it belongs, with what is said to it."""

    text: Markup
    word: str
    right: bool
    comment: Markup


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice question with its answers, to unfold."""

    text: Markup
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class KeptScreen:
    """A screen, or a story with every moment of it; one that is too large for that has only how it
    begins, and needs a connection to be gone through."""

    slug: str
    title: str
    html: Markup
    is_story: bool = False
    moments: tuple[KeptMoment, ...] = ()
    picture: Markup = Markup()
    caption: str = ""
    transcript: Markup = Markup()
    practice: Practice | None = None
    tongue: Tongue = Tongue()


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The whole of it, in the version the learner is on."""

    title: str
    slug: str
    version: int
    law_as_at: date
    screens: tuple[KeptScreen, ...]


def kept_page(
    slug: str,
    document: ModuleDocument,
    version: int,
    fill: Words,
    tongue_of: Callable[[str], Tongue],
) -> KeptPage:
    """Every screen of a version, in order, filled in for one reader; ``tongue_of`` a page's slug is
    the language of its words."""
    return KeptPage(
        title=document.title,
        slug=slug,
        version=version,
        law_as_at=document.law_as_at,
        screens=tuple(
            _screen(page, fill.speaking(tongue_of(page.slug))) for page in document.pages
        ),
    )


def _screen(page: Screen | Scenario, fill: Words) -> KeptScreen:
    if isinstance(page, Scenario):
        return KeptScreen(
            page.slug,
            page.title,
            fill.blocks(page.intro),
            is_story=True,
            moments=kept_story(page, fill),
            tongue=fill.tongue,
        )
    picture, media = page.picture, page.media
    return KeptScreen(
        page.slug,
        page.title,
        fill.blocks(page.html),
        picture=drawn_again(picture.svg, picture.alt) if picture else Markup(),
        caption=picture.caption if picture else "",
        transcript=fill.blocks(media.transcript) if media else Markup(),
        practice=_practice(page, fill),
        tongue=fill.tongue,
    )


def _practice(page: Screen, fill: Words) -> Practice | None:
    if page.check:
        return _check(page.check, fill)
    return _sort(page.sort, fill) if page.sort else None


def _check(check: Check, fill: Words) -> Practice:
    lines = (
        Line(
            fill.line(one.text),
            say("Right") if one.correct else say("Not right"),
            one.correct,
            fill.line(one.feedback),
        )
        for one in check.options
    )
    return Practice(fill.label(check.text), tuple(lines))


def _sort(sort: Sort, fill: Words) -> Practice:
    lines = (
        Line(fill.line(one.text), sort.name_of(one.group), True, fill.line(one.feedback))
        for one in sort.shuffled
    )
    return Practice(fill.label(sort.text), tuple(lines))
