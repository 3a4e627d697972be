"""What an import never does, and what is left when somebody it was about is erased."""

from datetime import timedelta

from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.accounts.actions.erasure import erase
from elearn.models import Grant, Password, Person, Posting, RosterChange, StaffNumber
from elearn.roster import actions, queries
from elearn.web.clock import now, today
from tests.integration.roster.test_pages import text_of

ANN = "W1,Ann Bell,ann@x.example,MASH,R7,2024-01-01,,boss@x.example"
BOB = "W2,Bob Li,,Housing,R8,2024-02-01,,"


def person(session, number):
    statement = select(Person).join(StaffNumber).where(StaffNumber.value == number)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def test_an_account_without_an_address_is_not_given_one_by_a_file(office, session):
    """Or its password could be asked for at an address that somebody else wrote."""
    office.bring_in(BOB)
    bob = person(session, "W2")
    session.add(Password(person_id=bob.id, hash="x", changed_at=now()))
    session.commit()
    done = office.bring_in(BOB.replace("Bob Li,,", "Bob Li,thief@x.example,"))
    assert person(session, "W2").email is None
    assert "has an account without one" in done.plan.outcomes[0].change.notes[0]


def test_a_file_never_touches_grants_and_never_ends_a_posting_elsewhere(office, session, make):
    elsewhere, role = make.agency(), make.role("R8")
    ann = make.person("Ann Bell", email="ann@x.example")
    posting = make.posting(ann, elsewhere, role)
    make.grant(ann, Role.AGENCY_LEAD, elsewhere)
    make.posting(ann, office.agency, role)
    office.bring_in(ANN)
    office.bring_in(BOB)
    session.expire_all()
    assert (posting.agency_id, posting.end) == (elsewhere.id, None)
    grants = session.scalars(select(Grant)).all()
    assert [(one.agency_id, one.revoked_at) for one in grants] == [(elsewhere.id, None)]
    here = session.scalars(select(Posting).where(Posting.agency_id == office.agency.id)).all()
    assert {one.end for one in here} == {None, today()}


def test_erasing_somebody_empties_what_imports_noted_about_them(office, session, lead):
    number = office.bring_in(ANN, BOB).number
    ann = person(session, "W1")
    erase(session, person_id=ann.id, actor_id=None, now=now())
    session.commit()
    lines = session.scalars(select(RosterChange).where(RosterChange.person_id == ann.id)).all()
    assert [(one.before, one.after) for one in lines] == [({}, {})]
    shown = text_of(lead.page(f"{office.home}/{number}"))
    assert "Ann Bell" not in shown
    assert "W1" not in shown
    assert "Bob Li" in shown


def test_undoing_after_an_erasure_leaves_the_erased_person_alone_and_says_so(office, session):
    number = office.bring_in(ANN, BOB).number
    ann = person(session, "W1")
    erase(session, person_id=ann.id, actor_id=None, now=now())
    session.commit()
    undone = office.undo(number)
    assert (undone.put_back, undone.kept_erased) == (1, 1)
    assert "People who were erased since" in undone.sentences[-1]
    assert session.scalars(select(Posting.person_id)).all() == [ann.id]
    assert session.scalar(select(func.count(Person.id))) == 1


def test_a_file_that_nobody_applied_is_thrown_away_after_a_day(office, session):
    number = office.preview(ANN).number
    session.commit()
    later = now() + timedelta(days=1, minutes=1)
    assert actions.forget_previews(session, before=later - actions.PREVIEWS_KEPT) == 1
    assert queries.import_of(session, office.agency.id, number) is None
