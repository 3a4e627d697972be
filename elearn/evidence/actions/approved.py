"""Certificates that say what an import said before them: they bear it out when the import goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from elearn.models import Completion, EvidenceFile, FileState, Grade, OutsideTraining
from elearn.records.elsewhere import Accepted, accept_many, complete

SOURCE = "{}, certificate approved"


@dataclass(frozen=True, slots=True)
class BorneOut:
    """Outside training of an import that an approved certificate says as well, and the pass of a
    short quiz that completed it, if one did."""

    accepted: Accepted
    passed: Completion | None


def borne_out(session: Session, *, import_id: int) -> tuple[BorneOut, ...]:
    """What of an import stands and approved certificates say as well; the earliest of each."""
    same = and_(
        EvidenceFile.person_id == OutsideTraining.person_id,
        EvidenceFile.course_id == OutsideTraining.course_id,
        EvidenceFile.done_on == OutsideTraining.done_on,
        EvidenceFile.state == FileState.APPROVED,
    )
    statement = (
        select(OutsideTraining, EvidenceFile.id, EvidenceFile.course_name, Completion)
        .join(EvidenceFile, same)
        .outerjoin(Completion, Completion.id == OutsideTraining.completion_id)
        .where(OutsideTraining.import_id == import_id, OutsideTraining.ended_on.is_(None))
        .order_by(EvidenceFile.id.desc())
    )
    found: dict[int, BorneOut] = {}
    for training, file_id, course, completion in session.execute(statement):
        passed = completion if completion is not None and completion.version_id else None
        found[training.id] = BorneOut(
            _accepted(training, file_id, course, is_whole=completion is not None and not passed),
            passed,
        )
    return tuple(found.values())


def _accepted(training: OutsideTraining, file_id: int, course: str, *, is_whole: bool) -> Accepted:
    return Accepted(
        person_id=training.person_id,
        course_id=training.course_id,
        module_id=training.module_id,
        equivalence_id=training.equivalence_id,
        done_on=training.done_on,
        grade=Grade.APPROVED,
        source=SOURCE.format(course),
        is_whole=is_whole,
        file_id=file_id,
    )


def stand_again(session: Session, *, known: Sequence[BorneOut], now: datetime) -> None:
    """Put on record what the certificates say, once the import is taken back."""
    kept = accept_many(session, accepted=[one.accepted for one in known], now=now)
    for one in known:
        made = kept.get(one.accepted.key)
        if made is not None and one.passed is not None:
            complete(
                session,
                training_id=made.training_id,
                attempt_id=one.passed.attempt_id,
                version_id=one.passed.version_id or 0,
                on=one.passed.completed_on,
                now=now,
            )
