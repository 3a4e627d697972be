"""The words of the letters about accounts. No letter names anybody but the one it goes to."""

from datetime import datetime

from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import moment, say

__all__ = ["Sender", "Words", "password_changed", "reset"]


def reset(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """The letter to somebody who has forgotten their password."""
    return Words(
        say("Choose a new password"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say("Somebody, we think you, asked for a new password. Open this link to choose it:"),
            f"{sender.base_url}/reset/{token}",
            say("The link works once, until %(moment)s.", moment=moment(until)),
            say("If you did not ask, you need do nothing: your password stays as it is."),
        ),
    )


def password_changed(sender: Sender, *, name: str, at: datetime) -> Words:
    """Told after every change, so that nobody's password changes behind their back."""
    return Words(
        say("Your password was changed"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "The password of your account was changed at %(moment)s. "
                "Every other browser was signed out.",
                moment=moment(at),
            ),
            say(
                "If it was not you, choose another password now at %(address)s "
                "and tell your administrator.",
                address=f"{sender.base_url}/forgot-password",
            ),
        ),
    )
