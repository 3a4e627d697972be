"""The words of letters about other ways in than a password. Each goes to whoever it is about, or to
whoever has to answer."""

from datetime import datetime

from elearn.domain.dates import LONDON, uk_date
from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import moment, say


def mailed(sender: Sender, *, name: str, token: str, until: datetime) -> Words:
    """A link that signs somebody in without a password."""
    return Words(
        say("Your link to sign in"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "Somebody, we think you, asked to sign in without a password. Open this link, best "
                "in the browser in which you asked for it, and press the button there:"
            ),
            f"{sender.base_url}/sign-in/link/{token}",
            say(
                "It works once, until %(moment)s. Give it to nobody: whoever has it can sign in "
                "as you.",
                moment=moment(until),
            ),
            say("If you did not ask, you need do nothing: the link does nothing by itself."),
        ),
    )


def prove_address(sender: Sender, *, token: str, until: datetime) -> Words:
    """To an address that an account is asked for: is it theirs who asks? Nothing that was typed
    stands in it, or anybody could have us write words of theirs to anybody."""
    return Words(
        "Your training account: go on here",
        sender.signed(
            "Hello,",
            "Somebody, we think you, asked for an account for the training of the "
            f"{sender.partnership}. Open this link to say where you work:",
            f"{sender.base_url}/register/{token}",
            f"The link works once, until {moment(until)}. After that your agency is asked whether "
            "you work there.",
            "If you did not ask, you need do nothing: what was typed is deleted.",
        ),
    )


def have_one_already(sender: Sender, *, name: str) -> Words:
    """To somebody who has an account and asks for one."""
    return Words(
        "You have a training account already",
        sender.signed(
            f"Dear {name},",
            "Somebody, we think you, asked for an account with this address. It has one already. "
            f"Sign in at {sender.base_url}/sign-in. You do not know your password? Choose 'Send "
            "me a link instead' there.",
            "If you did not ask, you need do nothing: nothing was changed.",
        ),
    )


def still_waiting(sender: Sender, *, agency: str) -> Words:
    """To somebody whose agency has not answered yet and who asks again."""
    return Words(
        "Your request for a training account waits",
        sender.signed(
            "Hello,",
            f"You asked for an account before. {agency} has not answered yet. Ask whoever leads "
            "on training there.",
            "If you did not ask, you need do nothing.",
        ),
    )


def asked(sender: Sender, *, name: str, agency: str, until: datetime) -> Words:
    """What happens next, to somebody who has said where they work."""
    return Words(
        "You asked for a training account",
        sender.signed(
            f"Dear {name},",
            f"We have asked whoever leads on training at {agency} whether you work there. When "
            "they say yes, you get a letter with a link to choose a password.",
            f"Without an answer by {uk_date(until.astimezone(LONDON).date())} your request is "
            "deleted. You can ask again then.",
        ),
    )


def somebody_asks(sender: Sender, *, name: str, agency: str, slug: str, is_led: bool) -> Words:
    """To who leads the agency, or to administrators where nobody does. It names nobody who asks:
    the page does."""
    ending = (
        f"Look at who it is and answer: {sender.base_url}/agencies/{slug}/registrations"
        if is_led
        else f"Nobody leads {agency}, so nobody can answer. Appoint somebody who leads it."
    )
    return Words(
        "Somebody asks for a training account",
        sender.signed(
            f"Dear {name},",
            f"Somebody whose work address is proved says that they work at {agency} and asks for "
            "an account.",
            ending,
            "An unanswered request is deleted after 30 days.",
        ),
    )


def joined_elsewhere(sender: Sender, *, name: str, service: str, at: datetime) -> Words:
    """Told when a way in is added."""
    return Words(
        say("A new way to sign in was added"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "Since %(moment)s you can sign in to your account with %(service)s.",
                moment=moment(at),
                service=service,
            ),
            say(
                "If it was not you, take it away at %(address)s, change your password, and tell "
                "your administrator.",
                address=f"{sender.base_url}/account/elsewhere",
            ),
        ),
    )
