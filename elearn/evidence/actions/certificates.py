"""What can be done with a certificate: send it in, take it away, approve it, refuse it, take the
approval back. Whoever decides is never the person whose certificate it is."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.equivalence import counts_on
from elearn.evidence import letters
from elearn.evidence.actions.approved import SOURCE
from elearn.evidence.errors import EvidenceError
from elearn.evidence.plan import Target
from elearn.evidence.queries.catalogue import CourseInForce, courses_in_force
from elearn.gateways.papers import Paper
from elearn.models import EvidenceFile, FileState, Grade, Person, PersonStatus
from elearn.operations.invitations import Sender, Words
from elearn.operations.letters import write
from elearn.operations.tongues import speaking
from elearn.operations.trail import note
from elearn.records.elsewhere import Accepted, accept_many, take_back

MOST_FILES = 20
PUBLIC_ID_BYTES = 16
FULL = (
    f"We keep {MOST_FILES} files of each person, and have as many of yours. "
    "Remove one that you no longer need."
)
DECIDED = "This certificate was decided already. Nothing was changed now."
YOUR_OWN = "You cannot decide about your own certificate. Another lead of your agency can."
NOT_IN_FORCE = "This course does not count for anything on that day. Choose another, or refuse it."
TAKEN_BACK = "The approval of the certificate was taken back."


class WithReason(Protocol):
    """A letter that gives the lead's reason."""

    def __call__(
        self, sender: Sender, *, name: str, course: str, done_on: date, reason: str
    ) -> Words: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody says of a course they have done. ``course_id`` is one that counts here; for
    any other it is None and the name and the provider are theirs."""

    course_id: int | None
    course_name: str
    provider: str
    done_on: date


def send(session: Session, *, person_id: int, sent: Sent, paper: Paper, now: datetime) -> str:
    """Keep a certificate until a lead decides; its public id. The same once more is the same.
    Raises EvidenceError where the person has as many files as are kept."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update()).all()
    digest = hashlib.sha256(paper.content).hexdigest()
    same = select(EvidenceFile.public_id).where(
        EvidenceFile.person_id == person_id,
        EvidenceFile.state == FileState.WAITING,
        EvidenceFile.sha256 == digest,
        EvidenceFile.course_id.is_not_distinct_from(sent.course_id),
        EvidenceFile.course_name == sent.course_name,
        EvidenceFile.done_on == sent.done_on,
    )
    if (found := session.scalar(same.order_by(EvidenceFile.id))) is not None:
        return found
    if _count_kept(session, person_id) >= MOST_FILES:
        raise EvidenceError(FULL)
    file = EvidenceFile(
        public_id=secrets.token_urlsafe(PUBLIC_ID_BYTES),
        person_id=person_id,
        course_id=sent.course_id,
        course_name=sent.course_name,
        provider=sent.provider,
        done_on=sent.done_on,
        mime=paper.mime,
        size=len(paper.content),
        sha256=digest,
        content=paper.content,
        state=FileState.WAITING,
        sent_at=now,
    )
    session.add(file)
    session.flush()
    _note(session, "certificate.sent", file, person_id, now)
    return file.public_id


def _count_kept(session: Session, person_id: int) -> int:
    statement = select(func.count(EvidenceFile.id)).where(
        EvidenceFile.person_id == person_id, EvidenceFile.content.is_not(None)
    )
    return session.scalar(statement) or 0


def remove(session: Session, *, person_id: int, public_id: str, now: datetime) -> bool:
    """Take away one's own file: one that waits is withdrawn with it, one that was decided against
    keeps its line. What an approval rests on stays. Twice changes nothing."""
    statement = (
        select(EvidenceFile)
        .where(EvidenceFile.public_id == public_id, EvidenceFile.person_id == person_id)
        .with_for_update()
    )
    file = session.scalar(statement)
    if file is None or file.state in (FileState.APPROVED, FileState.WITHDRAWN):
        return False
    if file.state is FileState.WAITING:
        file.state, file.decided_at = FileState.WITHDRAWN, now
    file.content, file.sha256 = None, ""
    _note(session, "certificate.removed", file, person_id, now)
    return True


def targets_of(
    courses: Sequence[CourseInForce], course_id: int, done_on: date, today: date
) -> tuple[Target, ...]:
    """What a course done on a day counts for today."""
    return tuple(
        target
        for course in courses
        if course.course_id == course_id
        for target in course.targets
        if counts_on(done_on, target.valid_months or 0, today)
    )


