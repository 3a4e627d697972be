"""Beginning a go at the knowledge check."""

import secrets
from datetime import date, datetime
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.learning.actions.once import add_once
from elearn.learning.check import is_counted, may_begin, under_way
from elearn.learning.drawing import draw_knowledge_check
from elearn.learning.queries.check import goes, is_specialist
from elearn.models import Attempt, AttemptKind


def start_check(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    version_id: int,
    document: ModuleDocument,
    rng: Random,
    now: datetime,
    today: date,
) -> str | None:
    """The public id of the person's open go, begun now unless there is one; None while they have
    to wait. Two calls at once make one: the unique index decides and the other call finds it."""
    earlier = goes(session, person_id=person_id)
    if begun := under_way(earlier):
        return begun.public_id
    if not may_begin(earlier, today):
        return None
    specialist = is_specialist(session, person_id=person_id, today=today)
    drawn = draw_knowledge_check(document, rng, specialist=specialist)
    add_once(
        session,
        Attempt,
        public_id=secrets.token_urlsafe(16),
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=AttemptKind.ANCHOR,
        number=max((one.number for one in earlier), default=0) + 1,
        first=is_counted(earlier, document.form),
        draw=[[item.key, list(item.options)] for item in drawn],
        started_at=now,
        out_of=len(drawn),
    )
    found: str = session.scalars(
        select(Attempt.public_id).where(
            Attempt.person_id == person_id,
            Attempt.module_id == module_id,
            Attempt.kind == AttemptKind.ANCHOR,
            Attempt.submitted_at.is_(None),
        )
    ).one()
    return found
