"""Reminding people by the dates: one letter a person and week at most, nothing told twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain.reminding import A_LETTER_EVERY, Stage, rule_of, stage_of
from elearn.models import ReminderKind
from elearn.operations.invitations import Sender
from elearn.operations.tongues import speaking
from elearn.records.locks import wait_for_turn
from elearn.reminders import letters
from elearn.reminders.actions.writing import LOCK, Reminder, items, mark_of, put
from elearn.reminders.queries.due import Due, by_person, due_of, next_people
from elearn.reminders.queries.told import History, histories, stopped_extra

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Step:
    """What was written for some of the people. ``last`` is the number of the last one looked at,
    None when there was nobody left."""

    last: int | None
    letters: int


def remind_some(
    session: Session, *, sender: Sender, after: int, now: datetime, today: date, most: int = AT_ONCE
) -> Step:
    """Write the letters of the next people by number. Whoever runs this at the same time waits."""
    wait_for_turn(session, LOCK)
    people = next_people(session, after=after, most=most)
    if not people:
        return Step(None, 0)
    wanted = wanted_letters(session, people, today=today)
    return Step(people[-1], put(session, [_letter(one, sender, today) for one in wanted],
                                now=now, today=today))  # fmt: skip


def wanted_letters(
    session: Session, people: Sequence[int], *, today: date
) -> list[tuple[tuple[Due, str], ...]]:
    """What each of these people would be told today, with the rule by which; those who would be
    told nothing are left out."""
    dues = by_person(one for one in due_of(session, people, today=today) if one.arrives)
    if not dues:
        return []
    known, stopped = histories(session, list(dues)), stopped_extra(session, list(dues))
    found = []
    for person_id, theirs in dues.items():
        history = known.get(person_id, History())
        if told := told_today(theirs, history, today, first_only=person_id in stopped):
            found.append(told)
    return found


def told_today(
    dues: Sequence[Due], history: History, today: date, *, first_only: bool
) -> tuple[tuple[Due, str], ...]:
    """What one person is told today: nothing if they had a letter in the last week or know it all;
    else everything that is due, so that the letter is the whole picture."""
    if history.last and today - history.last < A_LETTER_EVERY:
        return ()
    told, is_news = [], False
    for due in dues:
        rule, stage = rule_of(due.due_on, today), stage_of(due.due_on, today)
        if rule is None or stage is None:
            continue
        is_known = (due.module_id, due.due_on, rule) in history.told
        is_news |= not is_known and not (first_only and stage.may_be_stopped)
        told.append((due, f"again-{today}" if is_known else rule))
    return tuple(told) if is_news else ()


def _letter(told: tuple[tuple[Due, str], ...], sender: Sender, today: date) -> Reminder:
    first = told[0][0]
    dues = [due for due, _ in told]
    with speaking(first.language):
        words = letters.reminder(sender, name=first.name, items=items(dues), today=today)
    about = sorted((due.module_id, due.due_on.isoformat()) for due in dues)
    return Reminder(
        kind=ReminderKind.OWN,
        key=f"reminder:{first.person_id}:{today}:{mark_of(about)}",
        to=first.email or "",
        person_id=first.person_id,
        words=words,
        told=told,
    )


def stage_words(rule: str) -> str:
    """A rule as the plan prints it.

    >>> stage_words("week-over"), stage_words("month-over-3"), stage_words("again-2026-11-22")
    ('a week overdue', 'a month or more overdue', 'said again beside something new')
    """
    for stage in Stage:
        if rule.startswith(stage.value):
            return stage.words
    return "said again beside something new"
