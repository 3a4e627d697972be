"""The headline of the referral context, for reports that tell of it in a sentence."""

from elearn.audit.referred.context import Context
from elearn.domain.dates import uk_date
from elearn.domain.quarters import first_day, last_day
from elearn.domain.referrals import QUARTERS, Reading

NEVER_COUNTED = "This edition was frozen before referrals were counted."
CAUTIONS = (
    "Association, not effect: training and referrals move together for many reasons.",
    (
        "The National Referral Mechanism counts what was recognised and reported, and not how "
        "much exploitation there is. A low rate may mean a hidden need."
    ),
    (
        "More training often raises the number of referrals. A rise after training is not a "
        "failure, and a low number is no success."
    ),
    (
        "Areas differ in size, ports, work and policing. Small numbers swing by chance: look at "
        "the limits before you compare."
    ),
)


def period_words(period: tuple[str, ...]) -> str:
    """The period as figures print it.

    >>> period_words(("2026-Q2", "2026-Q3"))
    '2 quarters, 1 April 2026 to 30 September 2026'
    """
    if not period:
        return "no quarter yet"
    many = "3 years" if len(period) == QUARTERS else f"{len(period)} quarters"
    many = "1 quarter" if len(period) == 1 else many
    return f"{many}, {uk_date(first_day(period[0]))} to {uk_date(last_day(period[-1]))}"


def headline(found: Context | None) -> str:
    """The answer of the page in a sentence."""
    if found is None:
        return "Referrals were not counted"
    if not found.period:
        return "No referrals are known for these three years"
    outside = [one for one in found.areas if one.limits and one.limits != "within the limits"]
    spots = found.having(Reading.BLIND_SPOT)
    if spots:
        names = _names([one.name for one in spots])
        return f"{names} {'reads' if len(spots) == 1 else 'read'} as a possible blind spot"
    if outside:
        names = _names([one.name for one in outside])
        return f"{names} {'lies' if len(outside) == 1 else 'lie'} outside what chance often gives"
    if not any(one.ratio for one in found.areas):
        return "Too little is known of referrals to compare areas"
    return "No area stands out by its referrals"


def _names(names: list[str]) -> str:
    """
    >>> _names(["North", "South", "The Isles"])
    'North, South and The Isles'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
