"""What the completion page shows: counts by module, role and team, then person by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.agency.pages.words import Cell, LinkCell, day, percent, standing_cell
from elearn.agency.queries.completion import FactRow, Wanted
from elearn.agency.queries.rules import Rule
from elearn.domain.coverage import Counts
from elearn.domain.dates import expires_on
from elearn.domain.standing import Standing

COUNT_COLUMNS = (
    ("Asked", True),
    ("In date", True),
    ("Due soon", True),
    ("Expired", True),
    ("Never done", True),
    ("% in date", True),
)
LIST_COLUMNS = ("Name", "Team", "Role", "Module", "Standing", "Last done")
WANTED_WORDS: Mapping[Wanted, str] = {
    Wanted.ALL: "All standings",
    Wanted.OUT_OF_DATE: "Out of date (expired or never done)",
    Wanted.IN_DATE: "In date",
    Wanted.DUE_SOON: "Due soon",
    Wanted.EXPIRED: "Expired",
    Wanted.NEVER: "Never done",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    text: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the list: its name in the address, its label and its choices."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by one thing."""

    caption: str
    columns: tuple[str | tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class CompletionPage:
    """The page and, in ``files``, where its twins are."""

    title: str
    slug: str
    agency: str
    lede: str
    filters: tuple[Filter, ...]
    is_filtered: bool
    kept: str
    tables: tuple[CountTable, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str
    previous_href: str | None
    next_href: str | None
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class CompletionLine:
    """A row of the list with everything said in full; also a row of the file."""

    person: str
    name: str
    team: str
    role_code: str
    role: str
    module_code: str
    module: str
    module_slug: str
    standing: Standing
    completed_on: date | None
    expires_on: date | None


def line(row: FactRow, rules: Mapping[tuple[int, int], Rule]) -> CompletionLine:
    """A fact with the names of its role and module."""
    rule = rules[row.role_id, row.module_id]
    ends = expires_on(row.completed_on, rule.refresh_months) if row.completed_on else None
    return CompletionLine(
        person=row.person,
        name=row.name,
        team=row.team or "",
        role_code=rule.role_code,
        role=rule.role_name,
        module_code=rule.module_code,
        module=rule.module_title,
        module_slug=rule.module_slug,
        standing=row.standing,
        completed_on=row.completed_on,
        expires_on=ends,
    )


def ends_note(standing: Standing, ends: date | None) -> str:
    """The day that goes with a standing, in words."""
    if ends is None:
        return ""
    return f"{'since' if standing is Standing.EXPIRED else 'until'} {day(ends)}"


def cells(one: CompletionLine, href: str) -> tuple[Cell, ...]:
    """The line as cells of the page."""
    return (
        LinkCell(one.name, href),
        one.team or "No team",
        one.role,
        one.module,
        standing_cell(one.standing, ends_note(one.standing, one.expires_on)),
        day(one.completed_on) or "Never",
    )


def count_cells(first: Cell, counts: Counts) -> tuple[Cell, ...]:
    """A row of counts."""
    return (
        first,
        counts.in_scope,
        counts.in_date,
        counts.due_soon,
        counts.expired,
        counts.never,
        percent(counts),
    )
