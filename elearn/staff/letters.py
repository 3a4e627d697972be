"""The words of the letters about being put on record. Each goes to the person it is about."""

from datetime import date, datetime

from elearn.domain.dates import uk_date
from elearn.operations.invitations import Sender, Words, moment


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
        f"Do you work for {agency}?",
        sender.signed(
            f"Dear {name},",
            f"{agency} says that you work there as {role} from {uk_date(start)}, besides what we "
            "have on record. Nothing has changed yet. Open this link to say whether that is so:",
            f"{sender.base_url}/posting/{token}",
            "If you say yes, what that role needs is added to your training, and the lead of "
            f"{agency} sees what you have completed. Your account stays the same.",
            f"The link works until {moment(until)}. If it is not so, say no, or do nothing.",
        ),
    )


def merged(sender: Sender, *, name: str, agency: str) -> Words:
    """Two records of the person are one now."""
    return Words(
        "Your two training records are one now",
        sender.signed(
            f"Dear {name},",
            f"You stood twice on the list of {agency}. Its lead has put the two records together, "
            "so that everything you completed stands in one place. Nothing was lost.",
            f"If the other record was not yours, tell the lead of {agency}: it can be undone for "
            "30 days.",
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
