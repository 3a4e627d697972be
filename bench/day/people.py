"""The people of the day: learners with a password, and an agency of 5,000 with its lead."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.crowd import add_crowd, add_roles
from bench.day.forms import plain
from bench.instance import add_learners, first_module
from elearn.accounts.hashing import hash_password
from elearn.content.queries import document
from elearn.models import Password, Person

PASSWORD = "a-lantern-by-the-harbour"  # noqa: S105 - invented people on loopback
AN_AGENCY = 5000
UNREAD = 8  # screens a visit reads, so that with the quiz it has about 45 requests


def add_people(session: Session, count: int, *, today: date) -> str:
    """Put them on file, all with one password, and commit. The slug of the large agency."""
    add_learners(session, count, unread=UNREAD)
    crowd = add_crowd(session, AN_AGENCY, add_roles(session), today)
    hashed, now = hash_password(PASSWORD), datetime.now(UTC)
    ids = session.scalars(select(Person.id).where(Person.email.like("learner-%@bench.example")))
    session.execute(
        insert(Password),
        [{"person_id": one, "hash": hashed, "changed_at": now} for one in (*ids, crowd.lead_id)],
    )
    session.commit()
    return crowd.slug


def write_answers(session: Session, file: Path, *, agency: str) -> None:
    """The module everybody takes, and the right options of each of its questions, by words."""
    module = first_module(session)
    text = document(session, module.version_id)
    pages = [page.slug for page in text.pages]
    known = {
        plain(item.text): [plain(one.text) for one in item.options if one.correct]
        for item in text.items_by_key.values()
    }
    told = {"module": module.slug, "pages": pages[:UNREAD], "agency": agency, "right": known}
    file.write_text(json.dumps(told), "utf-8")
