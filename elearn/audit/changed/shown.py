"""Flows as one reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from elearn.audit.changed.facts import FlowFact
from elearn.audit.facts import Facts
from elearn.audit.shown import Shown
from elearn.domain.changes import Flows
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Cell, CoverageKey, Hidden
from elearn.domain.suppression import Shown as Printed
from elearn.domain.suppression.flows import FlowKey, protect_flows
from elearn.domain.suppression.policy import policy_for

NAMES = tuple(one.name for one in fields(Flows))


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A row of flows; None is hidden, and ``note`` says why the first of them is. Blank ``module``:
    all of them; blank ``agency``: the partnership."""

    agency: str
    module: str
    against: int
    before: int | None
    trained: int | None
    renewed: int | None
    lapsed: int | None
    left: int | None
    joined: int | None
    moved: int | None
    rule: int | None
    late: int | None
    after: int | None
    note: str

    @property
    def change(self) -> int | None:
        """The change in people in date, where both ends are shown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def show_flows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[FlowRow, ...]:
    """The flows that were frozen with the edition."""
    return flow_rows(facts.of("flow"), shown, rules)


def flow_rows(facts: Iterable[FlowFact], shown: Shown, rules: RuleSet) -> tuple[FlowRow, ...]:
    """Flows through the engine: rows with a hidden number at either end are hidden whole."""
    rows = {FlowKey(fact.agency, fact.module): fact for fact in facts}
    if not rows:
        return ()
    audience = shown.audience
    ends = {key: _ends(key, fact, shown, rules) for key, fact in rows.items()}
    closed = [key for key, (before, after) in ends.items() if before is None or after is None]
    decided = protect_flows(
        {key: fact.flows for key, fact in rows.items()}, closed, audience=audience, rules=rules
    )
    return tuple(_row(key, rows[key].against, ends[key], decided[key]) for key in sorted(decided))


def _row(
    key: FlowKey, against: int, ends: tuple[int | None, int | None], cells: tuple[Cell, ...]
) -> FlowRow:
    before, after = ends
    numbers = [cell.value if isinstance(cell, Printed) else None for cell in cells]
    notes = [cell.reason for cell in cells if isinstance(cell, Hidden)]
    return FlowRow(
        agency=key.agency,
        module=key.module,
        against=against,
        before=before,
        **dict(zip(NAMES, numbers, strict=True)),
        after=after,
        note=notes[0] if notes else "",
    )


def _ends(
    key: FlowKey, fact: FlowFact, shown: Shown, rules: RuleSet
) -> tuple[int | None, int | None]:
    """People in date in both editions, as this reader may see them there."""
    policy = policy_for(shown.audience, rules)
    before = None if shown.audience.value in fact.hidden_before.split() else fact.before
    row = shown.coverage.get(CoverageKey(key.agency, "", key.module))
    after = None if row is not None and row.is_hidden and row.in_date is None else fact.after
    return (
        None if before is None else policy.rounded(before),
        None if after is None else policy.rounded(after),
    )


def flows_in(shown: Shown) -> tuple[FlowRow, ...]:
    """The flows of the edition as they leave in its files: the partnership first."""
    return tuple(shown.more.get("flow", ()))
