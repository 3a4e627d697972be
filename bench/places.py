"""Who opens the pages that are measured, and what stands for each name in their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.instance import Learners, actor_of, sign_in
from elearn.access.policy import Actor, Permission, scope_of
from elearn.models import (
    Agency,
    Attempt,
    Audit,
    AuditState,
    Certificate,
    Completion,
    Holding,
    Person,
    Posting,
)

KEPT = (AuditState.FROZEN, AuditState.PUBLISHED)
PEOPLE = ("learner", "lead", "coordinator", "author", "admin")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A demonstration account, or nobody in particular: without secret and without actor."""

    name: str
    secret: str = ""
    actor: Actor | None = None


def address(name: str) -> str:
    return f"{name}@demo.example"


def people(session: Session) -> tuple[Somebody, ...]:
    """Nobody first, then the demonstration's accounts, each signed in. Does not commit."""
    found = [Somebody("anyone")]
    for name in PEOPLE:
        person_id = session.scalars(select(Person.id).where(Person.email == address(name))).one()
        secret = sign_in(session, person_id)
        found.append(Somebody(name, secret, actor_of(session, secret)))
    return tuple(found)


def places(session: Session, learners: Learners) -> Mapping[str, object]:
    """What stands for each name in the product's addresses."""
    agency_id, agency = _agency_of_the_lead(session)
    learner = session.scalars(select(Person.id).where(Person.email == address("learner"))).one()
    found = {
        "module": learners.module.slug,
        "page": learners.pages[0],
        "kind": "sexual-exploitation",
        "agency": agency,
        "person": _colleague(session, agency_id),
        "audit": session.scalar(select(func.max(Audit.id)).where(Audit.state.in_(KEPT))),
        "attempt": session.scalar(
            select(Attempt.public_id)
            .where(Attempt.person_id == learner, Attempt.submitted_at.is_not(None))
            .order_by(Attempt.id.desc())
            .limit(1)
        ),
        "code": session.scalar(
            select(Certificate.code)
            .join(Completion, Completion.id == Certificate.completion_id)
            .where(Completion.person_id == learner)
            .order_by(Certificate.completion_id.desc())
            .limit(1)
        ),
    }
    return {name: value for name, value in found.items() if value is not None}


def _agency_of_the_lead(session: Session) -> tuple[int, str]:
    lead = next(one for one in people(session) if one.name == "lead")
    if lead.actor is None:
        raise LookupError("the demonstration has no lead")
    (agency_id,) = scope_of(lead.actor, Permission.SEE_COMPLETION).agency_ids
    return agency_id, session.scalars(select(Agency.slug).where(Agency.id == agency_id)).one()


def _colleague(session: Session, agency_id: int) -> str | None:
    """Somebody of the agency who has completed something."""
    return session.scalar(
        select(Person.public_id)
        .join(Posting, Posting.person_id == Person.id)
        .join(Holding, Holding.person_id == Person.id)
        .where(Posting.agency_id == agency_id, Posting.end.is_(None))
        .order_by(Person.id)
        .limit(1)
    )
