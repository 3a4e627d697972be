"""What the templates of the accounts pages show."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from elearn.domain.dates import LONDON, uk_time
from elearn.web.languages import long_day, say

DEMO_PASSWORD = "know-the-signs-2026"  # noqa: S105 - of invented people in a demonstration only


def moment(at: datetime) -> str:
    """A moment as the pages print it: "22 November 2026, 5:30pm"."""
    return f"{long_day(at.astimezone(LONDON).date())}, {uk_time(at)}"


def period(start: date, end: date | None) -> str:
    return (
        say("%(start)s to %(end)s", start=long_day(start), end=long_day(end))
        if end
        else say("since %(start)s", start=long_day(start))
    )


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An invented person to look around as."""

    who: str
    email: str
    what_to_try: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    form: Any
    demo: tuple[DemoAccount, ...] = ()
    demo_password: str = ""
    elsewhere: str = ""  # what the other service is called, empty without one
    options: str = ""  # what a passkey is asked, as JSON; empty where the site cannot have any
    title: str = "Sign in"


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form. ``intro`` stands above it, ``button`` says what it does."""

    title: str
    form: Any
    button: str
    intro: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Who a slip is for, and what they choose. ``username`` where they have one already."""

    title: str
    form: Any
    name: str
    agencies: str
    username: str


@dataclass(frozen=True, slots=True)
class MailedPage:
    """The button of a link by letter, or the choice where it was asked for in another browser."""

    title: str
    email: str
    is_same_browser: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Where somebody who asks for an account works: agencies to ``choose`` from, or the form."""

    title: str
    name: str
    email: str
    choose: tuple[Any, ...] = ()
    agency: str = ""
    form: Any = None
    action: str = ""
    other_href: str = ""


@dataclass(frozen=True, slots=True)
class CamePage:
    """Who came back from another service. ``is_first``: no account here is joined to it yet."""

    title: str
    service: str
    label: str
    is_first: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """The accounts elsewhere somebody has joined: (number, label, since)."""

    title: str
    service: str
    joined: tuple[tuple[int, str, str], ...]
    is_joined: bool


@dataclass(frozen=True, slots=True)
class MessagePage:
    """A page that says one thing and where to go next."""

    title: str
    paragraphs: tuple[str, ...]
    link: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class AccountPage:
    """My account: rows are (key, value) pairs; postings and roles are lines of words; ``language``
    is the form to choose one, None while there is only English."""

    rows: tuple[tuple[str, str], ...]
    postings: tuple[tuple[str, str, str], ...]
    roles: tuple[str, ...]
    language: Any = None
    elsewhere: str = ""  # what the other service to sign in with is called, empty without one
    title: str = field(default_factory=lambda: say("My account"))


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser in the list of my sessions."""

    handle: str
    browser: str
    began: str
    ends: str
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class SessionsPage:
    sessions: tuple[SessionLine, ...]
    title: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the administrator's list."""

    id: str
    name: str
    email: str
    state: str
    note: str
    can_invite: bool
    can_suspend: bool
    can_return: bool
    can_sign_out: bool
    has_second_step: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: tuple[PersonLine, ...]
    words: str
    next_href: str
    first_href: str
    csv: str
    xlsx: str
    state: str = ""
    states: tuple[tuple[str, str], ...] = ()
    role: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    title: str = "People and their accounts"


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """A page that names what is about to be done and to whom."""

    title: str
    name: str
    warning: str
    button: str
    act: str
    person_id: str
