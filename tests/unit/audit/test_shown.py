"""Nothing that is hidden can be worked out from what a reader sees of an edition."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.audit.assemble import with_partnership
from elearn.audit.facts import AgencyFact, CoverageFact, Facts, KnowledgeFact
from elearn.audit.findings import gaps, headline
from elearn.audit.shown import as_shown
from elearn.audit.shown_knowledge import KnowledgeKey, decide
from elearn.domain.coverage import Counts, RuleSet
from elearn.domain.suppression import Audience, CoverageKey, Hidden
from tests.unit.audit.building import ON, coverage_facts_of, edition_facts
from tests.unit.domain.attacker import Attacker, is_pinned
from tests.unit.domain.reading import pinned_figures

RULES = RuleSet()
NUMBERS = ("in_scope", "in_date", "due_soon", "expired", "never")

people = st.tuples(st.integers(0, 60), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(
    lambda drawn: Counts(
        drawn[0],
        in_date := round(drawn[0] * drawn[1]),
        round(in_date * drawn[2]),
        expired := round((drawn[0] - in_date) * drawn[3]),
        drawn[0] - in_date - expired,
    )
)
cells = st.dictionaries(
    st.tuples(st.sampled_from(["a1", "a2", "a3"]), st.sampled_from(["R1", "R2"])),
    people,
    min_size=1,
    max_size=6,
)


def show(facts, audience=Audience.PARTNERSHIP):
    return as_shown(facts, audience=audience, rules=RULES, level_c={"m2"})


@given(cells, cells)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_hidden_count_of_coverage_can_be_solved_from_rows_columns_and_totals(one, two):
    facts = coverage_facts_of({"m1": one, "m2": two})
    shown = show(facts)
    attacker = Attacker()
    for k, row in shown.coverage.items():
        for name in NUMBERS:
            value = getattr(row, name)
            if value is not None:
                attacker.known[k, name] = value
        attacker.sums.append(((k, "in_scope"), [(k, "in_date"), (k, "expired"), (k, "never")]))
        attacker.below.append(((k, "due_soon"), (k, "in_date")))
    totals = list(totals_of(shown.coverage).items())
    for total, parts in totals:
        for name in NUMBERS:
            attacker.sums.append(((total, name), [(part, name) for part in parts]))
    truth = {key(fact): fact for fact in facts.coverage}
    settled = told_by_nought(
        totals, {k: (row.in_scope, row.in_date) for k, row in shown.coverage.items()}
    )
    for k, row in shown.coverage.items():
        if row.in_date is None and k in truth and truth[k].in_scope and k not in settled:
            assert not is_pinned(attacker, (k, "in_date")), k


def told_by_nought(totals, shown):
    """What totals that are shown as nobody or as everybody say of their parts, at any depth, and
    these of the totals they fill: the engine lets that stand."""
    told = {k for k, _ in totals if shown[k][1] is not None and shown[k][1] in (0, shown[k][0])}
    while True:
        more = {part for total, parts in totals if total in told for part in parts}
        more |= {total for total, parts in totals if set(parts) <= told}
        if more <= told:
            return told
        told |= more


def key(fact):
    return CoverageKey(fact.agency, fact.role, fact.module)


def totals_of(coverage):
    """Every total that is printed, with the parts it is the sum of."""
    parts = defaultdict(list)
    for k in coverage:
        if k.role:
            parts[CoverageKey(k.agency, "", k.module)].append(k)
        elif k.agency and k.module:
            parts[CoverageKey(k.agency)].append(k)
            parts[CoverageKey("", "", k.module)].append(k)
        elif k.module and not k.area:
            parts[CoverageKey("")].append(k)
        if k.agency and k.module and not k.role:
            area = coverage[k].area
            parts[CoverageKey("", "", k.module, area)].append(k)
    return {total: found for total, found in parts.items() if total in coverage}


masters = st.tuples(st.integers(0, 40), st.floats(0, 1)).map(
    lambda drawn: (drawn[0], round(drawn[0] * drawn[1]))
)
learnt = st.dictionaries(
    st.tuples(
        st.sampled_from(["a1", "a2", "a3"]),
        st.sampled_from(["R1", "R2", "R3"]),
        st.sampled_from(["A", "B"]),
    ),
    masters,
    min_size=1,
    max_size=8,
)


def knowledge_of(drawn):
    """Facts of one topic: the rows of roles, of agencies and of all levels are sums."""
    counts = defaultdict(lambda: (0, 0))
    for (agency, role, level), (assessed, known) in drawn.items():
        for place in ((agency, role, level), (agency, role, ""), (agency, "", level),
                      (agency, "", "")):  # fmt: skip
            base, count = counts[place]
            counts[place] = (base + assessed, count + known)
    return with_partnership(
        KnowledgeFact(agency, role, "T1", level, n, n, m, 5 * n, 4 * n, n, n // 10)
        for (agency, role, level), (n, m) in counts.items()
    )


@given(learnt)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_hidden_count_of_knowledge_can_be_solved_even_across_levels(drawn):
    rows = show(Facts((), (), tuple(knowledge_of(drawn)))).knowledge
    attacker = Attacker()
    for k, row in rows.items():
        if row.assessed is not None:
            attacker.known[k, "base"] = row.assessed
        if row.masters is not None:
            attacker.known[k, "count"] = row.masters
        attacker.below.append(((k, "count"), (k, "base")))
    totals = knowledge_totals(rows)
    for total, parts in totals:
        for name in ("base", "count"):
            attacker.sums.append(((total, name), [(part, name) for part in parts]))
    settled = told_by_nought(totals, {k: (row.assessed, row.masters) for k, row in rows.items()})
    truth = {KnowledgeKey(f.agency, f.role, f.topic, f.level): f for f in knowledge_of(drawn)}
    for k, row in rows.items():
        if row.masters is None and truth[k].assessed and k not in settled:
            assert not is_pinned(attacker, (k, "count")), k


def test_a_total_of_nobody_that_is_hidden_later_leaves_its_parts_protected():
    """Five of ten were at level A and none mastered it; the role's total of nobody is hidden for
    another agency's sake. No reason is said of it then, as reasons alone would settle its part."""
    drawn = {
        ("a1", "R1", "A"): (0, 0),
        ("a1", "R1", "B"): (1, 1),
        ("a2", "R1", "A"): (10, 10),
        ("a2", "R2", "A"): (5, 0),
        ("a2", "R2", "B"): (5, 0),
    }
    decided = decide(knowledge_of(drawn), audience=Audience.PARTNERSHIP, rules=RULES)
    part, total = KnowledgeKey("a2", "R2", "T1", "A"), KnowledgeKey("a2", "R2", "T1", "")
    assert isinstance(decided[part].count, Hidden)
    assert decided[total].note == "hidden: small, or protects another cell"
    nobody = [key for key in decided if key[::3] == ("a1", "A")]
    assert pinned_figures(decided, knowledge_totals(decided), nobody) == set()


