"""What a reader may see of priorities: a function of what is shown, and of nothing that is hidden.

Coverage, mastery and the people of each role are taken from the rows that the reader may see,
referrals from their own table. Only what is public is taken from the frozen rows: which topics a
role's modules are about, what roles weigh, populations, and the seed. So no figure, index or rank
here tells more of a hidden number than the rows themselves do. An agency whose coverage is hidden
has no score and takes no place among the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.priorities.facts import PriorityFact
from elearn.audit.priorities.risk import Risk, risks
from elearn.audit.priorities.situations import places, situation
from elearn.audit.priorities.standpoints import Counted, Judged, counted, standpoint
from elearn.audit.referred.shown import referral_rows
from elearn.audit.shown import NO_RETURN, CoverageRow, Shown
from elearn.domain.advice import Advice, ModuleGap, Situation, advise, is_quick_win
from elearn.domain.coverage import Band, RuleSet
from elearn.domain.priority import Standpoint
from elearn.domain.ranks import Ranked, ranked

NO_NAMES = "headcount only"
UNNAMED = "headcount"


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """One agency as a reader may see it. ``ranked`` is None where its coverage is hidden or not
    known, or rests on a headcount in which nobody can be evidenced; ``note`` says which.
    ``judged`` is what is shown of its mastery, over so many of the ``topics`` that its roles need.
    ``weighed`` of its ``roles`` show how many people they have."""

    agency: str
    area: str
    returned: str
    grade: str
    band: Band | None
    in_scope: int | None
    coverage: float | None
    ranked: Ranked | None
    judged: Judged
    topics: int
    weighed: int
    roles: int
    risk: Risk
    gaps: tuple[ModuleGap, ...]
    advice: tuple[Advice, ...]
    note: str

    @property
    def is_known(self) -> bool:
        return self.note != NO_RETURN


def priority_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[PriorityRow, ...]:
    """Every agency: the ranked by volume, then those hidden, then those not known. Nothing for an
    edition that did not count priorities."""
    kept = {row.agency: row for row in facts.of("priority")}
    if not kept:
        return ()
    counts = counted(shown.coverage.values(), shown.knowledge.values())
    referred = referral_rows(facts, shown, rules)
    found_risks = risks(referred, facts.of("area"), facts.agencies, rules)
    returned = {one.agency: one.returned for one in shown.agencies}
    named = [row.agency for row in shown.of_agencies if returned.get(row.agency) != UNNAMED]
    points = _standpoints(named, kept, counts, found_risks)
    seed = (kept[""].seed or 0) if "" in kept else 0
    ranks = {one.score.agency: one for one in ranked(points, seed=seed, rules=rules)}
    found = places(shown)
    rows = []
    for row in shown.of_agencies:
        fact, rank = kept.get(row.agency), ranks.get(row.agency)
        gave = returned.get(row.agency, "none")
        at = situation(
            row,
            found,
            returned=gave,
            harder=fact.harder if fact else (),
            is_shown=rank is not None,
            rules=rules,
        )
        risk = found_risks.get(row.agency, Risk())
        rows.append(_row(row, fact, counts, rank, risk, at))
    return tuple(sorted(rows, key=_order))


def _order(row: PriorityRow) -> tuple[int, int, str]:
    if row.ranked:
        return 0, row.ranked.volume.rank, row.agency
    return (1 if row.is_known else 2), 0, row.agency


def _standpoints(
    named: Iterable[str],
    kept: Mapping[str, PriorityFact],
    counts: Counted,
    by_agency: Mapping[str, Risk],
) -> Iterable[Standpoint]:
    for agency in named:
        fact = kept.get(agency)
        if fact is None:
            continue
        g = by_agency.get(agency, Risk()).multiplier
        point = standpoint(agency, counts, topics=fact.needed, weights=fact.weights, risk=g)
        if point:
            yield point


def _row(
    row: CoverageRow,
    fact: PriorityFact | None,
    counts: Counted,
    rank: Ranked | None,
    risk: Risk,
    at: Situation,
) -> PriorityRow:
    needed = fact.needed if fact else ()
    roles = fact.weights if fact else {}
    people = counts.people.get(row.agency, {})
    return PriorityRow(
        agency=row.agency,
        area=row.area,
        returned=at.returned,
        grade=row.grade,
        band=row.band,
        in_scope=row.in_scope,
        coverage=row.percent,
        ranked=rank,
        judged=counts.mastery(row.agency, needed),
        topics=len(needed),
        weighed=sum(1 for role in roles if role in people),
        roles=len(roles),
        risk=risk,
        gaps=at.modules,
        advice=advise(at),
        note="" if rank else (row.note or (NO_NAMES if at.returned == UNNAMED else "")),
    )


def quick_wins(rows: Iterable[PriorityRow]) -> list[tuple[str, ModuleGap]]:
    """Agency and module that one session brings to its target, the fewest seats first. Agencies
    without a good list are left out: a seat there could not be evidenced."""
    found = [
        (row.agency, gap)
        for row in rows
        if row.returned in ("roster", "mixed") and row.grade in ("A", "B")
        for gap in row.gaps
        if is_quick_win(gap)
    ]
    return sorted(
        found, key=lambda pair: (pair[1].seats, -pair[1].in_scope, pair[0], pair[1].module)
    )
