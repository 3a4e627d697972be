"""Applying and undoing a roster: all or nothing, twice changes nothing, and back to every row."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from elearn.access.policy import Role
from elearn.gateways.sheets import SheetFileError
from elearn.models import (
    Grant,
    Password,
    Person,
    Posting,
    RosterChange,
    RosterImport,
    StaffNumber,
    TrailEntry,
)
from elearn.operations.trail import verify
from elearn.roster import actions
from elearn.web.clock import now, today

ANN = "W1,Ann Bell,ann@x.example,MASH,R7,2024-01-01,,boss@x.example"
BOB = "W2,Bob Li,,Housing,R8,2024-02-01,,"


def person(session, number):
    statement = select(Person).join(StaffNumber).where(StaffNumber.value == number)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def postings(session, of):
    statement = select(Posting).where(Posting.person_id == of.id).order_by(Posting.id)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def test_a_first_file_puts_people_teams_and_postings_on_record(office, session):
    done = office.bring_in(ANN, BOB)
    assert done.plan.counts["new"] == 2
    ann = person(session, "W1")
    assert (ann.full_name, ann.email, ann.manager_email) == (
        "Ann Bell",
        "ann@x.example",
        "boss@x.example",
    )
    (posting,) = postings(session, ann)
    assert (posting.start, posting.end) == (date(2024, 1, 1), None)


def test_the_same_file_twice_changes_nothing_and_says_so(office):
    office.bring_in(ANN, BOB)
    before = office.rows()
    again = office.bring_in(ANN, BOB)
    assert again.plan.counts == {"new": 0, "changed": 0, "unchanged": 2, "left": 0, "error": 0}
    assert again.plan.acts == ()
    assert office.rows() == before


def test_a_preview_changes_nobody_and_the_same_file_again_is_the_same_preview(office, session):
    before = office.rows()
    first, second = office.preview(ANN), office.preview(ANN)
    assert first.number == second.number
    assert office.rows() == before
    assert session.scalar(select(func.count(RosterImport.id))) == 1


def test_a_changed_role_keeps_the_past_true(office, session):
    office.bring_in(ANN)
    office.bring_in(ANN.replace("R7", "R8"))
    old, new = postings(session, person(session, "W1"))
    assert (old.end, new.start, new.end) == (today(), today(), None)
    assert old.role_id != new.role_id


def test_whoever_stands_in_no_line_left_today_and_keeps_account_and_grants(office, session, make):
    office.bring_in(ANN, BOB)
    bob = person(session, "W2")
    make.grant(bob, Role.TEAM_LEAD, office.agency)
    office.bring_in(ANN)
    assert [one.end for one in postings(session, bob)] == [today()]
    assert session.scalar(select(func.count(Grant.id)).where(Grant.revoked_at.is_(None))) == 1


def test_good_lines_are_applied_and_bad_ones_left_out(office, session):
    done = office.bring_in(ANN, "W9,,,,R7,,,", BOB)
    assert (done.plan.counts["new"], done.plan.counts["error"]) == (2, 1)
    assert session.scalar(select(func.count(Person.id))) == 2


def test_the_address_of_an_account_is_never_changed_by_a_file(office, session):
    office.bring_in(ANN)
    ann = person(session, "W1")
    session.add(Password(person_id=ann.id, hash="x", changed_at=now()))
    session.commit()
    office.bring_in(ANN.replace("ann@x.example", "thief@x.example"))
    assert person(session, "W1").email == "ann@x.example"


def test_an_administrator_named_in_a_file_is_not_brought_in(office, session, make):
    admin = make.somebody(Role.ADMINISTRATOR)
    name, email = admin.full_name, admin.email
    office.bring_in(f"W1,Somebody Else,{email},,R7,,,")
    session.expire_all()
    assert (admin.full_name, admin.email) == (name, email)
    assert postings(session, admin) == []


def test_somebody_of_another_agency_is_left_alone_until_they_say_so(office, session, make):
    elsewhere, role = make.agency(), make.role("R8")
    ann = make.person("Ann Bell", email="ann@x.example")
    first = make.posting(ann, elsewhere, role)
    done = office.bring_in(ANN, BOB)
    assert (done.plan.counts["error"], done.plan.counts["new"]) == (1, 1)
    session.expire_all()
    assert postings(session, ann) == [first]
    assert session.scalars(select(StaffNumber).where(StaffNumber.person_id == ann.id)).all() == []
    make.posting(ann, office.agency, make.role("R7"))  # she said yes
    again = office.bring_in(ANN.replace("Ann Bell", "Annie Belle"), BOB)
    assert again.plan.counts["error"] == 0
    session.expire_all()
    assert (ann.full_name, first.end) == ("Ann Bell", None)
    assert [one.end for one in postings(session, ann)].count(None) == 2


def test_a_lead_whom_the_agency_has_appointed_may_stand_in_its_own_file(office, session, make):
    ann = make.person("Ann Bell", email="ann@x.example")
    make.grant(ann, Role.AGENCY_LEAD, office.agency)
    office.bring_in(ANN)
    assert len(postings(session, ann)) == 1


def test_so_many_leavers_stop_it_until_they_are_confirmed(office, session):
    lines = [f"W{n},Person {n},,MASH,R7,2024-01-01,," for n in range(20)]
    office.bring_in(*lines)
    before = office.rows()
    with pytest.raises(actions.LeaversError, match="15 of 20 people stand in no line"):
        office.bring_in(*lines[:5], confirm_leavers=False)
    session.rollback()
    assert office.rows() == before
    assert office.bring_in(*lines[:5]).plan.counts["left"] == 15


def test_a_record_that_changed_after_the_look_is_not_overwritten(office, session):
    office.bring_in(ANN)
    seen = office.preview(ANN.replace("R7", "R8"))
    session.commit()
    digest = seen.plan.digest()
    office.bring_in(ANN.replace("MASH", "Housing"))
    before = office.rows()
    with pytest.raises(actions.RosterError, match="changed after you looked"):
        actions.apply(
            session,
            agency_id=office.agency.id,
            number=seen.number,
            seen=digest,
            confirm_leavers=False,
            actor_id=None,
            now=now(),
            today=today(),
        )
    assert office.rows() == before


def test_applying_twice_does_it_once(office, session):
    seen = office.preview(ANN)
    again = {
        "agency_id": office.agency.id,
        "number": seen.number,
        "seen": None,
        "confirm_leavers": False,
        "actor_id": None,
        "now": now(),
        "today": today(),
    }
    actions.apply(session, **again)
    session.commit()
    with pytest.raises(actions.RosterError, match="applied already"):
        actions.apply(session, **again)
    assert session.scalar(select(func.count(Person.id))) == 1


def test_the_file_is_kept_only_until_it_is_applied(office, session):
    kept = session.get(RosterImport, office.preview(ANN).number)
    assert kept.content
    office.bring_in(ANN)
    session.refresh(kept)
    assert kept.content is None


def test_applying_and_undoing_stand_in_the_trail_without_a_name(office, session):
    number = office.bring_in(ANN).number
    office.undo(number)
    entries = session.scalars(select(TrailEntry).order_by(TrailEntry.id)).all()
    assert [entry.action for entry in entries] == ["roster.applied", "roster.undone"]
    assert "Ann" not in str([entry.detail for entry in entries])
    assert verify(session) is None


def test_undo_says_which_later_import_has_to_go_first(office):
    first = office.bring_in(ANN).number
    second = office.bring_in(ANN, BOB).number
    with pytest.raises(actions.RosterError, match=f"Import {second} came later"):
        office.undo(first)
    office.undo(second)
    office.undo(first)
    with pytest.raises(actions.RosterError, match="undone already"):
        office.undo(first)


def test_undo_keeps_people_whom_something_depends_on_and_says_so(office, session, make):
    number = office.bring_in(ANN, BOB).number
    make.completion(person(session, "W1"), make.module(), today())
    undone = office.undo(number)
    assert (undone.put_back, undone.kept_people) == (1, 1)
    assert "training" in undone.sentences[0]
    assert [one.full_name for one in session.scalars(select(Person))] == ["Ann Bell"]
    assert session.scalar(select(func.count(Posting.id))) == 0


def test_undo_leaves_a_value_that_somebody_changed_since(office, session):
    office.bring_in(ANN)
    number = office.bring_in(ANN.replace("Ann Bell", "Ann Jones")).number
    ann = person(session, "W1")
    ann.full_name = "Ann Corrected"
    session.commit()
    undone = office.undo(number)
    assert undone.kept_values == 1
    assert person(session, "W1").full_name == "Ann Corrected"


def test_undo_forgets_what_the_import_said_of_people_it_takes_away(office, session):
    office.undo(office.bring_in(ANN, BOB).number)
    assert session.scalar(select(func.count(RosterChange.id))) == 0


LINES = st.lists(
    st.tuples(
        st.integers(1, 8),  # staff number
        st.sampled_from(["Ann Bell", "Bo Bell", "Cy Bell"]),
        st.sampled_from(["", "a@x.example", "b@x.example", "c@x.example", "d@x.example"]),
        st.sampled_from(["", "MASH", "Housing", "Night shelter"]),
        st.sampled_from(["R7", "R8", "R99"]),
        st.sampled_from(["", "2024-01-01", "2025-06-30"]),
        st.sampled_from(["", "2026-01-01", "2099-01-01"]),
    ),
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=st.lists(LINES, min_size=2, max_size=3))
def test_whatever_the_files_undoing_them_restores_every_row(office, session, files):
    start, numbers, states = office.rows(), [], []
    for lines in files:
        before = office.rows()
        try:
            done = office.bring_in(*(f"W{','.join(map(str, line))}," for line in lines))
        except SheetFileError:
            continue  # a file without people
        again = office.bring_in(*(f"W{','.join(map(str, line))}," for line in lines))
        # a line that was refused may be good once the others are on record
        assert again.plan.acts == () or done.plan.counts["error"]
        numbers += [done.number, again.number]
        states += [before, None]
    for number, before in zip(reversed(numbers), reversed(states), strict=True):
        assert office.undo(number).sentences == ()
        assert before is None or office.rows() == before
    assert office.rows() == start


def test_a_long_file_takes_no_more_statements_than_a_short_one(office, session):
    assert _statements(office, session, 5) == _statements(office, session, 300)


def _statements(office, session, people):
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        office.bring_in(*(f"P{people}-{n},Person {n},,,R7,2024-01-01,," for n in range(people)))
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)
    return len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))])


def test_a_future_start_is_a_posting_that_has_not_begun(office, session):
    office.bring_in(f"W1,Ann,,,R7,{today() + timedelta(days=30)},,")
    (posting,) = postings(session, person(session, "W1"))
    assert posting.start == today() + timedelta(days=30)