def knowledge_totals(rows):
    """Agencies are sums of roles, the partnership of agencies, and all levels of the levels."""
    totals = defaultdict(list)
    for k in rows:
        if k.agency and k.role:
            totals[KnowledgeKey(k.agency, "", k.topic, k.level)].append(k)
        elif k.agency:
            totals[KnowledgeKey("", "", k.topic, k.level)].append(k)
    levels = defaultdict(list)
    for k in rows:
        if k.level:
            levels[k._replace(level="")].append(k)
    return [*totals.items(), *levels.items()]


def test_every_row_is_exact_for_the_coordinator_alone():
    facts = edition_facts()
    shown = show(facts, Audience.FULL)
    for fact in facts.coverage:
        row = shown.coverage[key(fact)]
        assert (row.in_scope, row.in_date, row.never) == (fact.in_scope, fact.in_date, fact.never)
    assert not any(row.note for row in shown.coverage.values() if row.note != "no return")


def test_public_numbers_are_rounded_and_their_shares_come_from_them():
    shown = show(edition_facts(), Audience.PUBLIC)
    for row in shown.coverage.values():
        for name in NUMBERS:
            assert (getattr(row, name) or 0) % 5 == 0
        if row.percent is not None:
            assert row.percent == pytest.approx(min(100, 100 * row.in_date / row.in_scope))


def test_areas_get_totals_and_roles_over_agencies_do_not():
    keys = set(show(edition_facts()).coverage)
    assert CoverageKey("", "", "m1", "north") in keys
    assert not any(k.role and not k.agency for k in keys)


def test_an_agency_that_gave_nothing_is_not_known_and_never_nought():
    silent = CoverageFact("silent", "", "", None, None, None, None, None, None, "D")
    facts = edition_facts()
    agency = AgencyFact("silent", "Silent", "AT1", "north", "North", "none")
    facts = replace(facts, agencies=(*facts.agencies, agency), coverage=(*facts.coverage, silent))
    row = show(facts).coverage[CoverageKey("silent")]
    assert (row.in_scope, row.percent, row.note, row.grade) == (None, None, "no return", "D")


def test_a_declared_total_is_a_range_on_top_of_what_is_evidenced():
    facts = edition_facts(declared=20)
    row = show(facts).coverage[CoverageKey("a1")]
    assert row.declared is not None
    assert row.declared.low <= row.declared.high
    assert row.declared.high == pytest.approx(100 * (row.in_date + 20) / row.in_scope)
    assert show(edition_facts(declared=3)).coverage[CoverageKey("a1")].declared is None


def test_shares_of_answers_are_hidden_with_the_row_and_on_small_bases():
    rows = show(edition_facts()).knowledge
    for row in rows.values():
        if row.note:
            assert row.confident_wrong is None
    assert rows[KnowledgeKey("a1", "", "T1", "")].mean_score == 80.0
    small = rows[KnowledgeKey("a2", "", "T1", "")]
    assert small.note == "sure but wrong hidden: fewer than 10 answers"
    assert small.mastery == pytest.approx(100 * 14 / 30)


def test_gaps_count_only_what_is_shown():
    facts = edition_facts()
    shown = show(facts)
    for gap in gaps(shown):
        cells_ = [r for r in shown.cells if (r.role, r.module) == (gap.role, gap.module)]
        known = [row.out_of_date for row in cells_ if row.out_of_date is not None]
        assert gap.out_of_date == sum(known)
        assert gap.hidden == len(cells_) - len(known)


def test_the_headline_is_the_answer():
    shown = show(edition_facts())
    assert headline(shown, rules=RULES, on=ON).endswith("below the 90% target")
    nobody = show(Facts((), (), ()))
    assert headline(nobody, rules=RULES, on=ON) == "Nobody was in scope on 30 September 2026"
    few = show(coverage_facts_of({"m1": {("a1", "R1"): Counts(6, 3, 0, 0, 3)}}))
    assert headline(few, rules=RULES, on=ON).startswith("Too few people")
