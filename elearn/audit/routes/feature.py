"""The blueprint, and how every page of an edition opens it."""

from flask import abort, g

from elearn.access.policy import Permission
from elearn.audit.editions import SHELF, Opened
from elearn.audit.queries.editions import Edition, edition
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.web.clock import now
from elearn.web.feature import Feature, Need

audit = Feature("audit", "elearn.audit")

RUN_AUDIT = Need(Permission.RUN_AUDIT)
SEE_PARTNERSHIP = Need(Permission.SEE_PARTNERSHIP)


def find(audit_id: int) -> Edition:
    """The edition of an address, or 404."""
    found = edition(db.session(), audit_id)
    if found is None:
        abort(404)
    return found


def opened(audit_id: int) -> Opened:
    """The edition of an address, as the partnership may see it."""
    return opened_for_partners(find(audit_id))


def opened_for_partners(found: Edition) -> Opened:
    """An edition as the partnership may see it."""
    return SHELF.open(db.session(), found, audience=Audience.PARTNERSHIP, now=now())


def actor_id() -> int:
    """Who is asking."""
    person: int = g.actor.person_id
    return person
