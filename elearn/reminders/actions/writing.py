"""Putting reminders into the outbox, with a note of what each tells whom."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.models import ReminderItem, ReminderKind, ReminderLetter
from elearn.operations.invitations import Words
from elearn.operations.letters import Draft, write_many
from elearn.reminders.letters import Item
from elearn.reminders.queries.due import Due

LOCK = 7_241_511  # PostgreSQL's advisory lock number of whoever writes reminders


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter to be written. ``told`` is what it tells, each with the rule by which."""

    kind: ReminderKind
    key: str
    to: str
    person_id: int | None
    words: Words
    told: tuple[tuple[Due, str], ...] = ()
    agency_ids: frozenset[int] = frozenset()
    chase_id: int | None = None

    @property
    def agencies(self) -> list[int]:
        return sorted(self.agency_ids | {due.agency_id for due, _ in self.told})


def put(session: Session, reminders: Sequence[Reminder], *, now: datetime, today: date) -> int:
    """Write these letters and note what they tell; how many are new."""
    if not reminders:
        return 0
    drafts = [
        Draft(one.key, one.person_id, one.to, one.words.subject, one.words.body)
        for one in reminders
    ]
    ids = write_many(session, drafts, now=now)
    fresh = [one for one in reminders if one.key in ids]
    session.add_all(
        ReminderLetter(
            letter_id=ids[one.key], agency_id=agency_id, kind=one.kind, chase_id=one.chase_id
        )
        for one in fresh
        for agency_id in one.agencies
    )
    session.add_all(
        item_of(due, rule, today=today, letter_id=ids[one.key], chase_id=one.chase_id)
        for one in fresh
        for due, rule in one.told
    )
    session.flush()
    return len(fresh)


def item_of(
    due: Due, rule: str, *, today: date, letter_id: int | None, chase_id: int | None
) -> ReminderItem:
    """The note that somebody was told of something."""
    return ReminderItem(
        letter_id=letter_id,
        chase_id=chase_id,
        person_id=due.person_id,
        agency_id=due.agency_id,
        module_id=due.module_id,
        due_on=due.due_on,
        rule=rule,
        told_on=today,
    )


def items(dues: Iterable[Due]) -> tuple[Item, ...]:
    """What a letter says of each module."""
    return tuple(
        Item(
            due.module, due.due_on, due.role, due.agency, due.is_again, due.refresh_months,
            due.reason,
        )
        for due in dues
    )  # fmt: skip


def mark_of(*parts: object) -> str:
    """A short name of what a letter is about, for its key."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
