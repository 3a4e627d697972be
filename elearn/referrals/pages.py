"""What the referral pages and files show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.domain.dates import london_today, uk_date
from elearn.domain.quarters import last_day, quarter_words
from elearn.domain.referrals import QUARTERS
from elearn.referrals.forms import Cell, PopulationForm, QuarterForm, UploadForm
from elearn.referrals.queries.imports import ImportRow
from elearn.referrals.queries.totals import AreaRow, FormerRow, TotalRow
from elearn.referrals.reading import Plan, PlannedLine
from elearn.referrals.texts import KINDS
from elearn.reporting.table import Column, Report
from elearn.web.imports import Figure, ShownLine

PURPOSE = "OFFICIAL. Totals of referrals by area and quarter; never a case."
NOT_ENTERED = "not entered"
NOT_SAID = "not said"
FATES = {
    "error": ("act", "Cannot be used"),
    "new": ("good", "New"),
    "replaced": ("watch", "Replaces"),
    "same": ("unknown", "Unchanged"),
}
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class LinkCell:
    """A cell that is a link."""

    text: str
    href: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The quarters with their totals, latest first."""

    title: str
    lede: str
    columns: tuple[object, ...]
    rows: tuple[Row, ...]
    populations: tuple[Row, ...]
    imports: tuple[Row, ...]
    history: tuple[Row, ...]
    form: UploadForm
    newer: str | None
    older: str | None


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """The totals of one quarter, to be typed; ``areas`` are slugs and names, ``before`` what
    stands now in words by area and kind."""

    title: str
    quarter: str
    areas: tuple[tuple[str, str], ...]
    kinds: Mapping[str, str]
    before: Mapping[Cell, str]
    form: QuarterForm
    stale: str
    history: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PopulationPage:
    """The form of an area's population."""

    title: str
    form: PopulationForm


TOTALS: Report[TotalRow] = Report(
    title="Referrals",
    purpose=PURPOSE,
    columns=(
        Column("area", lambda row: row.area),
        Column("quarter", lambda row: row.quarter),
        Column("kind", lambda row: row.kind),
        Column("number", lambda row: row.number, numeric=True),
    ),
)
TEMPLATE: Report[tuple[str, str, str]] = Report(
    title="Referrals",
    purpose=PURPOSE,
    columns=(
        Column("area", lambda row: row[0]),
        Column("quarter", lambda row: row[1]),
        Column("kind", lambda row: row[2]),
        Column("number", lambda row: None, numeric=True),
    ),
)
HISTORY: Report[FormerRow] = Report(
    title="Former referral totals",
    purpose=PURPOSE,
    columns=(
        Column("Area", lambda row: row.area_name, "area"),
        Column("Quarter", lambda row: row.quarter, "quarter"),
        Column("Kind", lambda row: row.kind, "kind"),
        Column("Number until then", lambda row: row.number, "number", numeric=True),
        Column("Replaced", lambda row: row.replaced_at, "replaced_at"),
        Column("Replaced by", lambda row: row.by, "replaced_by"),
    ),
)
LINES: Report[ShownLine] = Report(
    title="Referrals: import",
    purpose=PURPOSE,
    columns=(
        Column("What happens", lambda row: row.word),
        Column("Line", lambda row: row.where),
        Column("Area", lambda row: row.name),
        Column("Quarter", lambda row: row.staff_number),
        Column("What", lambda row: "; ".join(row.what)),
    ),
)


def home_lede(there: Iterable[TotalRow], areas: Sequence[AreaRow], due: Sequence[str]) -> str:
    """The answer of the page: what is missing of the last three years."""
    if not areas:
        return "There is no area yet. Ask your administrator to add one, then enter its referrals."
    known = {(row.area_id, row.quarter, row.kind) for row in there}
    if not known:
        return "No referrals yet. Bring in the quarter’s file, or type the numbers of a quarter."
    missing = [
        quarter
        for quarter in due
        if any((area.area_id, quarter, kind) not in known for area in areas for kind in KINDS)
    ]
    if not missing:
        return f"All {QUARTERS} quarters of the last three years are entered for every area."
    if missing == [due[-1]]:
        return f"{quarter_words(due[-1])} is to be entered."
    many = "1 quarter" if len(missing) == 1 else f"{len(missing)} quarters"
    return (
        f"{many} of the last three years {'has' if len(missing) == 1 else 'have'} gaps, the latest "
        f"{quarter_words(missing[-1])}. An audit leaves an area with gaps out of its sums."
    )


