"""What the templates of the administrator's pages show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from elearn.domain.dates import LONDON, uk_date, uk_time

STATES = {
    "queued": ("watch", "Waiting"),
    "sending": ("watch", "Being sent"),
    "sent": ("good", "Sent"),
    "failed": ("act", "Failed"),
}
DONE = {
    "signed-in": "signed in",
    "signed-out": "signed out",
    "session-ended": "signed another browser out",
    "sessions-ended": "signed somebody out everywhere",
    "password-reset-asked": "asked for a new password",
    "password-changed": "changed a password",
    "invited": "invited somebody",
    "person-created": "put somebody on file",
    "role-granted": "gave a role",
    "role-revoked": "took a role back",
    "suspended": "suspended an account",
    "let-back-in": "lifted a suspension",
    "erased": "erased somebody",
    "data-exported": "took everything held on somebody",
    "audit.frozen": "froze an audit",
    "audit.read-in-full": "read an audit without hidden figures",
    "completion.recorded": "passed a module",
    "data.exported": "took the whole record as files",
    "people.chased": "reminded people of an agency",
    "reminders.chosen": "chose which reminders to get",
    "agency.letters-to-managers": "switched letters to managers on or off",
    "address.tried-again": "had a refused address written to again",
    "roster.applied": "brought a roster in",
    "roster.undone": "took a roster back",
    "person.joined": "put a joiner on record",
    "person.returned": "put somebody who came back on record",
    "posting.offered": "asked somebody whether they work there too",
    "posting.accepted": "said that they work there too",
    "posting.declined": "said that they do not work there",
    "posting.ended": "ended a posting",
    "posting.kept": "took the end of a posting back",
    "posting.moved": "moved somebody to another team or role",
    "posting.changed": "changed a posting to come",
    "posting.added": "added a further posting",
    "absence.recorded": "recorded a long absence",
    "absence.changed": "changed a long absence",
    "records.merged": "put two records together",
    "records.parted": "took two records apart again",
    "codes.made": "printed sign-in codes",
}


def moment(at: datetime) -> str:
    """A moment as the pages print it."""
    return f"{uk_date(at.astimezone(LONDON).date())}, {uk_time(at)}"


def done(action: str) -> str:
    """What was done, in words; an action we have no words for is said as it is named.

    >>> done("signed-in"), done("badge-given")
    ('signed in', 'badge given')
    """
    return DONE.get(action, action.replace("-", " ").replace("_", " ").replace(":", ": "))


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


@dataclass(frozen=True, slots=True)
class Around:
    """The pages around a list, where there are any."""

    first: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Files:
    """Where the same rows are to be had as files."""

    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list with its rows as the table macro takes them, and the pages around it."""

    title: str
    intro: str
    rows: tuple[tuple[Any, ...], ...]
    empty: str
    pages: Around
    files: Files
    words: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    state: str = ""
    word: str = ""
