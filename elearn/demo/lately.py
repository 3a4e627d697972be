"""What the council that visitors look after did in the last two weeks: briefings, training done
elsewhere, and what it asked the coordinator for. By the product's own actions, after the audits."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import EVERYWHERE
from elearn.briefings.actions import attending, rooms
from elearn.briefings.by import By as InTheRoom
from elearn.briefings.queries.rooms import room
from elearn.demo.mix import MASH
from elearn.demo.people import Somebody
from elearn.demo.places import COUNCIL, PARTNERSHIP
from elearn.demo.sittings import Course
from elearn.demo.writing import Ids
from elearn.domain.equivalence import Taught
from elearn.domain.requirements import Line, Need
from elearn.evidence.actions import certificates, courses, imports
from elearn.gateways.papers import Paper
from elearn.models import EvidenceFile, OutsideCourse, RequirementProposal
from elearn.operations.invitations import Sender
from elearn.requirements.actions import proposals
from elearn.requirements.actions.setting import By

M01, M02, M03 = "M01", "M02", "M03"
HEADER = "email,course,completed_on,evidence"
NIGHT_CLASS = "Modern slavery: an introduction (regional e-learning)"
CONFERENCE = "Exploitation and safeguarding, one-day conference"
PROVIDER = "Regional improvement board"
REFUSED = "The certificate names no day and no organiser. Please send the page that does."
NOT_NEEDED = "Their managers hold it, and the audit shows no gap in this role. Ask again in spring."


@dataclass(frozen=True)
class Lately:
    """``person_ids`` by public id, ``courses`` by code; ``as_of`` is the demonstration's day."""

    session: Session
    people: Sequence[Somebody]
    person_ids: Mapping[str, int]
    ids: Ids
    courses: Mapping[str, Course]
    as_of: date
    base_url: str = "http://localhost"

    def happen(self) -> None:
        """Everything, the earliest first."""
        self._outside_courses()
        self._import()
        self._certificates()
        self._briefings()
        self._proposals()

    @property
    def _council(self) -> int:
        return self.ids.agencies[COUNCIL]

    @property
    def _sender(self) -> Sender:
        return Sender(PARTNERSHIP, self.base_url)

    @cached_property
    def _colleagues(self) -> list[Somebody]:
        """People who work at the council, with an address, that no visitor can be."""
        return [
            one
            for one in self.people
            if one.now.agency == COUNCIL
            and one.email
            and not (one.part or one.now.end or one.away)
            and one.now.start < self.as_of - timedelta(60)
        ]

    def _part(self, key: str) -> int:
        found = next(one for one in self.people if one.part and one.part.key == key)
        return self.person_ids[found.public_id]

    def _id(self, one: Somebody) -> int:
        return self.person_ids[one.public_id]

    def _at(self, days: int) -> datetime:
        return datetime.combine(self.as_of - timedelta(days), time(11, 5), UTC)

    def _outside_courses(self) -> None:
        """One that counts for the first module; one that the coordinator has still to read."""
        whole, other = self.courses[M01].document, self.courses[M03].document
        taught = [Taught(line.topic, whole.level) for line in whole.blueprint]
        number = self._propose(NIGHT_CLASS, M01, taught, self._at(14))
        approval = courses.Approval(24, False, "Read through with the training group.")
        by, now = self._part("coordinator"), self._at(13)
        courses.approve(self.session, number=number, approval=approval, actor_id=by, now=now)
        part = [Taught(other.blueprint[0].topic, other.level)]
        self._propose(CONFERENCE, M03, part, self._at(3))

    def _propose(self, name: str, code: str, taught: list[Taught], now: datetime) -> int:
        wanted = courses.Proposal(
            name=name,
            provider=PROVIDER,
            content_date=None,
            module_id=self.courses[code].module_id,
            taught=tuple(taught),
            valid_months=24,
            reason="Most of our new starters come with it. The slides are with the lead.",
        )
        by = self._part("lead")
        return courses.propose(
            self.session, agency_id=self._council, proposal=wanted, actor_id=by, now=now
        )

    def _import(self) -> None:
        """A list of the council's own learning system, applied."""
        day = self.as_of - timedelta(12)
        lines = [
            f"{one.email},{self.courses[M02].document.title},{day},Learning system"
            for one in self._colleagues[4:10]
        ]
        if not lines:  # a partnership of a few dozen has nobody for it
            return
        content = "\n".join([HEADER, *lines]).encode()
        by, now, today = self._part("lead"), self._at(10), self.as_of - timedelta(10)
        found = imports.preview(
            self.session,
            agency_id=self._council,
            filename="learning-system.csv",
            content=content,
            actor_id=by,
            now=now,
            today=today,
        )
        imports.apply(
            self.session,
            agency_id=self._council,
            number=found.number,
            seen=None,
            actor_id=by,
            now=now,
            today=today,
        )

    def _certificates(self) -> None:
        """Two that wait for the lead, one that was approved and one that was refused."""
        sent = [self._send(one, 9 - n) for n, one in enumerate(self._colleagues[:4])]
        by, now = self._part("lead"), self._at(4)
        for number in sent[2:3]:
            certificates.approve(
                self.session,
                file_id=number,
                course_id=self._night_class(),
                actor_id=by,
                sender=self._sender,
                now=now,
                today=self.as_of - timedelta(4),
            )
        for number in sent[3:4]:
            certificates.refuse(
                self.session,
                file_id=number,
                reason=REFUSED,
                actor_id=by,
                sender=self._sender,
                now=now,
            )

    def _send(self, one: Somebody, days: int) -> int:
        done_on = self.as_of - timedelta(days + 3)
        sent = certificates.Sent(self._night_class(), NIGHT_CLASS, PROVIDER, done_on)
        paper = Paper("image/png", picture())
        name = certificates.send(
            self.session, person_id=self._id(one), sent=sent, paper=paper, now=self._at(days)
        )
        return self.session.scalars(
            select(EvidenceFile.id).where(EvidenceFile.public_id == name)
        ).one()

    def _night_class(self) -> int:
        course = select(OutsideCourse.id).where(OutsideCourse.name == NIGHT_CLASS)
        return self.session.scalars(course).one()

    def _briefings(self) -> None:
        """One of the MASH, held and closed with who was there; one that is planned."""
        number = self._plan(M03, self.as_of - timedelta(6), "Committee room 2")
        by = InTheRoom(self._part("teamlead"), self._at(6), self.as_of - timedelta(6))
        here = room(self.session, EVERYWHERE, self._council, number)
        first = sorted(self._colleagues, key=lambda one: one.now.team != MASH)
        there = [self._id(one) for one in first[:9]]
        if here is not None:
            attending.tick(self.session, room=here, people=there, by=by)
            rooms.close(self.session, room=here, by=by)
        self._plan(M02, self.as_of + timedelta(9), "The canteen, after the team meeting")

    def _plan(self, code: str, on: date, place: str) -> int:
        course = self.courses[code]
        wanted = rooms.Plan(
            agency_id=self._council,
            team_id=self.ids.teams[COUNCIL, MASH],
            module_id=course.module_id,
            version_id=course.version_id,
            held_on=on,
            place=place,
            facilitator="Gwen Castellano",
            once=f"demonstration {code}",
        )
        by = InTheRoom(self._part("teamlead"), self._at(8), self.as_of - timedelta(8))
        return rooms.plan(self.session, wanted=wanted, document=course.document, by=by)

    def _proposals(self) -> None:
        """A rule of its own that the council waits for, and one that it was refused."""
        refused = self._ask(
            "R7", "M05", "Housing officers meet children on every second visit.", 12
        )
        by = By(self._part("coordinator"), self._at(11), self.as_of - timedelta(11))
        proposals.refuse(
            self.session, number=refused, reason=NOT_NEEDED, sender=self._sender, by=by
        )
        self._ask("R4", "M06", "Our MASH now takes the calls about debt bondage.", 2)

    def _ask(self, role: str, code: str, reason: str, days: int) -> int:
        wanted = Line(
            agency_id=self._council,
            role_id=self.ids.roles[role],
            module_id=self.courses[code].module_id,
            need=Need.REQUIRED,
            start=self.as_of + timedelta(30),
            grace_days=60,
            refresh_months=24,
            reason=reason,
        )
        by = By(self._part("lead"), self._at(days), self.as_of - timedelta(days))
        proposals.propose(self.session, agency_id=self._council, line=wanted, by=by)
        newest = select(RequirementProposal.id).order_by(RequirementProposal.id.desc()).limit(1)
        return self.session.scalars(newest).one()


def picture(width: int = 210, height: int = 297) -> bytes:
    """A sheet of paper, as PNG: pale, with a darker frame."""
    edge, pale = bytes([90]), bytes([236])
    inner = b"\0" + edge + pale * (width - 2) + edge
    rows = b"\0" + edge * width + inner * (height - 2) + b"\0" + edge * width
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
