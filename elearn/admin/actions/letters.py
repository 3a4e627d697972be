"""Stopping a letter that waits, and having one that failed sent again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Letter, LetterState
from elearn.operations.trail import note

STOPPED = "Stopped by an administrator before it went out."
REMOVED = "/..."  # what a link that opens something is kept as


class LetterError(ValueError):
    """What cannot be done to a letter, in a sentence."""


def stop(session: Session, *, number: int, actor_id: int, now: datetime) -> None:
    """Have a letter that waits not sent. Raises LetterError for one that is on its way."""
    letter = _held(session, number)
    if letter.state is LetterState.FAILED and letter.answer == STOPPED:
        return
    if letter.state is not LetterState.QUEUED:
        raise LetterError("This letter is on its way or was sent: it cannot be stopped any more.")
    letter.state, letter.answer = LetterState.FAILED, STOPPED
    _note(session, "letter.stopped", number, actor_id, now)


def send_again(session: Session, *, number: int, actor_id: int, now: datetime) -> None:
    """Put a letter that failed back in the queue, as if it were new. Raises LetterError."""
    letter = _held(session, number)
    if letter.state is LetterState.QUEUED:
        return
    if letter.state is not LetterState.FAILED:
        raise LetterError("Only a letter that failed can be sent again.")
    if why := why_not_again(letter.body):
        raise LetterError(why)
    letter.state, letter.answer, letter.tries = LetterState.QUEUED, "", 0
    letter.not_before, letter.leased_until = now, None
    session.info["letters_waiting"] = True
    _note(session, "letter.sent-again", number, actor_id, now)


def why_not_again(body: str) -> str:
    """Why a letter of this text cannot go out a second time; empty if it can."""
    if not body:
        return "The text of this letter was removed: there is nothing left to send."
    if REMOVED in body:
        return (
            "The link in this letter worked once and is not kept. Invite the person again, or let "
            "them ask for a new link, and a new letter goes out."
        )
    return ""


def _held(session: Session, number: int) -> Letter:
    return session.scalars(select(Letter).where(Letter.id == number).with_for_update()).one()


def _note(session: Session, action: str, number: int, actor_id: int, now: datetime) -> None:
    note(
        session,
        action=action,
        actor_id=actor_id,
        subject_kind="letter",
        subject_id=number,
        now=now,
    )
