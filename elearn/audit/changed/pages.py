"""The page of changes: the headline, the waterfall, rate and mix, agencies, knowledge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from elearn.audit.changed.knowledge import KnowledgeChange, knowledge_changes, of_agencies
from elearn.audit.changed.shown import FlowRow
from elearn.audit.changed.words import (
    STEPS,
    WaterStep,
    direction,
    headline,
    points,
    signed,
    water_steps,
)
from elearn.audit.changes import split
from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import HIDDEN, number, per_cent
from elearn.domain.dates import uk_date
from elearn.domain.suppression import CoverageKey
from elearn.reporting.charts import SlopeRow, slope
from elearn.reporting.charts.waterfall import waterfall_scale, waterfall_step

MOST_SLOPES = 12
MANY = 400


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """``against`` is None for the first edition of its scope; ``flows`` are none where this pair
    has not been counted yet."""

    title: str
    caption: str
    edition: Edition
    sealed: bool
    against: Edition | None
    choices: tuple[tuple[str, str], ...]
    lede: str
    counted: bool
    chart: tuple[ChartRow, ...]
    steps: tuple[tuple[str, ...], ...]
    rates: str
    agencies: tuple[tuple[str, ...], ...]
    slope: Markup | None
    flows: tuple[tuple[str, ...], ...]
    topics: tuple[tuple[str, ...], ...]
    known_in_agencies: tuple[tuple[str, ...], ...]
    note: str
    files: Mapping[str, str]


def changes_page(
    opened: Opened,
    before: Opened | None,
    rows: tuple[FlowRow, ...],
    *,
    choices: Iterable[Edition],
    note: str,
    files: Mapping[str, str],
) -> ChangesPage:
    """What changed from ``before`` to the edition, from what a reader sees of both."""
    edition, names = opened.edition, Names(opened.edition, opened.shown)
    whole = next((row for row in rows if not row.agency and not row.module), None)
    parts = split(before.shown, opened.shown) if before else None
    earlier = before.edition if before else None
    known = knowledge_changes(before, opened) if before else ()
    lede = headline(whole, parts) if before else "There is no earlier edition to compare with."
    return ChangesPage(
        title=lede.split(";")[0].rstrip("."),
        caption=f"{edition.name}, {uk_date(edition.as_of)}",
        edition=edition,
        sealed=opened.sealed and (before is None or before.sealed),
        against=earlier,
        choices=tuple((str(one.id), f"{one.name}, {uk_date(one.as_of)}") for one in choices),
        lede=lede,
        counted=bool(rows),
        chart=_chart(whole, earlier, edition) if whole and earlier else (),
        steps=_steps(whole, earlier, edition) if whole and earlier else (),
        rates=_rates(parts),
        agencies=_agencies(before, opened, names) if before else (),
        slope=_slope(before, opened, names) if before else None,
        flows=tuple(_flow(row, names) for row in rows[:MANY]),
        topics=_topics(known, names),
        known_in_agencies=_known_in_agencies(known, names),
        note=note,
        files=files,
    )


def _ends(earlier: Edition, edition: Edition) -> tuple[str, str]:
    return f"In date, {earlier.name}", f"In date, {edition.name}"


def _chart(row: FlowRow, earlier: Edition, edition: Edition) -> tuple[ChartRow, ...]:
    steps = water_steps(row)
    levels = [one.start for one in steps if one.start is not None]
    within = waterfall_scale(
        [*levels, *(end for end in (row.before, row.after) if end is not None)]
    )
    first, last = _ends(earlier, edition)
    return (
        _total(first, row.before, within, "wf-first"),
        *(_step(one, within, f"wf-{place}") for place, one in enumerate(steps)),
        _total(last, row.after, within, "wf-last"),
    )


def _total(name: str, value: int | None, within: tuple[float, float], id: str) -> ChartRow:
    svg = waterfall_step(name, value, None, within=within, id=id) if value is not None else Markup()
    return ChartRow(name, number(value), "", "", "", svg, "" if svg else HIDDEN)


def _step(one: WaterStep, within: tuple[float, float], id: str) -> ChartRow:
    if one.change is None or one.start is None:
        words = HIDDEN if one.change is None else "A step before it is hidden"
        return ChartRow(one.name, signed(one.change), "", "", "", Markup(), words)
    svg = waterfall_step(one.name, one.start, one.change, within=within, id=id)
    return ChartRow(one.name, signed(one.change), "", "", "", svg)


def _steps(row: FlowRow, earlier: Edition, edition: Edition) -> tuple[tuple[str, ...], ...]:
    """The table under the waterfall: each step and where it leads."""
    first, last = _ends(earlier, edition)
    middle = [
        (
            one.name,
            signed(one.change),
            HIDDEN if one.start is None or one.change is None else number(one.start + one.change),
        )
        for one in water_steps(row)
    ]
    return ((first, number(row.before), ""), *middle, (last, number(row.after), ""))


def _rates(parts: Any) -> str:
    if parts is None:
        return "Rate and mix are not known: a total is hidden or there is nothing to compare."
    return (
        f"Coverage {parts.before:.1f}% to {parts.after:.1f}%: {points(parts.total)} points. Rate "
        f"{points(parts.rate)}: agencies’ own coverage moved. Mix {points(parts.mix)}: their share "
        "of the people in scope moved, or an agency joined or left."
    )


def _keys(before: Opened, after: Opened) -> list[CoverageKey]:
    return sorted(
        key
        for key in {*before.shown.coverage, *after.shown.coverage}
        if key.agency and not key.role and not key.module
    )


def _agencies(before: Opened, after: Opened, names: Names) -> tuple[tuple[str, ...], ...]:
    old_names = Names(before.edition, before.shown)
    found = []
    for key in _keys(before, after):
        old, new = before.shown.coverage.get(key), after.shown.coverage.get(key)
        change, way = direction(old, new)
        name = (names if new else old_names).agency(key.agency)
        figures = (per_cent(one.percent) if one else "" for one in (old, new))
        found.append((name, *figures, change, way))
    return tuple(found)


def _slope(before: Opened, after: Opened, names: Names) -> Markup | None:
    """Agencies with both figures, those that moved most, and all together."""
    rows = []
    for key in _keys(before, after):
        old, new = before.shown.coverage.get(key), after.shown.coverage.get(key)
        if old and new and old.percent is not None and new.percent is not None:
            rows.append(SlopeRow(names.agency(key.agency), old.percent, new.percent))
    rows.sort(key=lambda row: (-abs(row.after - row.before), row.name))
    old, new = before.shown.whole, after.shown.whole
    if not rows or not old or not new or old.percent is None or new.percent is None:
        return None
    total = SlopeRow("All agencies", old.percent, new.percent, is_total=True)
    ends = (uk_date(before.edition.as_of), uk_date(after.edition.as_of))
    drawing = slope(
        "Coverage of agencies in both editions",
        "The same figures are in the table below.",
        ends,
        [*rows[:MOST_SLOPES], total],
        id="slope",
    )
    return drawing.wide + drawing.narrow


def _flow(row: FlowRow, names: Names) -> tuple[str, ...]:
    return (
        names.agency(row.agency),
        names.module_code(row.module) if row.module else "All",
        number(row.before),
        *(number(getattr(row, name)) for name, _, _ in STEPS),
        number(row.after),
    )


def _topics(rows: Iterable[KnowledgeChange], names: Names) -> tuple[tuple[str, ...], ...]:
    """Mastery of the partnership by topic, with Newcombe's interval of the difference (C13)."""
    return tuple(
        (names.topic(one.topic), *_known(one)) for one in rows if not one.agency and not one.level
    )


def _known_in_agencies(
    rows: Iterable[KnowledgeChange], names: Names
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (names.agency(one.agency), names.topic(one.topic), *_known(one))
        for one in of_agencies(rows)
    )


def _known(one: KnowledgeChange) -> tuple[str, ...]:
    if one.change is None or one.low is None or one.high is None:
        return "", "", "", one.reading
    change = f"{points(one.change)} ({points(one.low)} to {points(one.high)})"
    return per_cent(one.before), per_cent(one.now), change, one.reading
