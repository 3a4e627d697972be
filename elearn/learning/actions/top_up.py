"""The short quiz after an outside course: on the topics that the course does not cover."""

from collections.abc import Collection
from datetime import date, datetime
from random import Random

from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.content.topics import blueprint_of, topics_of
from elearn.domain.equivalence import topics_to_pass
from elearn.domain.quiz import draw
from elearn.learning.actions.opening import open_once
from elearn.learning.queries.attempts import AttemptRow, tries
from elearn.learning.tries import asked_before, under_way
from elearn.models import AttemptKind
from elearn.operations import trail
from elearn.records.elsewhere import Waiting, complete, waiting_of


def to_pass(one: Waiting, document: ModuleDocument) -> tuple[str, ...]:
    """The topics of the module that are still to be passed after an outside course."""
    return topics_to_pass(topics_of(document), document.level, one.taught, asks_quiz=one.asks_quiz)


def start_top_up(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    version_id: int,
    document: ModuleDocument,
    topics: Collection[str],
    rng: Random,
    now: datetime,
    language: str = "",
) -> str:
    """The public id of the person's open short quiz: the one under way, or else a fresh draw of
    the module's questions on these topics. It never counts as a first attempt: it asks those who
    were taught elsewhere, and not of everything."""
    kind = AttemptKind.PRECHECK
    earlier = tries(session, person_id=person_id, module_id=module_id, kind=kind)
    if begun := under_way(earlier):
        return begun.public_id
    drawn = draw(document.bank(), blueprint_of(document, topics), rng, avoid=asked_before(earlier))
    return open_once(
        session,
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=AttemptKind.PRECHECK,
        earlier=earlier,
        first=False,
        drawn=drawn,
        now=now,
        language=language,
    )


def complete_top_up(
    session: Session, *, attempt: AttemptRow, document: ModuleDocument, now: datetime, today: date
) -> bool:
    """Put the module on record for a short quiz that was passed. False, and nothing is put there,
    where no outside course that still counts is completed by the topics it asked."""
    items = document.items_by_key
    asked = {items[drawn.key].topic for drawn in attempt.drawn}
    for one in waiting_of(session, person_id=attempt.person_id, today=today):
        if one.module_id == attempt.module_id and asked.issuperset(to_pass(one, document)):
            return put_on_record(
                session,
                one=one,
                attempt_id=attempt.id,
                version_id=attempt.version_id,
                now=now,
                today=today,
            )
    return False


def put_on_record(
    session: Session,
    *,
    one: Waiting,
    attempt_id: int | None,
    version_id: int,
    now: datetime,
    today: date,
) -> bool:
    """The course and what was passed since complete the module, with the grade of the course's
    evidence. Twice changes nothing."""
    completion_id = complete(
        session,
        training_id=one.training_id,
        attempt_id=attempt_id,
        version_id=version_id,
        on=today,
        now=now,
    )
    if completion_id is None:
        return False
    trail.note(
        session,
        action="completion.recorded",
        actor_id=one.person_id,
        subject_kind="completion",
        subject_id=completion_id,
        detail={"module": one.module_id, "grade": one.grade.value, "source": "top-up"},
        now=now,
    )
    return True
