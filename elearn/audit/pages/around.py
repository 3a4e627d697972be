"""The navigation of an edition: its pages in one order, for whichever of them exist, and which of
them comes next."""

from collections.abc import Callable, Container
from dataclasses import dataclass

EDITION_PAGES: tuple[tuple[str, str, str], ...] = (  # in the order in which they are read
    ("Overview", "audit.overview", "the answer in short"),
    ("Coverage", "audit.coverage", "where people are in date, and where not"),
    ("Knowledge", "audit.knowledge", "what people know, and what they are wrongly sure of"),
    ("Questions", "audit.items", "which questions to look at again"),
    ("Returns", "audit.returns", "what agencies say of themselves"),
    ("Referrals", "audit.referrals", "what is referred in each area"),
    ("Priorities", "audit.priorities", "who should act first"),
    ("Changes", "audit.changes", "what changed, and why"),
    ("Forward look", "audit.ahead", "what runs out next, and the seats that asks for"),
    ("Actions", "audit.actions", "what the audit asks you to act on"),
    ("Report", "audit.report", "the report for the Steering Group"),
    ("Proof", "audit.proof", "how every figure is proved"),
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
        for label, target, _ in EDITION_PAGES
        if target in exists
    )


def next_page(
    *, endpoint: str, under: str, exists: Container[str], href: Callable[[str], str]
) -> tuple[str, str] | None:
    """Words and address of the page to read after one, or after the page it lies ``under``; None
    after the last.

    >>> next_page(endpoint="audit.report", under="", exists={"audit.report", "audit.proof"},
    ...     href=lambda endpoint: "/audits/1/proof")
    ('how every figure is proved', '/audits/1/proof')
    """
    there = [(target, words) for _, target, words in EDITION_PAGES if target in exists]
    at = next((n for n, one in enumerate(there) if one[0] in (endpoint, under)), len(there))
    if at + 1 >= len(there):
        return None
    target, words = there[at + 1]
    return words, href(target)


def _current(target: str, endpoint: str, under: str) -> str:
    if target == endpoint:
        return "page"
    return "true" if target == under else ""
