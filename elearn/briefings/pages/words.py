"""What briefings say: of a room's state, of its list, of what attendance counts for."""

from dataclasses import dataclass
from datetime import datetime

from elearn.briefings.queries.people import Present
from elearn.briefings.queries.rooms import Room, RoomRow
from elearn.domain.briefings import UNDO_FOR, AttendanceWay, counts_as_training, shown_room_code
from elearn.domain.dates import london_today, uk_date, uk_time

WAYS = {
    AttendanceWay.NUMBER: "typed their number or address",
    AttendanceWay.SIGNED_IN: "was signed in",
    AttendanceWay.TICKED: "ticked by the facilitator",
    AttendanceWay.GUEST: "guest, without evidence",
    AttendanceWay.UNKNOWN: "not on your list of people, without evidence",
}
NO_SUCH_NUMBER = "A number or address that is not on your list"
GUEST = "Guest"


@dataclass(frozen=True, slots=True)
class ListLine:
    """Somebody on the list, in words."""

    line_id: int
    public_id: str | None
    name: str
    staff_number: str
    how: str


def people_words(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def state_of(row: RoomRow | Room, now: datetime) -> str:
    """A room's state in a word or two."""
    if row.closed_at is not None:
        return "Closed"
    if row.open_until is None:
        return "Planned"
    return "Open" if row.open_until > now else "To be closed"


def lede(room: Room, known: int, others: int, now: datetime) -> str:
    """Where the briefing stands and what to do next."""
    there = f"{people_words(known)} of yours on the list"
    if not known:
        there = "Nobody of yours is on the list"
    if others:
        there += f", and {people_words(others)} without evidence"
    if room.closed_at is not None:
        return f"Closed on {uk_date(london_today(room.closed_at))}. {there}."
    if room.is_open(now) and room.open_until and room.code:
        code = shown_room_code(room.code)
        return f"The room is open until {uk_time(room.open_until)}. Its code is {code}. {there}."
    if room.open_until is not None:
        return f"The door is shut. {there}. Check the list, then close the briefing."
    if room.held_on < london_today(now):
        return f"{there}. Tick who was there, then close the briefing."
    return f"Open the room when people are there, or hold it on paper. {there}."


def what_counts(room: Room) -> str:
    """What closing does for the people on the list."""
    if counts_as_training(room.level):
        return (
            "Attendance counts for this module. Closing puts it on the record of everybody of "
            "yours on the list, as signed attendance (E4)."
        )
    return (
        f"Attendance is recorded, and completes nothing: this is a module of level {room.level}, "
        "which each person passes by themselves."
    )


def undo_until(room: Room, now: datetime) -> str:
    """Until which day the closing can be undone; empty where it cannot any more."""
    if room.closed_at is None or now - room.closed_at > UNDO_FOR:
        return ""
    return uk_date(london_today(room.closed_at + UNDO_FOR))


def list_line(one: Present) -> ListLine:
    name = one.name
    if not name:
        name = NO_SUCH_NUMBER if one.way is AttendanceWay.UNKNOWN else GUEST
    return ListLine(one.line_id, one.public_id, name, one.staff_number or "", WAYS[one.way])


def for_whom(room: Room) -> str:
    return f"{room.team}, {room.agency}" if room.team else room.agency
