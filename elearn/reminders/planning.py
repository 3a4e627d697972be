"""What the next run would do, person by person, without writing anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.records.spaced import intervals
from elearn.reminders.actions.own import AT_ONCE, stage_words, wanted_letters
from elearn.reminders.queries.due import Due, due_everywhere
from elearn.reminders.queries.spaced import Again, to_ask

NOTHING = "no letter today"


@dataclass(frozen=True, slots=True)
class Planned:
    """One person and module that is due, and the letter it calls for today: why there is one, or
    why there is none."""

    due: Due
    is_letter: bool
    why: str


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    """Numbers of people: overdue, due in 30 days and not overdue, written to today, and those whom
    no letter reaches."""

    agency: str
    overdue: int
    soon: int
    letters: int
    unreached: int


def plan(session: Session, *, today: date) -> tuple[Planned, ...]:
    """Everything that is due, the longest due first."""
    dues = due_everywhere(session, today=today)
    people = sorted({due.person_id for due in dues if _why_not(due) == ""})
    told: dict[tuple[int, int], str] = {}
    for start in range(0, len(people), AT_ONCE):
        for letter in wanted_letters(session, people[start : start + AT_ONCE], today=today):
            told |= {(due.person_id, due.module_id): rule for due, rule in letter}
    return tuple(_planned(due, told) for due in dues)


def plan_questions(session: Session, *, now: datetime, today: date) -> tuple[Again, ...]:
    """Who would be asked five questions today about what they completed months ago."""
    return to_ask(session, intervals(session), now=now, today=today)


def _planned(due: Due, told: dict[tuple[int, int], str]) -> Planned:
    rule = told.get((due.person_id, due.module_id))
    if rule:
        return Planned(due, True, f"letter today: {stage_words(rule)}")
    return Planned(due, False, _why_not(due) or f"{NOTHING}: told already, or this week")


def _why_not(due: Due) -> str:
    if not due.is_active:
        return "no letter: suspended"
    if due.away:
        return "no letter: on long leave"
    if due.email is None:
        return "no letter: no e-mail address"
    return "" if due.arrives else "no letter: letters do not arrive"


def by_agency(planned: Iterable[Planned], *, today: date) -> Sequence[AgencyPlan]:
    """The numbers of each agency, by name. Suspended people and those on leave are not in them."""
    rows: dict[str, list[Planned]] = {}
    for one in planned:
        if one.due.is_active and not one.due.away:
            rows.setdefault(one.due.agency, []).append(one)
    return [_numbers(agency, rows[agency], today) for agency in sorted(rows)]


def _numbers(agency: str, some: Sequence[Planned], today: date) -> AgencyPlan:
    everybody = {one.due.person_id for one in some}
    late = {one.due.person_id for one in some if one.due.due_on <= today}
    return AgencyPlan(
        agency,
        overdue=len(late),
        soon=len(everybody - late),
        letters=len({one.due.person_id for one in some if one.is_letter}),
        unreached=len({one.due.person_id for one in some if not one.due.arrives}),
    )
