"""Headcounts and declared totals as pages and files show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.coverage import Band, RuleSet
from elearn.domain.dates import london_today, uk_date
from elearn.domain.headcounts import HOW_COUNTED, Freshness, freshness
from elearn.records.places import AgencyName
from elearn.reporting.table import Column, Report
from elearn.returns.forms import CountForm, TotalForm, UploadForm
from elearn.returns.queries.figures import Figure, RoleRow

SHAPES = {Band.ON_TRACK: "good", Band.WATCH: "watch", Band.ACT: "act", Band.UNKNOWN: "unknown"}
WORDS = {Band.ON_TRACK: "Fresh", Band.WATCH: "Count again soon", Band.ACT: "Too old"}
PURPOSE = "OFFICIAL. What the agency reported of itself, in numbers and without names of staff."


@dataclass(frozen=True, slots=True)
class LinkCell:
    """A cell that is a link; ``note`` stands below it."""

    text: str
    href: str
    hidden: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StateCell:
    """A cell with a state in words and shape, and what it means below it."""

    state: str
    word: str
    note: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class HeadcountPage:
    """Everything an agency has given in numbers."""

    title: str
    agency: AgencyName
    lede: str
    counts: tuple[tuple[object, ...], ...]
    others: tuple[tuple[str, str], ...]
    totals: tuple[tuple[object, ...], ...]
    history: tuple[tuple[object, ...], ...]
    imports: tuple[tuple[object, ...], ...]
    form: UploadForm


@dataclass(frozen=True, slots=True)
class CountPage:
    """One role's headcount, and those before it. ``listed`` warns where a list counts anyway."""

    title: str
    agency: AgencyName
    listed: str
    form: CountForm
    history: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class TotalPage:
    """The form of a declared total."""

    title: str
    agency: AgencyName
    form: TotalForm


HISTORY: Report[Figure] = Report(
    title="Headcount",
    purpose=PURPOSE,
    columns=(
        Column("Role", lambda row: row.role, "role"),
        Column("Headcount", lambda row: row.number, "headcount", numeric=True),
        Column("As at", lambda row: row.as_at, "as_at"),
        Column("Source", lambda row: row.source, "source"),
        Column("Grade", lambda row: row.grade, "grade"),
        Column("Signed by", lambda row: row.signed_by, "signed_by"),
        Column("Signed", lambda row: row.signed_at, "signed_at"),
        Column("Replaced by", lambda row: row.replaced_by, "replaced_by"),
        Column("Replaced", lambda row: row.replaced_at, "replaced_at"),
    ),
)
DECLARED: Report[Figure] = Report(
    title="Declared totals",
    purpose=PURPOSE,
    columns=(
        Column("Role", lambda row: row.role, "role"),
        Column("Module", lambda row: row.module, "module"),
        *HISTORY.columns[1:4],
        *HISTORY.columns[5:],
    ),
)


def latest(figures: Iterable[Figure], today: date) -> tuple[Figure, ...]:
    """Of each role and module the figure that holds: the latest that is not after today."""
    found: dict[tuple[int, int | None], Figure] = {}
    for one in figures:
        if one.as_at <= today:
            found.setdefault((one.role_id, one.module_id), one)
    return tuple(found.values())


def stands(one: Figure, today: date, rules: RuleSet) -> Freshness:
    """How a headcount stands today."""
    return freshness(one.grade, one.as_at, today, rules)


def headcount_lede(
    counts: Sequence[Figure], roles: Sequence[RoleRow], today: date, rules: RuleSet
) -> str:
    """The answer of the page."""
    due = sum(stands(one, today, rules).is_due for one in counts)
    listed = sum(role.listed > 0 for role in roles)
    if not counts:
        if listed:
            return (
                "Your people are on a list with names, which audits count. Give a headcount only "
                "for roles that are not on it."
            )
        return "No headcount yet. Without one, or a list of people, your coverage is not known."
    if due:
        one = "headcount is" if due == 1 else "headcounts are"
        return f"{due} of {len(counts)} {one} to be counted again."
    return (
        f"All {len(counts)} headcounts are fresh."
        if len(counts) > 1
        else "The one headcount is fresh."
    )


def count_cells(
    one: Figure, role: RoleRow, href: str, today: date, rules: RuleSet
) -> tuple[object, ...]:
    """A row of the headcounts that hold."""
    said = stands(one, today, rules)
    listed = f"{role.listed:,} of this role are on your list, which counts instead."
    return (
        LinkCell(role.title, href, "change the headcount", listed if role.listed else ""),
        f"{one.number:,}",
        uk_date(one.as_at),
        f"{HOW_COUNTED[one.grade]}: {one.source}",
        StateCell(SHAPES[said.state], WORDS[said.state], said.words),
    )


def total_cells(one: Figure, counts: Sequence[Figure]) -> tuple[object, ...]:
    """A row of the declared totals that hold."""
    counted = next((it.number for it in counts if it.role_id == one.role_id), None)
    many = counted is not None and one.number > counted
    note = f"More than the {counted:,} counted: one of the two is wrong." if many else ""
    number: object = f"{one.number:,}"
    return (
        f"{one.role} {one.role_name}",
        one.module,
        StateCell("act", "Check", note, f"{one.number:,}") if many else number,
        uk_date(one.as_at),
        _signed(one),
    )


def history_cells(one: Figure) -> tuple[object, ...]:
    """A row of everything that was ever said."""
    what = f"{one.module} declared" if one.module else HOW_COUNTED.get(one.grade, "")
    state = "Stands"
    if one.replaced_at:
        by = f" by {one.replaced_by}" if one.replaced_by else ""
        state = f"Replaced on {uk_date(london_today(one.replaced_at))}{by}"
    return (
        f"{one.role} {one.role_name}",
        f"{one.number:,}",
        uk_date(one.as_at),
        f"{what}: {one.source}" if one.source else what,
        _signed(one),
        state,
    )


def in_order(figures: Iterable[Figure]) -> list[Figure]:
    """Everything that was ever said, by role and module, the latest day and word first."""
    given = list(figures)
    given.sort(key=lambda one: one.replaced_at.timestamp() if one.replaced_at else 9e15)
    given.reverse()
    given.sort(key=lambda one: one.as_at, reverse=True)
    given.sort(key=lambda one: (one.role_id, one.module))
    return given


def _signed(one: Figure) -> str:
    if one.signed_at is None:
        return "Not signed"
    by = f" by {one.signed_by}" if one.signed_by else ""
    return f"{uk_date(london_today(one.signed_at))}{by}"
