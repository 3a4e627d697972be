"""What a reader may see of gain: paired people only, and never of fewer than ten."""

from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.items.facts import GainFact
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.intervals import Interval
from elearn.domain.paired import change_words, mcnemar
from elearn.domain.sums import PairSums
from elearn.domain.suppression import Audience, Policy, Reason, policy_for
from elearn.domain.suppression.bases import protect_pairs


@dataclass(frozen=True, slots=True)
class GainRow:
    """One row of gain in per cent and points; None is hidden or not to be worked out, and ``note``
    says what is hidden. ``later`` and ``retained`` (a share) only where ``months`` is not 0; the
    change of one question is told in words, with the exact ``p`` where its counts are not few."""

    months: int
    module: str
    topic: str
    item: str
    asked: int | None
    pairs: int | None
    before: float | None
    after: float | None
    later: float | None
    change: float | None
    interval: Interval | None
    hake: float | None
    retained: float | None
    p: float | None
    verdict: str
    rose: int | None
    fell: int | None
    note: str

    @property
    def answered_share(self) -> float | None:
        """How many of those who could have been paired are, 0 to 1."""
        return self.pairs / self.asked if self.asked and self.pairs is not None else None


def gain_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[GainRow, ...]:
    """Every row: modules first, then their topics, then questions."""
    rows: tuple[GainFact, ...] = facts.of("gain")
    policy = policy_for(shown.audience, rules)
    hidden = _hidden(rows, shown.audience, rules)
    return tuple(
        _row(row, hidden[row.months, row.module, row.topic, row.item], policy) for row in rows
    )


Key = tuple[int, str, str, str]


def _hidden(rows: tuple[GainFact, ...], audience: Audience, rules: RuleSet) -> dict[Key, str]:
    """Why a row is hidden. Rows of modules are parts of the row of all modules, and so are their
    rows of one topic; no totals tie questions together."""
    policy = policy_for(audience, rules)
    groups: dict[tuple[int, str], dict[str, int]] = {}
    found: dict[Key, str] = {}
    for row in rows:
        if not row.item:
            groups.setdefault((row.months, row.topic), {})[row.module] = row.pairs
        few = row.pairs < policy.min_base
        found[row.months, row.module, row.topic, row.item] = (
            policy.words(Reason.SMALL_BASE) if few else ""
        )
    for (months, topic), pairs in groups.items():
        for module, why in protect_pairs(pairs, audience=audience, rules=rules).items():
            key = (months, module, topic, "")
            found[key] = found[key] or why
    return found


def _row(row: GainFact, why: str, policy: Policy) -> GainRow:
    sums = row.sums
    place = (row.months, row.module, row.topic, row.item)
    asked = None if policy.is_few(row.asked) or why else policy.rounded(row.asked)
    if why or not row.pairs:
        return _without_figures(row, why, asked)
    few = policy.is_few(row.rose) or policy.is_few(row.fell)
    return GainRow(
        *place,
        asked,
        policy.rounded(row.pairs),
        sums.before_percent,
        sums.after_percent,
        sums.later_percent if row.months else None,
        sums.change,
        None if row.item else sums.interval,
        sums.hake,
        sums.retained if row.months else None,
        mcnemar(row.rose, row.fell) if row.item and not few else None,
        _verdict(sums, is_item=bool(row.item)),
        None if few else policy.rounded(row.rose),
        None if few else policy.rounded(row.fell),
        "",
    )


def _without_figures(row: GainFact, why: str, asked: int | None) -> GainRow:
    return GainRow(
        row.months,
        row.module,
        row.topic,
        row.item,
        asked,
        pairs=None if why else 0,
        before=None,
        after=None,
        later=None,
        change=None,
        interval=None,
        hake=None,
        retained=None,
        p=None,
        verdict="",
        rose=None,
        fell=None,
        note=why,
    )


def _verdict(sums: PairSums, *, is_item: bool) -> str:
    if is_item:
        return change_words(sums.rose, sums.fell)
    interval = sums.interval
    if interval is None or interval.low <= 0 <= interval.high:
        return "no clear change"
    return "clearly better" if sums.change > 0 else "clearly worse"
