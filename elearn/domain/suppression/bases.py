"""Suppression of shares by what they rest on: fewer than ten, or what gives fewer than ten away."""

from collections.abc import Mapping

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.knowledge import KnowledgePlace, edges_of
from elearn.domain.suppression.policy import Audience, Hidden, Policy, policy_for
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import PlainShape
from elearn.domain.suppression.table import KEEP_THE_WHOLE


def protect_bases(
    bases: Mapping[KnowledgePlace, int], *, audience: Audience, rules: RuleSet
) -> dict[KnowledgePlace, str]:
    """Which shares of one topic may be told, by what each rests on: why not, or nothing.

    A share of fewer than ten is hidden, and with it whatever other share would give its base away
    by subtraction from the totals: of an agency over its roles, of its levels, of the partnership.

    Agencies need the rows of their roles, as knowledge has them.

    >>> places = {KnowledgePlace(agency, role, level): number
    ...     for agency, number in (("a", 6), ("b", 12), ("c", 40))
    ...     for role in ("", "R1") for level in ("", "A")}
    >>> places |= {KnowledgePlace("", "", level): 58 for level in ("", "A")}
    >>> found = protect_bases(places, audience=Audience.PARTNERSHIP, rules=RuleSet())
    >>> sorted({place.agency for place, why in found.items() if why})
    ['a', 'b']
    """
    policy = policy_for(audience, rules)
    if not policy.hides:
        return dict.fromkeys(bases, "")
    few = few_answers(policy)
    protector = Protector(
        edges_of({place: (number,) for place, number in bases.items()}), PlainShape(few)
    )
    protector.protect()
    found = {place: _why(protector, i, few) for i, place in enumerate(sorted(bases))}
    return {place: found[place] for place in bases}


def protect_pairs(
    pairs: Mapping[str, int], *, audience: Audience, rules: RuleSet
) -> dict[str, str]:
    """Which rows of paired people may be told, one a module and, under a blank name, all of them.

    >>> found = protect_pairs({"": 60, "m1": 6, "m2": 14, "m3": 40}, audience=Audience.PARTNERSHIP,
    ...     rules=RuleSet())
    >>> [name for name, why in found.items() if why]
    ['m1', 'm2']
    """
    policy = policy_for(audience, rules)
    if not policy.hides:
        return dict.fromkeys(pairs, "")
    few = few_answers(policy)
    edges = [
        Edge(name, "all", "modules", (number,))
        if name
        else Edge(name, "modules", "all", (number,), weight=KEEP_THE_WHOLE)
        for name, number in pairs.items()
    ]
    protector = Protector(edges, PlainShape(few))
    protector.protect()
    return {name: _why(protector, i, few) for i, name in enumerate(pairs)}


def few_answers(policy: Policy) -> Policy:
    """The rule under which a number below the least base is hidden."""
    return Policy(hidden_to=policy.min_base - 1, round_to=1, min_base=policy.min_base)


def _why(protector: Protector, i: int, policy: Policy) -> str:
    cell = protector.printed(i, policy)[0]
    return cell.reason if isinstance(cell, Hidden) else ""
