"""The questions of a module's bank as they are published, frozen."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One answer to a question, ``id`` "a", "b"... in the author's order; the rest inline HTML."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the bank. ``type`` is single, multiple or true-false; ``text`` and ``why``
    are inline HTML; ``read_again`` is the slug of the screen that teaches it."""

    key: str
    topic: str
    type: str
    level: str
    subtag: str
    setting: str
    safety_critical: bool
    anchor: bool
    law_sensitive: bool
    law_as_at: date | None
    review_by: date | None
    source: str
    read_again: str
    text: str
    options: tuple[ItemOption, ...]
    why: str

    @property
    def correct(self) -> frozenset[str]:
        """The ids of the right options."""
        return frozenset(option.id for option in self.options if option.correct)

    def option(self, option_id: str) -> ItemOption | None:
        return next((one for one in self.options if one.id == option_id), None)
