"""What lets somebody in, where two records are put together. It goes over whole, and only to a
record that nobody can sign in with yet: whoever made the one record has no business in the other.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, exists, or_, select
from sqlalchemy.orm import Session

from elearn.models import (
    AuthenticatorApp,
    Base,
    Grant,
    Identity,
    Passkey,
    Password,
    Person,
    Posting,
    RecoveryCode,
    StaffNumber,
)
from elearn.operations.grants import is_held
from elearn.staff.actions.moving import fitting, hand_over

# Beside the password: what stays behind without it would be a sign-in with one step less.
SECOND_STEPS = (Passkey, AuthenticatorApp, RecoveryCode)


def second_step_tables() -> list[Table]:
    """The tables of means that go over with a password."""
    return [Base.metadata.tables[model.__tablename__] for model in SECOND_STEPS]


def takes_names(session: Session, *, agency_id: int, kept_id: int, now: datetime) -> bool:
    """Whether the kept record may get an address or user name of the other: a letter to it opens
    the record. Not where that reaches further than the agency whose lead puts the two together."""
    role = exists().where(Grant.person_id == kept_id, is_held(now))
    posted = exists().where(Posting.person_id == kept_id, Posting.agency_id != agency_id)
    named = exists().where(StaffNumber.person_id == kept_id, StaffNumber.agency_id != agency_id)
    return not session.scalar(select(or_(role, posted, named)))


def take_way_in(session: Session, *, kept: Person, merged: Person) -> dict[str, list[list[Any]]]:
    """Give the password of one record to the other, with the second steps that guard it; what went
    over beside it, by table. Empty, with nothing done, where the kept record has a way in."""
    way_in = session.get(Password, merged.id)
    if way_in is None or _has_way_in(session, kept.id):
        return {}
    way_in.person_id = kept.id
    session.flush()
    went: dict[str, list[list[Any]]] = {Password.__tablename__: []}
    for table in second_step_tables():
        keys = fitting(session, table, kept=kept.id, merged=merged.id)
        hand_over(session, table, keys, giver=merged.id, taker=kept.id)
        if keys:
            went[table.name] = [list(key) for key in keys]
    session.expire_all()
    return went


def _has_way_in(session: Session, person_id: int) -> bool:
    means = (Password, Passkey, AuthenticatorApp, Identity)
    return bool(
        session.scalar(select(or_(*(exists().where(one.person_id == person_id) for one in means))))
    )
