"""The words of the plan: cells, figures, verdicts, states."""

from datetime import date

from elearn.audit.plan.cell import CellOf
from elearn.audit.sheets import Names
from elearn.audit.words import HIDDEN, LEVELS, counted
from elearn.domain.dates import uk_date
from elearn.domain.plan import ActionStatus, Measure, Origin, Verdict

STATES = {
    ActionStatus.NOT_STARTED: "unknown",
    ActionStatus.ON_TRACK: "good",
    ActionStatus.SLIPPING: "watch",
    ActionStatus.DONE: "good",
    ActionStatus.STOPPED: "unknown",
}
VERDICT_STATES = {
    Verdict.MET: "good",
    Verdict.MOVED: "good",
    Verdict.NO_CLEAR_CHANGE: "watch",
    Verdict.WORSE: "act",
    Verdict.NOT_KNOWN: "unknown",
}
ORIGINS = {
    Origin.COVERAGE: "Coverage",
    Origin.KNOWLEDGE: "Knowledge",
    Origin.ITEM: "Question",
    Origin.THEME: "Return",
    Origin.COVER: "Minimum cover",
}
UNITS = {
    Origin.COVERAGE: "in date",
    Origin.KNOWLEDGE: "have mastered it",
    Origin.ITEM: "right at a first attempt",
    Origin.THEME: "points",
    Origin.COVER: "people in date of those needed",
}


def cell_words(cell: CellOf, names: Names) -> str:
    """What a cell is called, without numbers."""
    parts = [
        names.agency(cell.agency) if cell.agency else "",
        names.area(cell.area) if cell.area else "",
        names.role(cell.role) if cell.role else "",
        names.module(cell.module) if cell.module else "",
        names.topic(cell.topic) if cell.topic else "",
        LEVELS.get(cell.level, cell.level),
        cell.subject,
    ]
    where = ", ".join(part for part in parts if part) or "the partnership"
    return f"{ORIGINS[cell.origin]}: {where}"


def figures(origin: Origin, measure: Measure | None) -> str:
    """The numbers of a cell in words.

    >>> figures(Origin.COVERAGE, Measure(168, 240))
    '168 of 240 in date (70.0%)'
    >>> figures(Origin.COVERAGE, None)
    'hidden or not known'
    """
    if measure is None:
        return "hidden or not known"
    if not measure.base:
        return "nobody"
    share = "" if origin in (Origin.THEME, Origin.COVER) else f" ({measure.percent:.1f}%)"
    return f"{measure.count:,} of {measure.base:,} {UNITS[origin]}{share}"


def verdict_words(verdict: Verdict | None) -> str:
    """
    >>> verdict_words(None), verdict_words(Verdict.MET)
    ('hidden', 'Met')
    """
    return verdict.label if verdict else HIDDEN


def due_words(due_on: date, days_late: int, closed_on: date | None) -> str:
    """When it is due, and how late it is."""
    if closed_on:
        return f"closed {uk_date(closed_on)}"
    late = f", {counted(days_late, 'day')} late" if days_late else ""
    return f"{uk_date(due_on)}{late}"


def target_words(target: float | None) -> str:
    """
    >>> target_words(90.0), target_words(None)
    ('90%', 'none set')
    """
    return "none set" if target is None else f"{target:g}%"
