"""A sort as it was sent: which group each card was put into, card by card, read so that nothing odd
gets through. Nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from elearn.content.activities import Sort, SortCard


class Sent(Protocol):
    """A submitted form: werkzeug's MultiDict."""

    def getlist(self, key: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A card at its place on the page (from 1), and the id of the group it was put into: None when
    it was not put into one there is."""

    place: int
    card: SortCard
    group: str | None

    @property
    def is_right(self) -> bool:
        return self.group == self.card.group


def field_of(place: int) -> str:
    """The name of the field of the card at that place."""
    return f"card-{place}"


def unsorted(sort: Sort) -> tuple[Placed, ...]:
    """The cards as they are first shown."""
    return tuple(Placed(place, card, None) for place, card in enumerate(sort.shuffled, start=1))


def read_sort(sent: Sent, sort: Sort) -> tuple[Placed, ...]:
    """The cards as somebody sorted them, in the order in which they were shown."""
    known = {group.id for group in sort.groups}
    placed = []
    for one in unsorted(sort):
        values = sent.getlist(field_of(one.place))
        good = values[0] if len(values) == 1 and values[0] in known else None
        placed.append(Placed(one.place, one.card, good))
    return tuple(placed)
