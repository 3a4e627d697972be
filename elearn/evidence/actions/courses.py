"""What can be done about outside courses: propose what one counts for, decide, and end it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.domain.equivalence import Taught
from elearn.evidence.errors import EvidenceError
from elearn.evidence.reading import key_of
from elearn.models import Equivalence, EquivalenceState, OutsideCourse
from elearn.operations.trail import note
from elearn.records.locks import wait_for_turn

LOCK = 7_241_614  # PostgreSQL's advisory lock number of equivalences
SAME_NAME = (
    "A course of this name by another provider is known here. "
    "Add the provider to the name, so that the two can be told apart."
)
WAITS = "This course is proposed for this module already and waits for the coordinator."
DECIDED = "This proposal was decided already. Nothing was changed now."
NOT_IN_FORCE = "This is not in force. Nothing was changed now."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a lead proposes. ``reason`` tells the coordinator why, and where the content is."""

    name: str
    provider: str
    content_date: date | None
    module_id: int
    taught: tuple[Taught, ...]
    valid_months: int
    reason: str


@dataclass(frozen=True, slots=True)
class Approval:
    """On what terms a proposal is approved."""

    valid_months: int
    asks_quiz: bool
    reason: str


def propose(
    session: Session, *, agency_id: int, proposal: Proposal, actor_id: int, now: datetime
) -> int:
    """Put what a course should count for before the coordinator; the number of the proposal. The
    same twice is one. Raises EvidenceError."""
    wait_for_turn(session, LOCK)
    course = _course(session, proposal, now)
    topics = [[one.topic, one.level] for one in proposal.taught]
    waiting = session.scalar(
        select(Equivalence).where(
            Equivalence.course_id == course.id,
            Equivalence.module_id == proposal.module_id,
            Equivalence.state == EquivalenceState.PROPOSED,
        )
    )
    if waiting is not None:
        same = waiting.agency_id == agency_id and waiting.topics == topics
        if same and waiting.valid_months == proposal.valid_months:
            return waiting.id
        raise EvidenceError(WAITS)
    proposed = Equivalence(
        course_id=course.id,
        module_id=proposal.module_id,
        topics=topics,
        valid_months=proposal.valid_months,
        asks_quiz=False,
        reason=proposal.reason,
        state=EquivalenceState.PROPOSED,
        agency_id=agency_id,
        proposed_by_id=actor_id,
        proposed_at=now,
    )
    session.add(proposed)
    session.flush()
    _note(session, "equivalence.proposed", proposed, actor_id, now)
    return proposed.id


def _course(session: Session, proposal: Proposal, now: datetime) -> OutsideCourse:
    """The course of that name. What is not known of it yet is filled in; nothing is overwritten,
    since other agencies' people hold it too."""
    key = key_of(proposal.name)
    found = session.scalar(select(OutsideCourse).where(OutsideCourse.key == key))
    if found is None:
        found = OutsideCourse(
            key=key,
            name=proposal.name,
            provider=proposal.provider,
            content_date=proposal.content_date,
            created_at=now,
        )
        session.add(found)
        session.flush()
    if key_of(found.provider) != key_of(proposal.provider):
        raise EvidenceError(SAME_NAME)
    if found.content_date is None:
        found.content_date = proposal.content_date
    return found


def approve(
    session: Session, *, number: int, approval: Approval, actor_id: int, now: datetime
) -> None:
    """From now on the course counts so. What was in force for it and the module before is
    replaced; completions that rested on that stay. Raises EvidenceError."""
    wait_for_turn(session, LOCK)
    one = _to_decide(session, number)
    session.execute(
        update(Equivalence)
        .where(
            Equivalence.course_id == one.course_id,
            Equivalence.module_id == one.module_id,
            Equivalence.state == EquivalenceState.APPROVED,
        )
        .values(state=EquivalenceState.REPLACED, ended_at=now, ended_by_id=actor_id)
    )
    one.valid_months, one.asks_quiz = approval.valid_months, approval.asks_quiz
    _decide(one, EquivalenceState.APPROVED, approval.reason, actor_id, now)
    _note(session, "equivalence.approved", one, actor_id, now)


def refuse(session: Session, *, number: int, reason: str, actor_id: int, now: datetime) -> None:
    """Say no, with the reason that the lead reads. Raises EvidenceError."""
    wait_for_turn(session, LOCK)
    one = _to_decide(session, number)
    _decide(one, EquivalenceState.REFUSED, reason, actor_id, now)
    _note(session, "equivalence.refused", one, actor_id, now)


def withdraw(session: Session, *, number: int, reason: str, actor_id: int, now: datetime) -> None:
    """The course no longer counts. Completions that rest on it stay; nothing new does. Raises
    EvidenceError."""
    wait_for_turn(session, LOCK)
    one = session.get(Equivalence, number, populate_existing=True)
    if one is None or one.state is not EquivalenceState.APPROVED:
        raise EvidenceError(NOT_IN_FORCE)
    one.state, one.end_reason = EquivalenceState.WITHDRAWN, reason
    one.ended_at, one.ended_by_id = now, actor_id
    _note(session, "equivalence.withdrawn", one, actor_id, now)


def _to_decide(session: Session, number: int) -> Equivalence:
    one = session.get(Equivalence, number, populate_existing=True)
    if one is None or one.state is not EquivalenceState.PROPOSED:
        raise EvidenceError(DECIDED)
    return one


def _decide(
    one: Equivalence, state: EquivalenceState, reason: str, actor_id: int, now: datetime
) -> None:
    one.state, one.decision = state, reason
    one.decided_by_id, one.decided_at = actor_id, now


def _note(session: Session, action: str, one: Equivalence, actor_id: int, now: datetime) -> None:
    session.flush()
    topics: Sequence[str] = ["".join(pair) for pair in one.topics]
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="equivalence",
        subject_id=one.id,
        detail={
            "course": one.course_id,
            "module": one.module_id,
            "topics": list(topics),
            "months": one.valid_months,
            "quiz": one.asks_quiz,
        },
        now=now,
    )
