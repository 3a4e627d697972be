"""Who may do what in the demonstration: the people a visitor can be, and a lead in each agency."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.accounts.hashing import hash_password
from elearn.demo.accounts import DEMO_PASSWORD, Part
from elearn.demo.people import Somebody
from elearn.demo.writing import Ids
from elearn.models import Password
from elearn.operations.grants import give


def let_in(
    session: Session,
    people: Sequence[Somebody],
    *,
    person_ids: Mapping[str, int],
    ids: Ids,
    at: datetime,
    now: datetime,
) -> None:
    """A password for each of the people a visitor can be, and the roles in this service: theirs,
    and a lead for every agency. ``at`` is when the roles were given."""
    passwords = []
    digest = hash_password(DEMO_PASSWORD)  # of all: it is no secret, and takes its time
    for person in people:
        if person.part is None:
            continue
        person_id = person_ids[person.public_id]
        passwords.append({"person_id": person_id, "hash": digest, "changed_at": now})
        _give(session, person.part, person_id=person_id, ids=ids, at=at)
    session.execute(insert(Password), passwords)
    for person in leads(people):
        give(
            session,
            person_id=person_ids[person.public_id],
            role=Role.AGENCY_LEAD,
            agency_id=ids.agencies[person.now.agency],
            team_id=None,
            actor_id=None,
            now=at,
        )


def _give(session: Session, part: Part, *, person_id: int, ids: Ids, at: datetime) -> None:
    if part.grant is None:
        return
    of_team = part.grant is Role.TEAM_LEAD
    of_agency = of_team or part.grant is Role.AGENCY_LEAD
    give(
        session,
        person_id=person_id,
        role=part.grant,
        agency_id=ids.agencies[part.agency] if of_agency else None,
        team_id=ids.teams[part.agency, part.team] if of_team else None,
        actor_id=None,
        now=at,
    )


def leads(people: Sequence[Somebody]) -> list[Somebody]:
    """For each agency that no part leads: its longest-serving manager with an address."""
    led = {one.part.agency for one in people if one.part and one.part.grant is Role.AGENCY_LEAD}
    found: dict[str, Somebody] = {}
    for one in people:
        if one.part or one.email is None or one.now.role != "R14" or one.now.end:
            continue
        held = found.get(one.now.agency)
        if held is None or one.now.start < held.now.start:
            found[one.now.agency] = one
    return [one for agency, one in found.items() if agency not in led]
