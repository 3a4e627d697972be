"""Suppression of how one question was answered: its options over all, and by group."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression.policy import Audience, Cell, Policy, Shown, policy_for
from elearn.domain.suppression.protector import Edge, Protector
from elearn.domain.suppression.shapes import PlainShape

KEEP_THE_OPTION = 5  # how often an answer was given over all is hidden after any group's
KEEP_THE_BASE = 1_000  # how many people answered stands on the page beside every other question

Groups = Mapping[str, Mapping[str, int]]
"""Group -> option -> how many people."""


@dataclass(frozen=True, slots=True)
class ShownAnswers:
    """One question as a reader may see it. ``base`` is how many people answered; ``groups`` is
    grouping -> group -> option, empty where groups cannot be told."""

    base: int
    overall: Mapping[str, Cell]
    groups: Mapping[str, Mapping[str, Mapping[str, Cell]]] = field(default_factory=dict)


def protect_answers(
    overall: Mapping[str, int],
    first: Groups = {},  # noqa: B006 - read only
    second: Groups = {},  # noqa: B006 - read only
    *,
    rules: RuleSet,
    names: tuple[str, str] = ("first", "second"),
) -> ShownAnswers:
    """Decide every count of one question, for readers in the partnership.

    Each grouping is a table whose rows are groups and whose columns are options; both tables have
    the same columns sums, which are ``overall``. The sums of rows are known to the reader. Where
    one of those would have to be hidden, no group is told.

    >>> shown = protect_answers({"yes": 20, "partly": 9, "no": 3}, rules=RuleSet())
    >>> [isinstance(cell, Shown) for cell in shown.overall.values()]
    [True, False, False]
    >>> shown.base
    32
    """
    protector, keys, policy = _decided(overall, first, second, rules)
    cells = {key: protector.printed(i, policy)[0] for i, key in enumerate(keys)}
    base = sum(overall.values())
    known = [key for key in keys if key[2] == ""]
    if (first or second) and any(not isinstance(cells[key], Shown) for key in known):
        return protect_answers(overall, rules=rules)
    groups = {
        name: {group: {option: cells[side, group, option] for option in overall} for group in rows}
        for name, side, rows in zip(names, ("a", "b"), (first, second), strict=True)
        if rows
    }
    return ShownAnswers(base, {option: cells["", "", option] for option in overall}, groups)


Key = tuple[str, str, str]


def _decided(
    overall: Mapping[str, int], first: Groups, second: Groups, rules: RuleSet
) -> tuple[Protector, list[Key], Policy]:
    """From the sum of all over the rows of one table down to its cells, through the options, up
    over the cells of the other table and its rows, back to the sum."""
    policy = policy_for(Audience.PARTNERSHIP, rules)
    edges = [Edge(("", "", ""), "rows b", "rows a", (sum(overall.values()),), weight=KEEP_THE_BASE)]
    for option, number in overall.items():
        tail = ("option a", option) if first else "rows a"
        head = ("option b", option) if second else "rows b"
        edges.append(Edge(("", "", option), tail, head, (number,), weight=KEEP_THE_OPTION))
    for side, rows in (("a", first), ("b", second)):
        edges += [edge for group in rows for edge in _row(side, group, rows[group])]
    protector = Protector(edges, PlainShape(policy))
    protector.protect()
    return protector, [edge.key for edge in edges], policy  # type: ignore[misc]


def _row(side: str, group: str, options: Mapping[str, int]) -> list[Edge]:
    whole: Hashable = f"rows {side}"
    row: Hashable = ("row", side, group)
    found = [_edge((side, group, ""), whole, row, sum(options.values()), side, KEEP_THE_BASE)]
    for option, number in options.items():
        column = (f"option {side}", option)
        found.append(_edge((side, group, option), row, column, number, side, 1))
    return found


def _edge(key: Key, tail: Hashable, head: Hashable, number: int, side: str, weight: int) -> Edge:
    """An edge of the first table as it runs; of the second, where all runs back, the other way."""
    ends = (tail, head) if side == "a" else (head, tail)
    return Edge(key, *ends, (number,), weight=weight)


def together(groups: Mapping[str, int], least: int) -> dict[str, str]:
    """Which groups are told of by themselves and which together, as "": group -> name it is told
    under. Groups of fewer than ``least`` go together, with the next larger ones until they are
    enough. Empty where there would be one group only.

    >>> together({"police": 30, "health": 12, "fire": 4, "ports": 0}, 10)
    {'police': 'police', 'health': '', 'fire': ''}
    >>> together({"police": 30, "fire": 4}, 10)
    {}
    """
    by_size = sorted((number, name) for name, number in groups.items() if number)
    small: list[str] = []
    pooled = 0
    for number, name in by_size:
        if number < least or 0 < pooled < least:
            small.append(name)
            pooled += number
    told = {name: "" if name in small else name for name in groups if groups[name]}
    return told if len(set(told.values())) > 1 else {}
