"""Answering the five questions of a link, which uses it up; and stopping these letters."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.learning.actions.attempts import AnswerGiven, save_answers
from elearn.learning.actions.handing_in import hand_in
from elearn.learning.queries.spaced import Again, as_row
from elearn.models import Attempt, AttemptKind, SpacedCheck
from elearn.operations import trail
from elearn.records.spaced import set_stopped


def answer(
    session: Session,
    *,
    asked: Again,
    document: ModuleDocument,
    answers: Mapping[str, AnswerGiven],
    now: datetime,
    today: date,
    language: str = "",
) -> bool:
    """Mark the answers and keep them as an attempt, once: of two calls at a time one finds the link
    unused. False when it was used or has run out. Every question needs its answer; ValueError
    otherwise."""
    if not _use_up(session, asked, now):
        return False
    attempt = Attempt(
        public_id=secrets.token_urlsafe(16),
        person_id=asked.person_id,
        module_id=asked.module_id,
        version_id=asked.version_id,
        kind=AttemptKind.SPACED,
        number=_next_number(session, asked),
        first=False,
        draw=[[item.key, list(item.options)] for item in asked.drawn],
        started_at=now,
        out_of=len(asked.drawn),
        language=language,
    )
    session.add(attempt)
    session.flush()
    row = as_row(asked, attempt)
    save_answers(session, attempt_id=attempt.id, answers=answers, now=now)
    if hand_in(session, attempt=row, document=document, now=now, today=today):
        raise ValueError("a question has no answer")
    session.execute(
        update(SpacedCheck)
        .where(SpacedCheck.id == asked.id)
        .values(attempt_id=attempt.id)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    trail.note(
        session,
        action="questions.answered",
        actor_id=asked.person_id,
        subject_kind="spaced-check",
        subject_id=asked.id,
        detail={"module": asked.module_id, "months": asked.months},
        now=now,
    )
    return True


def _use_up(session: Session, asked: Again, now: datetime) -> bool:
    used = session.execute(
        update(SpacedCheck)
        .where(
            SpacedCheck.id == asked.id,
            SpacedCheck.used_at.is_(None),
            SpacedCheck.expires_at > now,
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(getattr(used, "rowcount", 0))


def _next_number(session: Session, asked: Again) -> int:
    statement = select(func.coalesce(func.max(Attempt.number), 0)).where(
        Attempt.person_id == asked.person_id,
        Attempt.module_id == asked.module_id,
        Attempt.kind == AttemptKind.SPACED,
    )
    return (session.scalar(statement) or 0) + 1


def stop(session: Session, *, asked: Again, now: datetime) -> bool:
    """No more of these letters to whoever got this one; False if it was so already."""
    if not set_stopped(session, person_id=asked.person_id, stopped=True, now=now):
        return False
    trail.note(
        session,
        action="questions.stopped",
        actor_id=asked.person_id,
        subject_kind="person",
        subject_id=asked.person_id,
        now=now,
    )
    return True
