"""The words of the letters about certificates from elsewhere. They name nobody but the one they go
to, and say what became of what was sent."""

from collections.abc import Sequence
from datetime import date

from elearn.domain.dates import uk_date
from elearn.operations.invitations import Sender, Words


def approved(
    sender: Sender,
    *,
    name: str,
    course: str,
    done_on: date,
    modules: Sequence[str],
    to_pass: Sequence[str],
) -> Words:
    """The certificate counts, or will once a short quiz is passed. ``modules`` are those it
    completes, ``to_pass`` says module by module what is still to be passed."""
    counts = f"It counts as: {', '.join(modules)}." if modules else ""
    rest = "\n".join(f"- {one}" for one in to_pass)
    still = f"Before it counts you still need to pass a short quiz:\n{rest}" if to_pass else ""
    return Words(
        "Your certificate was approved",
        sender.signed(
            f"Dear {name},",
            f"Your certificate of {course}, {uk_date(done_on)}, was approved.",
            *(one for one in (counts, still) if one),
            f"See {sender.base_url}/learn/elsewhere",
        ),
    )


def refused(sender: Sender, *, name: str, course: str, done_on: date, reason: str) -> Words:
    """Why the certificate was not approved, and what can be done."""
    return Words(
        "Your certificate was not approved",
        sender.signed(
            f"Dear {name},",
            f"Your certificate of {course}, {uk_date(done_on)}, was not approved. "
            f"Your lead gives this reason:",
            reason,
            "You can send another certificate, or take the module itself: "
            f"{sender.base_url}/learn/elsewhere",
        ),
    )


def taken_back(sender: Sender, *, name: str, course: str, done_on: date, reason: str) -> Words:
    """An approval was a mistake and no longer counts."""
    return Words(
        "Your certificate no longer counts",
        sender.signed(
            f"Dear {name},",
            f"The approval of your certificate of {course}, {uk_date(done_on)}, was taken back. "
            "What rested on it no longer counts. Your lead gives this reason:",
            reason,
            f"See what is asked of you at {sender.base_url}/learn",
        ),
    )
