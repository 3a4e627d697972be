"""Erasing a person: the name goes, the figures stay."""

import secrets
from datetime import datetime

from sqlalchemy import String, cast, delete, literal, or_, select, update
from sqlalchemy.orm import Session

from elearn.accounts.queries.everything import records_of
from elearn.domain.answers import pack, typed
from elearn.models import (
    Answer,
    Attempt,
    Briefing,
    Contact,
    EvidenceFile,
    FileState,
    Grant,
    ImportedLine,
    Letter,
    LetterState,
    ModuleFeedback,
    Password,
    Person,
    PersonMerge,
    PersonStatus,
    PostingOffer,
    ReminderItem,
    RosterChange,
    SignInSession,
    SingleUseLink,
    SpacedCheck,
    SpacedStop,
    StaffNumber,
    UndeliveredAddress,
)
from elearn.operations.grants import AccountError
from elearn.operations.trail import note

NOWHERE = "erased@erased.invalid"


def erase(session: Session, *, person_id: int, actor_id: int | None, now: datetime) -> None:
    """Put a random pseudonym in the place of somebody's name and forget how to reach them, on this
    record and on those that were put together with it.

    Postings, completions, attempts and answers stay, so that no past figure changes; only the
    words of typed answers go. The trail names people by number only, so its hashes stay true.
    """
    person = session.get_one(Person, person_id)
    if person.status is PersonStatus.ERASED:
        raise AccountError("This person has been erased already.")
    for other_id in records_of(session, person_id):
        other = session.get_one(Person, other_id)
        if other.status is not PersonStatus.ERASED:
            _erase_one(session, other, now)
    note(
        session,
        action="erased",
        actor_id=actor_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )


def _erase_one(session: Session, person: Person, now: datetime) -> None:
    person_id, pseudonym = person.id, secrets.token_hex(6)
    _forget_address(session, person)
    _forget_letters_about(session, person_id)
    _forget_as_facilitator(session, person)
    person.full_name, person.email, person.manager_email = f"Erased {pseudonym}", None, None
    person.username, person.language = None, ""
    person.public_id = secrets.token_urlsafe(16)
    person.status = PersonStatus.ERASED
    _forget_access(session, person_id, now)
    _forget_typed_answers(session, person_id)
    _forget_questions(session, person_id)
    _forget_evidence(session, person_id)
    _forget_comments(session, person_id)
    session.execute(
        update(StaffNumber)
        .where(StaffNumber.person_id == person_id)
        .values(value=literal(f"erased-{pseudonym}-") + cast(StaffNumber.id, String))
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(RosterChange).where(RosterChange.person_id == person_id).values(before={}, after={})
    )
    session.execute(
        update(Contact)
        .where(Contact.verified_by_id == person_id)
        .values(verified_by="Somebody who was erased", verified_by_id=None)
    )
    merges = or_(PersonMerge.kept_id == person_id, PersonMerge.merged_id == person_id)
    session.execute(update(PersonMerge).where(merges).values(moved={}))


def _forget_address(session: Session, person: Person) -> None:
    """Letters to the person, and the person as other people's manager."""
    to_them = Letter.person_id == person.id
    if person.email:
        to_them = or_(to_them, Letter.recipient == person.email)
        session.execute(
            update(Person).where(Person.manager_email == person.email).values(manager_email=None)
        )
    session.execute(
        update(Letter)
        .where(to_them, Letter.state.in_([LetterState.QUEUED, LetterState.SENDING]))
        .values(state=LetterState.FAILED, answer="The person was erased.")
    )
    session.execute(update(Letter).where(to_them).values(recipient=NOWHERE, subject="", body=""))


def _forget_letters_about(session: Session, person_id: int) -> None:
    """Letters to others that name the person: to their manager. One that waits is not sent."""
    naming = Letter.id.in_(
        select(ReminderItem.letter_id).where(
            ReminderItem.person_id == person_id, ReminderItem.letter_id.is_not(None)
        )
    )
    session.execute(
        update(Letter)
        .where(naming, Letter.state.in_([LetterState.QUEUED, LetterState.SENDING]))
        .values(state=LetterState.FAILED, answer="Not sent: somebody named in it was erased.")
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Letter).where(naming).values(body="").execution_options(synchronize_session=False)
    )


def _forget_as_facilitator(session: Session, person: Person) -> None:
    """The name that briefings give as that of whoever led them. Lists of who was there hold no
    name of their own."""
    led = or_(Briefing.facilitator == person.full_name, Briefing.created_by_id == person.id)
    session.execute(
        update(Briefing)
        .where(led)
        .values(facilitator="")
        .execution_options(synchronize_session=False)
    )


def _forget_access(session: Session, person_id: int, now: datetime) -> None:
    for table in (Password, SignInSession, SingleUseLink, PostingOffer, UndeliveredAddress):
        session.execute(delete(table).where(table.person_id == person_id))
    session.execute(
        update(Grant)
        .where(Grant.person_id == person_id, Grant.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _forget_typed_answers(session: Session, person_id: int) -> None:
    """People may type anything, their name too. Whether it was right stays."""
    nothing = pack(typed(""))
    theirs = select(Attempt.id).where(Attempt.person_id == person_id)
    session.execute(
        update(Answer)
        .where(Answer.attempt_id.in_(theirs), Answer.choice.startswith(nothing))
        .values(choice=nothing)
        .execution_options(synchronize_session=False)
    )


def _forget_questions(session: Session, person_id: int) -> None:
    """The links to five questions, and that they were not wanted. What was answered counts on."""
    theirs = SpacedCheck.person_id == person_id
    session.execute(delete(SpacedCheck).where(theirs, SpacedCheck.attempt_id.is_(None)))
    session.execute(
        update(SpacedCheck)
        .where(theirs)
        .values(secret_hash=literal("erased-") + cast(SpacedCheck.id, String))
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(SpacedStop).where(SpacedStop.person_id == person_id))


def _forget_comments(session: Session, person_id: int) -> None:
    """What they wrote about modules. What they chose of the answers counts on."""
    theirs = ModuleFeedback.person_id == person_id
    session.execute(update(ModuleFeedback).where(theirs).values(comment=""))


def _forget_evidence(session: Session, person_id: int) -> None:
    """Certificates from elsewhere and what was typed with them, and what files of completions said
    of the evidence. That there were some, of which course and day, stays."""
    theirs = EvidenceFile.person_id == person_id
    session.execute(
        update(EvidenceFile)
        .where(theirs, EvidenceFile.state == FileState.WAITING)
        .values(state=FileState.WITHDRAWN)
    )
    session.execute(
        update(EvidenceFile)
        .where(theirs)
        .values(content=None, sha256="", course_name="", provider="", reason="")
    )
    session.execute(
        update(ImportedLine).where(ImportedLine.person_id == person_id).values(evidence="")
    )
