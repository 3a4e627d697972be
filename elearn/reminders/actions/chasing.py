"""A lead reminds their people now: one letter each, and a list of those to tell by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.models import Chase, ReminderKind
from elearn.operations.invitations import Sender
from elearn.operations.tongues import speaking
from elearn.operations.trail import note
from elearn.records.locks import wait_for_turn
from elearn.reminders import letters
from elearn.reminders.actions.writing import LOCK, Reminder, item_of, items, mark_of, put
from elearn.reminders.queries.due import Due, by_person, due_in
from elearn.reminders.queries.told import TO_MANAGER, chased_lately


class Left(StrEnum):
    """Why somebody is not written to."""

    LATELY = "lately"
    NO_ADDRESS = "no-address"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    AWAY = "away"

    @property
    def by_hand(self) -> bool:
        """Whether somebody has to tell them in person."""
        return self in (Left.NO_ADDRESS, Left.REFUSED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a chase is about: of a team or all, due in a module or any, with those whose day is
    is still to come or without."""

    team_id: int | None = None
    module_id: int | None = None
    with_soon: bool = False

    def covers(self, due: Due, today: date) -> bool:
        if self.team_id is not None and due.team_id != self.team_id:
            return False
        if self.module_id is not None and due.module_id != self.module_id:
            return False
        return self.with_soon or due.due_on <= today


@dataclass(frozen=True, slots=True)
class Plan:
    """What a chase would do: rows by person for those who get a letter, and for those left out."""

    letters: Mapping[int, Sequence[Due]] = field(default_factory=dict)
    left: Mapping[Left, Mapping[int, Sequence[Due]]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return len(self.letters) + sum(len(some) for some in self.left.values())


def plan_chase(
    session: Session, scope: AgencyScope, agency_id: int, *, wanted: Wanted, today: date
) -> Plan:
    """Who would be written to now, and who not and why. A letter tells everything that is due in
    this agency, whatever the list was narrowed to."""
    every = by_person(due_in(session, scope, agency_id, today=today))
    about = {
        person_id: dues
        for person_id, dues in every.items()
        if any(wanted.covers(due, today) for due in dues)
    }
    lately = chased_lately(session, list(about), today=today) if about else set()
    found: dict[int, Sequence[Due]] = {}
    left: dict[Left, dict[int, Sequence[Due]]] = {}
    for person_id, dues in about.items():
        why = _why_not(dues, person_id in lately)
        (left.setdefault(why, {}) if why else found)[person_id] = [
            due for due in dues if not due.away or why is Left.AWAY
        ]
    return Plan(found, left)


def _why_not(dues: Sequence[Due], lately: bool) -> Left | None:
    first = dues[0]
    if not first.is_active:
        return Left.SUSPENDED
    if all(due.away for due in dues):
        return Left.AWAY
    if first.email is None:
        return Left.NO_ADDRESS
    if not first.arrives:
        return Left.REFUSED
    return Left.LATELY if lately else None


def chase(
    session: Session,
    scope: AgencyScope,
    agency_id: int,
    *,
    wanted: Wanted,
    once: str,
    sender: Sender,
    actor_id: int,
    now: datetime,
    today: date,
) -> int:
    """Write the letters and the list of those to tell by hand; the number of the chase. The same
    ``once`` again is the same chase."""
    wait_for_turn(session, LOCK)
    if known := session.scalar(select(Chase.id).where(Chase.once == once)):
        return known
    plan = plan_chase(session, scope, agency_id, wanted=wanted, today=today)
    made = Chase(
        once=once,
        agency_id=agency_id,
        team_id=wanted.team_id,
        module_id=wanted.module_id,
        with_soon=wanted.with_soon,
        by_id=actor_id,
        at=now,
        letters=len(plan.letters),
        left_out={why.value: len(some) for why, some in plan.left.items()},
    )
    session.add(made)
    session.flush()
    own = [_letter(dues, made.id, sender, today) for dues in plan.letters.values()]
    put(session, own, now=now, today=today)
    _tell_by_hand(session, plan, made, sender, now, today)
    note(
        session,
        action="people.chased",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail={"chase": made.id, "letters": made.letters, "left_out": made.left_out},
        now=now,
    )
    return made.id


def _letter(dues: Sequence[Due], number: int, sender: Sender, today: date) -> Reminder:
    first = dues[0]
    with speaking(first.language):
        words = letters.reminder(
            sender, name=first.name, items=items(dues), today=today, asked_by=first.agency
        )
    return Reminder(
        kind=ReminderKind.CHASE,
        key=f"chase:{number}:{first.person_id}",
        to=first.email or "",
        person_id=first.person_id,
        words=words,
        told=tuple((due, f"chase-{number}") for due in dues),
        chase_id=number,
    )


def _tell_by_hand(
    session: Session, plan: Plan, made: Chase, sender: Sender, now: datetime, today: date
) -> None:
    """Keep the list of those whom no letter reaches, and tell their managers where one is known."""
    unheard = [dues for why, some in plan.left.items() if why.by_hand for dues in some.values()]
    session.add_all(
        item_of(due, f"hand-{made.id}", today=today, letter_id=None, chase_id=made.id)
        for dues in unheard
        for due in dues
    )
    by_manager: dict[str, list[Sequence[Due]]] = {}
    for dues in unheard:
        if address := dues[0].manager_email:
            by_manager.setdefault(address, []).append(dues)
    put(
        session,
        [
            to_manager(
                sender, address, people, f"chase-{made.id}", today, by_hand=True, chase_id=made.id
            )
            for address, people in sorted(by_manager.items())
        ],
        now=now,
        today=today,
    )


def to_manager(
    sender: Sender,
    address: str,
    people: Sequence[Sequence[Due]],
    occasion: str,
    today: date,
    *,
    by_hand: bool,
    chase_id: int | None = None,
) -> Reminder:
    """The letter to a manager about their own people, once an occasion."""
    agency_id = people[0][0].agency_id
    colleagues = [
        letters.Colleague(dues[0].name, tuple((due.module, due.due_on) for due in dues))
        for dues in people
    ]
    return Reminder(
        kind=ReminderKind.MANAGER,
        key=f"manager:{agency_id}:{occasion}:{mark_of(address)}",
        to=address,
        person_id=None,
        words=letters.to_manager(
            sender, agency=people[0][0].agency, people=colleagues, today=today, by_hand=by_hand
        ),
        told=tuple((due, f"{TO_MANAGER}{occasion}") for dues in people for due in dues),
        chase_id=chase_id,
    )
