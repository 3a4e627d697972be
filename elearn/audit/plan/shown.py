"""How actions were judged, as one reader may see it."""

from dataclasses import dataclass
from datetime import date

from elearn.audit.facts import Facts
from elearn.audit.plan.cell import CellOf, as_seen
from elearn.audit.plan.facts import JudgementFact
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.plan import Measure, Origin, Verdict
from elearn.domain.suppression import Audience

HIDDEN_WHY = "hidden with the numbers it rests on"


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """An action with what may be seen of its numbers. Without both of them the verdict is hidden
    too: it would say which way a hidden number went."""

    ref: str
    cell: CellOf
    status: str
    target: float | None
    baseline_on: date
    baseline: Measure | None
    now: Measure | None
    verdict: Verdict | None
    note: str


def cell_of(fact: JudgementFact) -> CellOf:
    """The cell that the action comes from."""
    return CellOf(
        Origin(fact.origin),
        fact.agency,
        fact.area,
        fact.role,
        fact.module,
        fact.topic,
        fact.level,
        fact.subject,
    )


def show_judgements(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[JudgementRow, ...]:
    """Judgements for ``shown.audience``; the public is given none, as actions are not published.
    Flows are not shown: they are told for whole editions, through the engine."""
    del rules
    if shown.audience is Audience.PUBLIC:
        return ()
    return tuple(judgement_row(fact, shown) for fact in facts.of("judgement"))


def judgement_row(fact: JudgementFact, shown: Shown) -> JudgementRow:
    """One action as the reader may see it."""
    cell = cell_of(fact)
    every = shown.audience is Audience.FULL
    baseline = fact.baseline if every or fact.baseline_shown else None
    now = fact.now if every else as_seen(shown, cell)
    nothing = fact.verdict == Verdict.NOT_KNOWN.value and fact.now is None
    is_seen = every or nothing or (baseline is not None and now is not None)
    return JudgementRow(
        fact.ref,
        cell,
        fact.status,
        fact.target,
        fact.baseline_on,
        baseline,
        now,
        Verdict(fact.verdict) if is_seen else None,
        "" if is_seen else HIDDEN_WHY,
    )
