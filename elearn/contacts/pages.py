"""What the contacts templates are given."""

from dataclasses import dataclass
from datetime import date

from elearn.contacts.actions import seen_of
from elearn.contacts.forms import ContactForm
from elearn.contacts.queries import Done, OwnContact
from elearn.content.local import LocalState, state_of
from elearn.content.queries import ContactRow
from elearn.domain.dates import london_today, uk_date, uk_time
from elearn.records.places import AgencyName
from elearn.reporting.table import Column, Report

SHAPES = {
    LocalState.NOT_ENTERED: ("act", "Not entered"),
    LocalState.NOT_VERIFIED: ("watch", "Not verified"),
    LocalState.STALE: ("watch", "Check overdue"),
    LocalState.READY: ("good", "Confirmed"),
}
DONE = {
    "contact.entered": "Entered or changed",
    "contact.confirmed": "Rung and confirmed",
    "contact.taken-out": "Taken out",
}
ENTERED = ("name", "number", "url", "hours", "note")
FIELDS = {
    "name": "name",
    "number": "number",
    "url": "web address",
    "hours": "hours",
    "what": "what it is for",
}


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact as its lead sees it; ``seen`` is what a confirmation says was rung."""

    key: str
    title: str
    purpose: str
    state: str
    word: str
    standing: str
    name: str
    number: str
    url: str
    hours: str
    note: str
    seen: str

    @property
    def is_entered(self) -> bool:
        return bool(self.number or self.url)


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """All contacts of an agency."""

    title: str
    agency: AgencyName
    lede: str
    cards: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True)
class ContactPage:
    """One contact to enter or change. ``history`` are sentences, the latest first."""

    title: str
    agency: AgencyName
    card: ContactCard
    form: ContactForm
    history: tuple[str, ...]


CONTACTS: Report[ContactCard] = Report(
    title="Contacts",
    purpose="OFFICIAL. Who this agency's people call, and when each number was last rung.",
    columns=(
        Column("Contact", lambda row: row.title),
        Column("Called", lambda row: row.name),
        Column("Number", lambda row: row.number),
        Column("Web address", lambda row: row.url),
        Column("Hours", lambda row: row.hours),
        Column("State", lambda row: row.word),
        Column("More", lambda row: row.standing),
    ),
)


def contact_card(contact: OwnContact, today: date) -> ContactCard:
    """How a contact stands, in words."""
    asked, own = contact.asked, contact.own
    state = state_of(own, today)
    shape, word = SHAPES[state]
    return ContactCard(
        key=asked.key,
        title=asked.name,
        purpose=asked.what,
        state=shape,
        word=word,
        standing=_standing(own, state),
        name=own.name if own else "",
        number=(own.number or "") if own else "",
        url=(own.url or "") if own else "",
        hours=own.hours if own else "",
        note=own.what if own else "",
        seen=seen_of(own.number, own.url) if own else "",
    )


def _standing(own: ContactRow | None, state: LocalState) -> str:
    if own is None or state is LocalState.NOT_ENTERED:
        return "Your people read that it is not entered yet."
    if own.verified_on is None:
        return "Nobody has rung it, so your people do not see the number."
    said = f"Rung on {uk_date(own.verified_on)} by {own.verified_by or 'somebody'}."
    if own.review_by is None:
        return said
    if state is LocalState.STALE:
        return f"{said} The check ran out on {uk_date(own.review_by)}: the number is not shown."
    return f"{said} Ring it again by {uk_date(own.review_by)}."


def lede(cards: tuple[ContactCard, ...]) -> str:
    """What is left to do, or that nothing is."""
    if not cards:
        return "The partnership asks for no local contacts yet."
    ready = sum(card.state == "good" for card in cards)
    if ready == len(cards):
        return "Every contact is confirmed. Your people see the numbers in their training."
    count = f"{ready} of {len(cards)} contacts {'is' if ready == 1 else 'are'} confirmed."
    return f"{count} Your people see a number only after somebody here has rung it."


def history_lines(done: tuple[Done, ...]) -> tuple[str, ...]:
    """What was done to a contact, in sentences."""
    return tuple(_line(one) for one in done)


def _line(one: Done) -> str:
    when = f"{uk_date(london_today(one.at))}, {uk_time(one.at)}"
    changed = ", ".join(FIELDS[name] for name in one.detail.get("changed", ()) if name in FIELDS)
    what = f"{DONE.get(one.action, one.action)}{f' ({changed})' if changed else ''}"
    return f"{when}: {what}{f' by {one.by}' if one.by else ''}."
