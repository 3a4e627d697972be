"""Puts back what an import changed, but for what something else depends on by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Column, Delete, Select, bindparam, delete, select, union, update
from sqlalchemy.orm import Session

from elearn.models import (
    Base,
    Fate,
    ImportState,
    Person,
    Posting,
    RosterChange,
    RosterImport,
    StaffNumber,
    Team,
)
from elearn.roster.writing import days

Row = dict[str, Any]
KEPT_PEOPLE = (
    "People who stay on record, as training, an account, a letter or a posting elsewhere depends "
    "on them: {}. Their posting here was taken away."
)
KEPT_VALUES = "Values that were changed again since and stay as they are: {}."
KEPT_ERASED = "People who were erased since, about whom nothing was put back: {}."
KEPT_TEAMS = "Teams that somebody is in by now and that stay: {}."


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did. ``kept_people`` were made by the import and are needed by now (training,
    an account, a letter, a posting elsewhere): they lost their posting here and stay on record.
    ``kept_values`` were changed again since, and stay as they are."""

    put_back: int
    kept_people: int
    kept_values: int
    kept_teams: int
    kept_erased: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was not put back, and why; nothing where all was.

        >>> Undone(10, 0, 0, 0).sentences
        ()
        """
        said = (
            (self.kept_people, KEPT_PEOPLE),
            (self.kept_values, KEPT_VALUES),
            (self.kept_teams, KEPT_TEAMS),
            (self.kept_erased, KEPT_ERASED),
        )
        return tuple(words.format(number) for number, words in said if number)


@dataclass(frozen=True, slots=True)
class _Done:
    """One person's change as it was written."""

    person_id: int
    before: Row
    after: Row


def put_back(session: Session, *, import_id: int, agency_id: int, teams: Sequence[int]) -> Undone:
    """Undo an import's changes, postings first, then people, then teams. IntegrityError if an
    address that would be put back was given to somebody else."""
    rows = session.execute(
        select(RosterChange.person_id, RosterChange.before, RosterChange.after)
        .where(RosterChange.import_id == import_id)
        .order_by(RosterChange.id)
    )
    lines = [_Done(*row) for row in rows]
    changes = [one for one in lines if one.after]  # of somebody who was erased nothing is kept
    made = [{"key": one.after["posting"]} for one in changes if one.after["posting"]]
    _delete_each(session, delete(Posting).where(Posting.id == bindparam("key")), made)
    kept = _put_postings_back(session, agency_id, changes)
    kept += _put_people_back(session, import_id, changes)
    _take_numbers_away(session, agency_id, changes)
    kept_people = _take_people_away(session, import_id, changes)
    kept_teams = _take_teams_away(session, teams)
    session.expire_all()
    erased = len(lines) - len(changes)
    return Undone(len(changes) - kept_people, kept_people, kept, kept_teams, erased)


def _delete_each(session: Session, statement: Delete, keys: Sequence[Row]) -> None:
    """Run one deletion for many keys: in one go, and however many they are."""
    if keys:
        session.connection().execute(statement, keys)


def _put_postings_back(session: Session, agency_id: int, changes: Sequence[_Done]) -> int:
    """Give moved postings their dates back; return how many stay as they were moved since."""
    statement = select(Posting.id, Posting.start, Posting.end).where(Posting.agency_id == agency_id)
    now = {str(key): days(start, end) for key, start, end in session.execute(statement)}
    moves = [(key, one) for one in changes for key in one.after["moves"]]
    same = [(key, one) for key, one in moves if now.get(key) == one.after["moves"][key]]
    rows = [_dated(key, *one.before["moves"][key]) for key, one in same]
    if rows:
        session.execute(update(Posting), rows)
    return len(moves) - len(rows)


def _dated(key: str, start: str, end: str | None) -> Row:
    return {
        "id": int(key),
        "start": date.fromisoformat(start),
        "end": date.fromisoformat(end) if end else None,
    }


def _put_people_back(session: Session, import_id: int, changes: Sequence[_Done]) -> int:
    """Give people their former name and addresses back; return how many were changed since."""
    touched = select(RosterChange.person_id).where(RosterChange.import_id == import_id)
    statement = select(Person.id, Person.full_name, Person.email, Person.manager_email).where(
        Person.id.in_(touched)
    )
    now = {row["id"]: dict(row) for row in session.execute(statement).mappings()}
    rows: list[Row] = []
    kept = 0
    for one in changes:
        fields = one.after["fields"]
        same = [name for name, value in fields.items() if now[one.person_id][name] == value]
        kept += len(fields) - len(same)
        if same:
            former = {name: one.before["fields"][name] for name in same}
            rows.append({**now[one.person_id], **former})
    if rows:
        session.execute(update(Person), rows)
    return kept


def _take_numbers_away(session: Session, agency_id: int, changes: Sequence[_Done]) -> None:
    keys = [
        {"of_agency": agency_id, "number": one.after["new_number"], "of_person": one.person_id}
        for one in changes
        if one.after["new_number"]
    ]
    statement = delete(StaffNumber).where(
        StaffNumber.agency_id == bindparam("of_agency"),
        StaffNumber.value == bindparam("number"),
        StaffNumber.person_id == bindparam("of_person"),
    )
    _delete_each(session, statement, keys)


def _take_people_away(session: Session, import_id: int, changes: Sequence[_Done]) -> int:
    """Remove the people the import made, with the lines about them of this import and of those
    undone before it; return how many stay."""
    made = {one.person_id for one in changes if one.after["created"]}
    if not made:
        return 0
    new = select(RosterChange.person_id).where(
        RosterChange.import_id == import_id, RosterChange.fate == Fate.NEW
    )
    over = select(RosterImport.id).where(
        (RosterImport.id == import_id) | (RosterImport.state == ImportState.UNDONE)
    )
    needed = made & _referred_to(session, _id_of(Person), new, but=over)
    gone = made - needed
    lines = session.execute(
        select(RosterChange.id, RosterChange.person_id).where(RosterChange.import_id.in_(over))
    )
    about = [{"key": line} for line, person_id in lines if person_id in gone]
    _delete_each(session, delete(RosterChange).where(RosterChange.id == bindparam("key")), about)
    people = [{"key": person_id} for person_id in sorted(gone)]
    _delete_each(session, delete(Person).where(Person.id == bindparam("key")), people)
    return len(needed)


def _take_teams_away(session: Session, teams: Sequence[int]) -> int:
    if not teams:
        return 0
    these = select(Team.id).where(Team.id.in_(teams))
    needed = _referred_to(session, _id_of(Team), these)
    gone = [{"key": one} for one in sorted({*teams} - needed)]
    _delete_each(session, delete(Team).where(Team.id == bindparam("key")), gone)
    return len(needed)


def _id_of(model: type[Person] | type[Team]) -> Column[int]:
    return cast("Column[int]", model.__table__.columns["id"])


def _referred_to(
    session: Session, key: Column[int], these: Select[int], but: Select[int] | None = None
) -> set[int]:
    """Which of these rows any table still refers to. ``but``: the imports whose own lines do not
    count. The tables are asked of the schema, so that one added later is not forgotten."""
    asks = []
    for column in _columns_referring_to(key):
        ask = select(column).where(column.in_(these))
        if but is not None and column.table.name == RosterChange.__tablename__:
            ask = ask.where(RosterChange.import_id.not_in(but))
        asks.append(ask)
    return set(session.scalars(union(*asks)))


def _columns_referring_to(key: Column[int]) -> list[Column[Any]]:
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(one.column is key for one in column.foreign_keys)
    ]
