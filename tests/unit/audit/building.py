"""Fact rows for tests, with totals that are the sums of their cells."""

from collections import defaultdict
from datetime import date

from elearn.audit.assemble import with_partnership
from elearn.audit.facts import AgencyFact, CoverageFact, Facts, KnowledgeFact
from elearn.domain.coverage import Counts

ON = date(2026, 9, 30)
AREAS = {"a1": ("north", "North"), "a2": ("north", "North"), "a3": ("isles", "The Isles")}


def agencies():
    return tuple(
        AgencyFact(slug, slug.upper(), "AT3", area, name, "roster")
        for slug, (area, name) in AREAS.items()
    )


def coverage_facts_of(modules, *, declared=None):
    """Facts of ``{module: {(agency, role): Counts}}`` with every total."""
    totals = defaultdict(Counts)
    for module, cells in modules.items():
        for (agency, role), counts in cells.items():
            for key in ((agency, role, module), (agency, "", module), (agency, "", ""),
                        ("", "", module), ("", "", "")):  # fmt: skip
                totals[key] = totals[key] + counts
    rows = tuple(
        CoverageFact(*key, c.in_scope, c.in_date, c.due_soon, c.expired, c.never,
                     declared if key == ("a1", "", "") else None, "A")
        for key, c in sorted(totals.items())
    )  # fmt: skip
    return Facts(agencies(), rows, ())


def edition_facts(*, declared=None):
    """Three agencies, two modules, one topic: some of it too small to show."""
    facts = coverage_facts_of(
        {
            "m1": {
                ("a1", "R1"): Counts(100, 70, 10, 15, 15),
                ("a1", "R2"): Counts(60, 40, 10, 10, 10),
                ("a2", "R1"): Counts(80, 60, 6, 12, 8),
                ("a3", "R1"): Counts(30, 27, 0, 3, 0),
            },
            "m2": {("a1", "R2"): Counts(60, 30, 5, 20, 10), ("a2", "R1"): Counts(20, 9, 0, 6, 5)},
        },
        declared=declared,
    )
    knowledge = with_partnership(
        [
            KnowledgeFact("a1", "", "T1", "", 60, 50, 30, 500, 400, 60, 6),
            KnowledgeFact("a1", "R1", "T1", "", 60, 50, 30, 500, 400, 60, 6),
            KnowledgeFact("a2", "", "T1", "", 34, 30, 14, 60, 50, 9, 1),
            KnowledgeFact("a2", "R1", "T1", "", 34, 30, 14, 60, 50, 9, 1),
        ]
    )
    return Facts(facts.agencies, facts.coverage, tuple(knowledge))
