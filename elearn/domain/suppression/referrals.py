"""Suppression of referrals: area x kind x quarter with every total that is printed."""

from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.policy import (
    Audience,
    Cell,
    Hidden,
    Policy,
    Reason,
    Shown,
    policy_for,
)
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import PlainShape, Values

KEEP_THE_PERIOD = 20  # the sum over the quarters carries the rates: quarters are hidden before it
KEEP_THE_WHOLE = 200


class ReferralKey(NamedTuple):
    """Blank means all of them: ("isle", "", "nrm") is the isle's NRM over all quarters."""

    area: str
    quarter: str = ""
    kind: str = ""


def totals_of(cells: Mapping[ReferralKey, int]) -> dict[ReferralKey, int]:
    """The totals that are printed: area x kind and area over the quarters, kind x quarter, kind
    and all over the areas. Sums of both kinds in one quarter are not: they would tie the cells
    together in a way that cannot be protected, and can be added up where both are shown.

    >>> cells = {ReferralKey("isle", "2026-Q3", "nrm"): 2, ReferralKey("isle", "2026-Q3", "dtn"): 5}
    >>> totals_of(cells)[ReferralKey("isle")]
    7
    """
    sums: dict[ReferralKey, int] = {}
    for (area, quarter, kind), number in cells.items():
        for key in (
            ReferralKey(area, "", kind),
            ReferralKey(area),
            ReferralKey("", quarter, kind),
            ReferralKey("", "", kind),
            ReferralKey(""),
        ):
            sums[key] = sums.get(key, 0) + number
    return sums


def protect_referrals(
    cells: Mapping[ReferralKey, int],
    apart: Mapping[ReferralKey, int],
    *,
    audience: Audience,
    rules: RuleSet,
    closed: Collection[ReferralKey] = (),
    known: Collection[ReferralKey] = (),
) -> dict[ReferralKey, Cell]:
    """Decide every number: ``cells`` (area x quarter x kind, none missing) with their totals, and
    the cells ``apart`` that stand in no total. ``closed`` are hidden whatever they are; ``known``
    were printed elsewhere, so that hiding them protects nothing.

    >>> quarter = "2026-Q3"
    >>> some = {ReferralKey("isle", quarter, "nrm"): 2, ReferralKey("city", quarter, "nrm"): 40}
    >>> decided = protect_referrals(some, {}, audience=Audience.PARTNERSHIP, rules=RuleSet())
    >>> decided[ReferralKey("isle", quarter, "nrm")].reason
    'hidden: fewer than 5'
    """
    policy = policy_for(audience, rules)
    numbers = sorted((dict(cells) | totals_of(cells)).items())
    protector = Protector([_edge(*one) for one in numbers], PlainShape(policy))
    protector.tags = {i: _itself for i, (key, _) in enumerate(numbers) if key in known}
    closed_at = {i: frozenset({0}) for i, (key, _) in enumerate(numbers) if key in closed}
    protector.protect(closed_at)
    decided = {key: protector.printed(i, policy)[0] for i, (key, _) in enumerate(numbers)}
    return decided | {key: _alone(number, policy, key in closed) for key, number in apart.items()}


def _itself(values: Values) -> Hashable:
    return values


def _edge(key: ReferralKey, number: int) -> Edge:
    """From the whole to areas, their kinds, their quarters; there into the sums over areas of a
    kind's quarter, of a kind, and of all: one circle, in which every total is a sum."""
    tail, head, weight = _ends(key)
    return Edge(key, tail, head, (number,), weight=weight)


def _ends(key: ReferralKey) -> tuple[Hashable, Hashable, int]:
    area, quarter, kind = key
    if area:
        if quarter:
            return ("area", area, kind), ("all", quarter, kind), 1
        if kind:
            return ("area", area), ("area", area, kind), KEEP_THE_PERIOD
        return "areas", ("area", area), KEEP_THE_PERIOD
    if quarter:
        return ("all", quarter, kind), ("all", kind), 1
    if kind:
        return ("all", kind), "kinds", KEEP_THE_PERIOD
    return "kinds", "areas", KEEP_THE_WHOLE


def _alone(number: int, policy: Policy, is_closed: bool) -> Cell:
    """A number that stands in no sum of this edition, so that nothing else in it tells it."""
    if policy.is_few(number):
        return Hidden(policy.words(Reason.FEWER))
    if is_closed and policy.hides:
        return Hidden(policy.words(Reason.PROTECTS))
    return Shown(policy.rounded(number))
