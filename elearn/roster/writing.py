"""Writes a plan to the record in a fixed number of statements, however many people it is about,
and notes for each person what was there before, so that it can be put back."""

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.orm import Session

from elearn.models import Base, Person, PersonStatus, Posting, RosterChange, StaffNumber, Team
from elearn.roster.people import Known, key_of_team
from elearn.roster.plan import Outcome, Plan

PUBLIC_ID_BYTES = 16
LONGEST_SLUG = 60
PERSON_FIELDS = ("full_name", "email", "manager_email")

Row = dict[str, Any]


def write_plan(
    session: Session, *, import_id: int, agency_id: int, plan: Plan, now: datetime
) -> tuple[int, ...]:
    """Do everything a plan says and return the ids of the teams it made. IntegrityError if
    somebody else wrote the same people meanwhile; the caller's transaction then ends."""
    made, teams = _make_teams(session, agency_id, plan.new_teams)
    acts = [one for one in plan.listed if not one.change.is_nothing]
    ids = _make_people(session, acts, now)
    _change_people(session, acts)
    _make_numbers(session, agency_id, acts, ids)
    _move(session, acts)
    posted = _make_postings(session, agency_id, acts, ids, teams)
    changes = [
        {
            "import_id": import_id,
            "line": one.line,
            "fate": one.fate,
            "person_id": person_id,
            "before": _as_it_was(one),
            "after": _as_it_is(one, posting_id),
        }
        for one, person_id, posting_id in zip(acts, ids, posted, strict=True)
    ]
    _insert(session, RosterChange, changes)
    session.expire_all()
    return made


def _make_teams(
    session: Session, agency_id: int, names: Sequence[str]
) -> tuple[tuple[int, ...], dict[str, int]]:
    """Make the teams that are new; every team's id by its name as names are compared."""
    on_record = select(Team.id, Team.name, Team.slug).where(Team.agency_id == agency_id)
    found = session.execute(on_record.order_by(Team.id)).all()
    slugs = {row.slug for row in found}
    rows: list[Row] = []
    for name in names:
        slug = _free_slug(name, slugs)
        slugs.add(slug)
        rows.append({"agency_id": agency_id, "slug": slug, "name": name, "is_mash": False})
    made: Sequence[int] = []
    if rows:
        statement = insert(Team).returning(Team.id, sort_by_parameter_order=True)
        made = session.scalars(statement, rows).all()
    teams = {key_of_team(row.name): row.id for row in found}
    teams |= {key_of_team(name): one for name, one in zip(names, made, strict=True)}
    return tuple(made), teams


def _free_slug(name: str, taken: set[str]) -> str:
    """A team's name as it stands in addresses, with a number where another has it.

    >>> _free_slug("Adult Social Care", {"adult-social-care"})
    'adult-social-care-2'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:12]
    slug = "-".join(words)[:LONGEST_SLUG].strip("-") or "team"
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _make_people(session: Session, acts: Sequence[Outcome], now: datetime) -> list[int]:
    """Put the newcomers on record; the person's id for each outcome."""
    rows: list[Row] = [
        {
            **one.change.fields,
            "public_id": secrets.token_urlsafe(PUBLIC_ID_BYTES),
            "status": PersonStatus.ACTIVE,
            "created_at": now,
        }
        for one in acts
        if one.known is None
    ]
    made = iter(_insert_people(session, rows))
    return [one.known.person_id if one.known else next(made) for one in acts]


def _insert_people(session: Session, rows: Sequence[Row]) -> list[int]:
    """The ids of new rows of people, in their order: found again by their public ids, which costs
    a third of having the database return them."""
    if not rows:
        return []
    newest = session.scalar(select(func.max(Person.id))) or 0
    _insert(session, Person, rows)
    statement = select(Person.public_id, Person.id).where(Person.id > newest)
    made = dict(session.execute(statement).all())
    return [made[row["public_id"]] for row in rows]


def _insert(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """One statement for all rows, past the session, which would look at each."""
    if rows:
        session.connection().execute(insert(cast("Table", model.__table__)), rows)


def _change_people(session: Session, acts: Sequence[Outcome]) -> None:
    """Whole rows of the three columns, so that one statement serves every kind of change."""
    rows = [
        {"id": one.known.person_id, **_fields_of(one.known), **one.change.fields}
        for one in acts
        if one.known and one.change.fields
    ]
    if rows:
        session.execute(update(Person), rows)


def _fields_of(known: Known) -> Row:
    return {name: getattr(known, name) for name in PERSON_FIELDS}


def _make_numbers(
    session: Session, agency_id: int, acts: Sequence[Outcome], ids: Sequence[int]
) -> None:
    rows = [
        {"person_id": person_id, "agency_id": agency_id, "value": one.change.number}
        for one, person_id in zip(acts, ids, strict=True)
        if one.change.number
    ]
    _insert(session, StaffNumber, rows)


def _move(session: Session, acts: Sequence[Outcome]) -> None:
    rows = [
        {"id": move.posting_id, "start": move.start, "end": move.end}
        for one in acts
        for move in one.change.moves
    ]
    if rows:
        session.execute(update(Posting), rows)


def _make_postings(
    session: Session,
    agency_id: int,
    acts: Sequence[Outcome],
    ids: Sequence[int],
    teams: Mapping[str, int],
) -> list[int | None]:
    """Make the new postings; for each outcome its posting's id, None where it made none."""
    rows = [
        {
            "person_id": person_id,
            "agency_id": agency_id,
            "team_id": teams[key_of_team(place.team)] if place.team else None,
            "role_id": place.role_id,
            "start": place.start,
            "end": place.end,
        }
        for one, person_id in zip(acts, ids, strict=True)
        if (place := one.change.place)
    ]
    if not rows:
        return [None] * len(ids)
    newest = session.scalar(select(func.max(Posting.id))) or 0
    _insert(session, Posting, rows)
    of_one = (Posting.person_id, Posting.role_id, Posting.team_id, Posting.start)
    statement = select(Posting.id, *of_one).where(
        Posting.id > newest, Posting.agency_id == agency_id
    )
    made = {tuple(key): number for number, *key in session.execute(statement)}
    posted = {
        row["person_id"]: made[row["person_id"], row["role_id"], row["team_id"], row["start"]]
        for row in rows
    }
    return [posted.get(person_id) for person_id in ids]


def _as_it_was(one: Outcome) -> Row:
    """What an outcome is about to change, as values that JSON holds."""
    if one.known is None:
        return {"fields": {}, "moves": {}}
    fields = _fields_of(one.known)
    places = {place.posting_id: place for place in one.known.places}
    was = {move.posting_id: places[move.posting_id] for move in one.change.moves}
    return {
        "fields": {name: fields[name] for name in one.change.fields},
        "moves": {str(key): days(place.start, place.end) for key, place in was.items()},
    }


def _as_it_is(one: Outcome, posting_id: int | None) -> Row:
    """What an outcome made of it. ``words`` and ``number`` are what the page shows."""
    return {
        "created": one.known is None,
        "fields": dict(one.change.fields) if one.known else {},
        "moves": {str(move.posting_id): days(move.start, move.end) for move in one.change.moves},
        "new_number": one.change.number,
        "posting": posting_id,
        "number": one.staff_number,
        "words": list(one.words),
    }


def days(start: date, end: date | None) -> list[str | None]:
    """A posting's dates as JSON holds them.

    >>> days(date(2026, 11, 22), None)
    ['2026-11-22', None]
    """
    return [start.isoformat(), end.isoformat() if end else None]
