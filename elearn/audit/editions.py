"""Opens editions for reading: their rows checked against the seal and put before the engine.

A frozen edition never changes, and the engine takes a moment over a large one: each process keeps
what it has opened, for a few minutes, so that a page costs one statement and a broken seal is
still found soon. Commands read afresh.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from elearn.audit.facts import Facts
from elearn.audit.queries import editions as queries
from elearn.audit.queries.editions import Edition
from elearn.audit.queries.facts import frozen, frozen_of
from elearn.audit.showing import show
from elearn.audit.shown import Shown
from elearn.audit.snapshot import seal_holds
from elearn.domain.suppression import Audience

FRESH_FOR = timedelta(minutes=10)
MOST_KEPT = 8
MOST_SEALS_KEPT = 200
MOST_PAGES_KEPT = 24  # of an edition; a page is about 100 kB

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition as a reader may see it. ``sealed``: its rows still had the hash they were frozen
    with when they were read, at ``checked_at``."""

    edition: Edition
    shown: Shown
    sealed: bool
    checked_at: datetime
    kept: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)
    pages: OrderedDict[Hashable, Any] = field(
        default_factory=OrderedDict, compare=False, repr=False
    )

    def keep(self, name: tuple[str, ...], make: Callable[[], T]) -> T:
        """What ``make`` works out of this edition, worked out once while it stays open."""
        if name not in self.kept:
            self.kept[name] = make()
        found: T = self.kept[name]
        return found

    def keep_page(self, name: Hashable, draw: Callable[[], T], *, unless: Callable[[T], bool]) -> T:
        """What ``draw`` draws of this edition: once while it stays open and among those asked for
        last, save where ``unless`` says of it that it may not be kept."""
        if name in self.pages:
            self.pages.move_to_end(name)
            kept: T = self.pages[name]
            return kept
        drawn = draw()
        if not unless(drawn):
            self.pages[name] = drawn
            while len(self.pages) > MOST_PAGES_KEPT:
                self.pages.popitem(last=False)
        return drawn


class Shelf:
    """The editions this process has opened lately, and whose seals it has checked."""

    def __init__(self) -> None:
        self._opened: OrderedDict[tuple[int, str, Audience], Opened] = OrderedDict()
        self._seals: OrderedDict[tuple[int, str], tuple[bool, datetime]] = OrderedDict()
        self._lock = Lock()

    def clear(self) -> None:
        """Forget everything, so that the next reading is from the database."""
        with self._lock:
            self._opened.clear()
            self._seals.clear()

    def open(
        self, session: Session, edition: Edition, *, audience: Audience, now: datetime
    ) -> Opened:
        """The edition for one kind of reader."""
        key = (edition.id, edition.digest, audience)
        with self._lock:
            found = self._opened.get(key)
        if found and now - found.checked_at < FRESH_FOR:
            return replace(found, edition=edition)
        opened = read(session, edition, audience=audience, now=now)
        with self._lock:
            self._opened[key] = opened
            self._opened.move_to_end(key)
            while len(self._opened) > MOST_KEPT:
                self._opened.popitem(last=False)
        return opened

    def open_all(
        self, session: Session, editions: Collection[Edition], *, audience: Audience, now: datetime
    ) -> tuple[Opened, ...]:
        """Several editions in their order; those not open yet are read together."""
        keys = {one.id: (one.id, one.digest, audience) for one in editions}
        with self._lock:
            fresh = {
                number: found
                for number, key in keys.items()
                if (found := self._opened.get(key)) and now - found.checked_at < FRESH_FOR
            }
        missing = [one for one in editions if one.id not in fresh]
        facts = frozen_of(session, [one.id for one in missing]) if missing else {}
        for one in missing:
            fresh[one.id] = _opened(one, facts[one.id], audience=audience, now=now)
        with self._lock:
            for number, opened in fresh.items():
                self._opened[keys[number]] = opened
                self._opened.move_to_end(keys[number])
            while len(self._opened) > MOST_KEPT:
                self._opened.popitem(last=False)
        return tuple(replace(fresh[one.id], edition=one) for one in editions)

    def seals(
        self, session: Session, editions: Iterable[Edition], *, now: datetime
    ) -> dict[int, bool]:
        """Whether each edition is whole. Those not checked lately are read, all at once."""
        wanted = {(edition.id, edition.digest): edition for edition in editions}
        with self._lock:
            fresh = {
                key: held
                for key, (held, at) in self._seals.items()
                if key in wanted and now - at < FRESH_FOR
            }
        missing = [edition for key, edition in wanted.items() if key not in fresh]
        facts = frozen_of(session, [edition.id for edition in missing]) if missing else {}
        for one in missing:
            held = seal_holds(facts[one.id], manifest=one.manifest, sealed=one.digest)
            fresh[one.id, one.digest] = held
            self._keep_seal((one.id, one.digest), held, now)
        return {number: held for (number, _), held in fresh.items()}

    def _keep_seal(self, key: tuple[int, str], held: bool, now: datetime) -> None:
        with self._lock:
            self._seals[key] = (held, now)
            while len(self._seals) > MOST_SEALS_KEPT:
                self._seals.popitem(last=False)


SHELF = Shelf()


def read(session: Session, edition: Edition, *, audience: Audience, now: datetime) -> Opened:
    """Read an edition from the database, check its seal, and apply the engine."""
    return _opened(edition, frozen(session, edition.id), audience=audience, now=now)


def read_all(
    session: Session, wanted: Collection[tuple[Edition, Audience]], *, now: datetime
) -> tuple[Opened, ...]:
    """Several editions, each for its reader, from rows that are read together and not kept."""
    facts = frozen_of(session, sorted({one.id for one, _ in wanted}))
    return tuple(
        _opened(one, facts[one.id], audience=audience, now=now) for one, audience in wanted
    )


def _opened(edition: Edition, facts: Facts, *, audience: Audience, now: datetime) -> Opened:
    sealed = seal_holds(facts, manifest=edition.manifest, sealed=edition.digest)
    shown = show(facts, audience=audience, rules=edition.rules, level_c=edition.level_c)
    return Opened(edition, shown, sealed, now)


def latest(session: Session) -> Edition | None:
    """The edition with the latest census date, one of everything where there is one."""
    found = queries.newest(session)
    return next((one for one in found if one.scope.is_whole), found[0] if found else None)
