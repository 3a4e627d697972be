"""Beginning a go at the knowledge check."""

from datetime import date, datetime
from random import Random

from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.learning.actions.opening import open_once
from elearn.learning.check import is_counted, may_begin, under_way
from elearn.learning.drawing import draw_knowledge_check
from elearn.learning.queries.check import goes, is_specialist
from elearn.models import AttemptKind


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
    language: str = "",
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
    return open_once(
        session,
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=AttemptKind.ANCHOR,
        earlier=earlier,
        first=is_counted(earlier, document.form),
        drawn=drawn,
        now=now,
        language=language,
    )
