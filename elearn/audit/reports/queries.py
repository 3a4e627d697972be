"""What was finished in a time, as the record knew it when an edition was frozen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, distinct, exists, func, select
from sqlalchemy.orm import Session

from elearn.audit.board.queries import Reach, reach_columns, reach_of, said_for, said_in
from elearn.audit.board.subjects import Said
from elearn.audit.queries.editions import Edition
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months
from elearn.domain.suppression import Audience, policy_for
from elearn.models import AuditAgency, BoardNote, Completion, Revocation

QUARTER, YEAR = 3, 12


@dataclass(frozen=True, slots=True)
class Done:
    """Completions from the day after ``since`` to ``until``, and the people who have them, as one
    reader may see them; None is hidden."""

    since: date
    until: date
    people: int | None
    completions: int | None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside an edition: what was finished in the quarter and in the year up to the
    census date and around Anti-Slavery Day, None for an edition of a part of the partnership; and
    what the coordinator said for the annual report, by subject."""

    quarter: Done | None
    year: Done | None
    reach: Reach | None
    said: Mapping[str, Said]


def around(session: Session, edition: Edition, *, audience: Audience) -> Around:
    """Counts of the whole partnership, those of a few hidden, the rest rounded by the reader's
    rule. The public is not told what was said. One statement."""
    if not edition.scope.is_whole:
        return Around(None, None, None, _said_to(audience, said_for(session, edition.id)))
    counts = _counts(edition).subquery()
    rows = session.execute(
        select(*counts.c, BoardNote)
        .select_from(counts)
        .outerjoin(BoardNote, BoardNote.audit_id == edition.id)
    ).all()
    found = rows[0][:-1]
    told = [_told(number, audience, edition.rules) for number in found[:4]]
    quarter, year = (add_months(edition.as_of, -months) for months in (QUARTER, YEAR))
    return Around(
        Done(quarter, edition.as_of, *told[:2]),
        Done(year, edition.as_of, *told[2:]),
        reach_of(found[4:], edition, audience=audience),
        _said_to(audience, {row[-1].subject: said_in(row[-1]) for row in rows if row[-1]}),
    )


def _said_to(audience: Audience, said: Mapping[str, Said]) -> Mapping[str, Said]:
    return {} if audience is Audience.PUBLIC else said


def _counts(edition: Edition) -> Select[*tuple[Any, ...]]:
    """People and completions of the quarter, of the year, and what was reached in October."""
    quarter, year = (add_months(edition.as_of, -months) for months in (QUARTER, YEAR))
    revoked = exists().where(
        Revocation.completion_id == Completion.id, Revocation.revoked_on <= edition.as_of
    )
    lately = case((Completion.completed_on > quarter, Completion.person_id))
    return select(
        func.count(distinct(lately)),
        func.count(lately),
        func.count(distinct(Completion.person_id)),
        func.count(),
        *reach_columns(edition),
    ).where(
        Completion.completed_on > year,
        Completion.completed_on <= edition.as_of,
        Completion.recorded_at <= edition.frozen_at,
        ~revoked,
    )


def _told(number: int, audience: Audience, rules: RuleSet) -> int | None:
    policy = policy_for(audience, rules)
    return None if policy.is_few(number) else policy.rounded(number)


def agencies_of(session: Session, audits: Collection[int], agency: str) -> frozenset[int]:
    """Which of these editions have that agency in scope."""
    statement = select(AuditAgency.audit_id).where(
        AuditAgency.audit_id.in_(sorted(audits)), AuditAgency.agency == agency
    )
    return frozenset(session.scalars(statement))
