"""What was said for the annual report, and what the record holds of Anti-Slavery Day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, distinct, exists, func, select
from sqlalchemy.orm import Session

from elearn.audit.board.subjects import Said
from elearn.audit.queries.editions import Edition
from elearn.domain.suppression import Audience, policy_for
from elearn.models import BoardNote, Briefing, BriefingAttendance, Completion, Revocation

AROUND = timedelta(days=7)
MONTH, DAY = 10, 18


@dataclass(frozen=True, slots=True)
class Reach:
    """A week on either side of 18 October: people who finished training, completions, briefings
    and those who came to them, as one reader may see them; None is hidden."""

    since: date
    until: date
    people: int | None
    completions: int | None
    briefings: int
    came: int | None


def said_for(session: Session, audit_id: int) -> dict[str, Said]:
    """What the coordinator said for an edition, by subject. One statement."""
    rows = session.scalars(select(BoardNote).where(BoardNote.audit_id == audit_id))
    return {one.subject: said_in(one) for one in rows}


def said_in(row: BoardNote) -> Said:
    """What a row says."""
    return Said(row.figure, row.words, row.source, row.said_on)


def window(as_of: date) -> tuple[date, date]:
    """The days around the last 18 October that were over by a census date.

    >>> window(date(2026, 11, 1))
    (datetime.date(2026, 10, 11), datetime.date(2026, 10, 25))
    >>> window(date(2026, 10, 20))
    (datetime.date(2025, 10, 11), datetime.date(2025, 10, 25))
    """
    middle = date(as_of.year, MONTH, DAY)
    if middle + AROUND > as_of:
        middle = middle.replace(year=as_of.year - 1)
    return middle - AROUND, middle + AROUND


def reach_columns(edition: Edition) -> tuple[ScalarSelect[int], ...]:
    """People who finished training in the window, completions, briefings that were held and those
    who came, as the record knew it when the edition was frozen: to be selected with other counts.
    """
    since, until = window(edition.as_of)
    revoked = exists().where(
        Revocation.completion_id == Completion.id, Revocation.revoked_on <= edition.as_of
    )
    finished = (
        Completion.completed_on.between(since, until),
        Completion.recorded_at <= edition.frozen_at,
        ~revoked,
    )
    held = (Briefing.held_on.between(since, until), Briefing.closed_at <= edition.frozen_at)
    came = select(func.count(BriefingAttendance.id)).join(
        Briefing, Briefing.id == BriefingAttendance.briefing_id
    )
    return (
        _count(func.count(distinct(Completion.person_id)), finished),
        _count(func.count(Completion.id), finished),
        _count(func.count(Briefing.id), held),
        came.where(*held).scalar_subquery(),
    )


def reach_of(counts: Sequence[int], edition: Edition, *, audience: Audience) -> Reach:
    """What the columns gave, as a reader may see it: few people are hidden, the rest is rounded by
    the reader's rule. Briefings are events, not people."""
    people, completions, briefings, came = counts
    policy = policy_for(audience, edition.rules)
    told = [
        None if policy.is_few(number) else policy.rounded(number)
        for number in (people, completions, came)
    ]
    return Reach(*window(edition.as_of), told[0], told[1], briefings, told[2])


def _count(
    counted: ColumnElement[int], where: tuple[ColumnElement[bool], ...]
) -> ScalarSelect[int]:
    return select(counted).where(*where).scalar_subquery()
