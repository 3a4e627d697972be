"""The card of a learner's agency: what it may and must do, and whom it calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.content.local import ContactLike, LocalContact, local_contacts
from elearn.learning.queries.training import AgencyFacts
from elearn.web.languages import N_, say


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact of the agency's own. ``instead`` is said in place of one that cannot be shown."""

    title: str
    contact: LocalContact
    instead: str


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """One agency, with its contacts in the order of contacts.yaml."""

    agency: str
    first_responder: bool
    duty_to_notify: bool
    contacts: tuple[ContactShown, ...]


NOT_ENTERED = N_("Your partnership has not entered this yet")


def agency_cards(
    facts: Iterable[AgencyFacts],
    rows: Sequence[ContactLike],
    *,
    today: date,
    tells_state: bool = False,
) -> tuple[AgencyCard, ...]:
    """A card for each agency. ``rows`` are the partnership's contacts and those of the agencies;
    ``tells_state``: the reader is told how far an agency is with them."""
    return tuple(
        AgencyCard(
            one.agency,
            one.first_responder,
            one.duty_to_notify,
            tuple(
                ContactShown(
                    contact.title,
                    contact,
                    say(contact.state_words.capitalize() if tells_state else NOT_ENTERED),
                )
                for contact in local_contacts(rows, {one.agency_id: one.agency}, today)
            ),
        )
        for one in facts
    )
