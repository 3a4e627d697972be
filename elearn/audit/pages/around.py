"""The navigation of an edition: its pages in one order, for whichever of them exist."""

from collections.abc import Callable, Container
from dataclasses import dataclass

EDITION_PAGES: tuple[tuple[str, str], ...] = (
    ("Overview", "audit.overview"),
    ("Coverage", "audit.coverage"),
    ("Knowledge", "audit.knowledge"),
    ("Questions", "audit.items"),
    ("Returns", "audit.returns"),
    ("Referrals", "audit.referrals"),
    ("Priorities", "audit.priorities"),
    ("Changes", "audit.changes"),
    ("Actions", "audit.actions"),
    ("Report", "audit.report"),
    ("Proof", "audit.proof"),
)


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One page of an edition. ``current`` is what ``aria-current`` says of it: ``page`` for the
    page itself, ``true`` for one that lies below it, blank for every other."""

    label: str
    href: str
    current: str


def edition_pages(
    *, endpoint: str, under: str, exists: Container[str], href: Callable[[str], str]
) -> tuple[EditionPage, ...]:
    """The pages there are. ``endpoint`` is the page that is open; ``under`` names the page above
    it where it has no entry of its own.

    >>> [page] = edition_pages(endpoint="audit.coverage", under="",
    ...     exists={"audit.coverage"}, href=lambda endpoint: "/audits/1/coverage")
    >>> page.label, page.current
    ('Coverage', 'page')
    """
    return tuple(
        EditionPage(label, href(target), _current(target, endpoint, under))
        for label, target in EDITION_PAGES
        if target in exists
    )


def _current(target: str, endpoint: str, under: str) -> str:
    if target == endpoint:
        return "page"
    return "true" if target == under else ""
