"""Two records of one person put together, and taken apart again within 30 days. No event is lost:
rows change their owner, or stay where they are; undoing gives each back."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.models import (
    Agency,
    Grant,
    Password,
    Person,
    PersonMerge,
    PersonStatus,
    Posting,
    StaffNumber,
)
from elearn.operations.grants import is_held
from elearn.operations.invitations import Sender
from elearn.operations.letters import write
from elearn.operations.sign_ins import end_sessions, shut_links
from elearn.operations.tongues import speaking
from elearn.records.actions import rebuild_holdings
from elearn.staff import letters
from elearn.staff.actions.moving import fitting, hand_over, movable_tables, names_of_row
from elearn.staff.actions.rows import StaffError, hold, tell
from elearn.staff.actions.ways_in import second_step_tables, take_way_in, takes_names
from elearn.staff.by import By

UNDO_FOR = timedelta(days=30)
NAMES = ("email", "username")
TAKEN_OVER = (*NAMES, "manager_email")
SAME = "This is one record. Choose another one."
NOT_ACTIVE = "One of the two records is suspended, erased or put together already."
HAS_ROLE = (
    "The record that would be closed holds a role in this service. Keep that one, or have the role "
    "taken back first."
)
ELSEWHERE = (
    "The record that would be closed belongs to another agency too. Keep that one, and close the "
    "other."
)
ADDRESS_GONE = (
    "The address or user name of the closed record belongs to somebody else by now. Nothing was "
    "changed. Correct that first."
)


def why_not(
    session: Session, *, agency_id: int, kept_id: int, merged_id: int, now: datetime
) -> str:
    """Why the two records may not be put together this way; empty if they may."""
    if kept_id == merged_id:
        return SAME
    both = select(Person.status).where(Person.id.in_([kept_id, merged_id]))
    if list(session.scalars(both)) != [PersonStatus.ACTIVE] * 2:
        return NOT_ACTIVE
    role = exists().where(Grant.person_id == merged_id, is_held(now))
    posted = exists().where(Posting.person_id == merged_id, Posting.agency_id != agency_id)
    named = exists().where(StaffNumber.person_id == merged_id, StaffNumber.agency_id != agency_id)
    has_role, elsewhere = session.execute(select(role, or_(posted, named))).one()
    if has_role:
        return HAS_ROLE
    return ELSEWHERE if elsewhere else ""


def merge(
    session: Session, *, agency_id: int, kept_id: int, merged_id: int, sender: Sender, by: By
) -> PersonMerge:
    """Put two records together. What fits goes over to the kept one; the other is closed, and
    nobody signs in with it. Raises StaffError where it may not be."""
    hold(session, agency_id)
    kept = session.get_one(Person, kept_id, populate_existing=True, with_for_update=True)
    merged = session.get_one(Person, merged_id, populate_existing=True, with_for_update=True)
    if words := why_not(
        session, agency_id=agency_id, kept_id=kept_id, merged_id=merged_id, now=by.now
    ):
        raise StaffError(words)
    to = [address for address in (kept.email, merged.email) if address]
    moved: dict[str, Any] = {"rows": {}}
    for table in movable_tables():
        keys = fitting(session, table, kept=kept_id, merged=merged_id)
        hand_over(session, table, keys, giver=merged_id, taker=kept_id)
        if keys:
            moved["rows"][table.name] = [list(key) for key in keys]
    session.expire_all()
    moved["closed"], moved["longer"] = _close_doubles(session, kept_id, merged_id)
    reach = takes_names(session, agency_id=agency_id, kept_id=kept_id, now=by.now)
    moved |= _take_over(session, kept, merged, takes=reach)
    merged.status = PersonStatus.MERGED
    end_sessions(session, person_id=merged_id, now=by.now)
    shut_links(session, person_id=merged_id, now=by.now)
    done = PersonMerge(
        agency_id=agency_id,
        kept_id=kept_id,
        merged_id=merged_id,
        at=by.now,
        by_id=by.person_id,
        moved=moved,
    )
    session.add(done)
    session.flush()
    rebuild_holdings(session, person_ids=[kept_id, merged_id])
    _write(session, agency_id, kept, to, done.id, sender, by)
    counts = {name: len(keys) for name, keys in moved["rows"].items()}
    tell(session, "records.merged", kept_id, by, closed=merged_id, merge=done.id, moved=counts)
    return done


def _close_doubles(session: Session, kept: int, merged: int) -> tuple[list[Any], list[Any]]:
    """Postings that both records have stay behind and count no more. Where the one behind lasts
    longer, the kept one lasts as long."""
    closed, longer = [], []
    ours = {_place(one): one for one in _postings(session, kept)}
    for double in _postings(session, merged):
        same = ours[_place(double)]
        closed.append([double.id, _iso(double.end)])
        if same.end is not None and (double.end is None or double.end > same.end):
            longer.append([same.id, _iso(same.end), _iso(double.end)])
            same.end = double.end
        double.end = double.start
    return closed, longer


def _postings(session: Session, person_id: int) -> list[Posting]:
    statement = select(Posting).where(Posting.person_id == person_id).order_by(Posting.id)
    return list(session.scalars(statement))


def _place(posting: Posting) -> tuple[object, ...]:
    return posting.agency_id, posting.role_id, posting.team_id, posting.start


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _take_over(session: Session, kept: Person, merged: Person, *, takes: bool) -> dict[str, Any]:
    """What the kept record lacks of the other's address, user name and way in, if it ``takes`` any;
    the other keeps none, so that the address is free for whoever it belongs to."""
    before = {name: [getattr(kept, name), getattr(merged, name)] for name in TAKEN_OVER}
    for name in TAKEN_OVER:
        setattr(merged, name, None)
    session.flush()
    for name, (ours, theirs) in before.items():
        setattr(kept, name, ours or (theirs if takes or name not in NAMES else None))
    session.flush()
    same_name = any(before[one][1] and getattr(kept, one) == before[one][1] for one in NAMES)
    by_letter = before["email"][0] is not None  # whoever reads it comes in by a link of their own
    went = take_way_in(session, kept=kept, merged=merged) if same_name and not by_letter else {}
    return {"fields": before, "password": bool(went), "means": went}


def _write(
    session: Session,
    agency_id: int,
    kept: Person,
    to: list[str],
    number: int,
    sender: Sender,
    by: By,
) -> None:
    """Both addresses hear of it: nobody's record changes behind their back."""
    agency = session.get_one(Agency, agency_id).name
    with speaking(kept.language):
        words = letters.merged(sender, name=kept.full_name, agency=agency)
    for place, address in enumerate(to):
        write(
            session,
            key=f"records-merged:{number}:{place}",
            person_id=kept.id,
            to=address,
            subject=words.subject,
            body=words.body,
            now=by.now,
        )


