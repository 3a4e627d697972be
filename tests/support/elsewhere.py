"""Training done elsewhere for the house of the walks: a course, certificates, an import."""

from datetime import timedelta

from elearn.domain.equivalence import Taught
from elearn.evidence.actions import certificates, courses, imports
from elearn.gateways.papers import Paper
from elearn.models import Equivalence, Grade
from elearn.records.elsewhere import Accepted, accept_many
from elearn.web import clock
from tests.support.make import Make
from tests.support.papers import png

DONE = "email,course,completed_on\n{},{},2026-01-05\n"


def elsewhere_values(
    make: Make, agency, module, everyone, colleague, called: str
) -> dict[str, dict[str, object]]:
    """Which certificate, import and course the pages about such things are about. A short quiz
    waits for everyone; what has a name is ``called`` so, if that is given."""
    course = _course(make, agency, module, everyone, called)
    _accepted(make, course, everyone)
    mine = {"upload": _certificate(make, everyone, called)}
    theirs = {"upload": _certificate(make, colleague, called)}
    brought = {"number": _import(make, agency, module, colleague, called)}
    proposed = {"number": _proposal(make, agency, module, everyone, called or "Another course")}
    make.session.commit()
    return {
        "evidence.my_file": mine,
        "evidence.remove": mine,
        "evidence.certificate": theirs,
        "evidence.certificate_file": theirs,
        "evidence.approve": theirs,
        "evidence.refuse": theirs,
        "evidence.undo_approval": theirs,
        "evidence.one_import": brought,
        "evidence.lines": brought,
        "evidence.apply": brought,
        "evidence.undo": brought,
        "evidence.equivalence": proposed,
        "evidence.approve_equivalence": proposed,
        "evidence.refuse_equivalence": proposed,
        "evidence.withdraw_equivalence": proposed,
    }


def _proposal(make: Make, agency, module, person, name: str) -> int:
    proposal = courses.Proposal(
        name=name,
        provider=name,
        content_date=None,
        module_id=module.id,
        taught=(Taught("T9", "A"),),
        valid_months=24,
        reason=name,
    )
    return courses.propose(
        make.session, agency_id=agency.id, proposal=proposal, actor_id=person.id, now=clock.now()
    )


def _course(make: Make, agency, module, person, called: str) -> Equivalence:
    """A course that covers none of the module's topics, approved."""
    number = _proposal(make, agency, module, person, called or "Home course")
    courses.approve(
        make.session,
        number=number,
        approval=courses.Approval(24, False, called),
        actor_id=person.id,
        now=clock.now(),
    )
    return make.session.get_one(Equivalence, number)


def _accepted(make: Make, course: Equivalence, person) -> None:
    done = Accepted(
        person_id=person.id,
        course_id=course.course_id,
        module_id=course.module_id,
        equivalence_id=course.id,
        done_on=clock.today() - timedelta(days=10),
        grade=Grade.APPROVED,
        source="test",
        is_whole=False,
    )
    accept_many(make.session, accepted=[done], now=clock.now())


def _certificate(make: Make, person, called: str) -> str:
    name = called or "Night class"
    sent = certificates.Sent(None, name, name, clock.today())
    paper = Paper("image/png", png())
    return certificates.send(
        make.session, person_id=person.id, sent=sent, paper=paper, now=clock.now()
    )


def _import(make: Make, agency, module, person, called: str) -> int:
    found = imports.preview(
        make.session,
        agency_id=agency.id,
        filename=called or "done.csv",
        content=DONE.format(person.email, module.slug).encode(),
        actor_id=person.id,
        now=clock.now(),
        today=clock.today(),
    )
    return found.number
