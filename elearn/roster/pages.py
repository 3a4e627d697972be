"""What the roster templates are given, made from plans and imports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from elearn.domain.dates import LONDON, uk_date, uk_time
from elearn.records.places import AgencyName
from elearn.roster.forms import ApplyForm, UndoForm, UploadForm
from elearn.roster.plan import Outcome, Plan
from elearn.roster.queries import ChangeRow, ImportRow

A_PAGE = 50
OLD_DAYS = 90
NO_NUMBER = "no staff number"
FATES = {
    "new": "New",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "left": "Left",
    "error": "Cannot be used",
}
SHAPES = {
    "new": "good",
    "changed": "watch",
    "left": "watch",
    "error": "act",
    "unchanged": "unknown",
}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of the preview or of what was done."""

    where: str
    name: str
    staff_number: str
    state: str
    word: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: how many lines of a fate."""

    label: str
    figure: int


@dataclass(frozen=True, slots=True)
class PastImport:
    """An earlier import in the list."""

    number: int
    when: str
    filename: str
    by: str
    counts: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Where a file is chosen; the agency's imports below."""

    title: str
    agency: AgencyName
    lede: str
    form: UploadForm
    imports: tuple[PastImport, ...]
    people: int


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file would do."""

    title: str
    agency: AgencyName
    number: int
    filename: str
    lede: str
    notices: tuple[str, ...]
    figures: tuple[Figure, ...]
    lines: tuple[RosterLine, ...]
    new_teams: tuple[str, ...]
    button: str
    ask: str
    form: ApplyForm
    previous_href: str | None = None
    next_href: str | None = None
    errors: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What an applied import did, and the way back."""

    title: str
    agency: AgencyName
    number: int
    summary: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    lines: tuple[RosterLine, ...]
    may_undo: bool
    kept: tuple[str, ...]
    form: UndoForm
    next_href: str | None = None


def moment(at: datetime) -> str:
    """An instant as the pages print it."""
    return f"{uk_date(at.astimezone(LONDON).date())}, {uk_time(at)}"


def roster_lede(imports: Sequence[ImportRow], today: date) -> str:
    """How old the agency's list is, and what to do about it."""
    applied = [one.applied_at for one in imports if one.applied_at and not one.undone_at]
    if not applied:
        return "No list has been brought in yet. Choose the file that names everybody."
    on = max(applied).astimezone(LONDON).date()
    days = (today - on).days
    age = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    said = f"The list was last brought in {age}, on {uk_date(on)}."
    if days > OLD_DAYS:
        return f"{said} It is older than {OLD_DAYS} days: bring in a new one."
    return said


def past_import(one: ImportRow, href: str) -> PastImport:
    shown = [
        f"{one.counts[fate]} {word.lower()}" for fate, word in FATES.items() if one.counts[fate]
    ]
    return PastImport(
        number=one.number,
        when=moment(one.applied_at) if one.applied_at else "",
        filename=one.filename,
        by=one.by or "by command",
        counts=", ".join(shown) or "nobody",
        state="Undone" if one.undone_at else "Applied",
        href=href,
    )


def figures(counts: dict[str, int]) -> tuple[Figure, ...]:
    """A tile for each fate, in the order in which somebody looks for them."""
    return tuple(Figure(word, counts[fate]) for fate, word in FATES.items())


def planned_line(one: Outcome) -> RosterLine:
    what = tuple(_remedy(fault.column, fault.remedy) for fault in one.faults)
    return RosterLine(
        where=f"line {one.line}" if one.line else "in no line",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=(*what, *one.words, *one.change.notes),
    )


def _remedy(column: str, remedy: str) -> str:
    return f"{column}: {remedy}" if column else remedy


def done_line(one: ChangeRow) -> RosterLine:
    return RosterLine(
        where=f"line {one.line}" if one.line else "in no line",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=one.words,
    )


def preview_title(plan: Plan) -> str:
    """The answer to what the file would do."""
    acts, wrong = len(plan.acts), plan.counts["error"]
    if acts:
        return f"This file would make {acts:,} {'change' if acts == 1 else 'changes'}"
    if wrong:
        return f"None of the {'line' if wrong == 1 else 'lines'} that differ can be used"
    return "Nothing to change: everybody is as the file says"


def preview_lede(plan: Plan) -> str:
    wrong = plan.counts["error"]
    parts = ["Nothing has been changed yet."]
    if wrong == 1:
        parts.append("1 line cannot be used: mend it in the file, or go on without it.")
    elif wrong:
        parts.append(f"{wrong:,} lines cannot be used: mend them in the file, or go on without.")
    return " ".join(parts)


def apply_button(plan: Plan) -> str:
    """What the button says; empty where there is nothing good to apply."""
    acts = len(plan.acts)
    if acts:
        return f"Apply {acts:,} {'change' if acts == 1 else 'changes'}"
    return "" if plan.counts["error"] else "Confirm that the list is up to date"


def ask_about_leavers(plan: Plan) -> str:
    """What has to be ticked where many people are missing; empty where nothing has to be."""
    if not plan.needs_confirmation:
        return ""
    return f"Yes, these {plan.missing:,} of {plan.present:,} people have really left"


def import_title(one: ImportRow) -> str:
    """What happened, in the words of the heading."""
    if one.undone_at:
        return f"Import {one.number} was undone"
    done = sum(one.counts[fate] for fate in ("new", "changed", "left"))
    if not done:
        return "The list is up to date"
    return f"{done:,} {'change was' if done == 1 else 'changes were'} applied"


def import_summary(one: ImportRow) -> tuple[tuple[str, str], ...]:
    rows = [("Reference", f"Import {one.number}"), ("File", one.filename)]
    if one.applied_at:
        rows.append(("Applied", moment(one.applied_at)))
    rows.append(("By", one.by or "a command"))
    if one.undone_at:
        rows.append(("Undone", moment(one.undone_at)))
    return tuple(rows)
