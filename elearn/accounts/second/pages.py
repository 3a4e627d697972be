"""What the templates of the second step show."""

from dataclasses import dataclass
from typing import Any

from elearn.accounts.pages import moment
from elearn.accounts.second.queries import KeyRow, Means
from elearn.web.languages import say, say_number


@dataclass(frozen=True, slots=True)
class SecondStepPage:
    """What is asked of somebody besides their password. ``options`` are the question to their
    passkey as JSON, empty where they have none; ``form`` is None where they have no app."""

    title: str
    form: Any
    options: str = ""
    password_form: Any = None
    has_codes: bool = False
    next: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What is wrong in any of the forms: words, and where the field is."""
        forms = [form for form in (self.password_form, self.form) if form]
        return tuple(
            (say(words), f"#{field.id}")
            for form in forms
            for field in form
            for words in field.errors
        )


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A passkey in the list of one's own."""

    id: int
    name: str
    added: str
    used: str


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """How somebody signs in. ``must`` is whether their role needs a second step they have not set
    up; ``may_remove`` whether the last one may be taken off."""

    form: Any
    button: str
    app: str
    passkeys: tuple[KeyLine, ...]
    codes: str
    has_second_step: bool
    must: bool
    may_remove: bool
    takes_passkeys: bool
    has_password: bool
    title: str


@dataclass(frozen=True, slots=True)
class AppPage:
    """Setting up an app: a picture to point the phone at, and the same as letters."""

    form: Any
    picture: str
    key: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    form: Any
    options: str
    title: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    """Recovery codes, while they can be seen."""

    codes: tuple[str, ...]
    next: str
    title: str


def key_line(row: KeyRow) -> KeyLine:
    """A passkey as the page lists it."""
    used = say("used last %(when)s", when=moment(row.used_at)) if row.used_at else say("never used")
    return KeyLine(row.id, row.name, say("added %(when)s", when=moment(row.created_at)), used)


def codes_left(means: Means) -> str:
    """How many recovery codes there are, in words."""
    if not means.codes_left:
        return say("You have no recovery codes left.")
    return say_number(
        "You have one recovery code left.",
        "You have %(number)s recovery codes left.",
        means.codes_left,
    )


def grouped(key: str) -> str:
    """A key in groups of four letters, as it is easiest to type.

    >>> grouped("JBSWY3DPEH")
    'JBSW Y3DP EH'
    """
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
