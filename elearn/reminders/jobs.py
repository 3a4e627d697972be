"""Sending the letters that wait. May run twice, late, or in several workers at once.

A letter goes from queued to sending, with a lease, and from there to sent or failed. A worker
takes some letters at a time, each in one conditional step, and commits before the first goes out:
so of two workers one has a letter. What became of them is one commit again. A worker that dies
leaves the letters it held with a lease that runs out: each of them goes out once more at most,
with the same Message-ID and by itself, and if a worker dies with it then, never again.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from elearn.gateways.mail import Postbox
from elearn.gateways.message import (
    MailError,
    RefusedError,
    TryLaterError,
    UncertainError,
    UnreachableError,
    without_links,
)
from elearn.models import LetterState
from elearn.reminders.actions.taking import (
    LEASE,
    NOT_TRUE,
    NOT_WANTED,
    ONCE_MORE,
    TWICE_UNSURE,
    InHand,
    Outcome,
    due,
    take,
    untouched,
    write_down,
)

__all__ = ["LEASE", "NOT_TRUE", "NOT_WANTED", "TWICE_UNSURE", "send_letters"]

A_BATCH = 1000
MOST_SECONDS = 300  # of one call; the lease of its last letter then still has ten minutes
MOST_TRIES = 8
WAITS = tuple(timedelta(minutes=each) for each in (5, 15, 60, 120, 240, 480, 720))


def send_letters(
    session: Session, postbox: Postbox, *, now: datetime, worker: str, limit: int = A_BATCH
) -> int:
    """Send what is due, oldest first; say how many letters were handled. Commits as it goes.

    Call it again until it says 0. When no mail server answers it stops, and everything waits.
    """
    handled, until = 0, time.monotonic() + MOST_SECONDS
    try:
        for part in due(session, now=now, limit=limit):
            held = take(session, part, now=now, worker=worker)
            done = _send_all(session, postbox, held, now, until)
            handled += done
            if done < len(held):
                break
    finally:
        postbox.close()
    return handled


def _send_all(
    session: Session, postbox: Postbox, held: Sequence[InHand], now: datetime, until: float
) -> int:
    """Send letters in hand; how many were handled. Fewer than all if there is no server or no
    time: the others are put back. One that is being sent when everything breaks off stays in hand,
    because it may have arrived."""
    waiting, handled = list(reversed(held)), 0
    outcomes: list[Outcome] = []
    try:
        while waiting and time.monotonic() <= until:
            one = waiting.pop()
            try:
                outcomes.append(_send(postbox, one, now))
            except UnreachableError as error:
                outcomes.append(_kept_its_place(one, str(error)))
                break
            handled += 1
    finally:
        rest = [untouched(one) for one in reversed(waiting)]
        write_down(session, [*outcomes, *rest], now=now)
    return handled


def _send(postbox: Postbox, held: InHand, now: datetime) -> Outcome:
    """Send one letter and say what came of it. Raises UnreachableError."""
    if held.not_wanted:
        return _as_it_is(held, LetterState.FAILED, held.not_wanted)
    try:
        answer = postbox.post(held.letter)
    except UnreachableError:
        raise
    except RefusedError as error:
        return _failed(held, str(error), refused=True)
    except UncertainError as error:
        return _unsure(held, now, str(error))
    except TryLaterError as error:
        return _put_back(held, now, str(error))
    except MailError as error:
        return _failed(held, str(error))
    return _closed(held, LetterState.SENT, answer, sent_at=now)


def _as_it_is(held: InHand, state: LetterState, answer: str) -> Outcome:
    return Outcome(held, state, answer, held.letter.body, held.tries, held.not_before)


def _closed(
    held: InHand,
    state: LetterState,
    answer: str,
    *,
    sent_at: datetime | None = None,
    refused: bool = False,
) -> Outcome:
    """Sent or given up: links that open something are not kept."""
    body = without_links(held.letter.body)
    return Outcome(held, state, answer, body, held.tries, held.not_before, sent_at, refused)


def _failed(held: InHand, answer: str, *, refused: bool = False) -> Outcome:
    """Final. Where the address is at fault, nothing but what is asked for goes there again."""
    return _closed(held, LetterState.FAILED, answer, refused=refused)


def _unsure(held: InHand, now: datetime, answer: str) -> Outcome:
    """The server may have it: once more with the same Message-ID, then no more."""
    if held.is_second_chance:
        return _failed(held, TWICE_UNSURE)
    return _put_back(held, now, f"{ONCE_MORE}{answer}")


def _put_back(held: InHand, now: datetime, answer: str) -> Outcome:
    """Queue it again, later each time; give up after the eighth try."""
    if held.tries >= MOST_TRIES:
        return _failed(held, f"Given up after {held.tries} tries. The last answer: {answer}")
    later = now + WAITS[min(held.tries, len(WAITS)) - 1]
    said, body = _still_in_doubt(held, answer), held.letter.body
    return Outcome(held, LetterState.QUEUED, said, body, held.tries, later)


def _kept_its_place(held: InHand, answer: str) -> Outcome:
    """A try that never reached a server does not count and keeps the letter's place."""
    said, body = _still_in_doubt(held, answer), held.letter.body
    return Outcome(held, LetterState.QUEUED, said, body, held.tries - 1, held.not_before)


def _still_in_doubt(held: InHand, answer: str) -> str:
    if held.is_second_chance and not answer.startswith(ONCE_MORE):
        return f"{ONCE_MORE}{answer}"
    return answer
