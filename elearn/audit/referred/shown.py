"""Referrals as one reader may see them: every number through the engine, sums of whole areas."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from elearn.audit.changed.facts import HiddenFact
from elearn.audit.facts import Facts
from elearn.audit.referred.facts import KINDS, AreaFact, ReferralFact
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.quarters import moved
from elearn.domain.suppression import (
    Audience,
    Cell,
    Hidden,
    Policy,
    Reason,
    ReferralKey,
    policy_for,
    protect_referrals,
)
from elearn.domain.suppression import Shown as Printed
from elearn.domain.suppression.repeated import Counted

NOT_REPORTED = "not reported"
NOT_WHOLE = "not every quarter was reported"
WHERE = "*"  # in the place of an agency: what is hidden is a number of referrals
READERS = (Audience.PARTNERSHIP, Audience.PUBLIC)


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
    return rows_for(
        facts.of("referral"),
        areas,
        audience=shown.audience,
        rules=rules,
        hidden=facts.of("hidden"),
    )


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


def counted_of(referrals: Collection[ReferralFact]) -> Counted:
    """The numbers of a period. An area that did not report every quarter of it stands in no sum:
    its referrals are known in part, and its people would count in full."""
    period = period_of(one.quarter for one in referrals)
    numbers = {ReferralKey(one.area, one.quarter, one.kind): one.number for one in referrals}
    cells: dict[ReferralKey, int] = {}
    for area in sorted({one.area for one in referrals}):
        every = _every(area, period)
        if numbers.keys() >= {*every}:
            cells |= {key: numbers[key] for key in every}
    return Counted(cells, {key: n for key, n in numbers.items() if key not in cells})


def _every(area: str, period: Iterable[str]) -> list[ReferralKey]:
    return [ReferralKey(area, quarter, kind) for kind in KINDS for quarter in period]


def decided_of(
    counted: Counted, hidden: Iterable[HiddenFact], *, audience: Audience, rules: RuleSet
) -> dict[ReferralKey, Cell]:
    """Every number as a reader may see it: as it was frozen where earlier editions counted for
    something, else as the engine says of this edition alone."""
    policy = policy_for(audience, rules)
    kept = {
        ReferralKey(row.area, row.role, row.module): Hidden(policy.words(reason))
        for row in hidden
        if row.agency == WHERE and (reason := _reason(row, audience))
    }
    if kept:
        numbers = counted.numbers()
        return {key: kept.get(key) or Printed(policy.rounded(n)) for key, n in numbers.items()}
    return protect_referrals(counted.cells, counted.apart, audience=audience, rules=rules)


def _reason(row: HiddenFact, audience: Audience) -> Reason | None:
    said = (word.split("-", 1) for word in row.fields.split())
    return next((Reason(reason) for reader, reason in said if reader == audience.value), None)


def said_as(cell: Hidden, reader: Audience, policy: Policy) -> str:
    """What is hidden from a reader, as it is frozen: ``partnership-fewer``."""
    reason = next(one for one in Reason if policy.words(one) == cell.reason)
    return f"{reader.value}-{reason.value}"


def rows_for(
    referrals: Collection[ReferralFact],
    areas: Iterable[str],
    *,
    audience: Audience,
    rules: RuleSet,
    hidden: Iterable[HiddenFact] = (),
) -> tuple[ReferralRow, ...]:
    """The rows of a period, with those that nobody reported."""
    period = period_of(one.quarter for one in referrals)
    counted = counted_of(referrals)
    decided = decided_of(counted, hidden, audience=audience, rules=rules)
    rows = [
        ReferralRow(*key, None, cell.reason)
        if isinstance(cell, Hidden)
        else ReferralRow(*key, cell.value, "")
        for key, cell in decided.items()
    ]
    for area in areas if period else ():
        missing = [key for key in _every(area, period) if key not in decided]
        rows += [ReferralRow(*key, None, NOT_REPORTED) for key in missing]
        if missing:
            rows.append(ReferralRow(area, "", "", None, NOT_WHOLE))
    return tuple(sorted(rows, key=lambda row: (not row.area, row.key)))
