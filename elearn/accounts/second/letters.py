"""The words of the letters about the second step at sign-in."""

from datetime import datetime

from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import moment, say


def changed(sender: Sender, *, name: str, what: str, at: datetime) -> Words:
    """Told after every change, so that nothing is added or taken off behind somebody's back.
    ``what`` is a sentence without its full stop."""
    return Words(
        say("Your sign-in was changed"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say("%(what)s, at %(moment)s.", what=say(what), moment=moment(at)),
            _if_not_you(sender),
        ),
    )


def new_browser(sender: Sender, *, name: str, browser: str, at: datetime) -> Words:
    """Told when somebody signs in with a browser that we have not seen before."""
    return Words(
        say("Your account was used in a new browser"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "Somebody, we think you, signed in to your account at %(moment)s with a browser "
                "that was not used for it before: %(browser)s.",
                moment=moment(at),
                browser=browser,
            ),
            say("If it was you, you need do nothing."),
            _if_not_you(sender),
        ),
    )


def taken_off(sender: Sender, *, name: str, at: datetime) -> Words:
    """Told when an administrator has taken off somebody's second step."""
    return Words(
        say("Your second step at sign-in was taken off"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "An administrator took off the second step of your account at %(moment)s, because "
                "you could not use it any more. You were signed out everywhere.",
                moment=moment(at),
            ),
            say(
                "Sign in with your password at %(address)s and set up a new one.",
                address=f"{sender.base_url}/sign-in",
            ),
            _if_not_you(sender),
        ),
    )


def _if_not_you(sender: Sender) -> str:
    return say(
        "If it was not you, or you did not ask for it, choose another password now at "
        "%(address)s and tell your administrator.",
        address=f"{sender.base_url}/forgot-password",
    )
