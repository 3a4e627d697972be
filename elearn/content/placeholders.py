"""Contacts and the agency's card in published text: filled in each time a page is shown, so that
a number that changed is right everywhere at once and an unchecked one is shown nowhere."""

import re
from collections.abc import Iterable
from datetime import date

from markupsafe import Markup, escape

from elearn.content.cleaning import clean_again
from elearn.content.local import NOWHERE, ContactLike, Place, is_local, show_local

CONTACT = re.compile(r"\{contact:([a-z0-9]+(?:-[a-z0-9]+)*)\}")
AGENCY_CARD = "{agency-card}"
# Emergency numbers are set by the national numbering plan and do not go out of date.
LONGEST_NATIONAL_NUMBER = 3
NO_SUCH_CONTACT = "your safeguarding lead"
NO_CARD = Markup('<p class="govuk-body">Ask your safeguarding lead who to call here.</p>')


def is_checked(contact: ContactLike, today: date) -> bool:
    """Whether somebody has verified the contact and its next check is not overdue."""
    if contact.verified_on is None or contact.verified_on > today:
        return False
    return contact.review_by is None or contact.review_by >= today


def may_show_number(contact: ContactLike, today: date) -> bool:
    """Whether the contact's number may be shown: a checked one, or one of the national plan."""
    if not contact.number:
        return False
    return len(_digits(contact.number)) <= LONGEST_NATIONAL_NUMBER or is_checked(contact, today)


def show_contact(contact: ContactLike, *, today: date, links: bool = True) -> Markup:
    """A contact in running text.

    A checked one is its name and number ("Crimestoppers on 0800 555 111"), a national number of
    three digits the number alone. One not checked is its name and where to find the number: a
    number that may be wrong is never shown.
    """
    if contact.number and len(_digits(contact.number)) <= LONGEST_NATIONAL_NUMBER:
        return _call(contact.number, links)
    if not contact.number:
        return _link(contact.name, contact.url, links)
    if is_checked(contact, today):
        return Markup("{} on {}").format(contact.name, _call(contact.number, links))
    if contact.url:
        where = contact.url.removeprefix("https://").rstrip("/")
        return Markup("{}, number at {}").format(contact.name, _link(where, contact.url, links))
    return Markup("{}, number on its own website").format(contact.name)


def resolve_contacts(
    html: str,
    contacts: Iterable[ContactLike],
    *,
    today: date,
    links: bool = True,
    agency_card: Markup | None = None,
    place: Place = NOWHERE,
) -> Markup:
    """Published HTML with its placeholders filled in, safe to put into a page.

    ``html`` comes from a published document; it was cleaned then and is cleaned again here, as
    somebody may have written into the database since. Say ``links=False``
    inside a label, a legend, a heading or a title. ``agency_card`` stands where the author put
    ``::: my-agency``; without one the learner is told whom to ask. ``place`` says whose local
    contacts are shown.
    """
    known = tuple(contacts)
    shown = {contact.key: contact for contact in known if contact.agency_id is None}

    def fill(found: re.Match[str]) -> str:
        key = found[1]
        if is_local(key):
            words = show_local(key, known, place, today=today, links=links)
            return NO_SUCH_CONTACT if words is None else str(words)
        if key not in shown:
            return NO_SUCH_CONTACT
        return str(show_contact(shown[key], today=today, links=links))

    filled = CONTACT.sub(fill, clean_again(html))
    card = NO_CARD if agency_card is None else agency_card
    return Markup(filled.replace(AGENCY_CARD, str(card)))  # noqa: S704 cleaned above


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal() or sign == "+")


def _call(number: str, links: bool) -> Markup:
    if not links:
        return escape(number)
    return Markup('<a class="govuk-link" href="tel:{}">{}</a>').format(_digits(number), number)


def _link(words: str, url: str | None, links: bool) -> Markup:
    if not links or not url or not url.startswith("https://"):
        return escape(words)
    return Markup('<a class="govuk-link" href="{}" rel="noreferrer">{}</a>').format(url, words)
