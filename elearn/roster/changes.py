"""What one line does to the person it means: the difference between the file and the record.

Never in it: grants of roles, the address of somebody who has an account (nor a first one), and
name and address of somebody who is at work in another agency too (security.md 2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from elearn.domain.identity import key_of_number
from elearn.roster.matching import Matched
from elearn.roster.people import Known, Place
from elearn.roster.rows import RosterRow

KEEPS_ADDRESS = "The e-mail address stays as it is: this person signs in with it."
ADDS_NO_ADDRESS = (
    "No e-mail address was added: this person has an account without one and can add it there."
)
KEEPS_SHARED = "Name and address stay as they are: this person works in another agency too."
ALSO_ELSEWHERE = "This address is on record already: it gets a posting here besides."
LEFT_BEFORE = "This person left before today and is not brought in."


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A posting to be made."""

    team: str | None
    role_id: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """A posting whose dates change."""

    posting_id: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one line does. ``fields`` are new values of the person's own columns; ``words``
    says each difference in a few words, ``notes`` what was left as it is."""

    fields: Mapping[str, str | None] = field(default_factory=dict)
    number: str | None = None
    moves: tuple[Move, ...] = ()
    place: NewPlace | None = None
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.fields or self.number or self.moves or self.place)


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read against: the day, which columns the file has, and roles by id."""

    today: date
    columns: frozenset[str]
    role_codes: Mapping[int, str]


def change_of(one: Matched, context: Context) -> Change:
    """What a line does; nothing where the record says the same already."""
    if one.known is None:
        return _arrival(one.row, None, context)
    if not one.known.present(context.today):
        return _arrival(one.row, one.known, context)
    return _stay(one.row, one.known, context)


def departure_of(known: Known, today: date) -> Change:
    """The end of every posting here of somebody whom the file no longer names."""
    moves = tuple(
        Move(place.posting_id, place.start, max(today, place.start))
        for place in known.present(today)
    )
    return Change(moves=moves)


def _arrival(row: RosterRow, known: Known | None, context: Context) -> Change:
    today = context.today
    if row.end_date is not None and row.end_date <= today:
        return Change(notes=(LEFT_BEFORE,))
    number = _new_number(row, known)
    if known is None:
        first = NewPlace(row.team, row.role_id, row.start_date or today, row.end_date)
        return Change(_own_fields(row), number, place=first)
    fields, notes = _differing_fields(row, known)
    if not known.places:
        notes = (*notes, ALSO_ELSEWHERE)
    wanted = NewPlace(row.team, row.role_id, _return_day(row, known, today), row.end_date)
    moves, place = _begin(known, wanted)
    return Change(fields, number, moves, place, notes=notes)


def _return_day(row: RosterRow, known: Known, today: date) -> date:
    """Somebody who comes back begins anew: no earlier than they last left."""
    left = max((place.end for place in known.places if place.end), default=None)
    start = row.start_date or today
    if left is None or start >= left:
        return start
    return left if left == today else today


def _begin(known: Known, wanted: NewPlace) -> tuple[tuple[Move, ...], NewPlace | None]:
    """Begin a posting; one of the same team and role that ended that day, or began on it, goes on
    instead, so that a mistake put right on the same day leaves no trace of two."""
    for place in known.places:
        meets = wanted.start in (place.start, place.end)
        if meets and place.is_of(wanted.team, wanted.role_id):
            return (Move(place.posting_id, place.start, wanted.end),), None
    return (), wanted


def _stay(row: RosterRow, known: Known, context: Context) -> Change:
    fields, notes = _differing_fields(row, known)
    number = _new_number(row, known)
    present = known.present(context.today)
    if row.end_date is not None and row.end_date <= context.today:
        ends = tuple(
            Move(place.posting_id, place.start, max(row.end_date, place.start)) for place in present
        )
        return Change(fields, number, ends, None, ("end date",), notes)
    team = row.team if "team" in context.columns else present[0].team
    words = tuple(_FIELD_WORDS[name] for name in fields) + (("staff number",) if number else ())
    same = next((place for place in present if place.is_of(team, row.role_id)), None)
    if same is None:
        wanted = _other_work(row, team, present[0], context.today)
        moves, place = _begin(known, wanted)
        ended = Move(present[0].posting_id, present[0].start, wanted.start)
        words += _move_words(present[0], wanted, context)
        return Change(fields, number, (ended, *moves), place, words, notes)
    start, end = _dates(row, known, same, context)
    if (start, end) == (same.start, same.end):
        return Change(fields, number, words=words, notes=notes)
    words += ("start date",) * (start != same.start) + ("end date",) * (end != same.end)
    return Change(fields, number, (Move(same.posting_id, start, end),), None, words, notes)


def _other_work(row: RosterRow, team: str | None, before: Place, today: date) -> NewPlace:
    """Other work, from today or from when that before it would have begun; it ends no earlier."""
    start = max(today, before.start)
    return NewPlace(team, row.role_id, start, max(row.end_date, start) if row.end_date else None)


def _dates(row: RosterRow, known: Known, same: Place, context: Context) -> tuple[date, date | None]:
    """The posting's dates. The file's start is the person's first day here, so it corrects only a
    posting that is their only one; an end date left empty means that they stay."""
    end = row.end_date if "end_date" in context.columns else same.end
    if end is not None:
        end = max(end, same.start)
    is_only = len(known.places) == 1
    start = row.start_date if row.start_date and is_only else same.start
    return (start if end is None or start <= end else same.start), end


def _own_fields(row: RosterRow) -> dict[str, str | None]:
    return {
        "full_name": row.full_name,
        "email": row.email,
        "manager_email": row.manager_email,
    }


def _differing_fields(
    row: RosterRow, known: Known
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """Own columns that differ; a cell left empty takes nothing away."""
    fields: dict[str, str | None] = {
        name: value
        for name, value in _own_fields(row).items()
        if value is not None and value != getattr(known, name)
    }
    if known.is_shared:
        return {}, (KEEPS_SHARED,) if fields else ()
    if known.has_account and "email" in fields:
        del fields["email"]
        return fields, (KEEPS_ADDRESS if known.email else ADDS_NO_ADDRESS,)
    return fields, ()


def _new_number(row: RosterRow, known: Known | None) -> str | None:
    if row.staff_number is None or known is None:
        return row.staff_number
    had = {key_of_number(number) for number in known.staff_numbers}
    return None if row.number_key in had else row.staff_number


def _move_words(old: Place, new: NewPlace, context: Context) -> tuple[str, ...]:
    words = []
    if old.role_id != new.role_id:
        codes = context.role_codes
        words.append(f"role {codes[old.role_id]} to {codes[new.role_id]}")
    if not old.is_of(new.team, old.role_id):
        words.append(f"team {old.team or 'none'} to {new.team or 'none'}")
    return tuple(words)


_FIELD_WORDS = {"full_name": "name", "email": "e-mail", "manager_email": "manager’s e-mail"}
