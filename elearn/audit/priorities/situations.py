"""What is shown of an agency's modules and topics, as the rules for advice take it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from elearn.audit.shown import CoverageRow, Shown
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.domain.advice import ModuleGap, Situation
from elearn.domain.coverage import Band, RuleSet
from elearn.domain.priority import SAFETY_TOPICS


@dataclass(frozen=True, slots=True)
class Places:
    """What is shown of each agency: its modules, and its topics over all roles and levels."""

    modules: Mapping[str, list[CoverageRow]]
    topics: Mapping[str, list[KnowledgeRow]]


def places(shown: Shown) -> Places:
    """The rows of modules and of topics by agency."""
    modules: dict[str, list[CoverageRow]] = defaultdict(list)
    topics: dict[str, list[KnowledgeRow]] = defaultdict(list)
    for row in shown.coverage.values():
        if row.agency and row.module and not row.role:
            modules[row.agency].append(row)
    for known in shown.knowledge.values():
        if known.agency and not known.role and not known.level:
            topics[known.agency].append(known)
    return Places(modules, topics)


def module_gaps(
    rows: Iterable[CoverageRow], harder: Collection[str], rules: RuleSet
) -> tuple[ModuleGap, ...]:
    """The modules of an agency whose numbers are shown, each with what it has to reach."""
    return tuple(
        ModuleGap(
            row.module,
            row.in_scope,
            row.in_date,
            rules.level_c_on_track if row.module in harder else rules.coverage_on_track,
            row.band or Band.UNKNOWN,
        )
        for row in rows
        if row.in_scope is not None and row.in_date is not None
    )


def situation(
    row: CoverageRow,
    found: Places,
    *,
    returned: str,
    harder: Collection[str],
    is_shown: bool,
    rules: RuleSet,
) -> Situation:
    """What a reader may know of one agency."""
    known = found.topics.get(row.agency, [])
    return Situation(
        returned=returned,
        grade=row.grade,
        is_shown=is_shown,
        band=row.band,
        modules=module_gaps(found.modules.get(row.agency, []), harder, rules),
        unsafe=_unsafe(known, rules),
        weak=_weak(known),
    )


def _unsafe(known: Iterable[KnowledgeRow], rules: RuleSet) -> str:
    """The topic of safety where most sure answers are wrong, beyond what may be watched."""
    wrong = [
        (row.confident_wrong, row.topic)
        for row in known
        if row.topic in SAFETY_TOPICS
        and row.confident_wrong is not None
        and row.confident_wrong > rules.confident_wrong_watch
    ]
    return min(wrong, key=lambda pair: (-pair[0], pair[1]))[1] if wrong else ""


def _weak(known: Iterable[KnowledgeRow]) -> str:
    """The topic fewest master, where that is too few."""
    low = [(row.mastery, row.topic) for row in known if row.band is Band.ACT]
    shown = [(mastery, topic) for mastery, topic in low if mastery is not None]
    return min(shown)[1] if shown else ""
