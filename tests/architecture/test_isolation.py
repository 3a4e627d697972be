"""Every read of people within a scope, asked by an agency's lead, a team's lead and nobody.

The reads are found in the software itself: one that is added fails here until it has a case.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module

import pytest
from sqlalchemy import true
from sqlalchemy.orm import Session

import elearn
from elearn.access.policy import AgencyScope
from elearn.agency.queries import (
    agencies,
    ahead,
    completion,
    figures,
    paging,
    people,
    person,
    presence,
    standings,
    waiting,
)
from elearn.agency.queries.rules import rules_of
from elearn.briefings.queries import rooms
from elearn.evidence.queries import certificates, imports
from elearn.evidence.queries import people as evidence_people
from elearn.extensions import db
from elearn.records import elsewhere
from elearn.reminders.queries import chases, due, log
from elearn.web import clock
from tests.support.make import Make
from tests.support.two_agencies import Place, TwoAgencies

NOBODY = AgencyScope()
FLOORS = {"queries", "records"}
LONG_AGO = clock.now().replace(year=2020)


@dataclass(frozen=True)
class Asked:
    """Somebody asks about a place within a scope. What has a number or a name of its own there is
    asked for by it."""

    session: Session
    place: Place
    scope: AgencyScope
    actor: int

    @property
    def here(self):
        return self.session, self.scope, self.place.agency.id

    @property
    def today(self):
        return (*self.here, clock.today())

    @property
    def view(self):
        return standings.View(self.place.agency.id, self.scope, clock.today())

    @property
    def ruled(self):
        rules = rules_of(self.session, self.place.agency.id, clock.today())
        return self.session, rules, self.view

    def each_upload(self, read):
        uploads = [name for side in self.place.sides for name in side.uploads]
        return [read(*self.today, public_id=name) for name in uploads]

    def each_room(self, read):
        return [read(*self.here, side.room) for side in self.place.sides]

    def each_person(self, read, **more):
        return [read(*self.here, public_id=one.public_id, **more) for one in self.place.people]

    def in_full(self):
        where = self.place.agency.id, self.scope, clock.today()
        ids = [one.public_id for one in self.place.people]
        return [person.person_in_full(self.session, one, *where) for one in ids]


WANTED, SHOWN = completion.Wanted.ALL, people.Show.EVERYBODY
CASES = {
    "agency.queries.agencies.agency_row": lambda q: agencies.agency_row(
        q.session, q.place.agency.slug, q.scope, clock.today()
    ),
    "agency.queries.agencies.teams_of": lambda q: agencies.teams_of(
        q.session, q.place.agency.id, q.scope
    ),
    "agency.queries.ahead.ahead": lambda q: ahead.ahead(q.session, *q.ruled[1:]),
    "agency.queries.completion.all_facts": lambda q: completion.all_facts(*q.ruled, WANTED),
    "agency.queries.completion.facts_page": lambda q: completion.facts_page(*q.ruled, WANTED, None),
    "agency.queries.figures.figures": lambda q: figures.figures(*q.ruled),
    "agency.queries.figures.present": lambda q: figures.present(*q.ruled),
    "agency.queries.paging.in_pieces": lambda q: [
        one.person_ids for one in paging.in_pieces(q.session, q.view)
    ],
    "agency.queries.paging.next_people": lambda q: paging.next_people(
        q.session, q.view, None, 9, true()
    ),
    "agency.queries.people.counts_by_person": lambda q: people.counts_by_person(*q.ruled),
    "agency.queries.people.everybody": lambda q: people.everybody(*q.ruled, show=SHOWN, words=""),
    "agency.queries.people.people_page": lambda q: people.people_page(
        *q.ruled, show=SHOWN, words="", mark=None
    ),
    "agency.queries.person.person_in_full": lambda q: q.in_full(),
    "agency.queries.presence.presence": lambda q: presence.presence(*q.ruled),
    "agency.queries.standings.standings": lambda q: standings.standings(*q.ruled),
    "agency.queries.waiting.waiting": lambda q: waiting.waiting(q.session, q.view),
    "briefings.queries.rooms.room": lambda q: q.each_room(rooms.room),
    "briefings.queries.rooms.rooms": lambda q: rooms.rooms(*q.here),
    "briefings.queries.rooms.teams_in_scope": lambda q: rooms.teams_in_scope(*q.here),
    "evidence.queries.certificates.certificate": lambda q: q.each_upload(certificates.certificate),
    "evidence.queries.certificates.decided": lambda q: certificates.decided(*q.today, most=9),
    "evidence.queries.certificates.every": lambda q: certificates.every(*q.today),
    "evidence.queries.certificates.file_of": lambda q: q.each_upload(certificates.file_of),
    "evidence.queries.certificates.waiting": lambda q: certificates.waiting(*q.today, most=9),
    "evidence.queries.imports.import_of": lambda q: imports.import_of(*q.here, q.place.brought),
    "evidence.queries.imports.imports_of": lambda q: imports.imports_of(*q.here, most=9),
    "evidence.queries.imports.lines_of": lambda q: imports.lines_of(
        *q.here, q.place.brought, after=0, most=9
    ),
    "evidence.queries.people.on_record": lambda q: evidence_people.on_record(*q.today),
    "evidence.queries.people.people_here": lambda q: evidence_people.people_here(*q.today),
    "records.elsewhere.count_certificates": lambda q: elsewhere.count_certificates(*q.today),
    "records.elsewhere.waiting_among": lambda q: elsewhere.waiting_among(*q.today),
    "reminders.queries.chases.chases": lambda q: chases.chases(*q.here, actor_id=q.actor, most=9),
    "reminders.queries.chases.one_chase": lambda q: chases.one_chase(
        *q.here, number=q.place.chased, actor_id=q.actor
    ),
    "reminders.queries.chases.teams_in": lambda q: chases.teams_in(*q.here),
    "reminders.queries.chases.to_tell": lambda q: chases.to_tell(
        *q.here, number=q.place.chased, today=clock.today()
    ),
    "reminders.queries.due.due_in": lambda q: due.due_in(*q.here, today=clock.today()),
    "reminders.queries.log.counts": lambda q: log.counts(*q.here, since=LONG_AGO, now=clock.now()),
    "reminders.queries.log.letters": lambda q: log.letters(
        *q.here, fate=None, before=None, now=clock.now()
    ),
    "reminders.queries.log.person_here": lambda q: q.each_person(log.person_here, now=clock.now()),
    "reminders.queries.log.unreached": lambda q: log.unreached(*q.here, now=clock.now()),
}


# It says of an agency what is the same for all its leads.
SAME_FOR_A_TEAM = {"agency.queries.agencies.agency_row"}


def reads_within_a_scope():
    """The public functions of the floors where reads live that ask the database within a scope,
    given by itself or inside a frozen value such as a view."""
    for found in pkgutil.walk_packages(elearn.__path__, "elearn."):
        if not FLOORS & set(found.name.split(".")):
            continue
        for name, function in inspect.getmembers(import_module(found.name), inspect.isfunction):
            if function.__module__ == found.name and name[0] != "_" and is_scoped(function):
                yield function


def name_of(function):
    return f"{function.__module__}.{function.__name__}".removeprefix("elearn.")


def is_scoped(function):
    parameters = inspect.signature(function).parameters
    return "session" in parameters and any(map(holds_scope, parameters.values()))


def holds_scope(parameter):
    kind = parameter.annotation
    inside = [one.type for one in fields(kind)] if is_dataclass(kind) else []
    return AgencyScope in (kind, *inside) or "AgencyScope" in (kind, *inside)


@pytest.fixture(scope="module")
def world(app):
    """Built once for all these tests, which only look; gone when they have."""
    with app.app_context():
        connection = db.engine.connect()
        transaction = connection.begin()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        db.session.remove()
        yield TwoAgencies(Make(db.session()))
        db.session.remove()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
        transaction.rollback()
        connection.close()


def answer(world, read, place, scope, actor):
    asked = Asked(world.make.session, place, scope, actor.id)
    found = CASES[read](asked)
    return repr(list(found) if isinstance(found, Iterator) else found)


def named(text, marks):
    return {mark for mark in marks if mark in text}


def cases():
    return pytest.mark.parametrize("read", CASES)


def test_every_read_within_a_scope_has_a_case():
    found = {name_of(one) for one in reads_within_a_scope()}
    assert not found - CASES.keys(), "add a case of how to ask"
    assert not CASES.keys() - found, "there is no such read any more"


@cases()
def test_a_lead_gets_the_agencys_own_people_and_nobody_elses(world, read):
    here, there = world.here, world.there
    own = answer(world, read, here, here.scope, here.lead)
    assert not named(own, there.marks)
    nothing = answer(world, read, here, NOBODY, there.lead)
    assert own != nothing, "the case shows nothing"
    assert not named(nothing, here.marks)
    across = answer(world, read, there, here.scope, here.lead)
    assert not named(across, there.marks | here.marks)
    assert across == answer(world, read, there, NOBODY, here.lead)


@cases()
def test_the_lead_of_a_team_gets_the_team_alone(world, read):
    here = world.here
    team, others = here.sides
    of_team = answer(world, read, here, here.scope_of_team(), team.lead)
    assert not named(of_team, others.marks | world.there.marks)
    whole = answer(world, read, here, here.scope, here.lead)
    assert of_team != whole or read in SAME_FOR_A_TEAM, "the case does not tell them apart"
    across = answer(world, read, world.there, here.scope_of_team(), team.lead)
    assert across == answer(world, read, world.there, NOBODY, team.lead)
