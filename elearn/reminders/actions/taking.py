"""Letters taken in hand, and what became of them written down: a commit for some, not for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from elearn.domain.dates import london_today
from elearn.gateways.message import OutgoingLetter
from elearn.models import Letter, LetterState, Person, PersonStatus, UndeliveredAddress
from elearn.reminders.actions.undelivered import forget_letter, forget_refusal, note_refusal
from elearn.reminders.queries.told import untrue_among

AT_ONCE = 20  # as many as may be in doubt when a worker dies
LEASE = timedelta(minutes=15)
ONCE_MORE = "once more: "
NOT_WANTED = "Not sent: the account was suspended or erased meanwhile."
NOT_TRUE = "Not sent: part of it was done meanwhile, or the person left."
TWICE_UNSURE = "Stopped: twice the sending broke off halfway. The letter may have arrived."


@dataclass(frozen=True, slots=True)
class InHand:
    """A letter this worker holds. ``mark`` is what its row says while it does, ``before`` what it
    said; ``not_wanted`` why it is not to be sent any more, empty if it is. ``was_refused``: the
    last letter to the person was. ``tries`` counts this one."""

    letter_id: int
    person_id: int | None
    letter: OutgoingLetter
    tries: int
    not_before: datetime
    mark: str
    before: str
    not_wanted: str
    was_refused: bool

    @property
    def is_second_chance(self) -> bool:
        return self.mark.startswith(ONCE_MORE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter in hand. ``refused``: the server's answer speaks of the address."""

    held: InHand
    state: LetterState
    answer: str
    body: str
    tries: int
    not_before: datetime
    sent_at: datetime | None = None
    refused: bool = False


def untouched(held: InHand) -> Outcome:
    """It was never tried: its place in the queue, its tries and whatever it said stay."""
    said = held.mark if held.is_second_chance else held.before
    return Outcome(
        held, LetterState.QUEUED, said, held.letter.body, held.tries - 1, held.not_before
    )


def due(session: Session, *, now: datetime, limit: int) -> Iterator[list[int]]:
    """The numbers of the letters to send, oldest first, in the parts in which to take them. One
    that a worker had in hand before is a part by itself: should this worker die too, it is known
    that it was this letter."""
    doubtful = or_(Letter.state == LetterState.SENDING, Letter.answer.startswith(ONCE_MORE))
    found = session.execute(
        select(Letter.id, doubtful)
        .where(_is_due(now))
        .order_by(Letter.not_before, Letter.id)
        .limit(limit)
    ).all()
    session.commit()
    part: list[int] = []
    for number, alone in found:
        if part and (alone or len(part) == AT_ONCE):
            yield part
            part = []
        part.append(number)
        if alone:
            yield part
            part = []
    if part:
        yield part


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Letter.state == LetterState.QUEUED, Letter.not_before <= now),
        and_(Letter.state == LetterState.SENDING, Letter.leased_until <= now),
    )


def take(session: Session, part: Sequence[int], *, now: datetime, worker: str) -> list[InHand]:
    """Lease what is still due of these letters and nobody else is taking, in one transaction.

    A letter that two workers died with is stopped. What turned doubtful since it was listed waits
    for the next time.
    """
    found = session.execute(
        select(Letter, Person.status, UndeliveredAddress.id)
        .outerjoin(Person, Person.id == Letter.person_id)
        .outerjoin(UndeliveredAddress, UndeliveredAddress.person_id == Letter.person_id)
        .where(Letter.id.in_(part), _is_due(now))
        .order_by(Letter.not_before, Letter.id)
        .with_for_update(of=Letter, skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    numbers = [letter.id for letter, *_ in found]
    untrue = untrue_among(session, numbers, today=london_today(now))
    held = []
    for letter, status, refused in found:
        again = letter.answer.startswith(ONCE_MORE)
        cut_off = letter.state is LetterState.SENDING
        if cut_off and again:
            letter.state, letter.answer = LetterState.FAILED, TWICE_UNSURE
            letter.leased_until = None
        elif len(part) == 1 or not (cut_off or again):
            mark = f"{ONCE_MORE if cut_off or again else ''}{worker}"[:200]
            why_not = _why_not(letter, status, is_true=letter.id not in untrue)
            held.append(_in_hand(letter, mark, why_not, was_refused=refused is not None))
            letter.state, letter.answer = LetterState.SENDING, mark
            letter.tries, letter.leased_until = letter.tries + 1, now + LEASE
    session.commit()
    return held


def _why_not(letter: Letter, status: PersonStatus | None, *, is_true: bool) -> str:
    """Why a letter is not to be sent any more; empty if it still is."""
    if letter.person_id is not None and status is not PersonStatus.ACTIVE:
        return NOT_WANTED
    return "" if is_true else NOT_TRUE


def _in_hand(letter: Letter, mark: str, not_wanted: str, *, was_refused: bool) -> InHand:
    outgoing = OutgoingLetter(
        letter.recipient, letter.subject, letter.body, letter.message_id, letter.created_at
    )
    return InHand(
        letter_id=letter.id,
        person_id=letter.person_id,
        letter=outgoing,
        tries=letter.tries + 1,
        not_before=letter.not_before,
        mark=mark,
        before=letter.answer,
        not_wanted=not_wanted,
        was_refused=was_refused,
    )


def write_down(session: Session, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """Write what became of letters that are still ours, in one transaction."""
    if not outcomes:
        return
    for one in outcomes:
        _about_the_address(session, one, now)
    session.flush()
    session.connection().execute(_IF_STILL_OURS, [_row(one) for one in outcomes])
    session.commit()


def _about_the_address(session: Session, one: Outcome, now: datetime) -> None:
    held = one.held
    if held.not_wanted and one.state is LetterState.FAILED:
        forget_letter(session, held.letter_id)
    elif one.refused:
        to, answer = held.letter.to, one.answer
        note_refusal(session, person_id=held.person_id, address=to, answer=answer, now=now)
    elif one.state is LetterState.SENT and held.was_refused and held.person_id is not None:
        forget_refusal(session, person_id=held.person_id)


_TABLE: Table = Letter.__table__  # type: ignore[assignment]
_WRITTEN = ("state", "answer", "body", "tries", "not_before", "sent_at")
_IF_STILL_OURS = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("number"),
        _TABLE.c.state == LetterState.SENDING,
        _TABLE.c.answer == bindparam("mark"),
    )
    .values(leased_until=None, **{name: bindparam(f"new_{name}") for name in _WRITTEN})
)


def _row(one: Outcome) -> dict[str, Any]:
    values = {f"new_{name}": getattr(one, name) for name in _WRITTEN}
    return {"number": one.held.letter_id, "mark": one.held.mark, **values}
