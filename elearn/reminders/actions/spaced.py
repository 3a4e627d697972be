"""Asking people again months after a completion: one letter a person and week at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, documents, published
from elearn.content.topics import topics_of
from elearn.domain.dates import london_today
from elearn.domain.quiz import DrawnItem
from elearn.domain.spaced import LINK_LIFE, draw_spaced
from elearn.models import SpacedCheck
from elearn.operations.invitations import Sender
from elearn.operations.letters import Draft, write_many
from elearn.operations.sign_ins import digest, new_secret
from elearn.operations.tongues import speaking
from elearn.records.locks import wait_for_turn
from elearn.records.spaced import intervals
from elearn.reminders.actions.own import AT_ONCE, Step
from elearn.reminders.actions.writing import LOCK
from elearn.reminders.queries.spaced import Again, answered_by, to_ask
from elearn.reminders.spaced_letter import five_questions


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who is asked again, about which version, which questions, by which link. ``title`` is the
    module's in their language, where it has one."""

    again: Again
    module: PublishedModule
    title: str
    questions: tuple[DrawnItem, ...]
    token: str

    @property
    def key(self) -> str:
        """What makes saying it twice one letter."""
        return f"again:{self.again.completion_id}:{self.again.months}"


def ask_some(
    session: Session,
    *,
    sender: Sender,
    after: int,
    rng: Random,
    now: datetime,
    today: date,
    most: int = AT_ONCE,
) -> Step:
    """Write the letters of the next people by number, each with questions of its own. Whoever runs
    this at the same time waits."""
    wait_for_turn(session, LOCK)
    found = to_ask(session, intervals(session), now=now, today=today, after=after, most=most)
    if not found:
        return Step(None, 0)
    return Step(found[-1].person_id, _put(session, _draw(session, found, rng), sender, now))


def _draw(session: Session, found: Sequence[Again], rng: Random) -> list[Drawn]:
    """The newest version is asked about: what holds today. A module that is not open to learners,
    or has no question, is not."""
    open_ones = {one.module_id: one for one in published(session) if not one.is_check}
    asked = [one for one in found if one.module_id in open_ones]
    texts = documents(session, {open_ones[one.module_id].version_id for one in asked})
    answered = answered_by(session, {one.person_id for one in asked})
    drawn = []
    for one in asked:
        module = open_ones[one.module_id]
        known = answered.get(one.person_id, frozenset())
        text = texts[module.version_id]
        questions = _questions(text, known, rng)
        if questions:
            title = text.title_in(one.language) or module.title
            drawn.append(Drawn(one, module, title, questions, new_secret()))
    return drawn


def _questions(
    text: ModuleDocument, answered: frozenset[str], rng: Random
) -> tuple[DrawnItem, ...]:
    anchors = [*text.anchor_bank(), *(item.to_draw() for item in text.items if item.anchor)]
    return draw_spaced(anchors, text.bank(), rng, answered=answered, topics=topics_of(text))


def _put(session: Session, drawn: Sequence[Drawn], sender: Sender, now: datetime) -> int:
    expires = now + LINK_LIFE
    drafts = [_letter(one, sender, london_today(expires)) for one in drawn]
    ids = write_many(session, drafts, now=now)
    fresh = [one for one in drawn if one.key in ids]
    session.add_all(
        SpacedCheck(
            person_id=one.again.person_id,
            module_id=one.again.module_id,
            version_id=one.module.version_id,
            completion_id=one.again.completion_id,
            after_months=one.again.months,
            due_on=one.again.due_on,
            draw=[[item.key, list(item.options)] for item in one.questions],
            secret_hash=digest(one.token),
            letter_id=ids[one.key],
            written_at=now,
            expires_at=expires,
        )
        for one in fresh
    )
    session.flush()
    return len(fresh)


def _letter(one: Drawn, sender: Sender, until: date) -> Draft:
    with speaking(one.again.language):
        words = five_questions(
            sender,
            name=one.again.name,
            module=one.title,
            questions=len(one.questions),
            months=one.again.months,
            token=one.token,
            until=until,
        )
    return Draft(one.key, one.again.person_id, one.again.email, words.subject, words.body)
