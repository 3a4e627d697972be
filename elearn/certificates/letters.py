"""The words of the letter about a certificate that was withdrawn."""

from datetime import date

from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import long_day, say


def withdrawn(
    sender: Sender, *, name: str, module: str, passed_on: date, code: str, reason: str
) -> Words:
    """To its holder: which one, why, and what that means for them."""
    return Words(
        say("Your certificate was withdrawn"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "Your certificate of %(module)s, passed on %(day)s (code %(code)s), was withdrawn. "
                "It no longer counts, and whoever checks its code is told so. The reason:",
                module=module,
                day=long_day(passed_on),
                code=code,
            ),
            reason,
            say(
                "If your work still asks for this module, My training says so and by when: "
                "%(address)s",
                address=f"{sender.base_url}/learn",
            ),
            say(
                "If you think that this is wrong, tell us: %(address)s",
                address=f"{sender.base_url}/contact",
            ),
        ),
    )
