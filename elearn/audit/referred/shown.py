"""Referrals as one reader may see them: every number through the engine, sums of whole areas."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.referred.facts import KINDS, AreaFact, ReferralFact
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.quarters import moved
from elearn.domain.suppression import Audience, Hidden, ReferralKey, protect_referrals

NOT_REPORTED = "not reported"
NOT_WHOLE = "not every quarter was reported"


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A number of referrals as one reader may see it. Blank ``area``: all areas that reported
    every quarter; blank ``quarter``: the whole period; blank ``kind``: both kinds. ``number`` is
    None where ``note`` says why."""

    area: str
    quarter: str
    kind: str
    number: int | None
    note: str

    @property
    def key(self) -> ReferralKey:
        return ReferralKey(self.area, self.quarter, self.kind)


def area_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[AreaFact, ...]:
    """The areas: how many people live somewhere is public."""
    found: tuple[AreaFact, ...] = facts.of("area")
    return found


def referral_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[ReferralRow, ...]:
    """Every area, kind and quarter of the period, with the sums that are printed."""
    areas = [one.area for one in facts.of("area")]
    return rows_for(facts.of("referral"), areas, audience=shown.audience, rules=rules)


def period_of(quarters: Iterable[str]) -> tuple[str, ...]:
    """Every quarter from the first to the last of which anything is known.

    >>> period_of(["2026-Q1", "2025-Q3"])
    ('2025-Q3', '2025-Q4', '2026-Q1')
    """
    known = sorted(set(quarters))
    if not known:
        return ()
    found = [known[0]]
    while found[-1] != known[-1]:
        found.append(moved(found[-1], 1))
    return tuple(found)


def rows_for(
    referrals: Collection[ReferralFact], areas: Iterable[str], *, audience: Audience, rules: RuleSet
) -> tuple[ReferralRow, ...]:
    """The rows of a period. An area that did not report every quarter of it stands in no sum: its
    referrals are known in part, and its people would count in full."""
    period = period_of(one.quarter for one in referrals)
    numbers = {ReferralKey(one.area, one.quarter, one.kind): one.number for one in referrals}
    every = {
        area: [ReferralKey(area, quarter, kind) for kind in KINDS for quarter in period]
        for area in (areas if period else ())
    }
    whole = [key for keys in every.values() if numbers.keys() >= {*keys} for key in keys]
    cells = {key: numbers[key] for key in whole}
    apart = {key: number for key, number in numbers.items() if key not in cells}
    decided = protect_referrals(cells, apart, audience=audience, rules=rules)
    rows = [
        ReferralRow(*key, None, cell.reason)
        if isinstance(cell, Hidden)
        else ReferralRow(*key, cell.value, "")
        for key, cell in decided.items()
    ]
    for area, keys in every.items():
        rows += [ReferralRow(*key, None, NOT_REPORTED) for key in keys if key not in numbers]
        if any(key not in cells for key in keys):
            rows.append(ReferralRow(area, "", "", None, NOT_WHOLE))
    return tuple(sorted(rows, key=lambda row: (not row.area, row.key)))
