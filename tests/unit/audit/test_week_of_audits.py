"""What audits and their plan put on the coordinator's list."""

from datetime import date, timedelta
from types import SimpleNamespace

from elearn.audit.pages.week_of_audits import audits_work
from elearn.audit.queries.week_of_audits import ActionState, Asks, RunState

TODAY = date(2026, 11, 23)
LATEST = SimpleNamespace(id=3, name="Autumn", as_of=date(2026, 11, 1))


def days(number):
    return TODAY + timedelta(days=number)


def run(state="collecting", *, by=None, as_of=TODAY, asked=24, signed=20, stuck=False, id=7):
    return RunState(id, "Winter", as_of, state, by, asked, signed, stuck)


def action(due, *, escalates=False, ref="A-2026-001"):
    return ActionState(5, ref, "Fire", due, escalates)


NOTHING = Asks()


def work(*, runs=(), actions=(), asks=NOTHING, latest=LATEST):
    return [
        (one.title, one.state, one.href) for one in audits_work(runs, actions, asks, latest, TODAY)
    ]


def test_a_quiet_plan_asks_for_nothing():
    assert work() == []
    assert work(runs=[run(by=days(8))]) == []
    assert work(actions=[action(days(7))]) == []


def test_a_run_is_chased_from_the_day_after_the_last_one_to_answer():
    assert work(runs=[run(by=days(0))]) == [("Follow: Winter", "watch", "/audits/7")]
    assert work(runs=[run(by=days(-1))]) == [("Chase: Winter", "act", "/audits/7")]


def test_freezing_is_due_when_everybody_signed_and_the_census_date_has_come():
    everybody = {"by": days(-1), "signed": 24}
    assert work(runs=[run(**everybody)]) == [("Freeze: Winter", "act", "/audits/7/freeze")]
    assert work(runs=[run(**everybody, as_of=days(1))]) == []


def test_a_run_nobody_was_asked_in_and_one_that_failed_are_named():
    assert work(runs=[run("open", asked=0, signed=0)])[0][0] == "Begin: Winter"
    assert work(runs=[run(stuck=True)])[0][:2] == ("Freeze again: Winter", "act")


def test_only_the_latest_edition_asks_to_be_published():
    assert work(runs=[run("frozen", id=2), run("frozen", id=3)]) == [
        ("Publish: Winter", "watch", "/audits/3/proof")
    ]


def test_actions_that_slipped_twice_are_late_or_due_this_week_each_have_their_place():
    found = [
        action(days(-30), escalates=True),
        action(days(-2), ref="A-2026-002"),
        action(days(-1), ref="A-2026-003"),
        action(days(6), ref="A-2026-004"),
    ]
    assert work(actions=found) == [
        ("Take 1 action to the Steering Group", "act", "/actions/5"),
        ("Ask after 2 late actions", "act", "/actions?show=late"),
        ("See 1 action through", "watch", "/actions/5"),
    ]


def test_what_an_edition_found_and_nobody_acts_on_is_asked_for():
    assert work(asks=Asks(teams=1, questions=2, bands=4, retire=1)) == [
        ("Act on 1 team below minimum cover", "act", "/audits/3/actions"),
        (
            "Have 2 safety-critical questions looked at",
            "act",
            "/audits/3/items?safety=under-90#rows",
        ),
        ("Plan for 4 gaps in the band Act", "act", "/audits/3/actions"),
        ("Retire or mend 1 question", "watch", "/audits/3/items?verdict=retire#rows"),
    ]