def approve(
    session: Session,
    *,
    file_id: int,
    course_id: int,
    actor_id: int,
    sender: Sender,
    now: datetime,
    today: date,
) -> None:
    """Accept a certificate as evidence of a course that counts here. What the course covers whole
    is completed; for the rest the person is told what is still to be passed. Raises
    EvidenceError."""
    file = _to_decide(session, file_id, actor_id)
    courses = courses_in_force(session)
    targets = targets_of(courses, course_id, file.done_on, today)
    if not targets:
        raise EvidenceError(NOT_IN_FORCE)
    file.course_id, file.course_name = course_id, targets[0].course
    file.state, file.decided_by_id, file.decided_at = FileState.APPROVED, actor_id, now
    session.flush()
    accept_many(
        session, accepted=[_accepted(file, course_id, target) for target in targets], now=now
    )
    _note(session, "certificate.approved", file, actor_id, now, course=course_id)
    person = session.get_one(Person, file.person_id)
    with speaking(person.language):
        words = letters.approved(
            sender,
            name=person.full_name,
            course=file.course_name,
            done_on=file.done_on,
            modules=[_named(one) for one in targets if one.is_whole],
            to_pass=[
                f"{_named(one)}: {', '.join(one.to_pass)}" for one in targets if not one.is_whole
            ],
        )
    _tell(session, file, person, words, now)


def refuse(
    session: Session,
    *,
    file_id: int,
    reason: str,
    actor_id: int,
    sender: Sender,
    now: datetime,
) -> None:
    """Say no, with a reason that the person reads. Raises EvidenceError."""
    file = _to_decide(session, file_id, actor_id)
    file.state, file.reason = FileState.REFUSED, reason
    file.decided_by_id, file.decided_at = actor_id, now
    _note(session, "certificate.refused", file, actor_id, now)
    _tell_reason(session, file, letters.refused, sender, now)


def undo_approval(
    session: Session,
    *,
    file_id: int,
    reason: str,
    actor_id: int,
    sender: Sender,
    now: datetime,
    today: date,
) -> None:
    """An approval was a mistake: what rested on it is revoked. Raises EvidenceError."""
    file = _locked(session, file_id)
    if file.state is not FileState.APPROVED:
        raise EvidenceError(DECIDED)
    if file.person_id == actor_id:
        raise EvidenceError(YOUR_OWN)
    file.state, file.reason = FileState.UNDONE, reason
    file.decided_by_id, file.decided_at = actor_id, now
    session.flush()
    revoked = take_back(session, file_id=file.id, reason=TAKEN_BACK, on=today, now=now)
    file = _locked(session, file_id)
    _note(session, "certificate.undone", file, actor_id, now, revoked=revoked)
    _tell_reason(session, file, letters.taken_back, sender, now)


def _to_decide(session: Session, file_id: int, actor_id: int) -> EvidenceFile:
    file = _locked(session, file_id)
    if file.state is not FileState.WAITING:
        raise EvidenceError(DECIDED)
    if file.person_id == actor_id:
        raise EvidenceError(YOUR_OWN)
    return file


def _locked(session: Session, file_id: int) -> EvidenceFile:
    return session.get_one(EvidenceFile, file_id, with_for_update=True, populate_existing=True)


def _accepted(file: EvidenceFile, course_id: int, target: Target) -> Accepted:
    return Accepted(
        person_id=file.person_id,
        course_id=course_id,
        module_id=target.module_id,
        equivalence_id=target.equivalence_id or 0,
        done_on=file.done_on,
        grade=Grade.APPROVED,
        source=SOURCE.format(target.course),
        is_whole=target.is_whole,
        file_id=file.id,
    )


def _named(target: Target) -> str:
    return f"{target.code} {target.title}"


def _tell_reason(
    session: Session, file: EvidenceFile, letter: WithReason, sender: Sender, now: datetime
) -> None:
    person = session.get_one(Person, file.person_id)
    with speaking(person.language):
        words = letter(
            sender,
            name=person.full_name,
            course=file.course_name,
            done_on=file.done_on,
            reason=file.reason,
        )
    _tell(session, file, person, words, now)


def _tell(
    session: Session, file: EvidenceFile, person: Person, words: Words, now: datetime
) -> None:
    """A letter to whoever has an address; everybody reads it on the page besides."""
    if person.email is None or person.status is not PersonStatus.ACTIVE:
        return
    write(
        session,
        key=f"certificate:{file.id}:{file.state.value}",
        person_id=person.id,
        to=person.email,
        subject=words.subject,
        body=words.body,
        now=now,
    )


def _note(
    session: Session, action: str, file: EvidenceFile, actor_id: int, now: datetime, **detail: int
) -> None:
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="certificate",
        subject_id=file.id,
        detail={"person": file.person_id, **detail},
        now=now,
    )
