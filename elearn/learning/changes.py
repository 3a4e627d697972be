"""Material changes of a module that somebody holds an older version of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from elearn.content.document import ModuleDocument
from elearn.domain.dates import london_today
from elearn.domain.quiz import DrawnItem, in_shown_order


@dataclass(frozen=True, slots=True)
class Change:
    """A version that changed its module materially; never the first one."""

    version_id: int
    number: int
    published_at: datetime
    note: str

    @property
    def on(self) -> date:
        """The day of it, in London."""
        return london_today(self.published_at)


@dataclass(frozen=True, slots=True)
class Holds:
    """What somebody holds of a module: when it was completed and, if it was here, on which
    version."""

    completed_on: date
    number: int | None

    def is_older_than(self, change: Change) -> bool:
        """Whether it was completed before that change: by the version that was passed, or else by
        the day.

        >>> from datetime import UTC
        >>> second = Change(7, 2, datetime(2027, 3, 1, 9, tzinfo=UTC), "")
        >>> Holds(date(2027, 3, 4), 1).is_older_than(second)
        True
        >>> Holds(date(2027, 3, 4), None).is_older_than(second)
        False
        """
        if self.number is not None:
            return self.number < change.number
        return self.completed_on < change.on


def since(holds: Holds | None, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes made since somebody completed the module, the latest first; all of them for
    whoever never did."""
    made = sorted(changes, key=lambda one: one.number, reverse=True)
    return tuple(one for one in made if holds is None or holds.is_older_than(one))


def asked_about(document: ModuleDocument, person_id: int, version_id: int) -> tuple[DrawnItem, ...]:
    """The questions of a change, their options in an order that stays the same for one person, so
    that what is sent can be read without keeping a draw."""
    order = Random(f"{person_id}:{version_id}")  # noqa: S311 an order, not a secret
    items = [document.items_by_key[key] for key in document.change_items]
    return tuple(DrawnItem(item.key, in_shown_order(item.to_draw(), order)) for item in items)
