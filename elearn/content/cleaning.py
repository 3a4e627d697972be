"""The allow-list that every author's text is cleaned by: when it is published, and once more
before it goes into a page, so that nothing somebody writes into the database runs there."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from elearn.content.drawing import read_drawing

if TYPE_CHECKING:
    from nh3 import Cleaner

TEXTS_KEPT = 32768  # all published texts: each is cleaned once a process, not once a page
DRAWINGS_KEPT = 256
MOST_STORED = 32_768  # bytes of a drawing with what it says to who cannot see it

ALLOWED: dict[str, set[str]] = {
    "p": {"govuk-body"},
    "h2": {"govuk-heading-m", "app-callout__title"},
    "h3": {"govuk-heading-s"},
    "ul": {"govuk-list", "govuk-list--bullet"},
    "ol": {"govuk-list", "govuk-list--number"},
    "li": set(),
    "strong": set(),
    "em": set(),
    "br": set(),
    "a": {"govuk-link"},
    "table": {"govuk-table"},
    "thead": {"govuk-table__head"},
    "tbody": {"govuk-table__body"},
    "tr": {"govuk-table__row"},
    "th": {"govuk-table__header", "govuk-table__header--numeric"},
    "td": {"govuk-table__cell", "govuk-table__cell--numeric"},
    "section": {"app-callout", "app-callout--do", "app-callout--stop"},
    "details": {"govuk-details"},
    "summary": {"govuk-details__summary"},
    "span": {"govuk-details__summary-text"},
    "div": {"govuk-details__text", "app-agency-card", "app-scroll"},
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # nh3 would let title and lang through
    "a": {"href"},
    "div": {"role", "aria-label", "tabindex"},
    "th": {"scope"},
    "ol": {"start"},
}
# After cleaning, so that no picture markup has to be on the allow-list.
ICONS = {
    f"{{icon:{name}}}": '<svg class="app-icon" aria-hidden="true" focusable="false">'
    f'<use href="#i-{name}"/></svg>'
    for name in ("do", "stop", "note")
}


def clean(html: str) -> str:
    """HTML with nothing in it but the allow-list, links by https only, and our icons."""
    cleaned: str = _cleaner().clean(html)
    for token, icon in ICONS.items():
        cleaned = cleaned.replace(token, icon)
    return cleaned.strip()


@lru_cache(maxsize=TEXTS_KEPT)
def clean_again(html: str) -> str:
    """Published HTML as it was published, whatever was done to it since: what ``clean`` made comes
    out as it went in."""
    bare = html
    for token, icon in ICONS.items():
        bare = bare.replace(icon, token)
    cleaned = clean(bare)
    return html if cleaned == html else cleaned  # one copy in memory, not two


@lru_cache(maxsize=DRAWINGS_KEPT)
def drawn_again(svg: str, alt: str) -> Markup:
    """A published drawing, written anew from the shapes and words in it; nothing when it holds
    anything else."""
    found = read_drawing(svg, most=MOST_STORED)
    if found.faults:
        return Markup()
    return Markup(found.markup(alt))  # noqa: S704 written anew by the allow-list


@cache
def _cleaner() -> "Cleaner":
    """The allow-list, made ready once: that takes as long as cleaning ten texts."""
    from nh3 import Cleaner  # noqa: PLC0415 not needed by those who only look at figures

    return Cleaner(
        tags=set(ALLOWED),
        attributes=ATTRIBUTES,
        allowed_classes={tag: names for tag, names in ALLOWED.items() if names},
        url_schemes={"https"},
        link_rel="noreferrer",
    )
