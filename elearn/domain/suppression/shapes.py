"""What the numbers of one cell are, which of them are sensitive, and how they can move together.

A *move* is a change of a cell's numbers that keeps what is printed beside it true. The protector
looks for moves that a reader could not rule out; what cannot move can be worked out.
"""

from dataclasses import dataclass
from typing import Protocol

from elearn.domain.suppression.policy import Policy, Reason

Values = tuple[int, ...]
Fields = frozenset[int]
Reasons = tuple[Reason | None, ...]


class Shape(Protocol):
    """The rules of one kind of cell. Fields are places in its ``Values``; place 0 is the base
    (or the count itself where there is no base)."""

    @property
    def has_base(self) -> bool:
        """Whether place 0 is how many people there are, and the others are parts of them."""

    @property
    def moves(self) -> tuple[Values, ...]:
        """Changes that may run along a row and back along another."""

    def closure(self, fields: Fields) -> Fields:
        """All that must be hidden when ``fields`` are."""

    def reasons(self, values: Values) -> Reasons:
        """The primary reason of every field, None where it may be shown."""

    def possible(self, values: Values) -> bool:
        """Whether a reader could believe these numbers."""

    def must_protect(self, values: Values, field: int) -> bool:
        """Whether a hidden field must not be worked out."""

    def remainders(self, values: Values, field: int) -> tuple[int, ...]:
        """Numbers that, when a total says they are zero, are zero in every part of it."""


@dataclass(frozen=True, slots=True)
class PlainShape:
    """A count without a base."""

    policy: Policy
    moves: tuple[Values, ...] = ((1,),)
    has_base: bool = False

    def closure(self, fields: Fields) -> Fields:
        """There is one field only.

        >>> PlainShape(Policy(4, 1, 10)).closure(frozenset({0}))
        frozenset({0})
        """
        return fields

    def reasons(self, values: Values) -> Reasons:
        """Few is the one reason.

        >>> PlainShape(Policy(4, 1, 10)).reasons((3,))
        (<Reason.FEWER: 'fewer'>,)
        """
        return (Reason.FEWER if self.policy.is_few(values[0]) else None,)

    def possible(self, values: Values) -> bool:
        """No count is negative.

        >>> PlainShape(Policy(4, 1, 10)).possible((-1,))
        False
        """
        return values[0] >= 0

    def must_protect(self, values: Values, field: int) -> bool:
        """Zero points at nobody.

        >>> PlainShape(Policy(4, 1, 10)).must_protect((3,), 0)
        True
        """
        return values[field] > 0

    def remainders(self, values: Values, field: int) -> tuple[int, ...]:
        """The count.

        >>> PlainShape(Policy(4, 1, 10)).remainders((3,), 0)
        (3,)
        """
        return (values[field],)


@dataclass(frozen=True, slots=True)
class ShareShape:
    """A base and a count of it, such as people assessed and masters."""

    policy: Policy
    moves: tuple[Values, ...] = ((0, 1), (1, 1), (1, 0))
    has_base: bool = True

    def closure(self, fields: Fields) -> Fields:
        """Without the base the count is hidden too.

        >>> sorted(ShareShape(Policy(4, 1, 10)).closure(frozenset({0})))
        [0, 1]
        """
        return frozenset({0, 1}) if 0 in fields else fields

    def reasons(self, values: Values) -> Reasons:
        """Few, too small a base, few left over: in that order.

        >>> ShareShape(Policy(4, 1, 10)).reasons((30, 27))
        (None, <Reason.COMPLEMENT: 'complement'>)
        """
        base, count = values
        if self.policy.is_few(base):
            return (Reason.FEWER, Reason.FEWER)
        return (None, count_reason(self.policy, base, count))

    def possible(self, values: Values) -> bool:
        """A part is never more than the whole.

        >>> ShareShape(Policy(4, 1, 10)).possible((30, 31))
        False
        """
        return 0 <= values[1] <= values[0]

    def must_protect(self, values: Values, field: int) -> bool:
        """Always: none of six is as telling as one of six.

        >>> ShareShape(Policy(4, 1, 10)).must_protect((6, 0), 1)
        True
        """
        return values[0] > 0

    def remainders(self, values: Values, field: int) -> tuple[int, ...]:
        """The count and what is left of the base.

        >>> ShareShape(Policy(4, 1, 10)).remainders((30, 27), 1)
        (27, 3)
        """
        return (values[1], values[0] - values[1]) if field else (values[0],)


