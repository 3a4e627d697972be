"""What needs the coordinator this week."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

from elearn.audit.pages.week import Week, week_page
from elearn.audit.pages.work import Doors
from elearn.audit.queries.returns import HeadcountRow
from elearn.audit.queries.week import AgencyState, Tallies
from elearn.audit.queries.week_of_audits import RunState
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience, policy_for

TODAY = date(2026, 11, 23)
RULES = RuleSet()
FRESH = AgencyState("fire", "Fire", has_people=True, list_on=TODAY - timedelta(days=90))
QUIET = Week(
    today=TODAY,
    agencies=(FRESH,),
    headcounts=(),
    modules=(),
    contacts=(),
    tallies=Tallies(0, 0, 0),
    latest=SimpleNamespace(id=3, name="Autumn", as_of=TODAY - timedelta(days=92), headline="x"),
)


def page_of(week, **doors):
    policy = policy_for(Audience.PARTNERSHIP, RULES)
    return week_page(week, rules=RULES, policy=policy, doors=Doors(**doors))


def titles(week):
    return [work.title for work in page_of(week).work]


def test_nothing_is_asked_when_everything_is_fresh():
    page = page_of(QUIET)
    assert page.title == "Nothing needs you this week"
    assert page.lede == ""
    assert page.quiet.startswith(
        "Every agency returned, every agency has a lead, there is an audit of this quarter"
    )


def test_a_partnership_without_agencies_is_told_where_to_begin_and_praised_for_nothing():
    page = page_of(replace(QUIET, agencies=(), latest=None))
    assert [work.title for work in page.work] == ["Have your agencies put on file"]
    assert page.quiet == ""


def test_an_audit_is_not_asked_for_while_there_is_nobody_to_count():
    silent = AgencyState("light", "Harbour Light", has_people=False, list_on=None)
    page = page_of(replace(QUIET, agencies=(silent,), latest=None))
    assert [work.title for work in page.work] == ["Ask 1 agency for a return"]
    assert "audit of this quarter" not in page.quiet
    assert "fresh" not in page.quiet


def test_an_agency_without_list_and_headcount_is_asked_for_a_return():
    silent = AgencyState("light", "Harbour Light", has_people=False, list_on=None)
    week = replace(QUIET, agencies=(FRESH, silent))
    assert titles(week) == ["Ask 1 agency for a return"]
    counted = HeadcountRow("light", "R1", 9, TODAY, "A")
    assert titles(replace(week, headcounts=(counted,))) == []


def test_a_list_is_stale_after_ninety_days_or_without_a_date():
    old = replace(FRESH, list_on=TODAY - timedelta(days=91))
    never = replace(FRESH, slug="police", name="Police", list_on=None)
    assert titles(replace(QUIET, agencies=(old, never))) == ["Ask 2 agencies for a fresh roster"]


def test_a_headcount_is_going_stale_two_weeks_before_it_is():
    def with_age(days, grade):
        row = HeadcountRow("fire", "R9", 40, TODAY - timedelta(days=days), grade)
        return titles(replace(QUIET, headcounts=(row,)))

    assert with_age(76, "A") == []
    assert with_age(77, "A") == ["Renew 1 headcount"]
    assert with_age(166, "B") == []
    assert with_age(167, "B") == ["Renew 1 headcount"]
    assert with_age(1, "C") == ["Renew 1 headcount"]


def test_modules_past_or_near_their_review_are_named():
    module = SimpleNamespace(
        code="M01", slug="notice", title="Notice", review_by=TODAY + timedelta(days=30)
    )
    (work,) = page_of(replace(QUIET, modules=(module,))).work
    assert work.word == "Due soon"
    late = SimpleNamespace(**{**vars(module), "review_by": TODAY - timedelta(days=1)})
    (work,) = page_of(replace(QUIET, modules=(late,))).work
    assert (work.word, work.href) == ("Late", "/learn/notice")
    assert "was due for review by 22 November 2026" in work.why


def test_contacts_never_checked_or_past_their_check_are_named():
    def contact(verified_on, review_by):
        return SimpleNamespace(name="Helpline", verified_on=verified_on, review_by=review_by)

    week = replace(QUIET, contacts=(contact(None, None), contact(TODAY, TODAY)))
    assert titles(week) == [], "an emergency number needs no check"
    week = replace(QUIET, contacts=(contact(None, TODAY), contact(TODAY, date(2026, 1, 1))))
    assert titles(week) == ["Check 1 contact by telephone"]


def test_failed_letters_are_linked_only_for_who_may_look():
    week = replace(QUIET, tallies=Tallies(0, 0, 2))
    assert page_of(week).work[0].href == ""
    assert page_of(week, letters="/admin/letters").work[0].href == "/admin/letters"


def test_a_quarter_without_an_audit_asks_for_one():
    assert titles(replace(QUIET, latest=None)) == ["Run an audit"]
    old = SimpleNamespace(**{**vars(QUIET.latest), "as_of": TODAY - timedelta(days=93)})
    assert titles(replace(QUIET, latest=old)) == ["Run an audit"]


def test_few_people_are_not_counted_out_loud():
    def finished(number):
        return page_of(replace(QUIET, tallies=Tallies(number, 0, 0))).stats[0]["figure"]

    assert [finished(n) for n in (0, 1, 4, 5)] == ["0", "under 5", "under 5", "5"]


def test_the_title_counts_in_words():
    week = replace(QUIET, latest=None, tallies=Tallies(0, 0, 1))
    assert page_of(week).title == "Two things need you"
    assert page_of(week).lede == "About 10 minutes in all."


def test_what_agencies_propose_waits_for_an_answer():
    week = replace(QUIET, tallies=Tallies(0, 0, 0, courses=2, wishes=1))
    page = page_of(week, courses="/equivalences", wishes="/requirements/proposals")
    assert [(work.title, work.href, work.minutes) for work in page.work] == [
        ("Decide on 2 outside courses", "/equivalences", 10),
        ("Answer 1 proposal about what is required", "/requirements/proposals", 3),
    ]
    assert "every proposal is answered" in page_of(QUIET).quiet


def test_five_things_come_first_and_what_is_urgent_before_the_rest():
    tallies = Tallies(0, 0, 1, courses=1, wishes=1, areas_without_referrals=2)
    nobody = AgencyState("light", "Light", has_people=False, list_on=None, has_lead=False)
    contact = SimpleNamespace(name="Line", verified_on=None, review_by=TODAY)
    week = replace(QUIET, agencies=(nobody,), tallies=tallies, contacts=(contact,))
    page = page_of(week, referrals="/referrals")
    assert page.title == "Seven things need you"
    assert [one.state for one in page.work] == ["act", "act", "act", "watch", "watch"]
    assert [one.title for one in page.later] == [
        "Answer 1 proposal about what is required",
        "Bring in the referrals of July to September 2026",
    ]
    assert page.later[-1].href == "/referrals/2026-Q3"


def test_no_second_audit_is_asked_for_while_one_is_under_way():
    run = RunState(7, "Winter", TODAY, "collecting", None, 24, 0)
    assert titles(replace(QUIET, latest=None, runs=(run,))) == []
