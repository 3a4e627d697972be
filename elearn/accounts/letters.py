"""The words of the letters about accounts. No letter names anybody but the one it goes to."""

from dataclasses import dataclass
from datetime import datetime

from elearn.domain.dates import LONDON, uk_date, uk_time


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's subject and text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the partnership's name, and the address of this site without a last slash."""

    partnership: str
    base_url: str


def _signed(sender: Sender, *paragraphs: str) -> str:
    return "\n\n".join((*paragraphs, f"{sender.partnership}\n{sender.base_url}")) + "\n"


def _moment(at: datetime) -> str:
    return f"{uk_time(at)} on {uk_date(at.astimezone(LONDON).date())}"


def invitation(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """The first letter: choose a password and begin."""
    return Words(
        "Your training account: choose a password",
        _signed(
            sender,
            f"Dear {name},",
            f"You have an account for the training of the {sender.partnership}. "
            "Open this link to choose a password:",
            f"{sender.base_url}/invite/{token}",
            f"The link works once, until {_moment(until)}. After that, choose "
            f"'I have forgotten my password' at {sender.base_url}/sign-in to get another.",
            "If this letter is not for you, you need do nothing.",
        ),
    )


def reset(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """The letter to somebody who has forgotten their password."""
    return Words(
        "Choose a new password",
        _signed(
            sender,
            f"Dear {name},",
            "Somebody, we think you, asked for a new password. Open this link to choose it:",
            f"{sender.base_url}/reset/{token}",
            f"The link works once, until {_moment(until)}.",
            "If you did not ask, you need do nothing: your password stays as it is.",
        ),
    )


def password_changed(sender: Sender, *, name: str, at: datetime) -> Words:
    """Told after every change, so that nobody's password changes behind their back."""
    return Words(
        "Your password was changed",
        _signed(
            sender,
            f"Dear {name},",
            f"The password of your account was changed at {_moment(at)}. "
            "Every other browser was signed out.",
            f"If it was not you, choose another password now at {sender.base_url}/forgot-password "
            "and tell your administrator.",
        ),
    )
