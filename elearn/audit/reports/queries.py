"""What was finished in a time, as the record knew it when an edition was frozen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, distinct, exists, func, select
from sqlalchemy.orm import Session

from elearn.audit.queries.editions import Edition
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months
from elearn.domain.suppression import Audience, policy_for
from elearn.models import AuditAgency, Completion, Revocation

QUARTER, YEAR = 3, 12


@dataclass(frozen=True, slots=True)
class Done:
    """Completions from the day after ``since`` to ``until``, and the people who have them, as one
    reader may see them; None is hidden."""

    since: date
    until: date
    people: int | None
    completions: int | None


def done_before(
    session: Session, edition: Edition, *, audience: Audience
) -> tuple[Done | None, Done | None]:
    """Of the whole partnership, in the quarter and in the year up to the census date; None for an
    edition that is of a part of it. Numbers of a few are hidden, the rest is rounded by the
    reader's rule. One statement."""
    if not edition.scope.is_whole:
        return None, None
    quarter, year = (add_months(edition.as_of, -months) for months in (QUARTER, YEAR))
    revoked = exists().where(
        Revocation.completion_id == Completion.id, Revocation.revoked_on <= edition.as_of
    )
    lately = case((Completion.completed_on > quarter, Completion.person_id))
    counts = session.execute(
        select(
            func.count(distinct(lately)),
            func.count(lately),
            func.count(distinct(Completion.person_id)),
            func.count(),
        ).where(
            Completion.completed_on > year,
            Completion.completed_on <= edition.as_of,
            Completion.recorded_at <= edition.frozen_at,
            ~revoked,
        )
    ).one()
    told = [_told(number, audience, edition.rules) for number in counts]
    return Done(quarter, edition.as_of, *told[:2]), Done(year, edition.as_of, *told[2:])


def _told(number: int, audience: Audience, rules: RuleSet) -> int | None:
    policy = policy_for(audience, rules)
    return None if policy.is_few(number) else policy.rounded(number)


def agencies_of(session: Session, audits: Collection[int], agency: str) -> frozenset[int]:
    """Which of these editions have that agency in scope."""
    statement = select(AuditAgency.audit_id).where(
        AuditAgency.audit_id.in_(sorted(audits)), AuditAgency.agency == agency
    )
    return frozenset(session.scalars(statement))
