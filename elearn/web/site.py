"""What every page shows around its content: the partnership, its contacts, who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Contact:
    """One service to call or write to; `number` is spaced as people read it aloud."""

    name: str
    number: str | None = None
    url: str | None = None
    hours: str | None = None

    @property
    def tel(self) -> str:
        """The number as a `tel:` link wants it; empty when there is none."""
        return "".join((self.number or "").split())


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """The partnership that runs this site. One is equal to itself alone: it is read anew each
    minute, and what was drawn of it is then drawn anew.

    `contacts` is keyed as in `modules/contacts.yaml`; the concern panel shows `emergency` and
    `helpline`. `contacts_checked_on` is the oldest check among them, none when one was never made.
    `contact_url` is where "Contact us" in the footer goes; without it the link is left out.
    """

    partnership: str
    partnership_short: str
    demo: bool = False
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    contacts_checked_on: date | None = None
    agencies_count: int = 0
    contact_url: str | None = None

    @property
    def second_line(self) -> str:
        """What is left of the full name under the short one, as in "Modern Slavery Partnership"."""
        if self.partnership == self.partnership_short:
            return ""
        return self.partnership.removeprefix(self.partnership_short).strip(" ,:-")


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of the service navigation; `active` when the page belongs under it."""

    label: str
    href: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is signed in; `description` is role and agency, as in "midwife, Northmoor Hospitals".

    `card_url` is the card of the viewer's agency (who to call, in and out of hours), if it has one.
    `mark` tells the script whether it is the same person as before on this device, and nobody who.
    """

    name: str
    description: str = ""
    nav: tuple[NavItem, ...] = ()
    card_url: str | None = None
    mark: str = ""
