"""What the templates of the public pages show."""

from dataclasses import dataclass
from datetime import date

from elearn.public.signs import KINDS, Kind

WRITTEN_ON = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class HomePage:
    title: str = "Notice modern slavery, and pass it on"
    kinds: tuple[Kind, ...] = KINDS


@dataclass(frozen=True, slots=True)
class SignsPage:
    title: str = "Signs to notice"
    kinds: tuple[Kind, ...] = KINDS


@dataclass(frozen=True, slots=True)
class KindPage:
    """One kind of exploitation, and the others to go on to."""

    kind: Kind
    others: tuple[Kind, ...]
    title: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """``checked`` is when the numbers were last checked, in words; empty when never."""

    checked: str
    title: str = "Get help now"


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page about how this site is run."""

    title: str
    partnership: str
    base_url: str
    write_to: str
    written: str
    cookie: str
