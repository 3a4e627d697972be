"""How far somebody is through a module: which version, which pages, how many minutes are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from elearn.content.document import ModuleDocument
from elearn.content.pages import Page, Scenario

SHORTEST_QUIZ_MINUTES = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """A version of a module and the pages of it that somebody has gone past. ``passed``: its quiz
    was passed on this version. ``at`` is when the last of the pages was gone past; ``digest`` is
    the hash of what the version says."""

    version_id: int
    number: int
    pages: frozenset[str]
    passed: bool
    at: datetime | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The version somebody is on, with its ``digest``, and the pages of it they have gone past."""

    version_id: int
    number: int
    seen: frozenset[str]
    digest: str = ""


def place(begun: Iterable[Begun], *, version_id: int, number: int, digest: str = "") -> Place:
    """The version begun is carried on with until it is passed; otherwise the current one, which
    ``version_id``, ``number`` and ``digest`` name, is used.

    >>> half_way = Begun(7, 1, frozenset({"what-it-is"}), passed=False)
    >>> place([half_way], version_id=8, number=2).version_id
    7
    >>> done = Begun(7, 1, frozenset({"what-it-is"}), passed=True)
    >>> place([done], version_id=8, number=2)
    Place(version_id=8, number=2, seen=frozenset(), digest='')
    """
    every = tuple(begun)
    last_passed = max((one.number for one in every if one.passed), default=0)
    unfinished = [one for one in every if one.number > last_passed]
    if unfinished:
        latest = max(unfinished, key=lambda one: one.number)
        return Place(latest.version_id, latest.number, latest.pages, latest.digest)
    seen = [one.pages for one in every if one.version_id == version_id]
    return Place(version_id, number, seen[0] if seen else frozenset(), digest)


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the module as its front page lists it; ``number`` counts from 1."""

    number: int
    slug: str
    title: str
    minutes: int
    seen: bool
    is_scenario: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A module's document, and its ``digest``, with what somebody has seen of it."""

    version_id: int
    number: int
    document: ModuleDocument
    seen: frozenset[str]
    digest: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                number=number,
                slug=page.slug,
                title=page.title,
                minutes=page.minutes,
                seen=page.slug in self.seen,
                is_scenario=isinstance(page, Scenario),
            )
            for number, page in enumerate(self.document.pages, start=1)
        )

    @property
    def total(self) -> int:
        return len(self.document.pages)

    @property
    def done(self) -> int:
        return sum(page.slug in self.seen for page in self.document.pages)

    @property
    def next_step(self) -> Step | None:
        """The first page not gone past; None once only the quiz is left."""
        return next((step for step in self.steps if not step.seen), None)

    @property
    def is_begun(self) -> bool:
        return self.done > 0

    @property
    def minutes_left(self) -> int:
        """Minutes of the pages not yet seen, and of the quiz."""
        left = sum(page.minutes for page in self.document.pages if page.slug not in self.seen)
        return left + quiz_minutes(self.document)

    def minutes_from(self, number: int) -> int:
        """Minutes from that page (counted from 1) to the end of the quiz."""
        pages = self.document.pages[number - 1 :]
        return sum(page.minutes for page in pages) + quiz_minutes(self.document)

    def page_after(self, slug: str) -> Page | None:
        """The page that follows; None after the last."""
        number = self.document.page_number(slug)
        return self.document.pages[number] if number < self.total else None

    def page_before(self, slug: str) -> Page | None:
        number = self.document.page_number(slug)
        return self.document.pages[number - 2] if number > 1 else None


def quiz_minutes(document: ModuleDocument) -> int:
    """What the stated time leaves for the quiz once the pages are read."""
    pages = sum(page.minutes for page in document.pages)
    return max(document.minutes - pages, SHORTEST_QUIZ_MINUTES)
