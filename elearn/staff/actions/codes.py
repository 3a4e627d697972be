"""Printed codes for people without an address: made for a sheet of slips, shown once."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from elearn.domain.join_codes import new_code, shown_code
from elearn.models import LinkKind, SingleUseLink
from elearn.operations.sign_ins import code_digest, still_good
from elearn.operations.trail import note
from elearn.staff.actions.rows import StaffError
from elearn.staff.by import By
from elearn.staff.queries.codes import MOST_SHOWN, silent_some

CODE_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person. ``username`` where they have one and need a new password."""

    name: str
    staff_number: str
    code: str
    username: str
    until: datetime


def make_codes(
    session: Session, *, agency_id: int, public_ids: Collection[str], key: str, by: By
) -> tuple[Slip, ...]:
    """A new code for each of the people named who may have one, by name; earlier slips stop
    working. ``key`` is the service's secret. Raises StaffError for nobody, or too many."""
    if len(public_ids) > MOST_SHOWN:
        raise StaffError(f"Choose at most {MOST_SHOWN} people for one sheet.", "people")
    people = silent_some(session, agency_id, public_ids, now=by.now, today=by.today)
    if not people:
        raise StaffError("Choose for whom: tick at least one name.", "people")
    ids = [one.person_id for one in people]
    session.execute(
        update(SingleUseLink)
        .where(SingleUseLink.person_id.in_(ids), still_good(LinkKind.JOIN, by.now))
        .values(used_at=by.now)
        .execution_options(synchronize_session=False)
    )
    until = by.now + CODE_LIFE
    codes = [new_code(secrets.choice) for _ in people]
    rows = [
        {
            "kind": LinkKind.JOIN,
            "secret_hash": code_digest(key, code),
            "person_id": person_id,
            "created_at": by.now,
            "expires_at": until,
        }
        for person_id, code in zip(ids, codes, strict=True)
    ]
    session.execute(insert(SingleUseLink), rows)
    note(
        session,
        action="codes.made",
        actor_id=by.person_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail={"people": ids},
        now=by.now,
    )
    return tuple(
        Slip(one.name, one.staff_number or "", shown_code(code), one.username or "", until)
        for one, code in zip(people, codes, strict=True)
    )
