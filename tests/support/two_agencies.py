"""Two agencies of two teams each, with everything about people that an agency's pages show."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from elearn.access.policy import AgencyScope, Role
from elearn.briefings.actions import attending
from elearn.briefings.by import By
from elearn.domain.equivalence import Taught
from elearn.evidence.actions import certificates, courses, imports
from elearn.gateways.papers import Paper
from elearn.models import EvidenceFile, Grade, Letter, LetterState, UndeliveredAddress
from elearn.operations.invitations import Sender
from elearn.records.elsewhere import Accepted, accept_many
from elearn.reminders.actions.chasing import Wanted, chase
from elearn.web import clock
from tests.support.briefings import of, open_it, planned_room
from tests.support.make import Make
from tests.support.papers import png

HEADER = "email,course,completed_on"
SENDER = Sender("Northmoor", "http://localhost")
FIRST_ID = 71_000_000  # no other number in an answer looks like one of these
A_PERSON = 1_000


@dataclass
class Side:
    """A team with its people, rooms and papers; ``marks`` are the words that tell of them alone."""

    team: object
    lead: object
    people: list = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    room: int = 0
    marks: set[str] = field(default_factory=set)


@dataclass
class Place:
    """An agency, its two teams, its lead, the import that it applied and the chase that it sent."""

    agency: object
    lead: object
    sides: tuple[Side, Side]
    brought: int = 0
    chased: int = 0

    @property
    def marks(self) -> set[str]:
        return self.sides[0].marks | self.sides[1].marks

    @property
    def scope(self) -> AgencyScope:
        return AgencyScope(agency_ids=frozenset({self.agency.id}))

    @property
    def people(self) -> list:
        return [person for side in self.sides for person in side.people]

    def scope_of_team(self) -> AgencyScope:
        team = frozenset({self.sides[0].team.id})
        return AgencyScope(team_ids=team, team_agency_ids=frozenset({self.agency.id}))


@dataclass
class TwoAgencies:
    """Builds both. One role is asked for one module; another module is done elsewhere."""

    make: Make

    def __post_init__(self) -> None:
        make = self.make
        self.role, self.asked = make.role(), make.module(title="Asked of all")
        self.other = make.module(title="Done elsewhere")
        make.requirement(self.role, self.asked)
        self.course = self._course()
        self.here = self._place("Herefolk", 0)
        self.there = self._place("Therefolk", 1)
        make.session.commit()

    def _course(self) -> object:
        """A course that leaves topics of the module to a short quiz."""
        session, make = self.make.session, self.make
        by, now = make.person("The Coordinator"), clock.now()
        proposal = courses.Proposal(
            "Night class", "Home Office", None, self.asked.id, (Taught("T9", "A"),), 24, "Read it."
        )
        number = courses.propose(
            session, agency_id=make.agency().id, proposal=proposal, actor_id=by.id, now=now
        )
        approval = courses.Approval(24, True, "")
        courses.approve(session, number=number, approval=approval, actor_id=by.id, now=now)
        return session.get_one(courses.Equivalence, number)

    def _place(self, name: str, number: int) -> Place:
        make, session = self.make, self.make.session
        agency = make.agency(name)
        lead = make.somebody(Role.AGENCY_LEAD, agency)
        sides = tuple(self._side(agency, f"{name}{n}", 2 * number + n) for n in range(2))
        place = Place(agency, lead, sides)
        place.brought = self._import(place)
        place.chased = chase(
            session, place.scope, agency.id, wanted=Wanted(), once=name, sender=SENDER,
            actor_id=lead.id, now=clock.now(), today=clock.today(),
        )  # fmt: skip
        for side in sides:
            letter = session.scalar(select(Letter).filter_by(person_id=side.people[0].id))
            letter.state, letter.answer = LetterState.FAILED, "550 no"
        session.commit()
        return place

    def _side(self, agency, mark: str, number: int) -> Side:
        """Three people: one whom letters reach, one without an address who is in date, one with a
        bad address."""
        make, first = self.make, FIRST_ID + number * A_PERSON
        team = make.team(agency, f"Team {mark}")
        side = Side(team, make.somebody(Role.TEAM_LEAD, agency, team))
        for n, email in enumerate((f"a@{mark.lower()}.example", None, f"c@{mark.lower()}.example")):
            person = make.person(f"{mark} {n}", email=email, id=first + n)
            make.posting(person, agency, self.role, team)
            make.staff_number(person, agency, f"{mark}-{n}")
            side.people.append(person)
        refused = {"address": side.people[2].email, "answer": "550 no", "since": clock.now()}
        make._add(UndeliveredAddress(person_id=side.people[2].id, **refused))
        make.completion(side.people[1], self.asked, clock.today())
        self._papers(side)
        self._room(agency, side)
        side.marks = {mark, mark.lower(), *side.uploads, *(one.public_id for one in side.people)}
        side.marks |= {str(one.id) for one in side.people}
        return side

    def _papers(self, side: Side) -> None:
        """A certificate that waits, one that was refused, and a course with a quiz to pass."""
        session, person = self.make.session, side.people[0]
        day, now = clock.today() - timedelta(days=20), clock.now()
        for words in ("One", "Another"):
            sent = certificates.Sent(None, words, words, day)
            paper = Paper("image/png", png())
            side.uploads.append(
                certificates.send(session, person_id=person.id, sent=sent, paper=paper, now=now)
            )
        number = session.scalar(select(EvidenceFile.id).filter_by(public_id=side.uploads[1]))
        by = self.make.person("Who Decides")
        certificates.refuse(
            session, file_id=number, reason="Not ours.", actor_id=by.id, now=now, sender=SENDER
        )
        done = Accepted(
            person_id=person.id, course_id=self.course.course_id, module_id=self.asked.id,
            equivalence_id=self.course.id, done_on=day, grade=Grade.APPROVED, source="test",
            is_whole=False,
        )  # fmt: skip
        accept_many(session, accepted=[done], now=now)

    def _room(self, agency, side: Side) -> None:
        session, by = self.make.session, By(side.lead.id, clock.now(), clock.today())
        side.room = planned_room(session, agency, self.other, by=by, team=side.team)
        open_it(session, agency, side.room, by=by)
        room = of(session, agency, side.room)
        attending.tick(session, room=room, people=[side.people[0].id], by=by)

    def _import(self, place: Place) -> int:
        """Something that its first people did elsewhere, applied; its number."""
        make, now, day = self.make, clock.now(), clock.today()
        lines = [f"{side.people[0].email},{self.other.slug},2026-01-05" for side in place.sides]
        facts = {"agency_id": place.agency.id, "actor_id": place.lead.id, "now": now, "today": day}
        content = "\n".join([HEADER, *lines]).encode()
        found = imports.preview(make.session, filename="done.csv", content=content, **facts)
        imports.apply(make.session, number=found.number, seen=None, **facts)
        return found.number
