"""What an edition must hide of referrals because readers have earlier ones of overlapping quarters.

Sums of twelve quarters that began a quarter apart differ by two quarters: whoever subtracts them
has the one less the other. So an edition is decided together with all that earlier ones printed.
What was hidden stays hidden, what was printed protects nothing any more, and sums are hidden until
every number that is hidden in any of them could be another one (``witness.py``).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from elearn.domain.suppression.referrals import ReferralKey, protect_referrals, totals_of
from elearn.domain.suppression.witness import Row, Span, Told, Witness, told

MOST_ROUNDS = 4  # of looking for sums one by one; then all of them are hidden
MOST_AREAS = 10  # of which sums are tried one by one, whether they may be printed after all


@dataclass(frozen=True, slots=True)
class Counted:
    """Referrals by area x quarter x kind: ``cells`` of areas that reported every quarter, which
    stand in sums, and those ``apart``."""

    cells: Mapping[ReferralKey, int]
    apart: Mapping[ReferralKey, int]

    def numbers(self) -> dict[ReferralKey, int]:
        """Every number with the sums that are printed."""
        return {**self.apart, **self.cells, **totals_of(self.cells)}

    def span(self, key: ReferralKey) -> Span:
        """Which rows and quarters a number is of."""
        if key.area and key.kind and key.quarter:
            rows = [(key.area, key.kind)]
        else:
            rows = [
                (area, kind)
                for area, kind in {(one.area, one.kind) for one in self.cells}
                if key.area in ("", area) and key.kind in ("", kind)
            ]
        quarters = [_place(key.quarter)] if key.quarter else self._quarters()
        return frozenset(rows), min(quarters), max(quarters)

    def _quarters(self) -> list[int]:
        return [_place(quarter) for quarter in {one.quarter for one in self.cells}]


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition as a reader has it: what was counted, what was printed of it, and by which
    rule."""

    counted: Counted
    decided: Mapping[ReferralKey, Cell]
    policy: Policy


def protect_beside(
    counted: Counted, earlier: Sequence[Printed], *, audience: Audience, rules: RuleSet
) -> dict[ReferralKey, Cell]:
    """Decide an edition whose reader has the ``earlier`` ones too, the oldest first. Without any
    it is what ``protect_referrals`` decides."""
    new = _New(counted, earlier, audience, rules)
    decided = new.decide()
    if not earlier:
        return decided
    while new.must_hide_more(decided):
        decided = new.decide()
    return new.give_back(decided)


