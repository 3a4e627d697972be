"""Two agencies: what one brings in, sends or waits for, the other neither sees nor changes."""

import pytest
from sqlalchemy import select

from elearn.access.policy import EVERYWHERE, AgencyScope, Role
from elearn.evidence.actions.imports import plan_of
from elearn.evidence.queries import certificates, courses, imports, people
from elearn.models import EvidenceFile
from elearn.records import elsewhere
from elearn.web.clock import today
from tests.integration.evidence.conftest import file_of, send

ANN = "W1,,M01,2026-03-01,,"


@pytest.fixture
def both(office, app, session):
    """The office with an import, a certificate and a short quiz to pass; and the agency next door
    with a person of its own."""
    office.course(topics=("T1",))
    office.bring_in(
        ANN, "W1,,Home course,2026-04-01,,", f",{office.bob.email},Home course,2026-04-01,,"
    )
    send(app.test_client().sign_in(office.ann))
    other = office.make.agency("Next Door")
    office.make.worker(other, office.make.role("R7"), "Nia Door")
    return office, other


def only(agency):
    return AgencyScope(agency_ids=frozenset({agency.id}))


def reads(office, agency, scope):
    """What every query about people answers for an agency and a scope."""
    upload = office.session.scalar(select(EvidenceFile.public_id))
    number = office.latest()

    def asked(session):
        where = session, scope, agency.id, today()
        return {
            "here": people.people_here(*where),
            "on_record": people.on_record(*where),
            "waiting": certificates.waiting(*where, most=9),
            "decided": certificates.decided(*where, most=9),
            "every": certificates.every(*where),
            "one": certificates.certificate(*where, public_id=upload),
            "file": certificates.file_of(*where, public_id=upload),
            "count": elsewhere.count_certificates(*where),
            "top_ups": elsewhere.waiting_among(*where),
            "imports": imports.imports_of(*where[:3], most=9),
            "import": imports.import_of(*where[:3], number),
            "lines": imports.lines_of(*where[:3], number, after=0, most=9),
        }

    return asked


def test_every_query_answers_its_own_agency_and_no_other(both, session):
    office, other = both
    found = reads(office, office.agency, only(office.agency))(session)
    assert {one.name for one in found["here"]} == {"Ann Bell", "Bob Li"}
    assert all(found[name] for name in found if name != "decided")
    theirs = reads(office, other, only(other))(session)
    assert [one.name for one in theirs.pop("here")] == ["Nia Door"]
    assert not any(theirs.values()), theirs


def test_a_scope_of_another_agency_sees_nothing_of_this_one(both, session):
    office, other = both
    for scope in (AgencyScope(), only(other)):
        assert not any(reads(office, office.agency, scope)(session).values())
    everything = reads(office, office.agency, EVERYWHERE)(session)
    assert all(everything[name] for name in everything if name != "decided")


def test_a_file_names_nobody_of_another_agency_and_tells_nothing_about_them(both, session):
    office, other = both
    for line in (
        ANN,
        f",{office.bob.email},M01,2026-03-01,,",
        ",nobody@x.example,M01,2026-03-01,,",
    ):
        plan = plan_of(session, agency_id=other.id, content=file_of(line), today=today())
        assert plan.counts == {"error": 1, "new": 0, "known": 0}
        (outcome,) = plan.outcomes
        assert outcome.name == ""
        assert "Nobody who works here" in outcome.faults[0].remedy


def test_proposals_of_another_agency_are_not_listed(both, session):
    office, other = both
    office.propose(name="Ours alone")
    assert {one.course for one in courses.for_agency(session, other.id)} == {"Home course"}
    assert len(courses.for_agency(session, office.agency.id)) == 2


def test_an_import_of_another_agency_is_not_there(both, app):
    office, other = both
    visitor = app.test_client().sign_in(office.make.somebody(Role.AGENCY_LEAD, other))
    number = office.latest()
    for path in (f"{number}", f"{number}.csv"):
        at = f"/agencies/{other.slug}/evidence/imports/{path}"
        assert visitor.get(at).status_code == 404
        assert visitor.get(f"{office.home}/imports/{path}").status_code == 404
    for act in ("apply", "undo"):
        at = f"/agencies/{other.slug}/evidence/imports/{number}/{act}"
        assert visitor.post(at).status_code == 404
        assert visitor.post(f"{office.home}/imports/{number}/{act}").status_code == 404
    assert len(office.record()) == 1
