"""An agency with a lead and two people, a module of two topics, and an outside course."""

import io
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.domain.equivalence import Taught
from elearn.domain.quiz import BlueprintLine
from elearn.evidence.actions import courses, imports
from elearn.models import (
    Completion,
    CompletionImport,
    Equivalence,
    Holding,
    Item,
    OutsideTraining,
    Revocation,
    TrailEntry,
)
from elearn.web.clock import now, today
from tests.support.document import small_document, small_item
from tests.support.papers import jpeg

HEADER = "staff_number,email,course,completed_on,score,evidence"


def file_of(*lines):
    """A file of these lines."""
    return "\n".join([HEADER, *lines]).encode()


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ", strip=True).split())


def press(visitor, page, part="", **fields):
    """Press a form of the page (the one whose address ends so) with what it holds."""
    form = next(one for one in page.select("main form") if one.get("action", "").endswith(part))
    held = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    return visitor.post(form["action"], data=held | fields)


@dataclass
class Office:
    """An agency, and the actions on its evidence without the pages."""

    session: Session
    make: object
    agency: object
    module: object
    lead: object
    ann: object
    bob: object

    @property
    def home(self):
        return f"/agencies/{self.agency.slug}/evidence"

    def preview(self, *lines):
        found = imports.preview(
            self.session,
            agency_id=self.agency.id,
            filename="done.csv",
            content=file_of(*lines),
            actor_id=self.lead.id,
            now=now(),
            today=today(),
        )
        self.session.commit()
        return found

    def bring_in(self, *lines):
        found = self.preview(*lines)
        done = imports.apply(
            self.session,
            agency_id=self.agency.id,
            number=found.number,
            seen=None,
            actor_id=self.lead.id,
            now=now(),
            today=today(),
        )
        self.session.commit()
        return done

    def latest(self):
        """The number of the import that came last."""
        return self.session.scalar(select(func.max(CompletionImport.id)))

    def undo(self, number):
        revoked = imports.undo(
            self.session, number=number, actor_id=self.lead.id, now=now(), today=today()
        )
        self.session.commit()
        return revoked

    def propose(self, name="Home course", topics=("T1", "T2"), level="A", months=24):
        """A course that teaches these topics, put before the coordinator."""
        number = courses.propose(
            self.session,
            agency_id=self.agency.id,
            proposal=courses.Proposal(
                name=name,
                provider="Home Office",
                content_date=None,
                module_id=self.module.id,
                taught=tuple(Taught(topic, level) for topic in topics),
                valid_months=months,
                reason="We looked at it.",
            ),
            actor_id=self.lead.id,
            now=now(),
        )
        self.session.commit()
        return number

    def course(self, *args, asks_quiz=False, months=24, **facts):
        """A course that counts; its id."""
        number = self.propose(*args, months=months, **facts)
        courses.approve(
            self.session,
            number=number,
            approval=courses.Approval(months, asks_quiz, ""),
            actor_id=self.lead.id,
            now=now(),
        )
        self.session.commit()
        return self.session.get_one(Equivalence, number).course_id

    def record(self):
        """The completions that count: person, module, day and grade."""
        self.session.expire_all()
        statement = (
            select(
                Completion.person_id,
                Completion.module_id,
                Completion.completed_on,
                Completion.grade,
            )
            .outerjoin(Revocation, Revocation.completion_id == Completion.id)
            .where(Revocation.completion_id.is_(None))
            .order_by(Completion.id)
        )
        return [tuple(row) for row in self.session.execute(statement)]

    def held(self, person):
        self.session.expire_all()
        found = self.session.get(Holding, (person.id, self.module.id))
        return (found.completed_on, found.grade) if found else None

    def trainings(self):
        self.session.expire_all()
        return list(self.session.scalars(select(OutsideTraining).order_by(OutsideTraining.id)))

    def actions(self):
        return list(self.session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))

    def items(self):
        return list(self.session.scalars(select(Item).order_by(Item.id)))


def two_topics(code="M01"):
    """A module whose quiz asks one question of T1 and two of T2, one of them about safety."""
    items = [small_item(code, n) for n in range(1, 7)]
    items += [small_item(code, n, topic="T2", read_again="second") for n in range(1, 7)]
    return small_document(
        "notice-it",
        code,
        "Notice it",
        items=tuple(items),
        blueprint=(BlueprintLine("T1", 1), BlueprintLine("T2", 2, 1)),
    )


@pytest.fixture
def office(make, session):
    agency, role = make.agency("Aldermouth City Council"), make.role("R7", name="Housing officer")
    module = make.module("notice-it", code="M01", title="Notice it", document=two_topics())
    make.requirement(role, module)
    ann, bob = make.worker(agency, role, "Ann Bell"), make.worker(agency, role, "Bob Li")
    make.staff_number(ann, agency, "W1")
    lead = make.somebody(Role.AGENCY_LEAD, agency)
    return Office(session, make, agency, module, lead, ann, bob)


@pytest.fixture
def lead(office, visitor):
    """The visitor, signed in as the agency's lead."""
    return visitor.sign_in(office.lead)


def send(visitor, *, course="other", content=None, name="scan.jpg", day=("1", "3", "2026"), **more):
    """Send a certificate as the form does."""
    content = jpeg() if content is None else content
    fields = {
        "course": str(course),
        "course_name": "Home course",
        "provider": "Home Office",
        "done_on": list(day),
        "file": (io.BytesIO(content), name),
    }
    return visitor.post("/learn/elsewhere", data=fields | more)
