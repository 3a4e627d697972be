"""What the templates of the administrator's pages show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from elearn.domain.acts import ACTS
from elearn.domain.dates import uk_moment

STATES = {
    "queued": ("watch", "Waiting"),
    "sending": ("watch", "Being sent"),
    "sent": ("good", "Sent"),
    "failed": ("act", "Failed"),
}


def moment(at: datetime | None) -> str:
    """A moment as the pages print it; nothing for none."""
    return uk_moment(at) if at else ""


def done(action: str) -> str:
    """What was done, in words; an act of an older version is said as it is named.

    >>> done("signed-in"), done("badge-given")
    ('signed in', 'badge given')
    """
    act = ACTS.get(action)
    return act.said if act else action.replace("-", " ").replace("_", " ").replace(":", ": ")


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "letter"), counted(1200, "person", "people")
    ('1 letter', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True)
class Work:
    """Something that needs the administrator: what, why now, where."""

    title: str
    why: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    title: str
    work: tuple[Work, ...]
    stats: tuple[dict[str, Any], ...]
    places: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The pages around a list, where there are any."""

    first: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """Where the same rows are to be had as files."""

    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One field that narrows a list: ``items`` makes it a choice, ``day`` a date."""

    name: str
    label: str
    value: str
    items: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to do that changes something: a form of one button."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list with its rows as the table macro takes them, and what stands around it."""

    title: str
    intro: str
    caption: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    empty: str
    files: Files | None
    pages: Around = Around()
    filters: tuple[Filter, ...] = ()
    find: str = ""
    state: str = ""
    word: str = ""
    links: tuple[tuple[str, str], ...] = ()
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class FactsPage:
    """One thing with its facts, and what can be done about it."""

    title: str
    intro: str
    facts: tuple[tuple[str, Any], ...]
    back: tuple[str, str]
    buttons: tuple[Button, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form."""

    title: str
    intro: str
    form: Any
    fields: tuple[str, ...]
    button: str
    back: tuple[str, str]
