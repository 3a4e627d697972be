"""The pages of how sure people were and what they gained: a section of knowledge, and its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.items.shown_calibration import CalibrationRow
from elearn.audit.items.shown_gain import GainRow
from elearn.audit.items.words import BEFORE_CALIBRATION, base_words, share, was_counted
from elearn.audit.pages.tables import A_PAGE, Filter
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import STATES, counted, number, per_cent, span
from elearn.domain.coverage import Band, RuleSet, confident_wrong_band
from elearn.domain.dates import uk_date
from elearn.domain.sums import bias_words, brier_words

FEW_ANSWERED = 0.5
COLUMNS = (
    "Topic",
    ("Right at first try", True),
    ("Less guessing", True),
    ("Mean confidence", True),
    "How sure against how right",
    "Brier score",
    "Sure but wrong",
    "Safety-critical right",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure with its band and what it rests on."""

    text: str
    state: str = ""
    word: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GainTable:
    """What was gained, or kept so many months later, with the warning of who is missing."""

    title: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    warning: str


@dataclass(frozen=True, slots=True)
class Depth:
    """What stands on the page of knowledge beside mastery. ``why_empty``: nothing was counted."""

    why_empty: str
    finding: str
    note: str
    columns: tuple[Any, ...]
    topics: tuple[tuple[Any, ...], ...]
    gains: tuple[GainTable, ...]
    no_gain: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CalibrationPage:
    """The rows of agencies, those who were most too sure first."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    why_empty: str
    filters: tuple[Filter, ...]
    found: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    first: str | None
    next: str | None
    files: Mapping[str, str]


def depth_of(opened: Opened, level: str, files: Mapping[str, str]) -> Depth:
    """The section, of one level (blank: all)."""
    edition, rules = opened.edition, opened.edition.rules
    names = Names(edition, opened.shown)
    topics = opened.keep(("depth", level), lambda: _topics(opened, level))
    gains = _gains(opened, names)
    missing = not was_counted(edition, "calibration")
    return Depth(
        why_empty=BEFORE_CALIBRATION if missing else "",
        finding=finding(topics, names),
        note=(
            "Of those assessed, over the partnership, at first attempts in the "
            f"{rules.knowledge_months} months to {uk_date(edition.as_of)}. Most often sure but "
            "wrong first."
        ),
        columns=COLUMNS,
        topics=tuple(_line(row, names.topic(row.topic), rules) for row in topics),
        gains=gains,
        no_gain=""
        if gains
        else (
            "Nobody did a pre-check and the quiz after it in these months, so no gain can be told."
        ),
        files=files,
    )


def _topics(opened: Opened, level: str) -> tuple[CalibrationRow, ...]:
    rows = [
        row
        for row in opened.shown.more.get("calibration", ())
        if not row.agency and not row.role and row.level == level
    ]
    return tuple(sorted(rows, key=_worst_first))


def _worst_first(row: CalibrationRow) -> tuple[bool, float, int, str]:
    wrong = row.confident_wrong
    return wrong is None, -(wrong or 0.0), len(row.topic), row.topic


def finding(topics: tuple[CalibrationRow, ...], names: Names) -> str:
    """The worst topic in a sentence, for this page and for reports; blank where nothing is told."""
    told = [row for row in topics if row.confident_wrong is not None]
    if not told:
        return ""
    worst = told[0]
    said = (
        f"{share(worst.confident_wrong)} of sure answers on {names.topic(worst.topic)} were wrong"
    )
    if worst.bias is None:
        return f"{said}."
    return f"{said}; people were {bias_words(worst.bias)} there."


def _line(row: CalibrationRow, name: str, rules: RuleSet) -> tuple[Any, ...]:
    asked = "hidden" if row.note or row.facility is None else "not asked"
    return (
        name,
        share(row.facility),
        share(row.corrected),
        share(row.mean_confidence, none=asked),
        asked if row.bias is None else bias_words(row.bias),
        asked if row.brier is None else brier_words(row.brier),
        _wrong(row, asked, rules),
        _safe(row, asked),
    )


def _wrong(row: CalibrationRow, asked: str, rules: RuleSet) -> Judged:
    if row.confident_wrong is None:
        return Judged(asked)
    percent = 100 * row.confident_wrong
    found = confident_wrong_band(percent, row.sure or rules.min_base, rules)
    note = f"of {number(row.sure)} sure answers" if row.sure else ""
    return Judged(share(row.confident_wrong), STATES[found], found.label, note)


def _safe(row: CalibrationRow, asked: str) -> Judged:
    if row.safety_facility is None or row.safety_band is Band.UNKNOWN:
        return Judged(asked)
    note = f"of {number(row.safety)} answers" if row.safety else ""
    found = row.safety_band
    return Judged(share(row.safety_facility), STATES[found], found.label, note)


def calibration_cells(opened: Opened, chosen: Mapping[str, str]) -> list[CalibrationRow]:
    """The rows of agencies that the filters leave, most too sure first, hidden ones last."""
    role, level = chosen.get("role", ""), chosen.get("level", "")

    def of_these() -> list[CalibrationRow]:
        rows = opened.shown.more.get("calibration", ())
        found = [row for row in rows if row.agency and (row.role, row.level) == (role, level)]
        return sorted(found, key=_surest_first)

    rows = opened.keep(("calibration", role, level), of_these)
    agency, topic = chosen.get("agency"), chosen.get("topic")
    return [row for row in rows if agency in (None, row.agency) and topic in (None, row.topic)]


def _surest_first(row: CalibrationRow) -> tuple[bool, float, str, int, str]:
    return row.bias is None, -(row.bias or 0.0), row.agency, len(row.topic), row.topic


def key_of(row: CalibrationRow) -> str:
    """What an address calls a row."""
    return f"{row.agency}.{row.role}.{row.topic}.{row.level}"


def calibration_page(
    opened: Opened,
    filters: tuple[Filter, ...],
    *,
    after: str,
    first: str | None,
    next: Callable[[str], str],
    files: Mapping[str, str],
) -> CalibrationPage:
    """The list by agency and topic, at the role and level that are chosen."""
    edition = opened.edition
    names, chosen = (
        Names(edition, opened.shown),
        {one.name: one.value for one in filters if one.value},
    )
    rows = calibration_cells(opened, chosen)
    keys = [key_of(row) for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    some = rows[start : start + A_PAGE]
    missing = not was_counted(edition, "calibration")
    return CalibrationPage(
        title=_title(rows, missing),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        why_empty=BEFORE_CALIBRATION if missing else "",
        filters=filters,
        found=f"{counted(len(rows), 'row')} of agency and topic, most too sure first",
        columns=("Agency", *COLUMNS),
        rows=tuple(
            (names.agency(row.agency), *_line(row, names.topic(row.topic), edition.rules))
            for row in some
        ),
        first=first,
        next=next(keys[start + A_PAGE - 1]) if len(rows) > start + A_PAGE else None,
        files=files,
    )


def _title(rows: list[CalibrationRow], missing: bool) -> str:
    if missing:
        return "How sure people were was not counted"
    told = [row for row in rows if row.bias is not None]
    over = sum(round(100 * (row.bias or 0.0)) > 0 for row in told)
    if not told:
        return "Too few people to say how sure they were"
    return f"In {over:,} of {len(told):,} places people were surer than they were right"


def _gains(opened: Opened, names: Names) -> tuple[GainTable, ...]:
    rows: tuple[GainRow, ...] = opened.shown.more.get("gain", ())
    months = sorted({row.months for row in rows})
    return tuple(
        _gain_table(month, [row for row in rows if row.months == month and not row.item], names)
        for month in months
    )


def _gain_table(months: int, rows: list[GainRow], names: Names) -> GainTable:
    """Modules first, each with its topics after it."""
    if months:
        title = f"What was kept {months} months later"
        columns: tuple[Any, ...] = ("Before", "After", f"{months} months later", "Kept of the gain")
    else:
        title = "What people gained between a pre-check and the quiz after it"
        columns = ("Before", "After", "Change, points", "Gain of what could be")
    whole = next((row for row in rows if not row.module and not row.topic), None)
    return GainTable(
        title=title,
        columns=("Module", *((one, True) for one in columns), "Reading", "Base"),
        rows=tuple(_gain_line(row, names) for row in rows),
        warning=_attrition(whole),
    )


def _gain_line(row: GainRow, names: Names) -> tuple[Any, ...]:
    name = names.module(row.module)
    if row.topic:
        name = f"{name}: {names.topic(row.topic)}"
    none = "hidden" if row.note else "none"
    last = (
        (per_cent(row.later, none=none), share(row.retained, none=none))
        if row.months
        else (_change(row, none), none if row.hake is None else f"{row.hake:.2f}")
    )
    before, after = per_cent(row.before, none=none), per_cent(row.after, none=none)
    return (name, before, after, *last, row.verdict or none, base_words(row))


def _change(row: GainRow, none: str) -> str:
    if row.change is None:
        return none
    limits = f" ({span(*row.interval)})" if row.interval else ""
    return f"{row.change:+.1f}{limits}".replace("-", "−")


def _attrition(row: GainRow | None) -> str:
    """C9: few who are asked answer, and they may not be like the others."""
    answered = row.answered_share if row else None
    if row is None or answered is None or answered >= FEW_ANSWERED:
        return ""
    return (
        f"Only {number(row.pairs)} of {number(row.asked)} could be paired. They may not be like "
        "those who did not answer: follow those up before you rely on this."
    )
