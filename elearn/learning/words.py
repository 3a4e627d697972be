"""Published text filled in for one reader: contacts as they are today, their agency's card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from elearn.content.markdown import plain, resolve_contacts
from elearn.content.placeholders import AGENCY_CARD, CONTACT, ContactLike


@dataclass(slots=True)
class Words:
    """Fills in placeholders. Contacts and card are read when a text first asks for them, so that
    most screens cost no statement for either."""

    today: date
    read_contacts: Callable[[], Sequence[ContactLike]]
    draw_card: Callable[[], Markup | None]
    _contacts: Sequence[ContactLike] | None = field(default=None, init=False)

    def blocks(self, html: str) -> Markup:
        """Paragraphs, lists and boxes, as they go into a page."""
        card = self.draw_card() if AGENCY_CARD in html else None
        return resolve_contacts(html, self._for(html), today=self.today, agency_card=card)

    def line(self, html: str) -> Markup:
        """A text within one line, with links."""
        return resolve_contacts(html, self._for(html), today=self.today)

    def label(self, html: str) -> Markup:
        """A text inside a label, a legend or a heading: without links."""
        return resolve_contacts(html, self._for(html), today=self.today, links=False)

    def plain(self, html: str) -> str:
        """The words alone, for a title."""
        return plain(self.label(html))

    def _for(self, html: str) -> Sequence[ContactLike]:
        if not CONTACT.search(html):
            return ()
        if self._contacts is None:
            self._contacts = self.read_contacts()
        return self._contacts
