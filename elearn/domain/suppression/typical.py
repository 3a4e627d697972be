"""What a lead may be told of the other agencies: a typical share, from which no agency is known."""

from collections.abc import Sequence
from statistics import median

from elearn.domain.coverage import Counts, RuleSet, coverage_percent

FEWEST_AGENCIES = 5
STEP = 5


def typical_share(others: Sequence[Counts], *, rules: RuleSet) -> int | None:
    """The median share in date, in per cent, of *other* agencies that have as many people in
    scope as a band asks for (ten, or more where so set), to the nearest five; None where they are
    fewer than five.

    The median of an odd number of agencies is one of them to the letter; rounded to steps of five
    it tells neither which nor what exactly, and the reader's own agency, which they know, is not
    among them.

    >>> five = [Counts(in_scope=100, in_date=n) for n in (52, 61, 68, 74, 90)]
    >>> typical_share(five, rules=RuleSet())
    70
    >>> typical_share(five[:4], rules=RuleSet()) is None
    True
    """
    shares = [
        share
        for one in others
        if one.in_scope >= rules.min_base and (share := coverage_percent(one)) is not None
    ]
    if len(shares) < FEWEST_AGENCIES:
        return None
    return int(median(shares) / STEP + 0.5) * STEP
