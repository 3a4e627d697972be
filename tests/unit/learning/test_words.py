from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from elearn.content.placeholders import AGENCY_CARD
from elearn.learning.words import Words

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Helpline:
    key: str = "helpline"
    agency_id: int | None = None
    name: str = "The Helpline"
    number: str | None = "0800 111 2222"
    url: str | None = None
    verified_on: date | None = date(2026, 11, 2)
    review_by: date | None = None


class Counted:
    """Words that count how often contacts and card are read."""

    def __init__(self):
        self.contacts = self.cards = 0
        self.words = Words(TODAY, self._contacts, self._card)

    def _contacts(self, _agencies):
        self.contacts += 1
        return (Helpline(),)

    def _card(self):
        self.cards += 1
        return Markup("<p>Our card</p>")


def test_contacts_are_read_once_and_only_when_a_text_names_one():
    counted = Counted()
    counted.words.blocks("<p>Nobody.</p>")
    assert counted.contacts == 0
    assert "0800 111 2222" in counted.words.blocks("<p>{contact:helpline}</p>")
    counted.words.line("{contact:helpline}")
    assert counted.contacts == 1


def test_the_card_is_drawn_only_where_the_author_put_it():
    counted = Counted()
    counted.words.blocks("<p>No card.</p>")
    assert counted.cards == 0
    assert "Our card" in counted.words.blocks(f"<div>{AGENCY_CARD}</div>")


def test_a_label_has_no_links_and_a_title_no_tags():
    words = Counted().words
    assert "<a" in words.line("Call {contact:helpline}")
    assert "<a" not in words.label("Call {contact:helpline}")
    assert words.plain("<strong>Call</strong> &amp; wait") == "Call & wait"
