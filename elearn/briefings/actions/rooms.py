"""Open a room, close it with evidence of who was there, and take that back."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from elearn.briefings.by import BriefingError, By
from elearn.briefings.drawing import five_of
from elearn.briefings.queries.rooms import Room
from elearn.content.document import ModuleDocument
from elearn.domain.briefings import OPEN_FOR, UNDO_FOR, counts_as_training, new_room_code
from elearn.domain.dates import uk_date
from elearn.models import (
    Briefing,
    BriefingAnswerCount,
    BriefingAttendance,
    Completion,
    Grade,
)
from elearn.operations.trail import note
from elearn.records.many import Told, record_many, revoke_many

CLOSED = "This briefing is closed. Undo the closing first."
NOT_YET = "This briefing is on a day still to come. Close it when it has been held."
PAST = "The day of this briefing is past. Tick who was there, or plan another briefing."
TOO_LATE = "The 30 days in which this can be undone are over."
SOURCE = "briefing {}"
TAKEN_BACK = "The closing of briefing {} was undone."


@dataclass(frozen=True, slots=True)
class Plan:
    """A briefing as its facilitator plans it. ``once`` is the form's own token."""

    agency_id: int
    team_id: int | None
    module_id: int
    version_id: int
    held_on: date
    place: str
    facilitator: str
    once: str


def plan(session: Session, *, wanted: Plan, document: ModuleDocument, by: By) -> int:
    """Put a briefing on record with five questions drawn for it; its number. The same form sent
    twice makes one. Raises BriefingError for a module without questions for a room."""
    if (
        found := session.scalar(select(Briefing.id).where(Briefing.once == wanted.once))
    ) is not None:
        return found
    drawn = five_of(document, secrets.SystemRandom())
    if not drawn:
        raise BriefingError("This module has no questions for a room. Choose another.")
    made = Briefing(
        agency_id=wanted.agency_id,
        team_id=wanted.team_id,
        module_id=wanted.module_id,
        version_id=wanted.version_id,
        questions=[[one.key, list(one.options)] for one in drawn],
        held_on=wanted.held_on,
        place=wanted.place,
        facilitator=wanted.facilitator,
        once=wanted.once,
        created_at=by.now,
        created_by_id=by.person_id,
    )
    session.add(made)
    session.flush()
    rows = [{"briefing_id": made.id, "item_key": one.key} for one in drawn]
    session.execute(insert(BriefingAnswerCount), rows)
    tell(session, "briefing.planned", made.id, by, module=wanted.module_id)
    return made.id


def open_door(session: Session, *, room: Room, by: By) -> None:
    """Let people in by a code for four hours, today. A room that is open stays as it is. Raises
    BriefingError for one that is closed, and after its day."""
    held = hold(session, room)
    if held.closed_at is not None:
        raise BriefingError(CLOSED)
    if room.is_open(by.now) and held.code == room.code:
        return
    if held.held_on < by.today:
        raise BriefingError(PAST)
    held.code = _fresh_code(session)
    held.open_until, held.held_on = by.now + OPEN_FOR, by.today
    tell(session, "briefing.opened", held.id, by)


def _fresh_code(session: Session) -> str:
    """A code that no other room has; three tries are plenty for a handful of rooms."""
    some = [new_room_code(secrets.choice) for _ in range(3)]
    taken = set(session.scalars(select(Briefing.code).where(Briefing.code.in_(some))))
    return next(one for one in some if one not in taken)


def close(session: Session, *, room: Room, by: By) -> int:
    """Shut the room for good: names of guests and what browsers hold are forgotten; whoever is on
    the list and on record here has completed the module if attendance counts for it. Return how
    many did. Twice changes nothing. Raises BriefingError before the day."""
    held = hold(session, room)
    if held.closed_at is not None:
        return 0
    if held.held_on > by.today:
        raise BriefingError(NOT_YET)
    held.code, held.open_until = None, None
    held.closed_at, held.closed_by_id = by.now, by.person_id
    session.flush()
    _forget_browsers(session, held.id)
    written = _write_completions(session, held, by.now) if counts_as_training(room.level) else 0
    tell(session, "briefing.closed", held.id, by, completions=written)
    return written


def _forget_browsers(session: Session, briefing_id: int) -> None:
    session.execute(
        update(BriefingAttendance)
        .where(BriefingAttendance.briefing_id == briefing_id)
        .values(guest_name="", secret_hash=None)
        .execution_options(synchronize_session=False)
    )


def _write_completions(session: Session, held: Briefing, now: datetime) -> int:
    """A completion for everybody on the list who is on record. What stood before is not ours to
    take back, so that it is not linked."""
    mine = BriefingAttendance.briefing_id == held.id
    people = select(BriefingAttendance.person_id).where(mine).order_by(BriefingAttendance.person_id)
    source = SOURCE.format(uk_date(held.held_on))
    told = [
        Told(one, held.module_id, held.held_on, Grade.ATTENDED, source)
        for one in session.scalars(people)
        if one is not None
    ]
    ids = record_many(session, told=told, now=now).values()
    fresh = select(Completion.id).where(
        Completion.id.in_(ids),
        Completion.recorded_at == now,
        Completion.person_id == BriefingAttendance.person_id,
    )
    session.execute(
        update(BriefingAttendance)
        .where(mine, BriefingAttendance.person_id.is_not(None))
        .values(completion_id=fresh.scalar_subquery())
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return len(told)


def undo(session: Session, *, room: Room, by: By) -> None:
    """Take back a closing: its completions are revoked and the list can be changed again. Twice
    changes nothing. Raises BriefingError after 30 days."""
    held = hold(session, room)
    if held.closed_at is None:
        return
    if by.now - held.closed_at > UNDO_FOR:
        raise BriefingError(TOO_LATE)
    mine = BriefingAttendance.briefing_id == held.id
    found = select(BriefingAttendance.completion_id).where(mine)
    ids = [one for one in session.scalars(found) if one is not None]
    held.closed_at, held.closed_by_id = None, None
    session.flush()
    reason = TAKEN_BACK.format(held.id)
    revoked = revoke_many(session, completion_ids=ids, reason=reason, now=by.now)
    session.execute(
        update(BriefingAttendance)
        .where(mine)
        .values(completion_id=None)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    tell(session, "briefing.undone", room.briefing_id, by, revoked=revoked)


def hold(session: Session, room: Room) -> Briefing:
    """The briefing, locked: two changes at once wait for one another."""
    return session.get_one(Briefing, room.briefing_id, with_for_update=True, populate_existing=True)


def tell(session: Session, action: str, briefing_id: int, by: By, **detail: int) -> None:
    """Write it into the trail."""
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="briefing",
        subject_id=briefing_id,
        detail=detail,
        now=by.now,
    )
