"""The words of the letters about returns. They name nobody but the one they go to."""

from elearn.operations.invitations import Sender, Words


def reopened(sender: Sender, *, name: str, year: int, reason: str, agency_slug: str) -> Words:
    """A signed return can be changed again, and has to be signed again."""
    return Words(
        f"Your self-assessment for {year} is open again",
        sender.signed(
            f"Dear {name},",
            f"The coordinator has opened your agency’s self-assessment for {year} again, so that "
            "answers can be changed. It does not count as signed until somebody of your agency "
            "signs it again. The coordinator writes:",
            reason,
            f"See {sender.base_url}/agencies/{agency_slug}/return/{year}",
        ),
    )
