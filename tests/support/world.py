"""The houses that the walks go through when they only look: built once, gone when they have."""

from contextlib import contextmanager
from dataclasses import dataclass

from elearn.access.policy import Role
from elearn.extensions import db
from elearn.models import PersonStatus
from tests.support.make import Make
from tests.support.two_agencies import TwoAgencies
from tests.support.walk import House, Sender, build_house, cookie_of


@contextmanager
def standing(app):
    """Builders whose work stands while the block lasts, whatever is sent meanwhile."""
    with app.app_context():
        connection = db.engine.connect()
        transaction = connection.begin()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        db.session.remove()
        app.extensions["site"].site = None
        try:
            yield Make(db.session())
        finally:
            db.session.remove()
            db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
            transaction.rollback()
            connection.close()


@dataclass
class World:
    """A house of one agency with one of everything, an agency next door, and who goes there.

    ``people`` are senders by name. ``names`` are the people of the house, whom nobody of another
    agency may come to know of; ``next_door`` fills addresses with what is there, and ``marks`` tell
    of its people.
    """

    house: House
    next_door: dict[str, object]
    marks: frozenset[str]
    people: dict[str, Sender]
    roles: dict[str, Role | None]
    names: frozenset[str]


def build_world(app, make: Make) -> World:
    """Both, and somebody of each kind."""
    house, there = build_house(make), TwoAgencies(make).there
    role = make.role("X1")
    suspended = house.somebody(Role.AGENCY_LEAD)
    make.session.get_one(type(make.person()), suspended).status = PersonStatus.SUSPENDED
    make.session.commit()
    held = {f"{one.value}": one for one in Role}
    ids = {name: house.somebody(one) for name, one in held.items()}
    ids |= {
        "staff of the same team": make.worker(house.agency, role, team=house.team).id,
        "lead of another agency": there.lead.id,
        "lead of another agency's team": there.sides[0].lead.id,
        "staff of another agency": there.people[0].id,
        "suspended": suspended,
    }
    side = there.sides[0]
    values = {
        "agency": there.agency.slug,
        "about": there.agency.slug,
        "person": side.people[0].public_id,
        "briefing": side.room,
        "chase": there.chased,
        "file": side.uploads[0],
    }
    marks = frozenset(there.marks)
    people = {name: Sender(app, cookie_of(app, number)) for name, number in ids.items()}
    others = {
        "staff of the same team": Role.LEARNER,
        "lead of another agency": Role.AGENCY_LEAD,
        "lead of another agency's team": Role.TEAM_LEAD,
        "staff of another agency": Role.LEARNER,
        "suspended": None,
        "nobody": None,
    }
    names = frozenset({"Sam Colleague", "sam@council.example", "Every Role"})
    people["nobody"] = Sender(app)
    return World(house, values, marks, people, held | others, names)
