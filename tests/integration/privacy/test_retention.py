"""The nightly run forgets what had its time, within its cap, and says so in the trail."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from elearn.models import (
    FailedSignIn,
    Person,
    PersonStatus,
    Registration,
    RetentionRun,
    SignInSession,
    TrailEntry,
)
from elearn.operations import erasures, trail
from elearn.privacy import jobs
from elearn.privacy.actions.settings import SettingError, keep_for
from elearn.privacy.queries import periods
from tests.support.canaries import Planted

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEARS = timedelta(days=366 * 3)


def runs(session, folder, now=NOON, **how):
    return jobs.run(session, folder=folder, now=now, **how)


def tries(session, number, *, days):
    at = NOON - timedelta(days=days)
    session.add_all(
        FailedSignIn(account_key=f"{days}-{one}", address_key="b", at=at) for one in range(number)
    )
    session.commit()


def left(session, table=FailedSignIn):
    return session.scalar(select(func.count()).select_from(table))


def test_what_had_its_time_goes_and_the_rest_stays(session, tmp_path):
    tries(session, 2, days=31)
    tries(session, 3, days=29)
    ran = runs(session, tmp_path)
    assert ran.done == {"tries": 2}
    assert left(session) == 3
    assert runs(session, tmp_path).done == {}


def test_every_rule_finds_its_row_three_years_on_and_nothing_twice(session, make, tmp_path):
    person = make.person()
    Planted(session, person.id).plant(
        {("answer", "choice"), ("letter", "body"), ("module_feedback", "comment"),
         ("roster_change", "after")}
    )  # fmt: skip
    session.query(SignInSession).update({"ended_at": NOON})
    session.commit()
    ran = runs(session, tmp_path, NOON + YEARS)
    assert ran.done.keys() >= {
        "sessions", "tries", "answers", "walks", "letters", "comments", "rosters",
        "registrations", "erasures",
    }  # fmt: skip
    assert runs(session, tmp_path, NOON + YEARS).done == {}
    assert trail.verify(session) is None


def test_a_dry_run_says_the_same_and_changes_nothing(session, tmp_path):
    tries(session, 2, days=31)
    due = {one.rule: one for one in jobs.plan(session, folder=tmp_path, now=NOON)}
    assert (due["tries"].number, due["tries"].of) == (2, 2)
    assert left(session) == 2
    assert left(session, RetentionRun) == left(session, TrailEntry) == 0


def test_a_clock_a_year_ahead_takes_no_more_than_the_cap(session, tmp_path):
    tries(session, 1000, days=1)
    ran = runs(session, tmp_path, NOON + timedelta(days=365))
    assert (ran.done["tries"], ran.held["tries"]) == (50, 950)
    assert left(session) == 950


def test_whoever_confirms_goes_beyond_the_cap(session, tmp_path):
    tries(session, 100, days=40)
    assert runs(session, tmp_path, confirmed=True).done["tries"] == 100


def test_a_run_that_broke_off_is_summed_up_and_gone_on_with(session, tmp_path, monkeypatch):
    tries(session, 2, days=31)

    def killed(*_about):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(jobs.accounts, "leavers", killed)
        with pytest.raises(KeyboardInterrupt):
            runs(session, tmp_path)
    session.rollback()
    assert left(session) == 0
    runs(session, tmp_path)
    said = session.execute(select(TrailEntry.action, TrailEntry.detail).order_by(TrailEntry.id))
    (first, was), (second, now) = said.all()
    assert (first, was["done"]) == ("retention.broken-off", {"tries": 2})
    assert (second, now["done"]) == ("retention.run", {})


def test_one_summary_a_run_stands_in_the_trail_and_names_nobody(session, make, tmp_path):
    leaver(make, "Sam Okoye", years=8)
    runs(session, tmp_path)
    (entry,) = session.scalars(select(TrailEntry))
    assert entry.action == "retention.run"
    assert "Okoye" not in str(entry.detail)


def test_a_request_whose_address_is_proved_waits_for_its_answer(session, tmp_path):
    long_ago = NOON - timedelta(days=40)
    facts = {"full_name": "Asa King", "asked_at": long_ago, "expires_at": long_ago}
    session.add_all(
        Registration(secret_hash=kind, email=f"{kind}@a.example", **facts, **more)
        for kind, more in (
            ("unproved", {}),
            ("waiting", {"proved_at": long_ago}),
            ("answered", {"proved_at": long_ago, "decided_at": long_ago, "approved": False}),
        )
    )
    session.commit()
    assert runs(session, tmp_path).done == {"registrations": 2}
    assert session.scalars(select(Registration.secret_hash)).all() == ["waiting"]


def leaver(make, name, *, years, agency=None):
    gone = (NOON - timedelta(days=366 * years)).date()
    person = make.worker(
        agency or make.agency(), name=name, start=gone - timedelta(days=30), end=gone
    )
    person.created_at = NOON - timedelta(days=366 * (years + 1))
    make.session.commit()
    return person


def test_the_record_of_a_leaver_is_anonymised_after_six_years(session, make, tmp_path):
    old, young = leaver(make, "Sam Okoye", years=7), leaver(make, "Ade Bello", years=5)
    token = old.public_id
    assert runs(session, tmp_path).done["leavers"] == 1
    assert old.status is PersonStatus.ERASED
    assert old.full_name.startswith("Erased ")
    assert young.full_name == "Ade Bello"
    assert young.status is PersonStatus.SUSPENDED  # nobody used it and nobody works under it
    assert list(erasures.listed(tmp_path)) == [token]


def test_an_agency_s_own_time_holds_for_its_leavers(session, make, tmp_path):
    agency = make.agency()
    keep_for(
        session, rule="leavers", kept=24, agency_id=agency.id, reason="Ours.", actor_id=None,
        now=NOON,
    )  # fmt: skip
    theirs = leaver(make, "Sam Okoye", years=3, agency=agency)
    other = leaver(make, "Ade Bello", years=3)
    runs(session, tmp_path)
    assert theirs.status is PersonStatus.ERASED
    assert other.status is not PersonStatus.ERASED


def test_of_somebody_of_two_agencies_the_longer_time_counts(session, make, tmp_path):
    agency = make.agency()
    keep_for(
        session, rule="leavers", kept=24, agency_id=agency.id, reason="Ours.", actor_id=None,
        now=NOON,
    )  # fmt: skip
    person = leaver(make, "Sam Okoye", years=3, agency=agency)
    end = (NOON - timedelta(days=1200)).date()
    make.posting(person, make.agency(), start=end - timedelta(days=9), end=end)
    runs(session, tmp_path)
    assert person.status is not PersonStatus.ERASED


def test_whoever_works_for_an_agency_is_neither_suspended_nor_anonymised(session, make, tmp_path):
    person = make.worker(make.agency())
    person.created_at = NOON - timedelta(days=4000)
    session.commit()
    runs(session, tmp_path)
    assert session.get_one(Person, person.id).status is PersonStatus.ACTIVE


def test_a_time_outside_its_bounds_or_of_a_fixed_rule_is_refused(session, make):
    for rule, kept, agency in (
        ("sessions", 1, None), ("previews", 2, None), ("sessions", 60, make.agency().id),
        ("nothing", 1, None), ("erasures", 30, None),
    ):  # fmt: skip
        with pytest.raises(SettingError):
            keep_for(
                session, rule=rule, kept=kept, agency_id=agency, reason="x", actor_id=None, now=NOON
            )


def test_the_latest_time_holds_and_setting_it_twice_is_one(session):
    for kept, changed in ((60, True), (60, False), (45, True)):
        done = keep_for(
            session, rule="sessions", kept=kept, agency_id=None, reason="x", actor_id=None, now=NOON
        )
        assert done is changed
    assert periods(session).of("sessions") == 45


def test_old_lines_leave_the_list_of_the_erased(session, tmp_path):
    erasures.remember(tmp_path, "abcdefgh12345678", NOON - timedelta(days=91))
    erasures.remember(tmp_path, "ijklmnop12345678", NOON - timedelta(days=89))
    runs(session, tmp_path)
    assert list(erasures.listed(tmp_path)) == ["ijklmnop12345678"]
