"""Come onto the list of a room, by oneself or ticked; answer its questions once; be taken off."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from elearn.briefings.actions.rooms import CLOSED, hold, tell
from elearn.briefings.by import BriefingError, By
from elearn.briefings.queries.rooms import Room
from elearn.domain.briefings import AttendanceWay
from elearn.models import (
    Briefing,
    BriefingAnswerCount,
    BriefingAttendance,
)

MOST_LINES = 500
FULL = f"A room has {MOST_LINES} places, and all are taken. Tell the facilitator."


def arrive(
    session: Session,
    *,
    room: Room,
    seat: str,
    person_id: int | None,
    guest_name: str,
    way: AttendanceWay,
    by: By,
) -> None:
    """Put whoever holds the browser of that seat on the list: a person of the agency, a guest or a
    number that nobody has. Twice changes nothing; another try takes the place of the one before.
    Raises BriefingError when the room was closed meanwhile, or is full."""
    held = hold(session, room)
    if held.code != room.code:
        raise BriefingError(CLOSED)
    mine = _line(session, held, BriefingAttendance.secret_hash == seat)
    theirs = _line(session, held, BriefingAttendance.person_id == person_id) if person_id else None
    if theirs is not None:
        _take_seat(session, mine, theirs, seat)
    elif mine is not None and mine.way is not AttendanceWay.TICKED:
        mine.person_id, mine.guest_name, mine.way = person_id, guest_name, way
        session.flush()
    else:
        if mine is not None:  # whom the facilitator ticked stays, whoever uses the phone now
            mine.secret_hash = None
        _add_line(session, held, seat, person_id, guest_name, way, by)
    tell(session, "briefing.arrived", held.id, by)


def _line(
    session: Session, held: Briefing, condition: ColumnElement[bool]
) -> BriefingAttendance | None:
    statement = select(BriefingAttendance).where(
        BriefingAttendance.briefing_id == held.id, condition
    )
    return session.scalar(statement.execution_options(populate_existing=True))


def _take_seat(
    session: Session, mine: BriefingAttendance | None, theirs: BriefingAttendance, seat: str
) -> None:
    """Somebody who is on the list already sits here now."""
    if mine is not None and mine.id != theirs.id:
        theirs.has_answered = theirs.has_answered or mine.has_answered
        session.delete(mine)
        session.flush()
    theirs.secret_hash = seat
    session.flush()


def _add_line(
    session: Session,
    held: Briefing,
    seat: str,
    person_id: int | None,
    guest_name: str,
    way: AttendanceWay,
    by: By,
) -> None:
    lines = select(func.count(BriefingAttendance.id)).where(
        BriefingAttendance.briefing_id == held.id
    )
    if (session.scalar(lines) or 0) >= MOST_LINES:
        raise BriefingError(FULL)
    line = BriefingAttendance(
        briefing_id=held.id,
        person_id=person_id,
        guest_name=guest_name,
        way=way,
        secret_hash=seat,
        arrived_at=by.now,
    )
    session.add(line)
    session.flush()


def tick(session: Session, *, room: Room, people: Collection[int], by: By) -> int:
    """Put people on the list; how many were not on it. Raises BriefingError once it is closed."""
    held = hold(session, room)
    if held.closed_at is not None:
        raise BriefingError(CLOSED)
    on_it = select(BriefingAttendance.person_id).where(BriefingAttendance.briefing_id == held.id)
    fresh = sorted(set(people) - {one for one in session.scalars(on_it) if one is not None})
    rows = [
        {
            "briefing_id": held.id,
            "person_id": one,
            "guest_name": "",
            "way": AttendanceWay.TICKED,
            "has_answered": False,
            "arrived_at": by.now,
        }
        for one in fresh
    ]
    if rows:
        session.execute(insert(BriefingAttendance), rows)
        tell(session, "briefing.ticked", held.id, by, people=len(rows))
    return len(rows)


def take_off(session: Session, *, room: Room, line_id: int, by: By) -> bool:
    """Take a line off the list; False when it is not on it. Raises BriefingError once closed."""
    held = hold(session, room)
    if held.closed_at is not None:
        raise BriefingError(CLOSED)
    gone = session.execute(
        delete(BriefingAttendance)
        .where(BriefingAttendance.id == line_id, BriefingAttendance.briefing_id == held.id)
        .returning(BriefingAttendance.id)
    ).all()
    if gone:
        tell(session, "briefing.taken-off", held.id, by)
    return bool(gone)


def count_answers(
    session: Session, *, room: Room, line_id: int, right: Collection[str], by: By
) -> bool:
    """Count a set of answers by question, once for each line of the list; whose they were is kept
    nowhere. False where they were counted before."""
    first = session.execute(
        update(BriefingAttendance)
        .where(
            BriefingAttendance.id == line_id,
            BriefingAttendance.briefing_id == room.briefing_id,
            BriefingAttendance.has_answered.is_(False),
        )
        .values(has_answered=True)
        .returning(BriefingAttendance.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not first:
        return False
    of_room = BriefingAnswerCount.briefing_id == room.briefing_id
    keys = [one.key for one in room.questions]
    for condition, column in (
        (BriefingAnswerCount.item_key.in_(keys), BriefingAnswerCount.answered),
        (BriefingAnswerCount.item_key.in_(sorted(right)), BriefingAnswerCount.right),
    ):
        session.execute(
            update(BriefingAnswerCount)
            .where(of_room, condition)
            .values({column: column + 1})
            .execution_options(synchronize_session=False)
        )
    tell(session, "briefing.answered", room.briefing_id, By(None, by.now, by.today))
    return True
