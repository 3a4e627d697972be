"""Coverage and knowledge, counted from the events."""

from datetime import date, timedelta

from elearn.domain.coverage import Counts
from tests.integration.audit.conftest import ON, counted_first


def row_of(session, agency="", role="", module="", on=ON):
    facts = counted_first(session, on).coverage
    (found,) = [r for r in facts if (r.agency, r.role, r.module) == (agency, role, module)]
    return found


def knowledge_of(session, agency="", role="", level="", on=ON):
    facts = counted_first(session, on).knowledge
    found = [r for r in facts if (r.agency, r.role, r.level) == (agency, role, level)]
    return found[0] if found else None


def test_everybody_in_scope_has_exactly_one_standing(session, partnership):
    p = partnership
    p.handlers(4, done_on=date(2026, 1, 1))
    p.handlers(2, done_on=date(2024, 10, 15))
    p.handlers(1, done_on=date(2024, 9, 30))
    p.handlers(3)
    row = row_of(session, p.council.slug, p.role.code, p.module.slug)
    assert row.counts == Counts(
        in_scope=10, in_date=6, due_soon=2, expired=1, never=3, since_change=6
    )


def test_a_person_in_two_roles_counts_in_both_cells_and_once_in_the_agency(
    session, make, partnership
):
    p = partnership
    (person,) = p.handlers(1, done_on=date(2025, 6, 1))
    other = make.role()
    make.requirement(other, p.module, refresh_months=12)
    make.posting(person, p.council, other)
    assert row_of(session, p.council.slug, p.role.code, p.module.slug).in_date == 1
    assert row_of(session, p.council.slug, other.code, p.module.slug).expired == 1
    total = row_of(session, p.council.slug, "", p.module.slug)
    assert total.counts == Counts(1, 0, 0, 1, 0), "the stricter of the two intervals counts"


def test_the_partnership_counts_a_person_once_per_agency(session, make, partnership):
    p = partnership
    (person,) = p.handlers(1, done_on=date(2026, 6, 1))
    make.posting(person, make.agency(), p.role)
    assert row_of(session).counts == Counts(2, 2, 0, 0, 0, 2)


def test_the_past_is_counted_as_it_was(session, partnership):
    p = partnership
    p.handlers(5, done_on=date(2026, 9, 1))
    before = row_of(session, p.council.slug, "", "", on=date(2026, 8, 31))
    assert (before.in_date, before.never) == (0, 5)


def test_people_in_grace_or_long_away_are_not_in_scope(session, make, partnership):
    p = partnership
    p.handlers(2)
    make.requirement(p.role, p.module, start=date(2021, 1, 1), grace_days=60)
    make.worker(p.council, p.role, start=ON - timedelta(days=10))
    make.absence(make.worker(p.council, p.role), ON - timedelta(days=120))
    assert row_of(session, p.council.slug, "", "").in_scope == 2


def test_a_headcount_is_the_denominator_where_there_are_no_names(session, make, partnership):
    p = partnership
    ports = make.agency("Port Authority")
    p.headcount(ports, 40)
    row = row_of(session, ports.slug, p.role.code, p.module.slug)
    assert (row.in_scope, row.in_date, row.denominator_grade) == (40, 0, "B")


def test_a_headcount_is_not_used_for_a_role_that_has_names(session, partnership):
    p = partnership
    p.handlers(3)
    p.headcount(p.council, 40)
    assert row_of(session, p.council.slug, p.role.code, p.module.slug).in_scope == 3


def test_an_agency_that_gave_nothing_is_unknown_and_never_nought(session, make, partnership):
    silent = make.agency("Silent Trust")
    row = row_of(session, silent.slug)
    assert row.in_scope is None
    assert row.denominator_grade == "D"


def test_a_fresh_person_list_is_grade_a_and_an_old_one_grade_c(session, partnership):
    p = partnership
    p.handlers(1)
    p.roster_on(ON - timedelta(days=91))
    assert row_of(session, p.council.slug, "", p.module.slug).denominator_grade == "C"
    p.roster_on(ON - timedelta(days=90))
    assert row_of(session, p.council.slug, "", p.module.slug).denominator_grade == "A"


def test_mastery_needs_three_items_and_eighty_per_cent(session, partnership):
    p = partnership
    three, four_of_five, two, weak = p.handlers(4)
    p.answers(three, [True] * 3)
    p.answers(four_of_five, [False] + [True] * 4)
    p.answers(two, [True] * 2)
    p.answers(weak, [True, True, False])
    row = knowledge_of(session, p.council.slug)
    assert (row.people, row.assessed, row.masters) == (4, 3, 2)
    assert (row.items_answered, row.items_right) == (13, 11)


def test_a_wrong_safety_critical_item_means_not_mastered(session, partnership):
    p = partnership
    (person,) = p.handlers(1)
    p.answers(person, [False] + [True] * 5, unsafe=True)
    assert knowledge_of(session, p.council.slug).masters == 0


def test_only_first_attempts_of_the_last_twelve_months_count(session, partnership):
    p = partnership
    (person,) = p.handlers(1)
    p.answers(person, [True] * 3, first=False)
    assert knowledge_of(session, p.council.slug) is None
    p.answers(person, [True] * 3, on=date(2025, 9, 30))
    assert knowledge_of(session, p.council.slug) is None
    p.answers(person, [True] * 3, on=date(2025, 10, 1))
    assert knowledge_of(session, p.council.slug).assessed == 1


def test_confidently_wrong_counts_sure_answers_that_were_wrong(session, partnership):
    p = partnership
    sure, unsure = p.handlers(2)
    p.answers(sure, [True, False, False], confidence=4)
    p.answers(unsure, [False, False, False], confidence=2)
    row = knowledge_of(session, p.council.slug)
    assert (row.sure_asked, row.sure_wrong) == (3, 2)


def test_knowledge_belongs_to_the_agency_of_the_posting_and_to_each_role(
    session, make, partnership
):
    p = partnership
    (person,) = p.handlers(1)
    p.answers(person, [True] * 3)
    assert knowledge_of(session, p.council.slug, p.role.code).assessed == 1
    assert knowledge_of(session, p.council.slug, p.role.code, "A").assessed == 1
    assert knowledge_of(session).assessed == 1
