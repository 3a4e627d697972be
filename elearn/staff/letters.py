"""The words of the letters about being put on record. Each goes to the person it is about."""

from datetime import date, datetime

from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import long_day, moment, say


def offer(
    sender: Sender,
    *,
    name: str,
    agency: str,
    role: str,
    start: date,
    token: str,
    until: datetime,
) -> Words:
    """Another agency says that the person works there: is that so?"""
    return Words(
        say("Do you work for %(agency)s?", agency=agency),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "%(agency)s says that you work there as %(role)s from %(day)s, besides what we "
                "have on record. Nothing has changed yet. Open this link to say whether that is "
                "so:",
                agency=agency,
                role=role,
                day=long_day(start),
            ),
            f"{sender.base_url}/posting/{token}",
            say(
                "If you say yes, what that role needs is added to your training, and the lead of "
                "%(agency)s sees what you have completed. Your account stays the same.",
                agency=agency,
            ),
            say(
                "The link works until %(moment)s. If it is not so, say no, or do nothing.",
                moment=moment(until),
            ),
        ),
    )


def merged(sender: Sender, *, name: str, agency: str) -> Words:
    """Two records of the person are one now."""
    return Words(
        say("Your two training records are one now"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "You stood twice on the list of %(agency)s. Its lead has put the two records "
                "together, so that everything you completed stands in one place. Nothing was lost.",
                agency=agency,
            ),
            say(
                "If the other record was not yours, tell the lead of %(agency)s: it can be undone "
                "for 30 days.",
                agency=agency,
            ),
        ),
    )


def not_approved(sender: Sender, *, name: str, agency: str) -> Words:
    """To somebody who asked for an account."""
    return Words(
        "Your request for a training account",
        sender.signed(
            f"Dear {name},",
            f"You asked for an account as somebody who works at {agency}. They have not approved "
            "it. What you typed is deleted within 30 days.",
            f"If that is a mistake, speak to whoever leads on training at {agency}.",
        ),
    )
