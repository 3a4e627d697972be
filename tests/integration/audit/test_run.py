"""An audit as a run: asked, answered, chased, frozen once, published, restated, never edited."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from elearn.audit.actions import recompute, verify
from elearn.audit.queries import editions
from elearn.audit.run import actions, queries
from elearn.audit.run.actions import RunError
from elearn.domain.audit_tasks import TaskKind
from elearn.domain.dates import uk_date
from elearn.models import Audit, AuditAct, AuditCoverage, AuditState, Letter, TrailEntry
from elearn.operations.trail import verify as trail_verify
from elearn.privacy.actions.settings import share_names
from elearn.records.sharing import SOMEBODY
from tests.integration.audit.running import CENSUS, SENDER, UNTIL, running


@pytest.fixture
def run(partnership):
    return running(partnership)


def trail(session):
    return session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)).all()


def test_agencies_in_scope_are_asked_and_their_leads_written_to_once(session, run):
    assert run.open().collect()
    assert not run.collect()
    assert set(run.states()) == {"City Council", "Harbour Trust"}
    letters = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [one.person_id for one in letters] == [one.id for one in run.leads.values()]
    assert f"/agencies/{run.trust.slug}/audit" in letters[1].body
    assert trail(session) == ["audit.opened", "audit.collecting"]


def test_nobody_is_asked_for_a_day_that_is_past(run):
    with pytest.raises(RunError, match="still to come"):
        run.open(until=UNTIL - timedelta(days=40)).collect()


def test_what_the_record_says_already_needs_no_word_of_the_lead(run, partnership):
    run.open().collect()
    run.later(days=1)
    partnership.roster_on(run.at.date())
    run.assessed(run.council)
    found = run.states()["City Council"]
    assert [task.is_done for task in found.tasks] == [True, False, True, False]
    assert found.state.label == "Under way"


def test_a_lead_confirms_and_signs_once_each(session, run):
    run.open().collect()
    assert run.confirm(run.council, TaskKind.PEOPLE)
    assert not run.confirm(run.council, TaskKind.PEOPLE)
    with pytest.raises(RunError, match="when everything above is done"):
        run.sign(run.council)
    run.answer(run.council)
    assert not run.sign(run.council)
    found = run.states()["City Council"]
    assert found.state.label == "Signed"
    assert found.asked.signed_by == SOMEBODY
    share_names(session, agency_id=run.council.id, is_on=True, reason="So.", actor_id=1, now=run.at)
    assert run.states()["City Council"].asked.signed_by == run.leads[run.council.id].full_name
    share_names(
        session, agency_id=run.council.id, is_on=False, reason="No.", actor_id=1, now=run.at
    )
    assert run.states()["City Council"].asked.signed_by == SOMEBODY
    [own] = queries.asked(
        session, run.audit, today=run.at.date(), now=run.at, agency_id=run.council.id
    )
    assert own.signed_by == run.leads[run.council.id].full_name, "the agency reads its own names"
    assert session.scalar(select(func.count(AuditAct.id))) == 3
    assert trail_verify(session) is None


def test_an_agency_without_list_or_headcount_has_nothing_to_confirm(run, partnership):
    silent = partnership.make.agency("Silent Trust")
    run.open().collect()
    with pytest.raises(RunError, match="Bring in a list"):
        run.confirm(silent, TaskKind.PEOPLE)
    partnership.headcount(silent, 12)
    assert run.confirm(silent, TaskKind.PEOPLE)


def test_those_who_are_late_are_written_to_once_a_day(session, run, partnership):
    partnership.make.agency("Silent Trust")
    run.open().collect()
    run.answer(run.council)
    assert run.chase() == (0, 0)
    run.at = run.at.replace(day=UNTIL.day) + timedelta(days=1)
    assert run.states()["Harbour Trust"].state.label == "Late"
    assert run.chase() == (1, 1)
    assert run.chase() == (0, 1)
    run.later(days=1)
    assert run.chase() == (1, 1)
    last = session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert last.person_id == run.leads[run.trust.id].id
    assert "- sign off what you have given" in last.body
    assert len(run.states()["Harbour Trust"].asked.letters) == 3


def test_more_time_makes_nobody_late_and_leads_are_told(session, run):
    run.open().collect()
    run.at = run.at.replace(day=UNTIL.day) + timedelta(days=1)
    run.answer(run.council)
    extend = partial(
        actions.extend, run.session, audit_id=run.audit, return_by=CENSUS, sender=SENDER
    )
    assert extend(by=run.by()) == 1
    assert extend(by=run.by()) == 0
    assert run.states()["Harbour Trust"].state.label == "Not started"
    last = session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert last.person_id == run.leads[run.trust.id].id
    assert uk_date(CENSUS) in last.subject


def test_it_is_frozen_once_and_says_who_signed(session, run):
    run.open().collect()
    run.answer(run.council)
    with pytest.raises(RunError, match="lies ahead"):
        run.freeze()
    run.at = run.at.replace(day=CENSUS.day)
    assert run.freeze()
    assert not run.freeze()
    assert trail(session).count("audit.frozen") == 1
    manifest = editions.edition(session, run.audit).manifest
    assert manifest["signed"] == [run.council.slug]
    assert manifest["asked"] == sorted([run.council.slug, run.trust.slug])
    assert verify(session, audit_id=run.audit)
    assert recompute(session, audit_id=run.audit) == []


@pytest.mark.parametrize("act", ["collect", "chase"])
def test_a_frozen_edition_takes_no_more_acts(run, act):
    run.open(as_of=run.at.date()).collect()
    run.freeze()
    with pytest.raises(RunError, match="never changed"):
        getattr(run, act)()
    with pytest.raises(RunError, match="never changed"):
        run.confirm(run.council, TaskKind.PEOPLE)


def test_it_is_published_once(session, run):
    run.open(as_of=run.at.date())
    with pytest.raises(RunError, match="Freeze the audit first"):
        actions.publish(session, audit_id=run.audit, by=run.by())
    run.freeze()
    assert actions.publish(session, audit_id=run.audit, by=run.by())
    assert not actions.publish(session, audit_id=run.audit, by=run.by())
    assert editions.edition(session, run.audit).state == "published"


def test_restating_makes_another_edition_and_leaves_the_old_one_whole(session, run, partnership):
    run.open(as_of=run.at.date())
    run.freeze()
    old = run.audit
    rows = session.scalar(select(func.count(AuditCoverage.id)))
    partnership.handlers(3, done_on=run.at.date())
    cause = "The list of June had left out bank staff."
    run.audit = actions.restate(session, audit_id=old, cause=cause, by=run.by())
    assert actions.restate(session, audit_id=old, cause=cause, by=run.by()) == run.audit
    assert editions.edition(session, old).state == "frozen"
    run.freeze()
    before, after = editions.edition(session, old), editions.edition(session, run.audit)
    assert (before.state, before.restated_by) == ("restated", run.audit)
    assert after.name == "Autumn 2026 (edition 2)"
    assert after.manifest["restates"] == {"audit": old, "sha256": before.digest}
    assert (after.manifest["cause"], after.manifest["seed"]) == (cause, before.manifest["seed"])
    assert after.digest != before.digest
    assert verify(session, audit_id=old)
    assert session.scalar(select(func.count(AuditCoverage.id))) == 2 * rows
    with pytest.raises(RunError):
        actions.publish(session, audit_id=old, by=run.by())


def test_a_run_opened_by_mistake_is_cancelled_and_stays_in_the_trail(session, run):
    run.open().collect()
    assert actions.cancel(session, audit_id=run.audit, by=run.by())
    assert not actions.cancel(session, audit_id=run.audit, by=run.by())
    with pytest.raises(RunError, match="was cancelled"):
        run.freeze()
    assert session.get_one(Audit, run.audit).state is AuditState.COLLECTING
    assert trail(session)[-1] == "audit.cancelled"
