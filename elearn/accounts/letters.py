"""The words of the letters about accounts. No letter names anybody but the one it goes to."""

from datetime import datetime

from elearn.operations.invitations import Sender, Words, moment

__all__ = ["Sender", "Words", "password_changed", "reset"]


def reset(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """The letter to somebody who has forgotten their password."""
    return Words(
        "Choose a new password",
        sender.signed(
            f"Dear {name},",
            "Somebody, we think you, asked for a new password. Open this link to choose it:",
            f"{sender.base_url}/reset/{token}",
            f"The link works once, until {moment(until)}.",
            "If you did not ask, you need do nothing: your password stays as it is.",
        ),
    )


def password_changed(sender: Sender, *, name: str, at: datetime) -> Words:
    """Told after every change, so that nobody's password changes behind their back."""
    return Words(
        "Your password was changed",
        sender.signed(
            f"Dear {name},",
            f"The password of your account was changed at {moment(at)}. "
            "Every other browser was signed out.",
            f"If it was not you, choose another password now at {sender.base_url}/forgot-password "
            "and tell your administrator.",
        ),
    )
