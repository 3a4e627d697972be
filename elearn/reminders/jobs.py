"""Sending the letters that wait. May run twice, late, or in several workers at once.

A letter goes from queued to sending, with a lease, and from there to sent or failed. Each step is
one conditional UPDATE and a commit, so that of two workers one has the letter. A worker that dies
with a letter in hand leaves a lease that runs out: the letter goes out once more with the same
Message-ID, and never a third time.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.gateways.mail import Postbox
from elearn.gateways.message import (
    MailError,
    OutgoingLetter,
    RefusedError,
    TryLaterError,
    UncertainError,
    UnreachableError,
    without_links,
)
from elearn.models import Letter, LetterState, Person, PersonStatus, UndeliveredAddress
from elearn.reminders.actions.undelivered import forget_letter, forget_refusal, note_refusal
from elearn.reminders.queries.told import still_true

A_BATCH = 1000
LEASE = timedelta(minutes=15)
MOST_SECONDS = 300  # of one call; the lease of its last letter then still has ten minutes
MOST_TRIES = 8
WAITS = tuple(timedelta(minutes=each) for each in (5, 15, 60, 120, 240, 480, 720))
ONCE_MORE = "once more: "
NOT_WANTED = "Not sent: the account was suspended or erased meanwhile."
NOT_TRUE = "Not sent: part of it was done meanwhile, or the person left."
TWICE_UNSURE = "Stopped: twice the sending broke off halfway. The letter may have arrived."


@dataclass(frozen=True, slots=True)
class InHand:
    """A letter this worker holds. ``mark`` is what its row says while it does; ``not_wanted`` why
    it is not to be sent any more, empty if it is. ``was_refused``: the last letter to the person
    was."""

    letter_id: int
    person_id: int | None
    letter: OutgoingLetter
    tries: int
    mark: str
    not_wanted: str
    was_refused: bool

    @property
    def is_second_chance(self) -> bool:
        return self.mark.startswith(ONCE_MORE)


def send_letters(
    session: Session, postbox: Postbox, *, now: datetime, worker: str, limit: int = A_BATCH
) -> int:
    """Send what is due, oldest first; say how many letters were handled. Commits after each.

    Call it again until it says 0. When no mail server answers it stops, and everything waits.
    """
    handled, began = 0, time.monotonic()
    try:
        for letter_id in _due(session, now, limit):
            if time.monotonic() - began > MOST_SECONDS:
                break
            held = _take(session, letter_id, now=now, worker=worker)
            if held is None:
                continue
            if not _handle(session, postbox, held, now):
                break
            handled += 1
    finally:
        postbox.close()
    return handled


def _is_due(now: datetime) -> Any:
    return or_(
        and_(Letter.state == LetterState.QUEUED, Letter.not_before <= now),
        and_(Letter.state == LetterState.SENDING, Letter.leased_until <= now),
    )


def _due(session: Session, now: datetime, limit: int) -> Sequence[int]:
    found = session.scalars(
        select(Letter.id).where(_is_due(now)).order_by(Letter.not_before, Letter.id).limit(limit)
    ).all()
    session.commit()
    return found


def _take(session: Session, letter_id: int, *, now: datetime, worker: str) -> InHand | None:
    """Lease a letter, or None if somebody else has it or it must not go out again."""
    row = session.execute(
        select(Letter, Person.status, UndeliveredAddress.id)
        .outerjoin(Person, Person.id == Letter.person_id)
        .outerjoin(UndeliveredAddress, UndeliveredAddress.person_id == Letter.person_id)
        .where(Letter.id == letter_id, _is_due(now))
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        session.commit()
        return None
    letter: Letter = row[0]
    cut_off = letter.state is LetterState.SENDING or letter.answer.startswith(ONCE_MORE)
    if cut_off and letter.state is LetterState.SENDING and letter.answer.startswith(ONCE_MORE):
        _finish(session, letter_id, letter.answer, state=LetterState.FAILED, answer=TWICE_UNSURE)
        return None
    mark = f"{ONCE_MORE if cut_off else ''}{worker}"[:200]
    why_not = _why_not(session, letter, row[1], now)
    held = _in_hand(letter, mark=mark, not_wanted=why_not, was_refused=row[2] is not None)
    taken = session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.tries == letter.tries, _is_due(now))
        .values(
            state=LetterState.SENDING,
            leased_until=now + LEASE,
            tries=Letter.tries + 1,
            answer=held.mark,
        )
        .execution_options(synchronize_session=False)
    )
    session.commit()
    return held if getattr(taken, "rowcount", 0) == 1 else None


def _why_not(session: Session, letter: Letter, status: PersonStatus | None, now: datetime) -> str:
    """Why a letter is not to be sent any more; empty if it still is."""
    if letter.person_id is not None and status is not PersonStatus.ACTIVE:
        return NOT_WANTED
    return "" if still_true(session, letter.id, today=london_today(now)) else NOT_TRUE


def _in_hand(letter: Letter, *, mark: str, not_wanted: str, was_refused: bool) -> InHand:
    return InHand(
        letter.id,
        letter.person_id,
        OutgoingLetter(
            letter.recipient, letter.subject, letter.body, letter.message_id, letter.created_at
        ),
        letter.tries + 1,
        mark,
        not_wanted,
        was_refused,
    )


def _handle(session: Session, postbox: Postbox, held: InHand, now: datetime) -> bool:
    """Send one letter and write down what came of it; False when nothing can be sent at all."""
    if held.not_wanted:
        forget_letter(session, held.letter_id)
        failed = {"state": LetterState.FAILED, "answer": held.not_wanted}
        _finish(session, held.letter_id, held.mark, **failed)
        return True
    try:
        answer = postbox.post(held.letter)
    except UnreachableError as error:
        _put_back(session, held, now, str(error), counts=False)
        return False
    except RefusedError as error:
        _refused(session, held, now, str(error))
    except UncertainError as error:
        _unsure(session, held, now, str(error))
    except TryLaterError as error:
        _put_back(session, held, now, str(error))
    except MailError as error:
        _fail(session, held, str(error))
    else:
        _arrived(session, held, now, answer)
    return True


def _arrived(session: Session, held: InHand, now: datetime, answer: str) -> None:
    if held.was_refused and held.person_id is not None:
        forget_refusal(session, person_id=held.person_id)
    _finish(
        session,
        held.letter_id,
        held.mark,
        state=LetterState.SENT,
        answer=answer,
        sent_at=now,
        body=without_links(held.letter.body),
    )


def _refused(session: Session, held: InHand, now: datetime, answer: str) -> None:
    """Final; and where the address is at fault, nothing but what is asked for goes there again."""
    note_refusal(session, person_id=held.person_id, address=held.letter.to, answer=answer, now=now)
    _fail(session, held, answer)


def _fail(session: Session, held: InHand, answer: str) -> None:
    _finish(
        session,
        held.letter_id,
        held.mark,
        state=LetterState.FAILED,
        answer=answer,
        body=without_links(held.letter.body),
    )


def _unsure(session: Session, held: InHand, now: datetime, answer: str) -> None:
    """The server may have it: once more with the same Message-ID, then no more."""
    if held.is_second_chance:
        _fail(session, held, TWICE_UNSURE)
    else:
        _put_back(session, held, now, f"{ONCE_MORE}{answer}")


def _put_back(
    session: Session, held: InHand, now: datetime, answer: str, *, counts: bool = True
) -> None:
    """Queue it again, later each time; give up after the eighth try. A try that never reached a
    server does not count and keeps the letter's place."""
    if counts and held.tries >= MOST_TRIES:
        _fail(session, held, f"Given up after {held.tries} tries. The last answer: {answer}")
        return
    values: dict[str, Any] = {"state": LetterState.QUEUED, "answer": answer}
    if held.is_second_chance and not answer.startswith(ONCE_MORE):
        values["answer"] = f"{ONCE_MORE}{answer}"
    if counts:
        values["not_before"] = now + WAITS[min(held.tries, len(WAITS)) - 1]
    else:
        values["tries"] = held.tries - 1
    _finish(session, held.letter_id, held.mark, **values)


def _finish(session: Session, letter_id: int, mark: str, **values: Any) -> None:
    """Write down an outcome, if the letter is still ours, and commit."""
    session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.state == LetterState.SENDING, Letter.answer == mark)
        .values(leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    session.commit()
