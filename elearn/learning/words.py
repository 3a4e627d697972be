"""Published text filled in for one reader: contacts as they are today, their agency's card."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from elearn.content.local import LOCAL, NOWHERE, ContactLike, Place
from elearn.content.markdown import plain, resolve_contacts
from elearn.content.placeholders import AGENCY_CARD, CONTACT


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of published words where it is not that of the page, and what to say about it;
    empty where it is."""

    code: str = ""
    direction: str = ""
    notice: str = ""

    @property
    def attributes(self) -> Markup:
        """As an element has them; with a space before."""
        if not self.code:
            return Markup()
        return Markup(' lang="{}" dir="{}"').format(self.code, self.direction)


ENGLISH = Tongue("en-GB", "ltr")


@dataclass(slots=True)
class Words:
    """Fills in placeholders. Contacts and card are read when a text first asks for them, so that
    most screens cost no statement for either. ``read_contacts`` is given the agencies' ids whose
    own contacts are wanted too; ``find_place`` says where the reader works."""

    today: date
    read_contacts: Callable[[Collection[int]], Sequence[ContactLike]]
    draw_card: Callable[[], Markup | None]
    find_place: Callable[[], Place] = lambda: NOWHERE
    tongue: Tongue = Tongue()
    _contacts: Sequence[ContactLike] | None = field(default=None, init=False)
    _place: Place | None = field(default=None, init=False)
    _card: tuple[Markup | None] | None = field(default=None, init=False)

    @property
    def named(self) -> tuple[ContactLike, ...] | None:
        """The contacts that were read for the texts filled in so far; None where none names one."""
        return None if self._contacts is None else tuple(self._contacts)

    @property
    def is_for_everybody(self) -> bool:
        """Whether nothing that was filled in so far has to do with where the reader works."""
        return self._place is None and self._card is None

    def speaking(self, tongue: Tongue) -> "Words":
        """The same for words of a language, which are marked as such from now on."""
        self.tongue = tongue
        return self

    def blocks(self, html: str) -> Markup:
        """Paragraphs, lists and boxes, as they go into a page."""
        card = self._own_card() if AGENCY_CARD in html else None
        return self._marked("div", self._filled(html, card=card))

    def _own_card(self) -> Markup | None:
        """Drawn once, as a story may have it at many moments."""
        if self._card is None:
            self._card = (self.draw_card(),)
        return self._card[0]

    def line(self, html: str) -> Markup:
        """A text within one line, with links."""
        return self._marked("span", self._filled(html))

    def label(self, html: str) -> Markup:
        """A text inside a label, a legend or a heading: without links."""
        return self._marked("span", self._filled(html, links=False))

    def plain(self, html: str) -> str:
        """The words alone, for a title."""
        return plain(self.label(html))

    def _marked(self, element: str, made: Markup) -> Markup:
        if not made or not self.tongue.code:
            return made
        return Markup("<{0}{1}>{2}</{0}>").format(element, self.tongue.attributes, made)

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
