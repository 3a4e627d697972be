"""Contacts that every agency has of its own: what the partnership calls them, what each agency has
entered, and whether learners may be shown it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from markupsafe import Markup, escape

from elearn.domain.dates import uk_date

LOCAL = "local-"
LEARNERS_WORDS = "your partnership has not entered this yet"


class ContactLike(Protocol):
    """What is needed of a contact; ``content.queries.ContactRow`` has it."""

    @property
    def key(self) -> str: ...
    @property
    def agency_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def hours(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def verified_on(self) -> date | None: ...
    @property
    def review_by(self) -> date | None: ...


class LocalState(StrEnum):
    """How far an agency is with a contact of its own; only the last is shown to learners."""

    NOT_ENTERED = "not entered"
    NOT_VERIFIED = "not verified"
    STALE = "stale"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class LocalContact:
    """A contact of one agency. ``title`` and ``purpose`` are the partnership's words for it;
    ``name``, ``number``, ``url``, ``hours`` and ``note`` the agency's, empty unless it is ready, so
    that a number nobody has checked lately cannot be shown. ``stale_since`` is set when stale."""

    key: str
    agency_id: int
    agency: str
    title: str
    purpose: str
    state: LocalState
    name: str = ""
    number: str | None = None
    url: str | None = None
    hours: str = ""
    note: str = ""
    stale_since: date | None = None

    @property
    def is_ready(self) -> bool:
        return self.state is LocalState.READY

    @property
    def tel(self) -> str:
        """The number as a ``tel:`` link wants it; empty when there is none."""
        return "".join((self.number or "").split())

    @property
    def state_words(self) -> str:
        """How it stands, for leads and authors."""
        if self.stale_since is not None:
            return f"stale since {uk_date(self.stale_since)}"
        return self.state.value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader works, agency id -> name, and whether they are told how far their agency
    is (leads and authors) or only that there is nothing to see (learners)."""

    agencies: Mapping[int, str]
    tells_state: bool = False


NOWHERE = Place({})


def is_local(key: str) -> bool:
    """Whether every agency has its own contact of that key.

    >>> is_local("local-lead"), is_local("helpline")
    (True, False)
    """
    return key.startswith(LOCAL)


def state_of(row: ContactLike | None, today: date) -> LocalState:
    """How an agency's own contact stands. None, or one without number and address, is not entered;
    one whose review date has passed is stale."""
    if row is None or not (row.number or row.url):
        return LocalState.NOT_ENTERED
    if row.verified_on is None or row.verified_on > today:
        return LocalState.NOT_VERIFIED
    if row.review_by is None or row.review_by < today:
        return LocalState.STALE
    return LocalState.READY


def local_contacts(
    rows: Iterable[ContactLike], agencies: Mapping[int, str], today: date
) -> tuple[LocalContact, ...]:
    """Every local contact of those agencies (id -> name), entered or not: by agency's name, then
    in the order of contacts.yaml. ``rows`` are the partnership's contacts and the agencies'."""
    known = tuple(rows)
    titles = [row for row in known if row.agency_id is None and is_local(row.key)]
    own = {(row.agency_id, row.key): row for row in known if row.agency_id is not None}
    by_name = sorted(agencies.items(), key=lambda pair: (pair[1], pair[0]))
    return tuple(
        _contact(title, agency_id, name, own.get((agency_id, title.key)), today)
        for agency_id, name in by_name
        for title in titles
    )


def _contact(
    title: ContactLike, agency_id: int, agency: str, row: ContactLike | None, today: date
) -> LocalContact:
    state = state_of(row, today)
    if row is None or state is not LocalState.READY:
        since = row.review_by if row is not None and state is LocalState.STALE else None
        return LocalContact(
            title.key, agency_id, agency, title.name, title.what, state, stale_since=since
        )
    return LocalContact(
        key=title.key,
        agency_id=agency_id,
        agency=agency,
        title=title.name,
        purpose=title.what,
        state=state,
        name=row.name,
        number=row.number,
        url=row.url,
        hours=row.hours,
        note=row.what,
    )


def show_local(
    key: str, rows: Iterable[ContactLike], place: Place, *, today: date, links: bool = True
) -> Markup | None:
    """A local contact in running text: that of the reader's agency, with the agency named when
    they work in several. None when the partnership knows no such contact."""
    known = tuple(rows)
    titles = {row.key: row.name for row in known if row.agency_id is None}
    if key not in titles:
        return None
    mine = [one for one in local_contacts(known, place.agencies, today) if one.key == key]
    if not mine:
        said = "each agency enters its own" if place.tells_state else LEARNERS_WORDS
        return Markup("{} ({})").format(_yours(titles[key]), said)
    shown = [_words(one, place, links=links, named=len(mine) > 1) for one in mine]
    return Markup(" or ").join(shown)


def _words(contact: LocalContact, place: Place, *, links: bool, named: bool) -> Markup:
    if not contact.is_ready:
        said = contact.state_words if place.tells_state else LEARNERS_WORDS
        where = f"{contact.agency}: {said}" if named else said
        return Markup("{} ({})").format(_yours(contact.title), where)
    words = Markup("{} on {}").format(contact.name, _call(contact, links=links))
    if not contact.number:
        words = _page(contact, links=links)
    return Markup("{} ({})").format(words, contact.agency) if named else words


def _call(contact: LocalContact, *, links: bool) -> Markup:
    if not links:
        return escape(contact.number)
    link = Markup('<a class="govuk-link" href="tel:{}">{}</a>')
    return link.format(contact.tel, contact.number)


def _page(contact: LocalContact, *, links: bool) -> Markup:
    if not links or not (contact.url or "").startswith("https://"):
        return escape(contact.name)
    link = Markup('<a class="govuk-link" href="{}" rel="noreferrer">{}</a>')
    return link.format(contact.url, contact.name)


def _yours(title: str) -> str:
    """What the partnership calls it, within a sentence.

    >>> _yours("Adult safeguarding team")
    'your adult safeguarding team'
    """
    return f"your {title[:1].lower()}{title[1:]}"
