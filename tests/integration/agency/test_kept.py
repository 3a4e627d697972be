"""What a process keeps of an agency's figures never outlives a write, however it is made."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from elearn.access.policy import AgencyScope
from elearn.agency.jobs import sweep_stamps
from elearn.agency.queries import kept as keeping
from elearn.agency.queries.agencies import agency_row, partners
from elearn.agency.queries.figures import figures, present
from elearn.agency.queries.rules import rules_of
from elearn.agency.queries.standings import View
from elearn.models import Absence, FiguresStamp, Person, Posting
from elearn.models.figures import note_changes, stop_noting
from elearn.records.actions import rebuild_holdings, revoke_completion

A_WHILE_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def stamp(session, council):
    """The stamp of the council's figures, once its postings have settled."""

    def read():
        session.execute(update(FiguresStamp).values(settles_at=A_WHILE_AGO))
        session.commit()
        return row_of(session, council).stamp

    return read


def row_of(session, council):
    scope = AgencyScope(agency_ids=frozenset({council.agency.id}))
    return agency_row(session, council.agency.slug, scope, council.today)


def views(council, stamp):
    scope = AgencyScope(agency_ids=frozenset({council.agency.id}))
    for team in (None, council.mash.id):
        yield View(council.agency.id, scope, council.today, team, stamp=stamp)


@pytest.fixture
def ann(make, council):
    return make.worker(council.agency, council.officer, "Ann", team=council.mash)


def test_every_write_that_counts_draws_another_stamp(make, session, council, ann, stamp):
    done = make.completion(ann, council.basics, council.ago(400))
    place = {
        "person_id": make.person().id,
        "agency_id": council.agency.id,
        "role_id": council.officer.id,
        "start": council.ago(300),
    }
    writes = (
        lambda: make.completion(ann, council.basics, council.ago(10)),
        lambda: revoke_completion(
            session, completion_id=done.id, on=council.today, reason="Error", now=datetime.now(UTC)
        ),
        lambda: rebuild_holdings(session),
        lambda: make.worker(council.agency, council.officer),
        lambda: session.connection().execute(insert(Posting.__table__), [place]),
        lambda: session.execute(update(Posting).values(team_id=council.housing.id)),
        lambda: session.execute(
            update(Posting).where(Posting.person_id == ann.id).values(agency_id=make.agency().id)
        ),
        lambda: make.absence(make.worker(council.agency), council.ago(200)),
        lambda: session.execute(update(Absence).values(end=council.today)),
        lambda: session.execute(delete(Absence)),
        lambda: session.execute(update(Person).values(email=None)),
        lambda: session.execute(
            delete(Posting).where(Posting.agency_id == council.agency.id, Posting.id > 0)
        ),
    )
    seen = [stamp()]
    for write in writes:
        write()
        session.commit()
        seen.append(stamp())
    assert None not in seen
    assert len(set(seen)) == len(seen)


def test_what_changes_no_figure_of_the_agency_leaves_its_stamp(make, session, council, ann, stamp):
    before = stamp()
    session.execute(update(Person).where(Person.id == ann.id).values(full_name="Anna"))
    make.completion(make.worker(make.agency(), council.officer), council.basics, council.ago(1))
    assert stamp() == before


def test_what_is_kept_is_always_what_would_be_counted(make, session, council, stamp):
    chance = random.Random(4)
    people = [make.worker(council.agency, council.officer, team=council.mash) for _ in range(3)]
    for _ in range(12):
        person = chance.choice(people)
        act = chance.randrange(4)
        if act == 0:
            make.completion(person, council.basics, council.ago(chance.randrange(900)))
        elif act == 1:
            team = chance.choice([council.mash, council.housing])
            make.posting(person, council.agency, council.social_worker, team, council.ago(200))
            people.append(make.worker(council.agency, council.officer, team=team))
        elif act == 2:
            make.absence(person, council.ago(100))
        else:
            person.email = None
            session.commit()
        now = stamp()
        rules = rules_of(session, council.agency.id, council.today)
        for kept, fresh in zip(views(council, now), views(council, None), strict=True):
            assert kept.stamp is not None
            for count in (figures, present):
                assert count(session, rules, kept) == count(session, rules, fresh)
                assert count(session, rules, kept) is count(session, rules, kept)


def test_another_day_other_rules_or_another_part_are_counted_apart(make, session, council, stamp):
    make.worker(council.agency, council.officer, start=council.ago(60))
    rules, now = rules_of(session, council.agency.id, council.today), stamp()
    whole, team = views(council, now)
    assert figures(session, rules, whole).whole.in_scope == 1
    assert figures(session, rules, team).whole.in_scope == 0
    assert figures(session, rules[:0], whole).whole.in_scope == 0
    before = View(whole.agency_id, whole.scope, council.ago(1), stamp=now)
    assert figures(session, rules, before).whole.in_scope == 0


def test_a_change_that_is_rolled_back_is_never_taken_for_another(make, session, council, stamp):
    ann = make.worker(council.agency, council.officer)
    before = stamp()
    drawn = set()
    for _ in range(2):
        part = session.begin_nested()
        session.execute(update(Posting).where(Posting.person_id == ann.id).values(end=None))
        session.execute(update(FiguresStamp).values(settles_at=A_WHILE_AGO))
        drawn.add(row_of(session, council).stamp)
        part.rollback()
    assert stamp() == before
    assert len(drawn | {before}) == 3


def test_whoever_is_posted_is_counted_anew_until_that_has_settled(make, session, council, ann):
    """PostgreSQL lets others write meanwhile; SQLite has one writer at a time."""
    settled = session.get_bind().dialect.name == "sqlite"
    assert (row_of(session, council).stamp is not None) is settled
    session.execute(update(FiguresStamp).values(settles_at=datetime.now(UTC) + timedelta(days=1)))
    assert row_of(session, council).stamp is None


def test_a_database_that_notes_nothing_has_nothing_kept(session, council, ann, stamp, monkeypatch):
    assert stamp() is not None
    stop_noting(session.connection())
    monkeypatch.setattr(keeping, "_noting", set())
    assert stamp() is None
    note_changes(session.connection())
    assert stamp() is not None


def test_a_lead_sees_a_completion_at_once(make, council, lead, ann, stamp):
    assert "0 of 1" in lead.page(council.home).get_text(" ")
    stamp()
    assert "0 of 1" in lead.page(council.home).get_text(" ")
    make.completion(ann, council.basics, council.today)
    assert "1 of 1" in lead.page(council.home).get_text(" ")
    assert "1 of 1" in lead.page(f"{council.home}/completion").get_text(" ")


def test_at_night_old_stamps_go_and_each_agency_keeps_its_last(make, session, council, ann, stamp):
    make.worker(council.agency, council.officer)
    stamp()
    for _night in range(2):
        sweep_stamps(session, now=datetime.now(UTC))
        assert stamp() is not None
        assert session.scalar(select(func.count(FiguresStamp.id))) == 1


def test_the_list_of_agencies_counts_again_after_a_write(make, session, council, ann, stamp):
    def people():
        stamp()
        return {row.slug: row.people for row in partners(session, council.today)}

    before, again = people(), people()
    make.worker(council.agency, council.officer, "Ben", team=council.mash)
    after = people()
    assert before == again
    assert after == before | {council.agency.slug: before[council.agency.slug] + 1}
