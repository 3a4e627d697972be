"""The fast counts of an agency are those of the one rule that everything else uses."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import AgencyScope
from elearn.agency.queries.people import counts_by_person
from elearn.agency.queries.rules import rules_of
from elearn.agency.queries.standings import RANKS, View, standings
from elearn.agency.tally import tally, total
from elearn.models import Holding, Need
from elearn.records.asked import asked
from elearn.records.sql import standing_of


def counted_slowly(session, agency_id, on):
    """The standing of each person and module by ``records.asked``, the worse of two."""
    one = asked(on)
    standing = standing_of(Holding.completed_on, one.c.refresh_months, on)
    rows = session.execute(
        select(one.c.person_id, one.c.module_id, standing)
        .outerjoin(
            Holding,
            (Holding.person_id == one.c.person_id) & (Holding.module_id == one.c.module_id),
        )
        .where(one.c.agency_id == agency_id, ~one.c.in_grace, ~one.c.away)
    )
    order = [standing.value for standing in RANKS]
    worst: dict[tuple[int, int], int] = {}
    for person_id, module_id, value in rows:
        key = (person_id, module_id)
        worst[key] = max(worst.get(key, 0), order.index(value))
    return worst


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_they_agree_whatever_the_postings_rules_and_completions(make, session, council, seed):
    chance = random.Random(seed)
    agency, roles = council.agency, [council.officer, council.social_worker]
    lasting = make.module("lasting", code="M09", refresh_months=None)
    make.requirement(council.officer, lasting, grace_days=0, refresh_months=None)
    make.requirement(
        council.officer, council.referral, Need.REQUIRED, agency, grace_days=30, refresh_months=6
    )
    make.requirement(council.social_worker, council.basics, Need.NOT_ASKED, agency)
    modules = [council.basics, council.referral, lasting, make.module("planned", published_on=None)]
    for number in range(25):
        person = make.person(f"Person {number}")
        for _ in range(chance.choice([1, 1, 1, 2])):
            make.posting(
                person,
                agency,
                chance.choice(roles),
                chance.choice([council.mash, council.housing, None]),
                start=council.ago(chance.randrange(1, 1000)),
                end=chance.choice([None, None, None, council.today]),
            )
        if chance.random() < 0.2:
            make.absence(person, council.ago(chance.choice([89, 90, 91, 200])))
        for module in modules[:3]:
            if chance.random() < 0.7:
                make.completion(person, module, council.ago(chance.randrange(0, 800)))
    view = View(agency.id, AgencyScope(agency_ids=frozenset({agency.id})), council.today)
    rules = rules_of(session, agency.id, council.today)
    slow = counted_slowly(session, agency.id, council.today)
    found = standings(session, rules, view)
    counts, by_rank = total(found), Counter(slow.values())
    assert counts.in_scope == len(slow)
    assert (counts.due_soon, counts.expired, counts.never) == (by_rank[1], by_rank[2], by_rank[3])
    by_module = tally(found, lambda one: one.module_id)
    assert {key: one.in_scope for key, one in by_module.items()} == Counter(m for _p, m in slow)
    overdue = {person for (person, _module), rank in slow.items() if rank >= 2}
    everybody = {person for person, _module in slow}
    assert (found.asked, found.overdue) == (len(everybody), len(overdue))
    each = counts_by_person(session, rules, view)
    assert {person: one.out_of_date for person, one in each.items() if one.out_of_date} == Counter(
        person for (person, _module), rank in slow.items() if rank >= 2
    )


def test_a_rule_on_the_edge_of_its_dates_is_judged_by_the_day(make, session, council):
    ann = make.worker(council.agency, council.officer, start=council.ago(60))
    view = View(
        council.agency.id, AgencyScope(agency_ids=frozenset({council.agency.id})), council.today
    )

    def never_done(on):
        rules = rules_of(session, council.agency.id, on)
        return total(standings(session, rules, View(view.agency_id, view.scope, on))).never

    assert never_done(council.today) == 1
    assert never_done(council.today - timedelta(days=1)) == 0
    make.completion(ann, council.basics, council.today)
    assert never_done(council.today) == 0
