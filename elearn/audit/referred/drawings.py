"""The drawings of the referral page: funnel, four fields, and small trends."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from elearn.audit.referred.context import AreaContext, Context
from elearn.audit.referred.shown import ReferralRow
from elearn.domain.referrals import Reading
from elearn.domain.suppression import ReferralKey
from elearn.reporting.charts import (
    Drawing,
    FieldPoint,
    Fields,
    FunnelRow,
    TrendLine,
    funnel,
    quadrants,
    trend,
)
from elearn.reporting.charts.plots import spread

FAR = 0.6  # of the most expected: there a label stands left of its point
A_RATIO, A_LABEL = 125, 19  # heights in a funnel: of a ratio of 1, of a label


@dataclass(frozen=True, slots=True)
class SmallTrend:
    """One area by quarter."""

    name: str
    svg: Markup
    words: str


def funnel_chart(found: Context) -> Drawing | None:
    """Recorded against expected; None where nothing can be drawn."""
    drawn = [one.ratio for one in found.areas if one.ratio]
    if not drawn:
        return None
    names = [one.name for one in found.areas if one.ratio]
    far = FAR * max(one.expected for one in drawn)
    heights = [-A_RATIO * one.value for one in drawn]
    apart = spread(heights, A_LABEL, 0)
    rows = [
        FunnelRow(name, one.expected, one.observed, -1 if one.expected > far else 1, at - height)
        for name, one, height, at in zip(names, drawn, heights, apart, strict=True)
    ]
    said = [f"{one.name} lies {one.limits}." for one in found.areas if one.limits]
    return funnel("Referral funnel", " ".join(said), rows, id="funnel")


def field_chart(found: Context) -> Drawing | None:
    """Coverage by ratio; None where no area has both."""
    read = [one for one in found.areas if one.reading]
    if not read or found.coverage is None:
        return None
    fields = Fields(
        across=1.0,
        up=found.coverage,
        across_words="More referrals than expected",
        up_words="Coverage above the partnership’s",
        names=(
            Reading.STEADY.label,
            Reading.SHARE.label,
            Reading.BLIND_SPOT.label,
            Reading.PRESSURE.label,
        ),
    )
    said = " ".join(f"{one.name}: {one.reading.label}." for one in read if one.reading)
    points = [_point(one) for one in read]
    return quadrants("Coverage beside referrals", said, fields, points, id="fields")


def _point(one: AreaContext) -> FieldPoint:
    ratio, coverage = one.ratio, one.coverage
    if ratio is None or coverage is None:
        raise ValueError(f"{one.area} has no reading")  # asked for only where it has
    return FieldPoint(one.name, min(ratio.value, 3.0), coverage, not ratio.is_by_chance)


def trends_of(found: Context, numbers: Mapping[ReferralKey, ReferralRow]) -> tuple[SmallTrend, ...]:
    """A small drawing an area, NRM solid and Duty to Notify dashed."""
    return tuple(_trend(place, one, found, numbers) for place, one in enumerate(found.areas))


def _trend(
    place: int, one: AreaContext, found: Context, numbers: Mapping[ReferralKey, ReferralRow]
) -> SmallTrend:
    lines = []
    for kind, name in (("nrm", "NRM"), ("dtn", "Duty to Notify")):
        rows = [numbers.get(ReferralKey(one.area, quarter, kind)) for quarter in found.period]
        lines.append(TrendLine(name, [row.number if row else None for row in rows]))
    shown = [value for line in lines for value in line.values if value is not None]
    gone = sum(value is None for line in lines for value in line.values)
    words = f"Up to {max(shown):,} in a quarter" if shown else "No quarter can be shown"
    if gone and shown:
        words += f". {gone} of {2 * len(found.period)} numbers are hidden or not known"
    return SmallTrend(one.name, trend(one.name, lines, id=f"trend-{place}"), words)
