"""The run of an address, who acts on it, and when the worker does the counting."""

from flask import abort, g, url_for

from elearn.audit.run import queries
from elearn.audit.run.actions import By
from elearn.audit.run.facts import Run
from elearn.extensions import db
from elearn.operations.heartbeat import is_fresh
from elearn.web.clock import now, today

AT_ONCE = 5_000  # postings: counted as quickly as any other page


def find_run(audit_id: int) -> Run:
    """The run of an address, or 404."""
    return queries.run(db.session(), audit_id) or abort(404)


def by() -> By:
    """Whoever is asking, now."""
    return By(g.actor.person_id, now(), today())


def has_worker() -> bool:
    """Whether a worker was heard of lately."""
    return is_fresh(db.session(), name="worker", now=now())


def is_for_the_worker() -> bool:
    """Whether counting takes long, and there is a worker to do it."""
    return queries.size(db.session(), on=today()) > AT_ONCE and has_worker()


def home(audit_id: int) -> str:
    """Where an audit's first page is."""
    return url_for(".overview", audit=audit_id)
