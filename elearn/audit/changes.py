"""What changed between two editions, from what a reader may see of both (audit-method C13)."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.shown import CoverageRow, Shown
from elearn.domain.suppression import CoverageKey


@dataclass(frozen=True, slots=True)
class Change:
    """People in scope and in date of one row, before and after; None where a number is hidden or
    the row was not there."""

    agency: str
    module: str
    in_scope: tuple[int | None, int | None]
    in_date: tuple[int | None, int | None]

    @property
    def more_in_date(self) -> int | None:
        """The exact change of people in date."""
        return _difference(self.in_date)

    @property
    def more_in_scope(self) -> int | None:
        """The exact change of people in scope."""
        return _difference(self.in_scope)


@dataclass(frozen=True, slots=True)
class Split:
    """The change of the partnership's per cent in points, as the part that agencies' own rates
    moved and the part that their weights moved (Kitagawa). The two add up to ``total``."""

    before: float
    after: float
    rate: float
    mix: float

    @property
    def total(self) -> float:
        return self.after - self.before


def _difference(pair: tuple[int | None, int | None]) -> int | None:
    before, after = pair
    return None if before is None or after is None else after - before


def changes(before: Shown, after: Shown) -> list[Change]:
    """Every agency x module of either edition, then the partnership's modules and total."""
    keys = {key for shown in (before, after) for key in shown.coverage if not key.role}
    wanted = [key for key in keys if not key.area and (key.module or not key.agency)]
    ordered = sorted(wanted, key=lambda key: (not key.agency, key.agency, not key.module, key))
    return [_change(key, before.coverage.get(key), after.coverage.get(key)) for key in ordered]


def _change(key: CoverageKey, old: CoverageRow | None, new: CoverageRow | None) -> Change:
    return Change(
        key.agency,
        key.module,
        (old.in_scope if old else 0, new.in_scope if new else 0),
        (old.in_date if old else 0, new.in_date if new else 0),
    )


def split(before: Shown, after: Shown) -> Split | None:
    """Kitagawa's split of the partnership's change by agency; None where a total is hidden.

    Agencies hidden in either edition are taken together as one, whose numbers are what is left
    of the totals, so that nothing hidden goes into the split but as part of that rest. An agency
    that is in one edition only counts as mix.
    """
    if not _known(before.whole) or not _known(after.whole):
        return None
    shown = [
        key
        for key in {*_agencies(before), *_agencies(after)}
        if _is_open(before.coverage.get(key)) and _is_open(after.coverage.get(key))
    ]
    pairs = [
        (_numbers(before.coverage.get(key)), _numbers(after.coverage.get(key))) for key in shown
    ]
    whole = (_numbers(before.whole), _numbers(after.whole))
    rest = (
        _rest(whole[0], [old for old, _ in pairs]),
        _rest(whole[1], [new for _, new in pairs]),
    )
    return kitagawa([*pairs, rest])


Numbers = tuple[int, int]  # in scope, in date


def kitagawa(pairs: Iterable[tuple[Numbers, Numbers]]) -> Split | None:
    """The split for groups with their numbers in scope and in date at both dates.

    >>> found = kitagawa([((100, 80), (100, 90)), ((0, 0), (100, 50))])
    >>> round(found.total, 6), round(found.rate, 6), round(found.mix, 6)
    (-10.0, 7.5, -17.5)
    """
    groups = list(pairs)
    old_total, new_total = (sum(pair[side][0] for pair in groups) for side in (0, 1))
    if not old_total or not new_total:
        return None
    rate = mix = 0.0
    for (old_scope, old_in), (new_scope, new_in) in groups:
        new_share = new_in / new_scope if new_scope else None
        old_share = old_in / old_scope if old_scope else new_share
        if old_share is None:
            continue
        new_share = old_share if new_share is None else new_share
        old_weight, new_weight = old_scope / old_total, new_scope / new_total
        rate += (old_weight + new_weight) / 2 * (new_share - old_share)
        mix += (old_share + new_share) / 2 * (new_weight - old_weight)
    before = sum(old[1] for old, _ in groups) / old_total
    after = sum(new[1] for _, new in groups) / new_total
    return Split(100 * before, 100 * after, 100 * rate, 100 * mix)


def _agencies(shown: Shown) -> list[CoverageKey]:
    return [key for key in shown.coverage if key.agency and not key.role and not key.module]


def _known(row: CoverageRow | None) -> bool:
    return row is not None and row.in_scope is not None and row.in_date is not None


def _is_open(row: CoverageRow | None) -> bool:
    """Not there at all, or there with its numbers: nothing is hidden."""
    return row is None or _known(row) or not row.is_hidden


def _numbers(row: CoverageRow | None) -> Numbers:
    return (row.in_scope or 0, row.in_date or 0) if row else (0, 0)


def _rest(whole: Numbers, parts: Iterable[Numbers]) -> Numbers:
    some = list(parts)
    return whole[0] - sum(one[0] for one in some), whole[1] - sum(one[1] for one in some)
