"""Suppression of flows: why people came into date, agency x module with the totals of both."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import astuple, dataclass
from itertools import combinations
from typing import NamedTuple

from elearn.domain.changes import Flows
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.policy import Audience, Cell, Policy, Reason, policy_for
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import Fields, Reasons, Values
from elearn.domain.suppression.table import KEEP_THE_WHOLE

# the fields of Flows, and what each does to the number of people in date
SIGNS = (1, 1, -1, -1, 1, 1, 1, 1)
COUNTS_OF_PEOPLE = 5  # the first five are counts, the others balances
CLOSED = len(SIGNS)


class FlowKey(NamedTuple):
    """Blank: all of them."""

    agency: str
    module: str


def _moves() -> tuple[Values, ...]:
    """Two flows that change together and leave the number of people in date as it is printed."""
    found = []
    for i, j in combinations(range(len(SIGNS)), 2):
        change = [0] * (len(SIGNS) + 1)
        change[i], change[j] = SIGNS[i], -SIGNS[j]
        found.append(tuple(change))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FlowShape:
    """Eight flows, and whether the row is closed: the number at either end of it is hidden."""

    policy: Policy
    moves: tuple[Values, ...] = _moves()
    has_base: bool = False

    def closure(self, fields: Fields) -> Fields:
        """A flow that is hidden leaves the others.

        >>> FlowShape(Policy(4, 1, 10)).closure(frozenset({2}))
        frozenset({2})
        """
        return fields

    def reasons(self, values: Values) -> Reasons:
        """Few people, or few more or less; all of a row that is closed.

        >>> shape = FlowShape(Policy(4, 1, 10))
        >>> [r and r.value for r in shape.reasons((9, 0, 3, 0, 0, -2, 0, 0, 0))]
        [None, None, 'fewer', None, None, 'fewer', None, None, None]
        """
        if values[CLOSED]:
            return (*(Reason.PROTECTS,) * CLOSED, None)
        few = self.policy.is_few
        return (*(Reason.FEWER if few(abs(one)) else None for one in values[:CLOSED]), None)

    def possible(self, values: Values) -> bool:
        """Counts of people are never negative; balances may be.

        >>> FlowShape(Policy(4, 1, 10)).possible((0, 0, 0, 0, 0, -7, 0, 0, 0))
        True
        """
        return min(values[:COUNTS_OF_PEOPLE]) >= 0

    def must_protect(self, values: Values, field: int) -> bool:
        """Nobody points at nobody.

        >>> FlowShape(Policy(4, 1, 10)).must_protect((0, 3, 0, 0, 0, 0, 0, 0, 0), 1)
        True
        """
        return field < CLOSED and values[field] != 0

    def remainders(self, values: Values, field: int) -> tuple[int, ...]:
        """A count of nobody is nobody in every part of it; a balance of nought is not.

        >>> FlowShape(Policy(4, 1, 10)).remainders((0, 3, 0, 0, 0, 0, 0, 0, 0), 5)
        ()
        """
        return (values[field],) if field < COUNTS_OF_PEOPLE else ()


def protect_flows(
    rows: Mapping[FlowKey, Flows],
    closed: Collection[FlowKey],
    *,
    audience: Audience,
    rules: RuleSet,
) -> dict[FlowKey, tuple[Cell, ...]]:
    """Every flow of every row, in the order of the fields of ``Flows``. ``closed`` are rows with a
    hidden number of people in date at either end: their flows would add up to it.

    The rows are agency x module and their sums by agency, by module and of all. Readers are taken
    to know the change of every row that is not closed.

    >>> key, whole = FlowKey("a", "m"), Flows(trained=3, lapsed=9)
    >>> rows = {key: whole, FlowKey("b", "m"): Flows(trained=20, lapsed=9, joined=8)}
    >>> shown = protect_flows(rows, (), audience=Audience.PARTNERSHIP, rules=RuleSet())
    >>> shown[key][0].reason
    'hidden: fewer than 5'
    """
    policy = policy_for(audience, rules)
    ordered = sorted(rows.items())
    shut = set(closed) if policy.hides else set()
    edges = [_edge(key, (*astuple(flows), int(key in shut))) for key, flows in ordered]
    links = [_edge(key, (0,) * (CLOSED + 1), printed=False) for key in _unprinted(rows)]
    protector = Protector([*edges, *links], FlowShape(policy))
    protector.protect()
    return {key: protector.printed(i, policy)[:CLOSED] for i, (key, _) in enumerate(ordered)}


def _unprinted(rows: Mapping[FlowKey, Flows]) -> list[FlowKey]:
    """The totals nobody prints."""
    wanted = {FlowKey("", "")}
    for agency, module in rows:
        wanted |= {FlowKey(agency, ""), FlowKey("", module)}
    return sorted(wanted - set(rows))


def _edge(key: FlowKey, values: Values, *, printed: bool = True) -> Edge:
    """From all to the agency, from there to the module, and back to all."""
    tail: Hashable = ("agency", key.agency) if key.agency else ("module", key.module)
    head: Hashable = ("module", key.module) if key.module else ("agency", key.agency)
    if not key.agency and not key.module:
        tail, head = "modules", "agencies"
    elif not key.module:
        tail = "agencies"
    elif not key.agency:
        head = "modules"
    weight = 1 if key.agency else KEEP_THE_WHOLE
    return Edge(key, tail, head, values, printed, weight=weight)
