"""What a lead's reminder pages show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.domain.dates import uk_date, uk_moment
from elearn.operations.invitations import Words
from elearn.records.places import AgencyName
from elearn.reminders.actions.chasing import Left, Plan
from elearn.reminders.letters import many
from elearn.reminders.pages.words import Cell, Filter, LinkCell, StateCell
from elearn.reminders.queries.chases import ByHand, ChaseRow
from elearn.reminders.queries.due import Due
from elearn.reminders.queries.log import Counts, Unreached

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One person and module of a plan: what they are due, and whether a letter goes out."""

    due: Due
    why_not: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """Whom a lead can remind now, and what became of earlier letters."""

    title: str
    agency: AgencyName
    lede: str
    filters: tuple[Filter, ...]
    is_filtered: bool
    remind: str | None
    button: str
    left: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str
    csv: str
    xlsx: str
    counts: Counts
    chases: tuple[tuple[Cell, ...], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The page before a chase: the number, who is left out, and a letter as it will be."""

    title: str
    agency: AgencyName
    form: Any
    number: int
    button: str
    left: tuple[str, ...]
    by_hand: int
    letter: Words | None
    back: str


@dataclass(frozen=True, slots=True)
class ChasePage:
    """What a chase did, and whom to tell by hand."""

    title: str
    agency: AgencyName
    facts: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """The delivery log."""

    title: str
    agency: AgencyName
    lede: str
    choices: tuple[tuple[str, str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str
    unreached: tuple[Unreached, ...]
    unreached_words: Mapping[str, str]
    every_letter: str | None
    first_href: str | None
    next_href: str | None
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is a form."""

    title: str
    form: Any
    agency: AgencyName | None = None
    is_lead: bool = False


def lede(plan: Plan) -> str:
    """The answer of the page."""
    if not plan.people:
        return "Nobody is due anything that you could remind them of."
    number = len(plan.letters)
    due = many(plan.people, "person is", "people are")
    if number == plan.people:
        return f"{due} due. All of them can be reminded now."
    if not number:
        return f"{due} due. Nobody can be reminded by letter now."
    return f"{due} due. {many(number, 'of them', 'of them')} can be reminded by letter now."


def button(number: int) -> str:
    return f"Remind {many(number, 'person', 'people')} now"


def lines(plan: Plan, words: Mapping[Left, tuple[str, str]]) -> list[PlanLine]:
    """The rows of a plan as a file has them, by name."""
    found = [PlanLine(due, "") for dues in plan.letters.values() for due in dues]
    for why, some in plan.left.items():
        found += [PlanLine(due, words[why][0]) for dues in some.values() for due in dues]
    return sorted(
        found, key=lambda one: (one.due.name.lower(), one.due.person_id, one.due.due_on,
                                one.due.module_id)
    )  # fmt: skip


def person_cells(dues: Sequence[Due], href: str, today: date) -> tuple[Cell, ...]:
    """Somebody who can be reminded, and of what."""
    first = dues[0]
    day, word = uk_date(first.due_on), "Expired" if first.is_again else "Never done"
    state = StateCell("watch", "Due soon", f"by {day}")
    if first.due_on <= today:
        state = StateCell("act", word, f"since {day}" if first.is_again else f"due since {day}")
    others = len(dues) - 1
    more = f"and {many(others, 'more module', 'more modules')}" if others else ""
    return LinkCell(first.name, href), first.team or "No team", state, _of(first.module, more)


def _of(module: str, more: str) -> str:
    return f"{module}, {more}" if more else module


def chase_cells(row: ChaseRow, href: str) -> tuple[Cell, ...]:
    """A chase in the history."""
    left = sum(row.left_out.values())
    return (
        LinkCell(uk_moment(row.at), href),
        row.by or "Somebody",
        about(row),
        many(row.letters, "letter", "letters"),
        f"{left:,} left out" if left else "nobody left out",
    )


def about(row: ChaseRow) -> str:
    """Whom a chase was about, in words."""
    who = row.team or "All teams"
    what = row.module or "any module"
    soon = "overdue or due in 30 days" if row.with_soon else "overdue"
    return f"{who}: {what}, {soon}"


def hand_cells(rows: Iterable[ByHand], hrefs: Mapping[str, str]) -> tuple[tuple[Cell, ...], ...]:
    """People to tell in person, each module a line."""
    return tuple(
        (
            LinkCell(one.name, hrefs[one.public_id]),
            one.team or "No team",
            f"{one.module}, {uk_date(one.due_on)}",
            "The address does not work" if one.has_address else "No e-mail address",
            one.manager_email or "No manager on file",
        )
        for one in rows
    )
