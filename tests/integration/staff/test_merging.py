"""Two records of one person put together, and taken apart again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import (
    Attempt,
    Completion,
    Letter,
    LetterState,
    ModuleVersion,
    Password,
    Person,
    PersonMerge,
    PersonStatus,
    Posting,
)
from elearn.records.actions import compare_holdings, rebuild_holdings
from elearn.staff.actions import merging
from elearn.staff.actions.moving import STAYS, movable_tables
from elearn.staff.actions.rows import StaffError
from elearn.web.clock import now
from tests.integration.staff.conftest import SENDER, day
from tests.integration.staff.record import Drawn, events, everything


def put_together(office, kept, merged, **changed):
    given = {"agency_id": office.agency.id, "sender": SENDER, "by": office.by}
    done = merging.merge(office.session, kept_id=kept.id, merged_id=merged.id, **given | changed)
    office.session.commit()
    return done.id


def take_apart(office, number, by=None):
    merging.undo(office.session, agency_id=office.agency.id, merge_id=number, by=by or office.by)
    office.session.commit()


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_and_undoing_puts_everything_back(session, make, office, seed):
    drawn = Drawn(make, office, seed)
    kept, merged = drawn.person("Ana Silva"), drawn.person("A. Silva")
    rebuild_holdings(session)
    before, seen = everything(session), events(session)
    number = put_together(office, kept, merged)
    assert events(session) == seen
    assert compare_holdings(session) == []
    assert session.get(Person, merged.id).email is None
    today = day()
    counted = select(Posting.id).where(
        Posting.person_id == merged.id, Posting.start < today, Posting.end.is_(None)
    )
    assert session.scalars(counted).all() == []
    take_apart(office, number)
    assert everything(session) == before


def test_every_table_about_people_goes_over_or_stays_for_a_reason():
    """A table added later goes over by itself; one that must not is named in STAYS."""
    names = {table.name for table in movable_tables()}
    assert {"posting", "completion", "attempt", "staff_number", "absence", "letter"} <= names
    assert not names & STAYS


@pytest.fixture
def two(make, office):
    kept = make.worker(office.agency, office.roles[0], "Ana Silva", start=day(-99))
    merged = make.person("Anna Silva", email=None)
    make.posting(merged, office.agency, office.roles[1], start=day(-50))
    return kept, merged


def test_the_kept_record_holds_what_both_completed(session, make, office, two):
    kept, merged = two
    one, other = make.module(), make.module()
    make.completion(kept, one, day(-9))
    make.completion(merged, one, day(-9))
    make.completion(merged, other, day(-3))
    put_together(office, kept, merged)
    found = select(Completion.module_id).where(Completion.person_id == kept.id)
    assert sorted(session.scalars(found)) == sorted([one.id, other.id])
    assert len(session.scalars(select(Completion)).all()) == 3


def test_the_same_posting_counts_once_and_as_long_as_the_longer(make, office, two):
    kept, merged = two
    make.posting(kept, office.agency, office.roles[1], start=day(-50), end=day(-20))
    number = put_together(office, kept, merged)
    assert office.postings(kept) == [(0, None, day(-99), None), (1, None, day(-50), None)]
    assert office.postings(merged) == [(1, None, day(-50), day(-50))]
    take_apart(office, number)
    assert office.postings(kept)[1] == (1, None, day(-50), day(-20))
    assert office.postings(merged) == [(1, None, day(-50), None)]


def test_nobody_signs_in_with_the_closed_record(app, session, make, office, two):
    kept, merged = two
    merged.email = "anna@council.example"
    theirs = app.test_client().sign_in(merged)
    assert theirs.get("/account").status_code == 200
    put_together(office, kept, merged)
    assert theirs.get("/account").status_code == 302
    session.expire_all()
    assert merged.status is PersonStatus.MERGED
    assert app.test_client().sign_in(merged).get("/account").status_code == 302


def test_the_way_in_goes_over_where_there_was_none(session, make, office, two):
    kept, merged = two
    session.add(Password(person_id=kept.id, hash="x", changed_at=now()))
    session.commit()
    number = put_together(office, merged, kept)
    session.expire_all()
    assert session.get(Password, merged.id).hash == "x"
    assert merged.email
    assert kept.email is None
    take_apart(office, number)
    session.expire_all()
    assert session.get(Password, kept.id).hash == "x"
    assert (merged.email, bool(kept.email)) == (None, True)


def test_an_address_of_its_own_is_kept(session, make, office, two):
    kept, merged = two
    mine, merged.email = kept.email, "anna@council.example"
    put_together(office, kept, merged)
    session.expire_all()
    assert (kept.email, merged.email) == (mine, None)
    told = session.scalars(select(Letter.recipient).order_by(Letter.id)).all()
    assert told == [mine, "anna@council.example"]


def test_tries_at_a_quiz_go_over_whole_or_not_at_all(session, make, office, two):
    """Or the first try of one would stand beside the second of the other."""
    kept, merged = two
    tried = [make.module() for _ in range(2)]
    drawn = Drawn(make, office, seed=1)
    for person, module, number in (
        (kept, tried[0], 1), (merged, tried[0], 11), (merged, tried[0], 12), (merged, tried[1], 1),
    ):  # fmt: skip
        version = session.scalar(select(ModuleVersion).filter_by(module_id=module.id))
        drawn._attempt(person, module, version, number)
    put_together(office, kept, merged)
    owners = {
        module.id: set(session.scalars(select(Attempt.person_id).filter_by(module_id=module.id)))
        for module in tried
    }
    assert owners == {tried[0].id: {kept.id, merged.id}, tried[1].id: {kept.id}}
    left = select(Attempt.id).where(Attempt.person_id == merged.id)
    assert len(session.scalars(left).all()) == 2


def test_a_letter_on_its_way_is_not_sent(session, make, office, two):
    kept, merged = two
    for state in (LetterState.QUEUED, LetterState.SENT):
        make._add(
            Letter(
                key=state, person_id=merged.id, recipient="a@b.example", subject="s", body="b",
                message_id=state, state=state, not_before=now(), created_at=now(),
            )
        )  # fmt: skip
    put_together(office, kept, merged)
    owners = select(Letter.person_id).where(Letter.subject == "s").order_by(Letter.id)
    assert session.scalars(owners).all() == [merged.id, kept.id]


@pytest.mark.parametrize("why", ["role", "elsewhere", "number elsewhere", "suspended", "same"])
def test_some_records_are_not_put_together(session, make, office, two, why):
    kept, merged = two
    if why == "role":
        make.grant(merged, Role.TEAM_LEAD, office.agency, office.team)
    if why == "elsewhere":
        make.posting(merged, make.agency(), end=day(-1))
    if why == "number elsewhere":
        make.staff_number(merged, make.agency(), "7")
    if why == "suspended":
        merged.status = PersonStatus.SUSPENDED
        session.commit()
    before = everything(session)
    with pytest.raises(StaffError):
        put_together(office, kept, kept if why == "same" else merged)
    session.rollback()
    assert everything(session) == before


def test_the_kept_one_may_work_elsewhere_too(make, office, two):
    kept, merged = two
    make.posting(kept, make.agency())
    assert put_together(office, kept, merged)


def test_it_can_be_undone_for_thirty_days(session, office, two):
    number = put_together(office, *two)
    late = replace(office.by, now=now() + timedelta(days=31))
    with pytest.raises(StaffError, match="30 days"):
        take_apart(office, number, late)
    take_apart(office, number)
    take_apart(office, number)  # twice is once
    assert office.trail() == ["records.merged", "records.parted"]


def test_a_later_merge_is_undone_first(make, office, two):
    kept, merged = two
    first = put_together(office, kept, merged)
    third = make.worker(office.agency, office.roles[0], "A Silva", start=day(-9))
    second = put_together(office, third, kept)
    with pytest.raises(StaffError, match="Undo that first"):
        take_apart(office, first)
    take_apart(office, second)
    take_apart(office, first)


def test_an_address_that_was_given_away_since_is_not_taken_back(session, make, office, two):
    kept, merged = two
    merged.email = "anna@council.example"
    number = put_together(office, kept, merged)
    make.person("Bo Li", email="anna@council.example")
    before = everything(session)
    with pytest.raises(StaffError, match="somebody else"):
        take_apart(office, number)
    session.rollback()
    assert everything(session) == before


def test_what_came_after_stays_with_the_kept_record(session, make, office, two):
    kept, merged = two
    number = put_together(office, kept, merged)
    later = make.completion(kept, make.module(), day())
    take_apart(office, number)
    session.expire_all()
    assert later.person_id == kept.id


def test_the_pages_lead_from_one_record_to_both_in_one_and_back(lead, session, make, office, two):
    kept, merged = two
    make.completion(merged, make.module(), day(-3))
    choose = lead.page(office.address(kept, "merge"))
    href = choose.find("a", string="Anna Silva")["href"]
    compare = lead.page(href)
    assert "1 completion" in compare.get_text(" ")
    assert "Be sure that both are one person" in compare.get_text(" ")
    answer = lead.post(href)
    assert answer.status_code == 303
    managed = lead.page(answer.location).get_text(" ", strip=True)
    assert "The two records are one now." in managed
    assert "Anna Silva: put together on" in managed
    assert lead.get(office.address(merged)).status_code == 404
    assert lead.post(href).status_code == 404
    number = session.scalar(select(PersonMerge.id))
    lead.post(office.address(kept, f"merges/{number}/undo"))
    assert lead.get(office.address(merged)).status_code == 200


def test_a_record_that_may_not_be_closed_says_why_and_offers_no_button(lead, make, office, two):
    kept, merged = two
    make.grant(merged, Role.TEAM_LEAD, office.agency, office.team)
    page = lead.page(office.address(kept, f"merge/{merged.public_id}"))
    assert "holds a role in this service" in page.text
    assert page.find("button", string="Put them together") is None


def test_records_of_another_agency_are_out_of_reach(
    lead, stranger, team_lead, make, office, two, session
):
    kept, merged = two
    theirs = make.worker(make.agency(), office.roles[0], "Ana Silva")
    assert theirs.email not in lead.page(office.address(kept, "merge?q=Silva")).text
    for pair in ((kept, theirs), (theirs, kept)):
        path = office.address(pair[0], f"merge/{pair[1].public_id}")
        assert lead.get(path).status_code == 404
        assert lead.post(path).status_code == 404
    path = office.address(kept, f"merge/{merged.public_id}")
    number = put_together(office, kept, merged)
    for client in (stranger, team_lead):
        assert client.get(path).status_code in (403, 404)
        undo = client.post(office.address(kept, f"merges/{number}/undo"))
        assert undo.status_code in (403, 404)
    with pytest.raises(StaffError):
        merging.undo(session, agency_id=make.agency().id, merge_id=number, by=office.by)
    session.expire_all()
    assert merged.status is PersonStatus.MERGED
