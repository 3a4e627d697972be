"""The words of the letters about proposals. They name nobody but the one they go to."""

from elearn.operations.invitations import Sender, Words


def decided(
    sender: Sender, *, name: str, about: str, approved: bool, reason: str, agency_slug: str
) -> Words:
    """What the coordinator decided about an agency's own rule, with the words given for it."""
    what = "approved" if approved else "not approved"
    counts = "The rule is set for your agency." if approved else "Nothing changes for your agency."
    said = ["The coordinator writes:", reason] if reason else []
    return Words(
        f"Your proposal was {what}",
        sender.signed(
            f"Dear {name},",
            f"Your agency’s proposal for {about} was {what}. {counts}",
            *said,
            f"See {sender.base_url}/agencies/{agency_slug}/requirements",
        ),
    )
