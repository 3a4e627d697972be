"""How changes are said: steps, the headline, and which moves are more than noise."""

from dataclasses import dataclass

from elearn.audit.changed.shown import FlowRow
from elearn.audit.changes import Split
from elearn.audit.shown import CoverageRow
from elearn.audit.words import HIDDEN

STEPS = (
    ("trained", "Newly trained", 1),
    ("renewed", "Renewed", 1),
    ("lapsed", "Lapsed", -1),
    ("left", "Left, were trained", -1),
    ("joined", "Joined, already trained", 1),
    ("moved", "Moved in, less moved out", 1),
    ("rule", "Rules changed", 1),
    ("late", "Late data", 1),
)
CLEAR_POINTS = 3.0
NO_CLEAR_CHANGE = "no clear change"


@dataclass(frozen=True, slots=True)
class WaterStep:
    """One step: what it adds or takes, None where hidden, and where it starts."""

    name: str
    change: int | None
    start: int | None


def signed(value: int | None) -> str:
    """A change as people read it.

    >>> signed(742), signed(-402), signed(0), signed(None)
    ('+742 ▲', '−402 ▼', '0', 'hidden')
    """
    if value is None:
        return HIDDEN
    if value == 0:
        return "0"
    return f"+{value:,} ▲" if value > 0 else f"−{-value:,} ▼"


def points(value: float) -> str:
    """A change in points.

    >>> points(5.06), points(-0.42)
    ('+5.1', '−0.4')
    """
    return f"{'−' if value < 0 else '+'}{abs(value):.1f}"


def water_steps(row: FlowRow) -> tuple[WaterStep, ...]:
    """The steps in their order. After a hidden one nobody knows where the next starts."""
    level = row.before
    found = []
    for name, words, sign in STEPS:
        value: int | None = getattr(row, name)
        change = None if value is None else sign * value
        found.append(WaterStep(words, change, level))
        level = None if level is None or change is None else level + change
    return tuple(found)


def flow_line(row: FlowRow) -> str:
    """A row of flows as one line of text."""
    place = " ".join(part for part in (row.agency or "partnership", row.module) if part)
    said = [
        f"{words.lower()} {HIDDEN if one is None else f'{sign * one:+,}'}"
        for name, words, sign in STEPS
        for one in [getattr(row, name)]
    ]
    return f"  {place}: {', '.join(said)}"


def headline(row: FlowRow | None, split: Split | None) -> str:
    """What happened, in one sentence; rate and mix where both are known."""
    change = row.change if row else None
    said = ["What changed is hidden"]
    if change is not None:
        way = "rose" if change > 0 else "fell"
        said = [f"The number in date {way} by {abs(change):,}" if change else "As many are in date"]
    if split is not None:
        said.append(
            f"coverage went from {split.before:.1f}% to {split.after:.1f}%, of which agencies’ own "
            f"rates {points(split.rate)} points and the mix of agencies {points(split.mix)}"
        )
    return "; ".join(said) + "."


def direction(before: CoverageRow | None, after: CoverageRow | None) -> tuple[str, str]:
    """The change in points of an agency, and an arrow only where it is more than three points and
    Wilson's intervals do not overlap (product C9)."""
    if before is None or after is None:
        return "", "in one edition only"
    old, new = before.percent, after.percent
    if old is None or new is None or not before.interval or not after.interval:
        return HIDDEN, HIDDEN
    change = new - old
    if abs(change) <= CLEAR_POINTS or before.interval.overlaps(after.interval):
        return points(change), NO_CLEAR_CHANGE
    return points(change), "▲ up" if change > 0 else "▼ down"
