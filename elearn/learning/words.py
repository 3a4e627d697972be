"""Published text filled in for one reader: contacts as they are today, their agency's card."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from elearn.content.local import LOCAL, NOWHERE, ContactLike, Place
from elearn.content.markdown import plain, resolve_contacts
from elearn.content.placeholders import AGENCY_CARD, CONTACT


@dataclass(slots=True)
class Words:
    """Fills in placeholders. Contacts and card are read when a text first asks for them, so that
    most screens cost no statement for either. ``read_contacts`` is given the agencies' ids whose
    own contacts are wanted too; ``find_place`` says where the reader works."""

    today: date
    read_contacts: Callable[[Collection[int]], Sequence[ContactLike]]
    draw_card: Callable[[], Markup | None]
    find_place: Callable[[], Place] = lambda: NOWHERE
    _contacts: Sequence[ContactLike] | None = field(default=None, init=False)
    _place: Place | None = field(default=None, init=False)

    def blocks(self, html: str) -> Markup:
        """Paragraphs, lists and boxes, as they go into a page."""
        card = self.draw_card() if AGENCY_CARD in html else None
        return self._filled(html, card=card)

    def line(self, html: str) -> Markup:
        """A text within one line, with links."""
        return self._filled(html)

    def label(self, html: str) -> Markup:
        """A text inside a label, a legend or a heading: without links."""
        return self._filled(html, links=False)

    def plain(self, html: str) -> str:
        """The words alone, for a title."""
        return plain(self.label(html))

    def _filled(self, html: str, *, links: bool = True, card: Markup | None = None) -> Markup:
        place = self._where(html)
        known = self._for(html, place)
        return resolve_contacts(
            html, known, today=self.today, links=links, agency_card=card, place=place
        )

    def _where(self, html: str) -> Place:
        """Where the reader works, once a text names a contact of their agency's own."""
        if self._place is None and f"{{contact:{LOCAL}" in html:
            self._place, self._contacts = self.find_place(), None
        return self._place or NOWHERE

    def _for(self, html: str, place: Place) -> Sequence[ContactLike]:
        if not CONTACT.search(html):
            return ()
        if self._contacts is None:
            self._contacts = self.read_contacts(tuple(place.agencies))
        return self._contacts
