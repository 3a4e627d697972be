"""What a reader learns of one row from its numbers, the reasons for hiding and its band."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from elearn.domain.coverage import Counts, RuleSet, coverage_band
from elearn.domain.suppression import (
    Audience,
    CoverageDecision,
    Hidden,
    ProtectedFigure,
    Reason,
    Shown,
    policy_for,
)
from tests.unit.domain.reasons_attacker import MOST, Name, Range, ReasonsAttacker

RULES = RuleSet()
READER = policy_for(Audience.PARTNERSHIP, RULES)
REASON_OF = {READER.words(reason): reason for reason in Reason}
FEW: Range = (1, READER.hidden_to)
NOT_FEW: tuple[Range, Range] = ((0, 0), (READER.hidden_to + 1, MOST))
ENOUGH: Range = (READER.min_base, MOST)
FIELDS = ("in_scope", "in_date", "due_soon", "expired", "never")


def reason_of(cell: Any) -> Reason | None:
    """Why a cell is hidden; None where it is shown."""
    return REASON_OF[cell.reason] if isinstance(cell, Hidden) else None


def read_figure(attacker: ReasonsAttacker, key: Name, figure: ProtectedFigure) -> None:
    """A base, a count of it, and the rest."""
    base, count, rest = (key, "base"), (key, "count"), (key, "rest")
    attacker.adds_up(base, [count, rest])
    for name, cell in ((base, figure.base), (count, figure.count)):
        if isinstance(cell, Shown):
            attacker.knows(name, (cell.value, cell.value))
    _read(attacker, (base, count, rest), reason_of(figure.base), reason_of(figure.count))


def read_row(
    attacker: ReasonsAttacker, key: Name, row: CoverageDecision, *, level_c: bool = False
) -> None:
    """In date and out of it fill the scope; expired and never are those out of date."""
    scope, in_date, due_soon, expired, never = ((key, name) for name in FIELDS)
    out = (key, "out")
    attacker.adds_up(scope, [in_date, out])
    attacker.adds_up(out, [expired, never])
    attacker.adds_up(in_date, [due_soon, (key, "later")])
    for name in FIELDS:
        cell = getattr(row, name)
        if isinstance(cell, Shown):
            attacker.knows((key, name), (cell.value, cell.value))
    why = {name: reason_of(getattr(row, name)) for name in FIELDS}
    if row.band and why["in_date"] and isinstance(row.in_scope, Shown):
        attacker.knows(in_date, _in_band(row, row.in_scope.value, level_c))
    _read(attacker, (scope, in_date, out), why["in_scope"], why["in_date"])
    if why["in_date"] in (None, Reason.PROTECTS):
        _read_parts(attacker, (due_soon, expired, never), why)


def _read(
    attacker: ReasonsAttacker,
    names: tuple[Name, Name, Name],
    base_why: Reason | None,
    why: Reason | None,
) -> None:
    """What the reasons of a base and of a count of it say of both and of the rest."""
    base, count, rest = names
    if Reason.EITHER in (base_why, why):
        attacker.knows(base, (1, MOST))  # of somebody
        return
    if base_why:
        attacker.knows(base, *((FEW,) if base_why is Reason.FEWER else NOT_FEW))
    if base_why is Reason.FEWER or why is None:
        return
    if why is Reason.SMALL_BASE:
        attacker.knows(base, (1, READER.min_base - 1))
        return
    attacker.knows(base, *(((0, 0), ENOUGH) if why is Reason.PROTECTS else (ENOUGH,)))
    attacker.knows(count, *((FEW,) if why is Reason.FEWER else NOT_FEW))
    if why is not Reason.FEWER:
        attacker.knows(rest, *((FEW,) if why is Reason.COMPLEMENT else NOT_FEW))


def _read_parts(
    attacker: ReasonsAttacker, names: tuple[Name, Name, Name], why: Mapping[str, Reason | None]
) -> None:
    """Due soon speaks for itself; expired and never are hidden where either is few."""
    due_soon, expired, never = names
    if Reason.EITHER in why.values():
        return
    if why["due_soon"]:
        attacker.knows(due_soon, *((FEW,) if why["due_soon"] is Reason.FEWER else NOT_FEW))
    if why["expired"] is Reason.FEWER:
        attacker.either.append([(expired, FEW), (never, FEW)])
    elif why["expired"]:
        attacker.knows(expired, *NOT_FEW)
        attacker.knows(never, *NOT_FEW)


def _in_band(row: CoverageDecision, scope: int, level_c: bool) -> Range:
    fits = [
        number
        for number in range(scope + 1)
        if coverage_band(Counts(scope, number), level_c, RULES) is row.band
    ]
    return fits[0], fits[-1]


def told_by_nought(
    totals: Collection[tuple[Name, Sequence[Name]]], shown: Mapping[Any, ProtectedFigure]
) -> set[Name]:
    """What totals that are shown as nobody or as everybody say of their parts, at any depth, and
    these of the totals they fill: the engine lets that stand."""
    told = {total for total, _ in totals if _is_all_or_nobody(shown[total])}
    while True:
        more = {part for total, parts in totals if total in told for part in parts}
        more |= {total for total, parts in totals if set(parts) <= told}
        if more <= told:
            return told
        told |= more


def _is_all_or_nobody(figure: ProtectedFigure) -> bool:
    if not isinstance(figure.count, Shown) or not isinstance(figure.base, Shown):
        return False
    return figure.count.value in (0, figure.base.value)


def pinned_figures(
    shown: Mapping[Any, ProtectedFigure],
    totals: Collection[tuple[Name, Sequence[Name]]],
    nobody: Iterable[Name] = (),
) -> set[Name]:
    """The hidden bases and counts that a reader of all this can work out. Of ``nobody`` nothing
    need be hidden."""
    attacker = ReasonsAttacker()
    for key, figure in shown.items():
        read_figure(attacker, key, figure)
    for total, parts in totals:
        for field in ("base", "count"):
            attacker.adds_up((total, field), [(part, field) for part in parts])
    open_to_all = {*told_by_nought(totals, shown), *nobody}
    return attacker.pinned(
        (key, field)
        for key, figure in shown.items()
        for field in ("base", "count")
        if isinstance(getattr(figure, field), Hidden) and key not in open_to_all
    )
