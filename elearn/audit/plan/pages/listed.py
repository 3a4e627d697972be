"""The list of actions: what is late first, filters, and its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.audit.pages.tables import Filter
from elearn.audit.plan.queries.listed import Action, Judged
from elearn.audit.plan.words import STATES, due_words, figures, target_words
from elearn.audit.words import counted
from elearn.domain.plan import ActionStatus, ActionType, Measure
from elearn.reporting.table import Column, Report

A_PAGE = 50
LATE, OPEN, CLOSED, ESCALATED = "late", "open", "closed", "escalated"
SHOW = (
    ("", "Every action"),
    (LATE, "Late"),
    (OPEN, "Open"),
    (ESCALATED, "For the Steering Group"),
    (CLOSED, "Closed"),
)
COLUMNS = ("Action", "Finding", "Owner", "Due", "Status")


@dataclass(frozen=True, slots=True)
class Line:
    """An action as a reader may see it: ``baseline`` is exact or as the partnership sees it, and
    ``judged`` given only to whoever may know its numbers."""

    action: Action
    baseline: Measure | None
    today: date
    judged: Judged | None = None

    @property
    def days_late(self) -> int:
        return self.action.days_late(self.today)


@dataclass(frozen=True, slots=True)
class ListPage:
    """Actions in the order in which they want looking at, a page of them."""

    title: str
    caption: str
    lede: str
    filters: tuple[Filter, ...]
    rows: tuple[tuple[Any, ...], ...]
    found: str
    files: Mapping[str, str]
    first: str | None
    next: str | None
    is_filtered: bool
    columns: tuple[Any, ...] = COLUMNS


def filters(found: Sequence[Action], chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """What to show, by state, owner and type; what there is not is not chosen."""
    owners = sorted({(one.owner_slug or "-", one.owner) for one in found}, key=lambda x: x[::-1])
    types = [(one.value, one.label) for one in ActionType]
    return (
        _filter("show", "Show", SHOW, chosen),
        _filter("owner", "Owner", (("", "Every owner"), *owners), chosen),
        _filter("type", "Type", (("", "Every type"), *types), chosen),
    )


def _filter(
    name: str, label: str, choices: Sequence[tuple[str, str]], chosen: Mapping[str, str]
) -> Filter:
    value = chosen.get(name, "")
    return Filter(name, label, tuple(choices), value if value in dict(choices) else "")


def wanted(found: Sequence[Action], chosen: Sequence[Filter], today: date) -> list[Action]:
    """The actions that the filters leave."""
    said = {one.name: one.value for one in chosen if one.value}
    return [
        one
        for one in found
        if _fits(one, said.get("show", ""), today)
        and said.get("owner") in (None, one.owner_slug or "-")
        and said.get("type") in (None, one.row.type.value)
    ]


def _fits(one: Action, show: str, today: date) -> bool:
    return {
        "": True,
        LATE: one.days_late(today) > 0,
        OPEN: not one.status.is_closed,
        CLOSED: one.status.is_closed,
        ESCALATED: one.escalates,
    }[show]


def title_of(found: Sequence[Action], today: date) -> str:
    """The answer: how many are late.

    >>> title_of([], date(2026, 11, 22))
    'No actions yet'
    """
    if not found:
        return "No actions yet"
    late = sum(1 for one in found if one.days_late(today))
    if late:
        return f"{counted(late, 'action is', 'actions are')} late"
    still = sum(1 for one in found if not one.status.is_closed)
    return "No action is late" if still else "Every action is closed"


def lede_of(found: Sequence[Action], today: date) -> str:
    """How many there are, and what to do next."""
    if not found:
        return ""
    still = sum(1 for one in found if not one.status.is_closed)
    said = f"{still:,} of {counted(len(found), 'action')} {'is' if still == 1 else 'are'} open."
    escalated = sum(1 for one in found if one.escalates)
    if escalated:
        goes = "goes" if escalated == 1 else "go"
        said += (
            f" {counted(escalated, 'has', 'have')} slipped twice and {goes} to the Steering Group."
        )
    elif any(one.days_late(today) for one in found):
        said += " Ask the owners of the late ones how they stand."
    return said


def some_of(found: Sequence[Action], after: str) -> tuple[Sequence[Action], str | None]:
    """The actions that follow the one with that reference, and the last of them if more do."""
    refs = [one.row.ref for one in found]
    start = refs.index(after) + 1 if after in refs else 0
    some = found[start : start + A_PAGE]
    return some, some[-1].row.ref if len(found) > start + A_PAGE else None


def table_row(one: Action, href: str, today: date) -> tuple[Any, ...]:
    """One line of the table."""
    note = "For the Steering Group" if one.escalates else ""
    return (
        {"text": one.row.ref, "href": href, "note": one.row.action[:140]},
        one.row.gap,
        {"text": one.owner, "note": one.row.owner_post},
        due_words(one.due_on, one.days_late(today), one.closed_on),
        status_cell(one.status, note=note),
    )


def status_cell(status: ActionStatus, *, note: str = "") -> dict[str, str]:
    """The state of an action with its shape."""
    return {"text": "", "state": STATES[status], "word": status.label, "note": note}


ACTIONS: Report[Line] = Report(
    title="Action plan",
    purpose="Actions of the training-gap audit. OFFICIAL.",
    columns=(
        Column("Ref", lambda row: row.action.row.ref, key="ref"),
        Column("Finding", lambda row: row.action.row.gap, key="finding"),
        Column(
            "Baseline",
            lambda row: figures(row.action.cell.origin, row.baseline),
            key="baseline",
        ),
        Column("Baseline date", lambda row: row.action.row.baseline_on, key="baseline_on"),
        Column("Edition", lambda row: row.action.edition, key="edition"),
        Column("Action", lambda row: row.action.row.action, key="action"),
        Column("Type", lambda row: row.action.row.type.value, key="type"),
        Column("Owner", lambda row: row.action.owner, key="owner"),
        Column("Post", lambda row: row.action.row.owner_post, key="post"),
        Column("Sponsor", lambda row: row.action.row.sponsor, key="sponsor"),
        Column("Due", lambda row: row.action.due_on, key="due_on"),
        Column("Days late", lambda row: row.days_late, key="days_late", numeric=True),
        Column("Target", lambda row: target_words(row.action.row.target), key="target"),
        Column("Success", lambda row: row.action.row.success_measure, key="success_measure"),
        Column("Resource", lambda row: row.action.row.resource, key="resource"),
        Column("Seats", lambda row: row.action.row.seats, key="seats", numeric=True),
        Column("Confidence", lambda row: row.action.row.confidence.value, key="confidence"),
        Column("Risk", lambda row: row.action.row.risk, key="risk"),
        Column("Status", lambda row: row.action.status.value, key="status"),
        Column("Slipped", lambda row: row.action.slips, key="slips", numeric=True),
        Column(
            "For the Steering Group",
            lambda row: "yes" if row.action.escalates else "no",
            key="escalated",
        ),
        Column("Last note", lambda row: row.action.log[-1].note, key="last_note"),
        Column("Closed on", lambda row: row.action.closed_on, key="closed_on"),
    ),
)
OWN_ACTIONS: Report[Line] = Report(
    title="Our actions",
    purpose=ACTIONS.purpose,
    columns=(
        *ACTIONS.columns,
        Column("Verdict", lambda row: row.judged.fact.verdict if row.judged else None, "verdict"),
        Column("Judged as at", lambda row: row.judged.on if row.judged else None, "judged_on"),
    ),
)