class _New:
    """The edition that is being decided."""

    def __init__(
        self, counted: Counted, earlier: Sequence[Printed], audience: Audience, rules: RuleSet
    ) -> None:
        self.counted, self.audience, self.rules = counted, audience, rules
        self.policy = policy_for(audience, rules)
        self._numbers = counted.numbers()
        self._spans = {key: counted.span(key) for key in self._numbers}
        self._current = _latest(counted, earlier)
        self._before = [one for each in earlier for one in _told_by(each, self._current)]
        hidden, known = _as_printed(earlier)
        self._closed = {key for key, span in self._spans.items() if span in hidden}
        self._kept = frozenset(self._closed)
        self._open = {
            key
            for key, span in self._spans.items()
            if known.get(span) == self._numbers[key] and key not in self._closed
        }
        before = Witness(self._before)
        # kept by rings of three areas and more, which no sum of this edition may touch
        self._in_doubt = {span for span in before.targets if not before.moves(span)}
        self._rounds = 0
        self._unsaid: set[ReferralKey] = set()  # of which no more is said than that it is somebody

    def decide(self) -> dict[ReferralKey, Cell]:
        """Every number, as far as is known now what must be hidden."""
        decided = protect_referrals(
            self.counted.cells,
            self.counted.apart,
            audience=self.audience,
            rules=self.rules,
            closed=self._closed,
            known=self._open,
        )
        either = Hidden(self.policy.words(Reason.EITHER))
        return {
            key: either if key in self._unsaid and isinstance(cell, Hidden) else cell
            for key, cell in decided.items()
        }

    def must_hide_more(self, decided: Mapping[ReferralKey, Cell]) -> bool:
        """Choose what must be hidden besides; False where every hidden number may be another one,
        or where nothing is left to hide."""
        solved = self._solved(decided)
        wanted = {key for span in solved if (key := self._sum_for(span, decided))}
        self._rounds += 1
        if wanted and self._rounds > MOST_ROUNDS:  # one by one takes too long
            wanted = {key for key in self._news(decided) if not key.quarter}
        if (left := solved - self._in_doubt) and not wanted:
            wanted = self._unsay(decided) or self._quarters_for(left, decided)
        self._closed |= wanted
        self._unsaid |= wanted
        return bool(wanted)

    def give_back(self, decided: dict[ReferralKey, Cell]) -> dict[ReferralKey, Cell]:
        """Print the sums after all whose hiding protects nothing, the widest first."""
        if len({key.area for key in self._numbers}) > MOST_AREAS:
            return decided
        solved = self._solved(decided)
        sums = (key for key in decided if not key.quarter and key not in self._kept)
        for key in sorted(sums, key=lambda key: (-len(self._spans[key][0]), key)):
            if isinstance(decided[key], Shown) or not self._may_give_back(key, solved):
                continue
            former = self._closed, self._open
            self._closed, self._open = self._closed - {key}, self._open | {key}
            trial = self.decide()
            if isinstance(trial[key], Shown) and self._solved(trial) <= solved:
                decided, solved = trial, solved - {self._spans[key]}
            else:
                self._closed, self._open = former
        return decided

    def _may_give_back(self, key: ReferralKey, solved: Collection[Span]) -> bool:
        """Not while others are in doubt: but for a sum that is told anyway, in other rows."""
        span = self._spans[key]
        doubtful = [other for other in solved if other != span]
        apart = span in solved and not any(span[0] & other[0] for other in doubtful)
        return not self.policy.is_few(self._numbers[key]) and (apart or not doubtful)

    def _solved(self, decided: Mapping[ReferralKey, Cell]) -> set[Span]:
        """The hidden numbers of which no other is found that would have been printed so."""
        now = Printed(self.counted, decided, self.policy)
        witness = Witness([*self._before, *_told_by(now, self._current)])
        return {span for span in witness.targets if not witness.moves(span)}

    def _sum_for(self, span: Span, decided: Mapping[ReferralKey, Cell]) -> ReferralKey | None:
        """The sum over the period that most likely gives a number away: of its own row first."""
        sums = (key for key in self._news(decided) if not key.quarter)
        return min(sums, key=lambda key: self._distance(key, span), default=None)

    def _unsay(self, decided: Mapping[ReferralKey, Cell]) -> set[ReferralKey]:
        """All that is hidden for more reasons than need be said."""
        either = self.policy.words(Reason.EITHER)
        return {
            key
            for key, cell in decided.items()
            if isinstance(cell, Hidden) and self._numbers[key] and cell.reason != either
        }

    def _quarters_for(
        self, solved: Iterable[Span], decided: Mapping[ReferralKey, Cell]
    ) -> set[ReferralKey]:
        """The number of a quarter that lies nearest to each that can be worked out."""
        news = self._news(decided)
        return {min(news, key=lambda key: self._distance(key, span)) for span in solved if news}

    def _news(self, decided: Mapping[ReferralKey, Cell]) -> list[ReferralKey]:
        """What this edition prints and none before it did. Nought points at nobody."""
        return [
            key
            for key, cell in decided.items()
            if isinstance(cell, Shown) and self._numbers[key] and key not in self._open
        ]

    def _distance(self, key: ReferralKey, span: Span) -> tuple[bool, int, ReferralKey]:
        rows = self._spans[key][0]
        return not rows & span[0], len(rows), key


def _place(quarter: str) -> int:
    return 4 * int(quarter[:4]) + int(quarter[6:]) - 1


def _latest(counted: Counted, earlier: Sequence[Printed]) -> dict[tuple[Row, int], int]:
    """What each area x quarter x kind is by the newest edition that has it."""
    found: dict[tuple[Row, int], int] = {}
    for each in (*(one.counted for one in earlier), counted):
        for key, number in (*each.apart.items(), *each.cells.items()):
            found[(key.area, key.kind), _place(key.quarter)] = number
    return found


def _told_by(edition: Printed, current: Mapping[tuple[Row, int], int]) -> Iterator[Told]:
    """All that an edition prints. A cell that was corrected since tells nothing of what it is
    now; of sums the reader is taken to know by how much."""
    numbers = edition.counted.numbers()
    for key, cell in edition.decided.items():
        span = edition.counted.span(key)
        if key.area and key.quarter and key.kind:
            [row] = span[0]
            if current[row, span[1]] != numbers[key]:
                continue
        yield told(span, numbers[key], cell, edition.policy)


def _as_printed(earlier: Sequence[Printed]) -> tuple[set[Span], dict[Span, int]]:
    """What was hidden in any of the editions, and what the last of them to print a number
    printed."""
    hidden: set[Span] = set()
    shown: dict[Span, int] = {}
    for each in earlier:
        numbers = each.counted.numbers()
        for key, cell in each.decided.items():
            span = each.counted.span(key)
            if isinstance(cell, Hidden):
                hidden.add(span)
            else:
                shown[span] = numbers[key]
    return hidden, shown
