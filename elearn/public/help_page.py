"""The help page in one language: its words with today's numbers in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from elearn.content.help_pages.page import HelpPages, HelpText
from elearn.content.placeholders import CONTACT
from elearn.domain.dates import uk_date
from elearn.web.site import Contact, Site

LISTS = ("ask", "other", "safe")
ENGLISH_AT = "/get-help"


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that the page is to be had in, by its own name."""

    language: str
    name: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """``words`` by key; empty where it names a contact that cannot be shown. ``checked`` says when
    the numbers were last checked. ``is_older``: the English has changed since."""

    title: str
    language: str
    direction: str
    words: Mapping[str, Markup]
    points: Mapping[str, tuple[Markup, ...]]
    others: tuple[OtherLanguage, ...]
    checked: Markup
    emergency: Contact | None
    helpline: Contact | None
    is_older: bool


def help_page(text: HelpText, pages: HelpPages, site: Site) -> HelpPage:
    """The page of one of ``pages``, with links to the others."""
    words = {key: filled(one, site.contacts) for key, one in text.words.items()}
    lists = {name: tuple(words[key] for key in text.points(name) if words[key]) for name in LISTS}
    return HelpPage(
        title=text.words["title"],
        language=text.language,
        direction=text.direction,
        words=words,
        points=lists,
        others=tuple(
            _other(one, pages) for one in (pages.english, *pages.translated) if one is not text
        ),
        checked=_checked(text, site.contacts_checked_on),
        emergency=site.contacts.get("emergency"),
        helpline=site.contacts.get("helpline"),
        is_older=bool(text.stale),
    )


def filled(text: str, contacts: Mapping[str, Contact]) -> Markup:
    """A text with its contacts as links; empty when one of them has no number and no address.

    >>> filled("Call {contact:emergency}.", {"emergency": Contact("999", "999")})
    Markup('Call <a class="govuk-link" href="tel:999" dir="ltr">999</a>.')
    >>> filled("Call {contact:emergency}.", {})
    Markup('')
    """
    made, last = Markup(), 0
    for found in CONTACT.finditer(text):
        contact = contacts.get(found[1])
        link = _link(contact) if contact else None
        if link is None:
            return Markup()
        made += escape(text[last : found.start()]) + link
        last = found.end()
    return made + escape(text[last:])


def _link(contact: Contact) -> Markup | None:
    """A number reads from left to right in every language."""
    if contact.number:
        return Markup('<a class="govuk-link" href="tel:{}" dir="ltr">{}</a>').format(
            contact.tel, contact.number
        )
    if contact.url:
        return Markup('<a class="govuk-link" href="{}" rel="noreferrer" dir="ltr">{}</a>').format(
            contact.url, contact.url.removeprefix("https://").rstrip("/")
        )
    return None


def _other(one: HelpText, pages: HelpPages) -> OtherLanguage:
    href = ENGLISH_AT if one is pages.english else f"{ENGLISH_AT}/{one.language}"
    return OtherLanguage(one.language, one.name, one.direction, href)


def _checked(text: HelpText, on: date | None) -> Markup:
    """In English the day in words; elsewhere in figures, which need no translation."""
    if on is None:
        return escape(text.words["not_checked"])
    day = uk_date(on) if text.language.startswith("en") else on.strftime("%d/%m/%Y")
    return escape(text.words["checked"].replace("{date}", day))
