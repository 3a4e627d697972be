"""Suppression of the forward look: counts of the partnership by module and quarter.

Three readers are thought of. Anybody knows how many are in date with a module: the sum of its row,
printed with coverage. A lead knows their own agency's part of every number, to the day, so what is
left of a number without its largest part must not be few either. And whoever has two looks
subtracts: that one is not made twice within four weeks is for whoever counts."""

from collections.abc import Sequence
from dataclasses import dataclass

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

FEWEST_HIDDEN = 2  # one hidden number in a row is the sum without the others


@dataclass(frozen=True, slots=True)
class Ends:
    """How many people expire in a quarter; ``most`` of them are one agency's."""

    number: int
    most: int


def protect_ahead(row: Sequence[Ends], *, rules: RuleSet) -> list[Cell]:
    """What of one module may be printed, the same for all readers: by the rule of the public, which
    rounds to five and hides up to seven, or more where the partnership hides more. Nobody is told
    that a number is nought: it is hidden like the few, and the reason never tells them apart.

    >>> row = [Ends(40, 20), Ends(23, 21), Ends(0, 0), Ends(120, 60)]
    >>> [getattr(cell, "value", None) for cell in protect_ahead(row, rules=RuleSet())]
    [40, None, None, 120]
    """
    policy = _policy(rules)
    hidden = {place for place, one in enumerate(row) if _is_small(one, policy)}
    while hidden and _tells(hidden, row, policy):
        shown = [place for place in range(len(row)) if place not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda place: (row[place].number, place)))
    words = policy.words(Reason.EITHER)
    return [
        Hidden(words) if place in hidden else Shown(policy.rounded(one.number))
        for place, one in enumerate(row)
    ]


def _policy(rules: RuleSet) -> Policy:
    public, partners = (policy_for(one, rules) for one in (Audience.PUBLIC, Audience.PARTNERSHIP))
    return Policy(
        hidden_to=max(public.hidden_to, partners.hidden_to),
        round_to=max(public.round_to, partners.round_to),
        min_base=public.min_base,
    )


def _is_small(one: Ends, policy: Policy) -> bool:
    """Few, or nobody; or few without the agency that has most."""
    return one.number <= policy.hidden_to or policy.is_few(one.number - one.most)


def _tells(hidden: set[int], row: Sequence[Ends], policy: Policy) -> bool:
    """Whether the sum of a row would give a hidden number, or a few people, away."""
    numbers = [row[place].number for place in hidden]
    return any(numbers) and (len(numbers) < FEWEST_HIDDEN or policy.is_few(sum(numbers)))
