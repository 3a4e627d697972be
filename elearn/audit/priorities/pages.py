"""The page of priorities: who has most unready people, who the deepest gap, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.pages.tables import Filter
from elearn.audit.plan.cell import CellOf
from elearn.audit.priorities.drawn import INTENSITY, VOLUME, chart_note, drawn, place_by, ranges
from elearn.audit.priorities.headline import headline, introduction, topic_answer, weights
from elearn.audit.priorities.shown import NO_NAMES, PriorityRow, quick_wins
from elearn.audit.priorities.tables import lines_of, topic_lines_of
from elearn.audit.priorities.topics import TopicRow
from elearn.audit.priorities.words import CAUTION, NOT_COUNTED, action, firm, place, why
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import HIDDEN, NOT_KNOWN, counted, number, per_cent
from elearn.content.curriculum import agency_types
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import uk_date
from elearn.domain.plan import Origin
from elearn.domain.ranks import Ranked

MOST_WINS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One agency in the table: figures as words, what to do, and why it stands there."""

    agency: str
    name: str
    unready: str
    volume: str
    intensity: str
    by_volume: str
    by_intensity: str
    firm: str
    also_firm: str
    action: str
    more: tuple[str, ...]
    why: tuple[str, ...]
    act: str


@dataclass(frozen=True, slots=True)
class PrioritiesPage:
    """Everything the page says, in its order. ``counted`` is False for an edition that did not
    count priorities: then ``lede`` says so and nothing else is filled."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    counted: bool
    lede: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    is_filtered: bool = False
    lines: tuple[Line, ...] = ()
    chart: tuple[ChartRow, ...] = ()
    chart_title: str = ""
    chart_note: str = ""
    ranges: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[Any, ...], ...] = ()
    topics: tuple[tuple[Any, ...], ...] = ()
    topic_answer: str = ""
    wins: tuple[tuple[Any, ...], ...] = ()
    wins_note: str = ""
    weights: tuple[tuple[str, str], ...] = ()
    caution: str = CAUTION
    files: Mapping[str, str] | None = None


def priority_filters(opened: Opened, chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """Area and type of agency, and by what they are put in order."""
    shown, names = opened.shown, Names(opened.edition, opened.shown)
    areas = sorted({one.area for one in shown.agencies})
    known = {kind.code: kind.name for kind in agency_types()}
    types = sorted({one.type for one in shown.agencies}, key=lambda code: (len(code), code))
    return (
        _filter("area", "Area", [(one or "-", names.area(one)) for one in areas], chosen),
        _filter("type", "Type of agency", [(one, known.get(one, one)) for one in types], chosen),
        Filter(
            "by",
            "In the order of",
            (("", "Volume: most unready people"), (INTENSITY, "Intensity: deepest gap")),
            INTENSITY if chosen.get("by") == INTENSITY else "",
        ),
    )


def _filter(
    name: str, label: str, choices: Sequence[tuple[str, str]], chosen: Mapping[str, str]
) -> Filter:
    value = chosen.get(name, "")
    every = ("", "All of them")
    return Filter(name, label, (every, *choices), value if value in dict(choices) else "")


def priorities_page(
    opened: Opened,
    chosen: Mapping[str, str],
    *,
    filters: tuple[Filter, ...],
    files: Any,
    act: Callable[[CellOf], str],
) -> PrioritiesPage:
    """The page as the filters leave it. Ranks are always those among all agencies. ``act`` is the
    address of the form for an action from a cell."""
    edition = opened.edition
    rows = lines_of(opened.shown)
    caption = f"{edition.name}, census date {uk_date(edition.as_of)}"
    if not rows:
        title = "Priorities were not counted in this edition"
        lede = (f"{NOT_COUNTED} Freeze a new one to see them.",)
        return PrioritiesPage(title, edition, opened.sealed, caption, counted=False, lede=lede)
    names, rules = Names(edition, opened.shown), edition.rules
    by = INTENSITY if chosen.get("by") == INTENSITY else VOLUME
    some = in_order(chosen_rows(opened, rows, chosen), by)
    topics = topic_lines_of(opened.shown)
    return PrioritiesPage(
        title=headline(rows, names),
        edition=edition,
        sealed=opened.sealed,
        caption=caption,
        counted=True,
        lede=tuple(introduction(rows, rules)),
        filters=filters,
        is_filtered=any(one.value for one in filters),
        lines=tuple(_line(row, row.ranked, names, rules, act) for row in some if row.ranked),
        chart=tuple(drawn(some, by, names, rules, of=_ranked_number(rows))),
        chart_title=f"Place by {by}, and how far it could move",
        chart_note=chart_note(edition),
        ranges=tuple(ranges(some, by, names, rules)),
        without=tuple(_without(row, names, act) for row in some if row.ranked is None),
        topics=tuple(_topic(row, names, act) for row in topics),
        topic_answer=topic_answer(topics, names),
        wins=tuple(_win(pair, names, act) for pair in quick_wins(some)[:MOST_WINS]),
        wins_note=_wins_note(len(quick_wins(some))),
        weights=weights(rules),
        files=files,
    )


def chosen_rows(
    opened: Opened, rows: Sequence[PriorityRow], chosen: Mapping[str, str]
) -> list[PriorityRow]:
    """The agencies that the filters leave."""
    types = {one.agency: one.type for one in opened.shown.agencies}
    area, kind = chosen.get("area"), chosen.get("type")
    return [
        row
        for row in rows
        if (not area or row.area == area.removeprefix("-"))
        and kind in (None, "", types.get(row.agency))
    ]


def in_order(rows: Sequence[PriorityRow], by: str) -> list[PriorityRow]:
    """By rank; whoever has none comes last, in the order given."""
    return sorted(
        rows, key=lambda row: place_by(row.ranked, by).rank if row.ranked else len(rows) + 9_999
    )


def _ranked_number(rows: Sequence[PriorityRow]) -> int:
    return sum(row.ranked is not None for row in rows)


def cell_of(row: PriorityRow) -> CellOf:
    """What an action for an agency is to change: the module that its advice is about, if any."""
    return CellOf(Origin.COVERAGE, agency=row.agency, module=row.advice[0].module)


def _link(name: str, href: str) -> dict[str, str]:
    return {"text": "Make an action", "href": href, "hidden": f"for {name}"}


def _line(
    row: PriorityRow, ranked: Ranked, names: Names, rules: RuleSet, act: Callable[[CellOf], str]
) -> Line:
    score = ranked.score
    first, *more = [action(one, names) for one in row.advice]
    return Line(
        agency=row.agency,
        name=names.agency(row.agency),
        unready=f"{score.unready:,.0f}",
        volume=f"{score.volume_index:.0f}",
        intensity=f"{score.intensity_index:.0f}",
        by_volume=place(ranked.volume),
        by_intensity=place(ranked.intensity),
        firm=firm(ranked.volume, rules),
        also_firm=firm(ranked.intensity, rules),
        action=first,
        more=tuple(more),
        why=why(row, rules),
        act=act(cell_of(row)),
    )


def _without(row: PriorityRow, names: Names, act: Callable[[CellOf], str]) -> tuple[Any, ...]:
    if not row.is_known:
        said, band = "Not known, no return", NOT_KNOWN
    elif row.note == NO_NAMES:
        said, band = "Not known, headcount only", NOT_KNOWN
    else:
        said, band = HIDDEN, row.band.label if row.band else HIDDEN
    name = names.agency(row.agency)
    return name, said, band, action(row.advice[0], names), _link(name, act(cell_of(row)))


def _topic(row: TopicRow, names: Names, act: Callable[[CellOf], str]) -> tuple[Any, ...]:
    return (
        names.topic(row.topic),
        number(row.assessed),
        per_cent(row.mastery),
        per_cent(row.confident_wrong),
        f"{row.weight:g}",
        HIDDEN if row.priority is None else f"{row.priority:.3f}",
        _link(names.topic(row.topic), act(CellOf(Origin.KNOWLEDGE, topic=row.topic))),
    )


def _win(pair: tuple[str, Any], names: Names, act: Callable[[CellOf], str]) -> tuple[Any, ...]:
    agency, gap = pair
    cell = CellOf(Origin.COVERAGE, agency=agency, module=gap.module)
    return (
        names.agency(agency),
        names.module(gap.module),
        number(gap.in_date),
        number(gap.in_scope),
        str(gap.seats),
        _link(f"{names.agency(agency)}, {names.module(gap.module)}", act(cell)),
    )


def _wins_note(found: int) -> str:
    more = found - MOST_WINS
    said = "One session brings each of these to its target. Seats are the people still needed."
    return f"{said} And {counted(more, 'larger one')}." if more > 0 else said
