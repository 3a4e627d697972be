"""What a screen may hold besides its text: a practice check, a sort, a picture, a recording."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class CheckOption:
    """One answer of a practice question; ``text`` and ``feedback`` are inline HTML."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Check:
    """A practice question on a screen: not marked, not stored. ``text`` is inline HTML."""

    text: str
    options: tuple[CheckOption, ...]

    @property
    def multiple(self) -> bool:
        """Whether more than one answer is right, so that it is asked with checkboxes."""
        return sum(option.correct for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class SortGroup:
    """Where cards go; ``name`` is plain text."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class SortCard:
    """A card and the id of the group it belongs to; ``text`` and ``feedback`` are inline HTML."""

    text: str
    group: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Sort:
    """Cards to put into groups: practice, not marked, not stored. ``text`` is inline HTML;
    ``cards`` are in the author's order."""

    text: str
    groups: tuple[SortGroup, ...]
    cards: tuple[SortCard, ...]

    @property
    def shuffled(self) -> tuple[SortCard, ...]:
        """The cards in an order that is always the same and tells nothing of their groups."""
        return tuple(sorted(self.cards, key=lambda card: sha256(card.text.encode()).digest()))

    def name_of(self, group: str) -> str:
        """A group's name. StopIteration for a group there is not."""
        return next(one.name for one in self.groups if one.id == group)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing. ``svg`` is a whole, safe SVG element that says ``alt`` to who cannot see it;
    ``caption`` is plain text and may be empty."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Media:
    """A recording, ``kind`` audio or video. ``sha256`` and ``captions`` name rows of the table
    ``media_file`` (``captions`` may be empty); ``transcript`` is blocks."""

    kind: str
    mime: str
    sha256: str
    captions: str
    transcript: str
