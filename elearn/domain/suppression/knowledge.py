"""Suppression of what people know of one topic: agency x role x level with every total of it."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.policy import Audience, policy_for
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import ShareShape, Values
from elearn.domain.suppression.table import KEEP_THE_WHOLE, Figure, ProtectedFigure


class KnowledgePlace(NamedTuple):
    """Blank means all of them: ("council", "", "A") is the council at level A, over its roles."""

    agency: str
    role: str = ""
    level: str = ""


def protect_knowledge(
    rows: Mapping[KnowledgePlace, Figure], *, audience: Audience, rules: RuleSet
) -> dict[KnowledgePlace, ProtectedFigure]:
    """Decide every row: masters (the count) of those assessed (the base).

    All levels are protected as if they were the sum of the levels, and agencies as if they were
    the sum of their roles. Where people answered at two levels, or hold two roles, they are
    not; but where nobody did they are, and a reader may know that. What is left out is taken as
    never printed; totals by role or over roles at all agencies must be left out.

    >>> police = {KnowledgePlace("police", "R1", "A"): Figure(2, 30)}
    >>> police |= {KnowledgePlace("police", "R1"): Figure(2, 30)}
    >>> fire = {KnowledgePlace("fire", "R9", "A"): Figure(20, 30)}
    >>> whole = {KnowledgePlace(""): Figure(22, 60)}
    >>> shown = protect_knowledge(
    ...     police | fire | whole, audience=Audience.PARTNERSHIP, rules=RuleSet()
    ... )
    >>> [figure.note for figure in shown.values()]
    ['hidden: fewer than 5', 'hidden: fewer than 5', 'hidden: protects another cell', '']
    """
    policy = policy_for(audience, rules)
    places = sorted(rows)
    values = {place: (figure.base or 0, figure.count) for place, figure in rows.items()}
    protector = Protector(edges_of(values), ShareShape(policy))
    protector.protect()
    shown = {}
    for i, place in enumerate(places):
        base, count = protector.printed(i, policy)
        shown[place] = ProtectedFigure(count, base)
    return {place: shown[place] for place in rows}


def edges_of(rows: Mapping[KnowledgePlace, Values]) -> list[Edge]:
    """The graph of one topic: the rows in the order of their places, then the links that stand
    for totals nobody prints."""
    edges = [_edge(place, values) for place, values in sorted(rows.items())]
    zero = tuple(0 for _ in next(iter(rows.values()), ()))
    missing = [Edge(None, *_ends(place), zero, printed=False) for place in _unprinted(rows)]
    return [*edges, *missing]


def _edge(place: KnowledgePlace, values: Values) -> Edge:
    tail, head = _ends(place)
    weight = 1 if place.agency else KEEP_THE_WHOLE
    return Edge(place, tail, head, values, weight=weight)


def _unprinted(rows: Mapping[KnowledgePlace, Values]) -> list[KnowledgePlace]:
    """The totals nobody prints."""
    wanted = {KnowledgePlace("")}
    for agency, role, level in rows:
        wanted |= {KnowledgePlace(agency, role), KnowledgePlace(agency, "", level)}
        wanted |= {KnowledgePlace(agency), KnowledgePlace("", "", level)}
    return sorted(wanted - set(rows))


def _ends(place: KnowledgePlace) -> tuple[Hashable, Hashable]:
    """The partnership, its agencies, their roles, down to the level of a role; from there up
    over the agency's level and the partnership's level back to the partnership."""
    agency, role, level = place
    if agency and role:
        of_role = ("role", agency, role)
        return (of_role, ("agency", agency, level)) if level else (("agency", agency), of_role)
    if agency:
        if level:
            return ("agency", agency, level), ("level", level)
        return "all", ("agency", agency)
    return (("level", level), "levels") if level else ("levels", "all")
