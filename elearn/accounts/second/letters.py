"""The words of the letters about the second step at sign-in."""

from datetime import datetime

from elearn.operations.invitations import Sender, Words, moment


def changed(sender: Sender, *, name: str, what: str, at: datetime) -> Words:
    """Told after every change, so that nothing is added or taken off behind somebody's back.
    ``what`` is a sentence without its full stop."""
    return Words(
        "Your sign-in was changed",
        sender.signed(
            f"Dear {name},",
            f"{what}, at {moment(at)}.",
            _if_not_you(sender),
        ),
    )


def new_browser(sender: Sender, *, name: str, browser: str, at: datetime) -> Words:
    """Told when somebody signs in with a browser that we have not seen before."""
    return Words(
        "Your account was used in a new browser",
        sender.signed(
            f"Dear {name},",
            f"Somebody, we think you, signed in to your account at {moment(at)} with a browser "
            f"that was not used for it before: {browser}.",
            "If it was you, you need do nothing.",
            _if_not_you(sender),
        ),
    )


def taken_off(sender: Sender, *, name: str, at: datetime) -> Words:
    """Told when an administrator has taken off somebody's second step."""
    return Words(
        "Your second step at sign-in was taken off",
        sender.signed(
            f"Dear {name},",
            f"An administrator took off the second step of your account at {moment(at)}, because "
            "you could not use it any more. You were signed out everywhere.",
            f"Sign in with your password at {sender.base_url}/sign-in and set up a new one.",
            _if_not_you(sender),
        ),
    )


def _if_not_you(sender: Sender) -> str:
    return (
        "If it was not you, or you did not ask for it, choose another password now at "
        f"{sender.base_url}/forgot-password and tell your administrator."
    )
