"""A coverage row that also says how many of those in date were trained since the last change."""

from dataclasses import dataclass

from elearn.domain.suppression.policy import Policy
from elearn.domain.suppression.shapes import (
    IN_DATE,
    IN_SCOPE,
    CountsShape,
    Fields,
    Reasons,
    Values,
    count_reason,
)

SINCE = 5  # its place in the values of a row, after those of ``Counts``
_BASE = CountsShape(Policy(0, 1, 0)).moves
# Somebody more or less in date may be one of those trained since, or not; and any of those in
# date may have been trained since, or not.
_MOVES = (
    *((*move, 0) for move in _BASE),
    *((*move, move[IN_DATE]) for move in _BASE if move[IN_DATE]),
    (0, 0, 0, 0, 0, 1),
)


@dataclass(frozen=True, slots=True)
class SinceShape:
    """A row of ``CountsShape`` and, of those in date, the number trained since the last change."""

    policy: Policy
    moves: tuple[Values, ...] = _MOVES
    has_base: bool = True

    @property
    def _row(self) -> CountsShape:
        return CountsShape(self.policy)

    def closure(self, fields: Fields) -> Fields:
        """Where those in date are hidden, so are those among them: a part says how many at least.

        >>> sorted(SinceShape(Policy(4, 1, 10)).closure(frozenset({IN_DATE})))
        [1, 2, 3, 4, 5]
        >>> sorted(SinceShape(Policy(4, 1, 10)).closure(frozenset({SINCE})))
        [5]
        """
        row = self._row.closure(fields - {SINCE})
        return row | {SINCE} if row & {IN_SCOPE, IN_DATE} or SINCE in fields else row

    def reasons(self, values: Values) -> Reasons:
        """As a share of those in date: few, few left over, or too few to say anything of. All of
        them says no more than that they are in date.

        >>> SinceShape(Policy(4, 1, 10)).reasons((50, 40, 9, 5, 5, 38))[SINCE].value
        'complement'
        >>> SinceShape(Policy(4, 1, 10)).reasons((50, 40, 9, 5, 5, 40))[SINCE] is None
        True
        """
        row = self._row.reasons(values[:SINCE])
        in_date, since = values[IN_DATE], values[SINCE]
        if row[IN_DATE] is not None or since == in_date:
            return (*row, row[IN_DATE])
        return (*row, count_reason(self.policy, in_date, since))

    def possible(self, values: Values) -> bool:
        """Nobody was trained since who is not in date.

        >>> SinceShape(Policy(4, 1, 10)).possible((50, 40, 9, 5, 5, 41))
        False
        """
        return self._row.possible(values[:SINCE]) and 0 <= values[SINCE] <= values[IN_DATE]

    def must_protect(self, values: Values, field: int) -> bool:
        """None of eight is as telling as one of eight; all of them is as open as those in date.

        >>> SinceShape(Policy(4, 1, 10)).must_protect((50, 8, 0, 21, 21, 0), SINCE)
        True
        """
        if field == SINCE:
            return values[SINCE] < values[IN_DATE]
        return self._row.must_protect(values[:SINCE], field)

    def remainders(self, values: Values, field: int) -> tuple[int, ...]:
        """The number and what is left of those in date.

        >>> SinceShape(Policy(4, 1, 10)).remainders((50, 40, 9, 5, 5, 38), SINCE)
        (38, 2)
        """
        if field == SINCE:
            return (values[SINCE], values[IN_DATE] - values[SINCE])
        return self._row.remainders(values[:SINCE], field)
