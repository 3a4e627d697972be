"""What the templates of the public pages show."""

from dataclasses import dataclass
from datetime import date

from elearn.privacy.cookies import Cookie
from elearn.public.places import PLACES, Place
from elearn.public.signs import KINDS, Kind
from elearn.web.languages import N_

WRITTEN_ON = date(2026, 11, 22)  # with each release: security.txt holds for a year from it


@dataclass(frozen=True, slots=True)
class HomePage:
    title: str = N_("Notice modern slavery, and pass it on")
    kinds: tuple[Kind, ...] = KINDS


@dataclass(frozen=True, slots=True)
class SignsPage:
    title: str = N_("Signs to notice")
    kinds: tuple[Kind, ...] = KINDS
    places: tuple[Place, ...] = PLACES


@dataclass(frozen=True, slots=True)
class KindPage:
    """One kind of exploitation, and the others to go on to."""

    kind: Kind
    others: tuple[Kind, ...]
    title: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What may be noticed in one place, and the others to go on to."""

    place: Place
    others: tuple[Place, ...]
    title: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page about how this site is run."""

    title: str
    partnership: str
    base_url: str
    write_to: str
    written: str
    cookies: tuple[Cookie, ...]
    kept: dict[str, str]