def undo(session: Session, *, agency_id: int, merge_id: int, by: By) -> None:
    """Take two records apart again: what came over and is still there goes back. Raises StaffError
    after 30 days, and where a later merge builds on this one."""
    hold(session, agency_id)
    done = session.get(PersonMerge, merge_id, populate_existing=True, with_for_update=True)
    if done is None or done.agency_id != agency_id:
        raise StaffError("There is no such pair of records.")
    if done.undone_at is not None:
        return
    kept = session.get_one(Person, done.kept_id, populate_existing=True)
    merged = session.get_one(Person, done.merged_id, populate_existing=True)
    _may_undo(session, done, kept, merged, by)
    _give_back(session, done.moved, kept, merged)
    merged.status = PersonStatus.ACTIVE
    end_sessions(session, person_id=kept.id, now=by.now)
    done.undone_at, done.undone_by_id = by.now, by.person_id
    session.flush()
    rebuild_holdings(session, person_ids=[kept.id, merged.id])
    tell(session, "records.parted", done.kept_id, by, opened=done.merged_id, merge=merge_id)


def _may_undo(session: Session, done: PersonMerge, kept: Person, merged: Person, by: By) -> None:
    if by.now - done.at > UNDO_FOR:
        raise StaffError("The 30 days in which this can be undone are over.")
    if merged.status is not PersonStatus.MERGED or kept.status is PersonStatus.ERASED:
        raise StaffError("One of the two records was erased. This cannot be undone any more.")
    both = [done.kept_id, done.merged_id]
    later = select(PersonMerge.id).where(
        PersonMerge.id > done.id,
        PersonMerge.undone_at.is_(None),
        or_(PersonMerge.kept_id.in_(both), PersonMerge.merged_id.in_(both)),
    )
    if session.scalar(later.limit(1)) is not None:
        raise StaffError("A later record was put together with this one. Undo that first.")


def _give_back(session: Session, moved: dict[str, Any], kept: Person, merged: Person) -> None:
    if moved["password"] and (way_in := session.get(Password, kept.id)):
        way_in.person_id = merged.id
        session.flush()
    _fields_back(session, moved["fields"], kept, merged)
    went = moved["rows"] | moved.get("means", {})
    for table in [*second_step_tables(), *movable_tables()]:
        keys = [tuple(key) for key in went.get(table.name, ())]
        if keys and len(keys[0]) == len(names_of_row(table)):
            hand_over(session, table, keys, giver=kept.id, taker=merged.id)
    session.expire_all()
    _postings_back(session, moved)


def _fields_back(
    session: Session, fields: dict[str, list[str | None]], kept: Person, merged: Person
) -> None:
    for name, (ours, theirs) in fields.items():
        if theirs is not None and getattr(kept, name) == theirs:
            setattr(kept, name, ours)
    try:
        with session.begin_nested():
            session.flush()
            for name, (_ours, theirs) in fields.items():
                setattr(merged, name, theirs)
            session.flush()
    except IntegrityError:
        raise StaffError(ADDRESS_GONE) from None


def _postings_back(session: Session, moved: dict[str, Any]) -> None:
    """Doubles count again, but for those that somebody ended or changed since."""
    for posting_id, end in moved["closed"]:
        double = session.get(Posting, posting_id)
        if double is not None and double.end == double.start:
            double.end = _day(end)
    for posting_id, before, after in moved["longer"]:
        same = session.get(Posting, posting_id)
        if same is not None and same.end == _day(after):
            same.end = _day(before)
    session.flush()
