"""The words of the letter about a certificate that was withdrawn."""

from datetime import date

from elearn.domain.dates import uk_date
from elearn.operations.invitations import Sender, Words


def withdrawn(
    sender: Sender, *, name: str, module: str, passed_on: date, code: str, reason: str
) -> Words:
    """To its holder: which one, why, and what that means for them."""
    return Words(
        "Your certificate was withdrawn",
        sender.signed(
            f"Dear {name},",
            f"Your certificate of {module}, passed on {uk_date(passed_on)} (code {code}), was "
            "withdrawn. It no longer counts, and whoever checks its code is told so. The reason:",
            reason,
            "If your work still asks for this module, My training says so and by when: "
            f"{sender.base_url}/learn",
            f"If you think that this is wrong, tell us: {sender.base_url}/contact",
        ),
    )
