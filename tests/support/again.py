"""Somebody who is asked again months after a completion, and the link of their letter."""

import re
from datetime import date, datetime
from random import Random

from sqlalchemy import select

from elearn.content.queries import document
from elearn.domain.dates import add_months, london_today
from elearn.learning.actions import spaced as actions
from elearn.learning.actions.attempts import AnswerGiven
from elearn.learning.queries import spaced as queries
from elearn.models import Letter
from elearn.operations.invitations import Sender
from elearn.operations.sign_ins import digest
from elearn.reminders.actions.spaced import ask_some
from elearn.web import clock
from tests.support.make import Make

LINK = re.compile(r"/again/([A-Za-z0-9_-]+)\n")


def ask_again(make: Make, person, module, now: datetime, *, done: date | None = None) -> str:
    """Complete the module three months ago and write the letter; the token of its link."""
    today = london_today(now)
    make.completion(person, module, done or add_months(today, -3))
    sender = Sender("Northmoor", "http://localhost")
    ask_some(make.session, sender=sender, after=person.id - 1, rng=Random(1), now=now,
             today=today, most=1)  # fmt: skip
    make.session.commit()
    letter = make.session.scalars(
        select(Letter).where(Letter.person_id == person.id).order_by(Letter.id.desc())
    ).first()
    return LINK.search(letter.body)[1]


def again_values(make: Make, agency, called: str) -> dict[str, dict[str, object]]:
    """Which link the pages about five questions are about: one that is open, and one that was
    answered; and a module whose pre-check may be taken. Modules are ``called`` so, if it is given.
    """
    title = {"title": called} if called else {}
    now = clock.now()
    one, other = (make.worker(agency, name=called or name) for name in ("Robin Field", "Sal Hay"))
    open_one = {"token": ask_again(make, one, make.module(**title), now)}
    answered = {"token": ask_again(make, other, make.module(**title), now)}
    _answer(make, answered["token"], now)
    return {
        "learning.precheck": {"module": make.module(**title).slug},
        "learning.again": open_one,
        "learning.again_stop": open_one,
        "learning.again_result_page": answered,
    }


def _answer(make: Make, token: str, now: datetime) -> None:
    asked = queries.again(make.session, secret_hash=digest(token), now=now)
    actions.answer(
        make.session,
        asked=asked,
        document=document(make.session, asked.version_id),
        answers={one.key: AnswerGiven(frozenset("a"), 4) for one in asked.drawn},
        now=now,
        today=london_today(now),
    )
    make.session.commit()
