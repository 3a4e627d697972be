"""The day's letters, written in small transactions: reminders, five questions, then the week's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random, SystemRandom

from sqlalchemy.orm import Session

from elearn.domain.dates import LONDON, london_today
from elearn.domain.reminding import week_of
from elearn.operations.heartbeat import beat, last_beat
from elearn.operations.invitations import Sender
from elearn.reminders.actions.own import Step, remind_some
from elearn.reminders.actions.spaced import ask_some
from elearn.reminders.actions.weekly import escalate, write_for_agency
from elearn.reminders.queries.leads import agencies_that_escalate, agencies_with_leads

FROM_HOUR, UNTIL_HOUR = 8, 20  # in London
RUN = "reminders"


@dataclass(frozen=True, slots=True)
class Written:
    """How many letters were put in the outbox; ``asked`` are those with five questions."""

    own: int
    leads: int
    managers: int
    asked: int = 0

    @property
    def all(self) -> int:
        return self.own + self.leads + self.managers + self.asked


def write_all(session: Session, *, sender: Sender, now: datetime, today: date) -> Written:
    """Write everything that is called for and was not written yet; the week's letters on Monday, or
    on the first day of the week that anything runs. Commits as it goes: what broke off is made
    good by the next run, which writes nothing twice."""
    last = last_beat(session, name=RUN)
    is_new_week = last is None or week_of(london_today(last)) != week_of(today)
    session.commit()
    own = _in_steps(
        session,
        lambda after: remind_some(session, sender=sender, after=after, now=now, today=today),
    )
    rng: Random = SystemRandom()
    asked = _in_steps(
        session,
        lambda after: ask_some(session, sender=sender, after=after, rng=rng, now=now, today=today),
    )
    leads = managers = 0
    if is_new_week:
        leads = _each(session, agencies_with_leads, write_for_agency, sender, now, today)
        managers = _each(session, agencies_that_escalate, escalate, sender, now, today)
    beat(session, name=RUN, now=now)
    session.commit()
    return Written(own, leads, managers, asked)


def _in_steps(session: Session, write: Callable[[int], Step]) -> int:
    """Go through the people by number, a transaction for some of them at a time."""
    letters, step = 0, Step(0, 0)
    while step.last is not None:
        step = write(step.last)
        session.commit()
        letters += step.letters
    return letters


def _each(
    session: Session,
    which: Callable[..., Sequence[int]],
    write: Callable[..., int],
    sender: Sender,
    now: datetime,
    today: date,
) -> int:
    written = 0
    for agency_id in which(session, now=now):
        written += write(session, agency_id, sender=sender, now=now, today=today)
        session.commit()
    return written


def is_called_for(session: Session, *, now: datetime) -> bool:
    """Whether the day's letters are still to be written: from 8am in London until 8pm, once a day.
    A worker that was down at 8am writes them when it is back."""
    hour = now.astimezone(LONDON).hour
    if not FROM_HOUR <= hour < UNTIL_HOUR:
        return False
    last = last_beat(session, name=RUN)
    return last is None or london_today(last) < london_today(now)
