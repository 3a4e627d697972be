"""Taking a person out of their records: the name goes, the figures stay."""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, String, cast, delete, literal, or_, select, update
from sqlalchemy.orm import Session

from elearn.domain.answers import pack, typed
from elearn.models import (
    Answer,
    Attempt,
    AuthenticatorApp,
    Briefing,
    Contact,
    EvidenceFile,
    FileState,
    Grant,
    Identity,
    ImportedLine,
    KnownBrowser,
    Letter,
    LetterState,
    MailedLink,
    ModuleFeedback,
    Passkey,
    Password,
    PendingSignIn,
    Person,
    PersonMerge,
    PersonStatus,
    PostingOffer,
    RecoveryCode,
    Registration,
    ReminderChoice,
    ReminderItem,
    RosterChange,
    SavedView,
    ScenarioChoice,
    SignInSession,
    SingleUseLink,
    SpacedCheck,
    SpacedStop,
    StaffNumber,
    UndeliveredAddress,
)

NOWHERE = "erased@erased.invalid"
FORGOTTEN = (
    *(Password, SignInSession, SingleUseLink, MailedLink, Identity, AuthenticatorApp, Passkey),
    *(RecoveryCode, PendingSignIn, KnownBrowser, PostingOffer, Registration, ReminderChoice),
    *(UndeliveredAddress, SavedView, ScenarioChoice, SpacedStop),
)


def records_of(session: Session, person_id: int) -> tuple[int, ...]:
    """The person's record and every one that was put together with it and stands so today."""
    found = select(literal(person_id, Integer).label("id")).cte("record", recursive=True)
    found = found.union(
        select(PersonMerge.merged_id).where(
            PersonMerge.kept_id == found.c.id, PersonMerge.undone_at.is_(None)
        )
    )
    return tuple(session.scalars(select(found.c.id).order_by(found.c.id)))


def erase_record(session: Session, person: Person, now: datetime) -> None:
    """Put a random pseudonym in the place of the name of one record and forget how to reach
    whoever it was. What becomes of each column stands in the register (``elearn.privacy``)."""
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


def letters_of(session: Session, person: Person) -> list[str]:
    """The message numbers of letters to the person, and of those to others that name them."""
    about = or_(_to_them(person), _naming(person.id))
    return list(session.scalars(select(Letter.message_id).where(about).order_by(Letter.id)))


def _to_them(person: Person) -> ColumnElement[bool]:
    to_them = Letter.person_id == person.id
    return or_(to_them, Letter.recipient == person.email) if person.email else to_them


def _naming(person_id: int) -> ColumnElement[bool]:
    """Letters to others that name the person: to their manager."""
    return Letter.id.in_(
        select(ReminderItem.letter_id).where(
            ReminderItem.person_id == person_id, ReminderItem.letter_id.is_not(None)
        )
    )


def _forget_address(session: Session, person: Person) -> None:
    """Letters to the person, and the person as other people's manager."""
    if person.email:
        session.execute(
            update(Person).where(Person.manager_email == person.email).values(manager_email=None)
        )
        session.execute(delete(Registration).where(Registration.email == person.email))
    _empty_letters(session, _to_them(person), "The person was erased.", recipient=NOWHERE)


def _forget_letters_about(session: Session, person_id: int) -> None:
    """Letters to others that name the person. One that waits is not sent."""
    _empty_letters(session, _naming(person_id), "Not sent: somebody named in it was erased.")


def _empty_letters(session: Session, which: ColumnElement[bool], why: str, **values: str) -> None:
    """What a mail server answered may quote an address, and a letter's key may name who it is
    about."""
    waiting = Letter.state.in_([LetterState.QUEUED, LetterState.SENDING])
    for statement in (
        update(Letter).where(which).values(answer=""),
        update(Letter).where(which, waiting).values(state=LetterState.FAILED, answer=why),
        update(Letter).where(which).values(subject="", body="", **values),
    ):
        session.execute(statement.execution_options(synchronize_session=False))


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
    for table in FORGOTTEN:
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
