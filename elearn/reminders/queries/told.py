"""What people were told already, what they want to hear, and whether a letter is still true."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.reminding import A_CHASE_EVERY
from elearn.models import ReminderChoice, ReminderItem
from elearn.reminders.queries.due import asked_of
from elearn.reminders.queries.spaced import unwanted_among

Told = tuple[int, date, str]
TO_MANAGER = "manager-"  # how the rules begin of what managers are told


@dataclass(slots=True)
class History:
    """Module, due day and rule of everything a person was told, and the day of the last letter
    to them."""

    told: set[Told] = field(default_factory=set)
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to hear."""

    extra: bool = True
    monday: bool = True


def histories(session: Session, person_ids: Collection[int]) -> dict[int, History]:
    """What each of these people was told by letters to themselves."""
    rows = session.execute(
        select(
            ReminderItem.person_id,
            ReminderItem.module_id,
            ReminderItem.due_on,
            ReminderItem.rule,
            ReminderItem.told_on,
        ).where(
            ReminderItem.person_id.in_(person_ids),
            ReminderItem.letter_id.is_not(None),
            ReminderItem.rule.not_like(f"{TO_MANAGER}%"),
        )
    )
    found: dict[int, History] = defaultdict(History)
    for person_id, module_id, due_on, rule, told_on in rows:
        history = found[person_id]
        history.told.add((module_id, due_on, rule))
        history.last = max(history.last or told_on, told_on)
    return found


def stopped_extra(session: Session, person_ids: Collection[int]) -> set[int]:
    """Who of these people wants the first notices only."""
    statement = select(ReminderChoice.person_id).where(
        ReminderChoice.person_id.in_(person_ids), ReminderChoice.extra.is_(False)
    )
    return set(session.scalars(statement))


def choice_of(session: Session, person_id: int) -> Choice:
    """What the person wants to hear: everything, until they say otherwise."""
    statement = select(ReminderChoice.extra, ReminderChoice.monday).where(
        ReminderChoice.person_id == person_id
    )
    row = session.execute(statement).one_or_none()
    return Choice(*row) if row else Choice()


def chased_lately(session: Session, person_ids: Collection[int], *, today: date) -> set[int]:
    """Who of these people had a letter of a chase in the last three days."""
    statement = select(ReminderItem.person_id).where(
        ReminderItem.person_id.in_(person_ids),
        ReminderItem.chase_id.is_not(None),
        ReminderItem.letter_id.is_not(None),
        ReminderItem.told_on > today - timedelta(days=A_CHASE_EVERY.days),
    )
    return set(session.scalars(statement.distinct()))


def untrue_among(session: Session, letter_ids: Collection[int], *, today: date) -> set[int]:
    """Which of these letters tell something that is not so today, or ask five questions that are
    not wanted any more. Any other letter is always true."""
    told: dict[int, set[tuple[int, int, date]]] = defaultdict(set)
    items = select(
        ReminderItem.letter_id, ReminderItem.person_id, ReminderItem.module_id, ReminderItem.due_on
    ).where(ReminderItem.letter_id.in_(letter_ids))
    for row in session.execute(items):
        told[row.letter_id or 0].add((row.person_id, row.module_id, row.due_on))
    people = {item[0] for some in told.values() for item in some}
    due = asked_of(session, people, today=today)
    now = {(one.person_id, one.module_id, one.due_on) for one in due}
    wrong = {letter_id for letter_id, some in told.items() if not some <= now}
    return wrong | unwanted_among(session, set(letter_ids) - told.keys(), today=today)
