"""Whether an answer that arrives may take the place of the one that is stored: an older page, or a
sending that comes late or twice, must not undo what was said since."""

from dataclasses import dataclass
from enum import StrEnum

from elearn.domain.answers import Chosen


@dataclass(frozen=True, slots=True)
class FromPage:
    """The page that sends answers: its ``key``, how many saves the attempt had when the page was
    drawn (``seen``), and which of its sendings this is, from 1; 0 from a page without a script,
    whose sendings come one after the other."""

    key: str
    seen: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is stored, with where it came from."""

    chosen: Chosen
    confidence: int | None
    saved_as: int
    page_key: str
    turn: int


class Fate(StrEnum):
    """What becomes of an answer that arrives."""

    KEEP = "keep"
    NOTHING_NEW = "nothing new"
    OLDER = "older"


def fate(stored: Kept | None, page: FromPage, chosen: Chosen, confidence: int | None) -> Fate:
    """Keep it, or leave what is stored: because it says the same or came later from that very page
    (nothing new), or because it was given elsewhere after this page was drawn (older)."""
    if stored is None:
        return Fate.KEEP
    if page.key and page.key == stored.page_key:
        return Fate.NOTHING_NEW if 0 < page.turn <= stored.turn else Fate.KEEP
    if stored.saved_as <= page.seen:
        return Fate.KEEP
    if chosen != stored.chosen:
        return Fate.OLDER
    if confidence in (None, stored.confidence):
        return Fate.NOTHING_NEW
    return Fate.KEEP if stored.confidence is None else Fate.OLDER
