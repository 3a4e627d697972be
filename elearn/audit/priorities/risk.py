"""The risk multiplier of each agency, from the referrals of its area that a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.facts import AgencyFact
from elearn.audit.referred.facts import AreaFact
from elearn.audit.referred.shown import NOT_WHOLE, ReferralRow
from elearn.domain.coverage import RuleSet
from elearn.domain.intervals import FEWEST_FOR_A_RATE
from elearn.domain.referrals import risk_multiplier

EVERYTHING = ("", "")


@dataclass(frozen=True, slots=True)
class Risk:
    """The multiplier g of an agency; ``referrals`` of its area over three years, its
    ``population``, and per 100,000 people its rate and that of all, None where they may not be
    used: then g is 1."""

    multiplier: float = 1.0
    referrals: int | None = None
    population: int | None = None
    rate: float | None = None
    rate_of_all: float | None = None


def rate(referrals: int | None, population: int | None) -> float | None:
    """Referrals per 100,000; None where either is not known.

    >>> round(rate(120, 1_400_800), 2), rate(None, 100)
    (8.57, None)
    """
    if referrals is None or not population:
        return None
    return 100_000 * referrals / population


def risks(
    rows: Iterable[ReferralRow],
    areas: Iterable[AreaFact],
    agencies: Iterable[AgencyFact],
    rules: RuleSet,
) -> dict[str, Risk]:
    """The multiplier of every agency that lies in one area. Only areas that reported every quarter
    count (the sums are theirs), and no rate is made of fewer than five."""
    people = {one.area: one.population for one in areas}
    sums = {row.area: row for row in rows if (row.quarter, row.kind) == EVERYTHING}
    whole = [area for area, row in sums.items() if area and row.note != NOT_WHOLE]
    number = sums[""].number if "" in sums else None
    of_all = rate(number, sum(people.get(area, 0) for area in whole))
    found = {}
    for agency in agencies:
        if agency.area:
            row = sums.get(agency.area)
            found[agency.agency] = _risk(row, people.get(agency.area), of_all, rules)
    return found


def _risk(
    row: ReferralRow | None, people: int | None, of_all: float | None, rules: RuleSet
) -> Risk:
    number = row.number if row else None
    local = rate(number, people)
    if number is None or local is None or of_all is None or number < FEWEST_FOR_A_RATE:
        return Risk()
    g = risk_multiplier(local, of_all, rules.risk_least, rules.risk_most)
    return Risk(g, number, people, local, of_all)
