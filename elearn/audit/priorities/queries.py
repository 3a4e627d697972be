"""What priorities take from the record besides what was counted before: two statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.facts import CoverageFact, Day
from elearn.audit.priorities.facts import PriorityFact
from elearn.audit.priorities.risk import Risk, risks
from elearn.audit.priorities.standpoints import Counted, counted, standpoint
from elearn.audit.referred.shown import rows_for
from elearn.domain.coverage import RuleSet
from elearn.domain.priority import Standpoint, exposure_weight
from elearn.domain.ranks import Ranked, ranked
from elearn.domain.suppression import Audience
from elearn.models import Item, Level, Module, StaffRole

UNNAMED = "headcount"


def priority_facts(session: Session, day: Day) -> list[PriorityFact]:
    """One row an agency and one for the partnership, from what was counted before and the
    topics and exposures of the day. Needs the kinds "area" and "referral" to be counted before."""
    facts, rules = day.facts, day.rules
    counts = counted(facts.coverage, facts.knowledge)
    asked = _asked(facts.coverage)
    about = modules_about(session)
    weights = _weights(facts.coverage, exposures(session), rules)
    risk = _risks(day)
    rows, known = [], []
    for agency in facts.agencies:
        slug = agency.agency
        at = risk.get(slug, Risk())
        row = _row(slug, counts, asked.get(slug, set()), about, weights.get(slug, {}), at)
        rows.append(row)
        if agency.returned != UNNAMED:  # nobody there could be evidenced, whoever was trained
            known.append(
                standpoint(slug, counts, topics=row.needed, weights=row.weights, risk=at.multiplier)
            )
    places = _places(known, day.seed, rules)
    return [
        _partnership(facts.coverage, counts, set().union(*asked.values()), about, day.seed),
        *(_with_places(row, places.get(row.agency)) for row in rows),
    ]


@dataclass(frozen=True, slots=True)
class About:
    """The topics that the questions of each module are about, and the modules of level C."""

    topics: Mapping[str, list[str]]
    level_c: frozenset[str]


def modules_about(session: Session) -> About:
    """What every module is about, in one statement."""
    statement = (
        select(Module.slug, Module.level, Item.topic)
        .distinct()
        .outerjoin(Item, Item.module_id == Module.id)
        .order_by(Module.slug, Item.topic)
    )
    topics: dict[str, list[str]] = defaultdict(list)
    level_c = set()
    for module, level, topic in session.execute(statement):
        if topic is not None:
            topics[module].append(topic)
        if level is Level.C:
            level_c.add(module)
    return About(dict(topics), frozenset(level_c))


def exposures(session: Session) -> dict[str, float]:
    """How exposed each staff role is."""
    statement = select(StaffRole.code, StaffRole.exposure).order_by(StaffRole.code)
    return {code: float(exposure) for code, exposure in session.execute(statement)}


def _risks(day: Day) -> dict[str, Risk]:
    """The multipliers from all that was reported: nothing is hidden from the count."""
    facts, rules = day.facts, day.rules
    areas = facts.of("area")
    names = [one.area for one in areas]
    rows = rows_for(facts.of("referral"), names, audience=Audience.FULL, rules=rules)
    return risks(rows, areas, facts.agencies, rules)


def _number(topic: str) -> tuple[int, str]:
    return len(topic), topic


def _asked(coverage: Iterable[CoverageFact]) -> dict[str, set[str]]:
    """The modules that an agency's roles are asked for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in coverage:
        if row.agency and row.module:
            found[row.agency].add(row.module)
    return dict(found)


def _topics(modules: Iterable[str], about: About) -> list[str]:
    topics = {topic for module in modules for topic in about.topics.get(module, ())}
    return sorted(topics, key=_number)


def _weights(
    coverage: Iterable[CoverageFact], exposed: Mapping[str, float], rules: RuleSet
) -> dict[str, dict[str, int]]:
    """The weight in hundredths of each role that an agency has."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in coverage:
        if row.agency and row.role:
            weight = exposure_weight(exposed.get(row.role, 1.0), rules)
            found[row.agency][row.role] = round(100 * weight)
    return dict(found)


def _row(
    agency: str,
    counts: Counted,
    modules: set[str],
    about: About,
    weights: Mapping[str, int],
    risk: Risk,
) -> PriorityFact:
    in_scope, in_date = counts.wholes.get(agency, (None, None))
    topics = _topics(modules, about)
    judged = counts.mastery(agency, topics)
    people = counts.people.get(agency, {})
    return PriorityFact(
        agency,
        in_scope,
        in_date,
        topics=" ".join(topics),
        level_c=" ".join(sorted(modules & about.level_c)),
        assessed=judged.assessed,
        masters=judged.masters,
        roles=" ".join(f"{role}:{weights[role]}" for role in sorted(weights, key=_number)),
        people=sum(people.values()),
        weight=sum(number * weights.get(role, 0) for role, number in people.items()),
        referrals=risk.referrals,
        population=risk.population,
    )


def _partnership(
    coverage: Iterable[CoverageFact],
    counts: Counted,
    modules: set[str],
    about: About,
    seed: int,
) -> PriorityFact:
    total = next((row for row in coverage if not (row.agency or row.role or row.module)), None)
    topics = _topics(modules, about)
    judged = counts.mastery("", topics)
    return PriorityFact(
        "",
        total.in_scope if total else None,
        total.in_date if total else None,
        topics=" ".join(topics),
        level_c=" ".join(sorted(modules & about.level_c)),
        assessed=judged.assessed,
        masters=judged.masters,
        roles="",
        people=sum(sum(roles.values()) for roles in counts.people.values()),
        weight=0,
        referrals=None,
        population=None,
        seed=seed,
    )


def _places(known: Iterable[Standpoint | None], seed: int, rules: RuleSet) -> dict[str, Ranked]:
    points = [one for one in known if one is not None]
    return {row.score.agency: row for row in ranked(points, seed=seed, rules=rules)}


def _with_places(row: PriorityFact, place: Ranked | None) -> PriorityFact:
    if place is None:
        return row
    volume, intensity = place.volume, place.intensity
    return replace(
        row,
        volume_rank=volume.rank,
        volume_best=volume.best,
        volume_worst=volume.worst,
        volume_top=volume.in_top,
        intensity_rank=intensity.rank,
        intensity_best=intensity.best,
        intensity_worst=intensity.worst,
        intensity_top=intensity.in_top,
    )