def quarter_rows(
    quarters: Sequence[str],
    areas: Sequence[AreaRow],
    there: Iterable[TotalRow],
    hrefs: Mapping[str, str],
) -> tuple[Row, ...]:
    """A row a quarter: each area's NRM and Duty to Notify, then the sums of what is entered."""
    numbers = {(row.quarter, row.area_id, row.kind): row.number for row in there}
    rows = []
    for quarter in quarters:
        cells = [
            _said(numbers.get((quarter, area.area_id, kind))) for area in areas for kind in KINDS
        ]
        sums = [
            _sum([numbers.get((quarter, area.area_id, kind)) for area in areas]) for kind in KINDS
        ]
        link = LinkCell(quarter_words(quarter), hrefs[quarter], "enter or correct")
        rows.append((link, *cells, *sums))
    return tuple(rows)


def quarter_columns(areas: Sequence[AreaRow]) -> tuple[object, ...]:
    """The words above a table of quarters."""
    each = [(f"{area.name}: {short}", True) for area in areas for short in ("NRM", "DtN")]
    return ("Quarter", *each, ("All: NRM", True), ("All: DtN", True))


def _said(number: int | None) -> str:
    return NOT_ENTERED if number is None else f"{number:,}"


def _sum(numbers: Sequence[int | None]) -> str:
    """The sum, where every area is entered: a part of it would look like a fall."""
    known = [one for one in numbers if one is not None]
    return f"{sum(known):,}" if known and len(known) == len(numbers) else NOT_ENTERED


def populations(areas: Iterable[AreaRow], hrefs: Mapping[str, str]) -> tuple[Row, ...]:
    """How many people live in each area, by whose figure of which day."""
    return tuple(
        (
            LinkCell(area.name, hrefs[area.slug], "change how many people live there"),
            area.slug,
            f"{area.population:,}",
            area.source or NOT_SAID,
            uk_date(area.as_at) if area.as_at else NOT_SAID,
        )
        for area in areas
    )


def before_words(there: Iterable[TotalRow]) -> dict[Cell, str]:
    """What stands, by area and kind."""
    return {(row.area, row.kind): f"Now: {row.number:,}" for row in there}


def history_cells(one: FormerRow) -> Row:
    """A total that was replaced."""
    by = f" by {one.by}" if one.by else ""
    return (
        one.area_name,
        quarter_words(one.quarter),
        KINDS[one.kind],
        f"{one.number:,}",
        f"{uk_date(london_today(one.replaced_at))}{by}",
    )


def planned_line(one: PlannedLine) -> ShownLine:
    """A line of the file, and what would become of it."""
    state, word = FATES[one.fate]
    quarter = quarter_words(one.total.quarter) if one.total else "not read"
    return ShownLine(f"line {one.line}", one.area, quarter, state, word, one.words)


def done_line(one: Mapping[str, Any]) -> ShownLine:
    """What an import wrote in the place of what."""
    before = one["before"]
    state, word = FATES["new" if before is None else "replaced"]
    words = f"{KINDS[one['kind']]}: {one['number']:,}"
    until = () if before is None else (f"Until then: {before:,}",)
    where, quarter = f"line {one['line']}", quarter_words(one["quarter"])
    return ShownLine(where, one["area_name"], quarter, state, word, (words, *until))


def figures(counts: Mapping[str, Any]) -> tuple[Figure, ...]:
    """A tile for each fate."""
    return tuple(Figure(word, counts.get(fate, 0)) for fate, (_, word) in FATES.items())


def numbers(count: int) -> str:
    """
    >>> numbers(1), numbers(12)
    ('1 number', '12 numbers')
    """
    return "1 number" if count == 1 else f"{count:,} numbers"


def preview_title(plan: Plan) -> str:
    """The answer to what the file would do."""
    if not plan.changes:
        return "This file changes nothing"
    return f"This file would change {numbers(plan.changes)}"


def apply_button(plan: Plan) -> str:
    """What the button says; empty where there is nothing good to apply."""
    return f"Save {numbers(plan.changes)}" if plan.changes else ""


def done_words(one: ImportRow) -> str:
    """What an import did, in the words of the heading."""
    done = len(one.changed)
    return f"{numbers(done).capitalize()} {'was' if done == 1 else 'were'} saved"


def is_over(quarter: str, today: date) -> bool:
    """Whether a quarter's numbers can be known."""
    return last_day(quarter) < today
