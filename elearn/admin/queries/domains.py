"""Which e-mail domains each agency is known by, and how many people wait for its answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from elearn.models import Agency, AgencyDomain, Registration


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A partner of today. ``waiting``: requests for an account that nobody has answered."""

    id: int
    slug: str
    name: str
    waiting: int
    domains: tuple[str, ...]


_WAITING = (
    select(func.count(Registration.id))
    .where(
        Registration.agency_id == Agency.id,
        Registration.proved_at.is_not(None),
        Registration.decided_at.is_(None),
    )
    .correlate(Agency)
    .scalar_subquery()
)


def agencies(session: Session, *, after: int, today: date, limit: int) -> Sequence[AgencyRow]:
    """Partners of today by name. ``after`` is the last agency of the page before, 0 for none."""
    statement = (
        select(Agency.id, Agency.slug, Agency.name, _WAITING)
        .where(Agency.valid_from <= today, or_(Agency.valid_to.is_(None), Agency.valid_to > today))
        .order_by(Agency.name, Agency.id)
        .limit(limit)
    )
    if last := session.scalar(select(Agency.name).where(Agency.id == after)):
        statement = statement.where(
            or_(Agency.name > last, and_(Agency.name == last, Agency.id > after))
        )
    rows = session.execute(statement).all()
    domains = _domains(session, [row[0] for row in rows])
    return [
        AgencyRow(number, slug, name, waiting or 0, tuple(domains.get(number, ())))
        for number, slug, name, waiting in rows
    ]


def _domains(session: Session, agency_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(AgencyDomain.agency_id, AgencyDomain.domain)
        .where(AgencyDomain.agency_id.in_(agency_ids))
        .order_by(AgencyDomain.domain, AgencyDomain.id)
    )
    for agency_id, domain in rows:
        found[agency_id].append(domain)
    return found
