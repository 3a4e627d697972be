"""A year of month ends, and what is typical of the others."""

from datetime import date, timedelta

from elearn.access.policy import Role
from elearn.agency.queries.months import past_of
from elearn.domain.coverage import RuleSet
from elearn.models import CoverageMonth
from elearn.records.months import count_months, past_month_ends
from elearn.web.clock import now


def test_a_month_is_counted_from_the_facts_of_its_last_day(make, session, council):
    ann = make.worker(council.agency, council.officer, "Ann", start=date(2025, 1, 1))
    bob = make.worker(council.agency, council.officer, "Bob", start=date(2025, 1, 1))
    make.completion(ann, council.basics, date(2026, 3, 10))
    make.completion(bob, council.basics, date(2026, 4, 10))
    session.commit()
    days = (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))
    count_months(session, month_ends=days, now=now())
    months = past_of(session, council.agency.id, RuleSet()).months
    assert [(one.end, one.counts.in_date, one.counts.in_scope) for one in months] == [
        (days[0], 0, 2),
        (days[1], 1, 2),
        (days[2], 2, 2),
    ]


def test_what_became_known_late_is_in_the_next_count(make, session, council):
    ann = make.worker(council.agency, council.officer, "Ann", start=date(2025, 1, 1))
    session.commit()
    day = (date(2026, 3, 31),)
    count_months(session, month_ends=day, now=now())
    make.completion(ann, council.basics, date(2026, 3, 10))
    session.commit()
    count_months(session, month_ends=day, now=now())
    (month,) = past_of(session, council.agency.id, RuleSet()).months
    assert month.counts.in_date == 1


def test_somebody_with_two_postings_counts_once(make, session, council):
    ann = make.worker(council.agency, council.officer, "Ann", start=date(2025, 1, 1))
    make.posting(ann, council.agency, council.social_worker, start=date(2025, 1, 1))
    session.commit()
    count_months(session, month_ends=(date(2026, 3, 31),), now=now())
    row = session.get(CoverageMonth, (council.agency.id, council.basics.id, date(2026, 3, 31)))
    assert row.in_scope == 1


def test_the_dashboard_draws_the_months_beside_their_table(make, session, council, lead):
    ann = make.worker(council.agency, council.officer, "Ann", start=council.ago(900))
    make.completion(ann, council.basics, council.ago(40))
    session.commit()
    count_months(session, month_ends=past_month_ends(council.today), now=now())
    session.commit()
    page = lead.page(council.home)
    assert "Over the last year" in page.get_text(" ")
    (table,) = [one for one in page.select("table") if "end of each month" in one.caption.text]
    assert len(table.select("tbody tr")) == 13


def test_a_team_lead_sees_no_line_of_the_whole_agency(make, session, council, visitor):
    make.worker(council.agency, council.officer, "Ann", team=council.mash, start=council.ago(900))
    session.commit()
    count_months(session, month_ends=past_month_ends(council.today), now=now())
    session.commit()
    leader = make.somebody(Role.TEAM_LEAD, council.agency, team=council.mash)
    text = visitor.sign_in(leader).page(council.home).get_text(" ")
    assert "Over the last year" not in text


def others(make, session, council, shares):
    """Agencies of twenty people, of whom so many are in date at the end of last month."""
    end = past_month_ends(council.today)[-1]
    for number, share in enumerate(shares):
        agency = make.agency(f"Agency {number}")
        session.add(
            CoverageMonth(
                agency_id=agency.id,
                module_id=council.basics.id,
                month_end=end,
                in_scope=20,
                in_date=share,
                counted_at=now() - timedelta(hours=1),
            )
        )
    session.commit()


def test_five_other_agencies_make_a_comparison(make, session, council, lead):
    make.worker(council.agency, council.officer, "Ann")
    others(make, session, council, [8, 10, 13, 18, 19])
    text = lead.page(council.home).get_text(" ")
    assert "others about 65%" in text
    assert "at least five" in text


def test_four_do_not(make, session, council, lead):
    make.worker(council.agency, council.officer, "Ann")
    others(make, session, council, [8, 10, 13, 18])
    assert "others about" not in lead.page(council.home).get_text(" ")
