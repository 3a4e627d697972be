"""What goes well this week, in one quiet sentence."""

from collections.abc import Sequence

from elearn.audit.pages.work import Work

AUDIT, ROSTERS, HEADCOUNTS = (
    "there is an audit of this quarter",
    "all rosters are fresh",
    "all headcounts are fresh",
)
FINE = (
    "every agency returned",
    "every agency has a lead",
    AUDIT,
    "no letter failed",
    ROSTERS,
    HEADCOUNTS,
    "no module is due for review",
    "all contacts are checked",
    "every outside course is decided",
    "every proposal is answered",
    "the referrals of the last quarter are in",
)


def goes_well(
    found: Sequence[Work | None], *, agencies: bool, audit: bool, rosters: bool, headcounts: bool
) -> str:
    """What of the work there might have been is not needed, in the order of FINE. Nothing is
    praised that is not there: without ``agencies`` nothing at all."""
    if not agencies:
        return ""
    there = {AUDIT: audit, ROSTERS: rosters, HEADCOUNTS: headcounts}
    fine = [
        words
        for words, one in zip(FINE, found, strict=True)
        if one is None and there.get(words, True)
    ]
    text = ", ".join(fine)
    return f"{text[0].upper()}{text[1:]}." if text else ""