# Places in the values of a coverage row, in the order of ``Counts``.
IN_SCOPE, IN_DATE, DUE_SOON, EXPIRED, NEVER = range(5)
_ALL = frozenset(range(5))
_WHO_IS_IN_DATE = frozenset({IN_DATE, DUE_SOON, EXPIRED, NEVER})
_WHO_IS_NOT = frozenset({EXPIRED, NEVER})


@dataclass(frozen=True, slots=True)
class CountsShape:
    """A coverage row: in date, expired and never fill the scope; due soon is part of in date."""

    policy: Policy
    moves: tuple[Values, ...] = (
        (0, 1, 0, -1, 0),
        (0, 1, 0, 0, -1),
        (0, 0, 0, 1, -1),
        (0, 0, 1, 0, 0),
        (1, 1, 0, 0, 0),
        (1, 0, 0, 1, 0),
        (1, 0, 0, 0, 1),
    )
    has_base: bool = True

    def closure(self, fields: Fields) -> Fields:
        """No number can stay that would give a hidden one by subtraction inside the row.

        >>> sorted(CountsShape(Policy(4, 1, 10)).closure(frozenset({EXPIRED})))
        [3, 4]
        """
        if IN_SCOPE in fields:
            return _ALL
        if IN_DATE in fields:
            return _WHO_IS_IN_DATE
        return fields | _WHO_IS_NOT if fields & _WHO_IS_NOT else fields

    def reasons(self, values: Values) -> Reasons:
        """A row hides its split of those out of date before it hides its coverage.

        >>> [r and r.value for r in CountsShape(Policy(4, 1, 10)).reasons((50, 40, 9, 8, 2))]
        [None, None, None, 'fewer', 'fewer']
        """
        base, in_date, due_soon, expired, never = values
        few = self.policy.is_few
        if few(base):
            return (Reason.FEWER,) * 5
        if reason := count_reason(self.policy, base, in_date):
            return (None, *(reason,) * 4)
        split = Reason.FEWER if few(expired) or few(never) else None
        return (None, None, Reason.FEWER if few(due_soon) else None, split, split)

    def possible(self, values: Values) -> bool:
        """No count is negative, and nobody is due soon who is not in date.

        >>> CountsShape(Policy(4, 1, 10)).possible((50, 8, 9, 40, 2))
        False
        """
        return min(values) >= 0 and values[DUE_SOON] <= values[IN_DATE]

    def must_protect(self, values: Values, field: int) -> bool:
        """Who is in date always; zero expired, never or due soon points at nobody.

        >>> CountsShape(Policy(4, 1, 10)).must_protect((50, 48, 9, 0, 2), EXPIRED)
        False
        """
        return values[field] > 0 or (field == IN_DATE and values[IN_SCOPE] > 0)

    def remainders(self, values: Values, field: int) -> tuple[int, ...]:
        """The number; for those in date also those who are not.

        >>> CountsShape(Policy(4, 1, 10)).remainders((50, 40, 9, 8, 2), IN_DATE)
        (40, 10)
        """
        if field == IN_DATE:
            return (values[IN_DATE], values[IN_SCOPE] - values[IN_DATE])
        return (values[field],)


def count_reason(policy: Policy, base: int, count: int) -> Reason | None:
    """Why a count of a base that is printed must be hidden, if it must (C5.2, C5.3).

    >>> count_reason(Policy(4, 1, 10), 6, 0).value
    'small-base'
    """
    if 0 < base < policy.min_base:
        return Reason.SMALL_BASE
    if policy.is_few(count):
        return Reason.FEWER
    return Reason.COMPLEMENT if policy.is_few(base - count) else None
