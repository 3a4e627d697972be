"""Counts, at a freeze, what the new edition and earlier ones say together: why people came into
date since the edition before, and what must be hidden beside editions of shortly before."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from sqlalchemy.orm import Session

from elearn.audit.changed.facts import FlowFact, HiddenFact
from elearn.audit.changed.queries import Steps, count_steps, coverage_of
from elearn.audit.facts import CoverageFact, Day, Facts
from elearn.audit.queries.editions import Edition, around_day, before_day
from elearn.audit.shown import as_shown, counts_by_key
from elearn.domain.changes import Flows, flows_of
from elearn.domain.suppression import Audience, CoverageKey
from elearn.domain.suppression.earlier import (
    FIELD_NAMES,
    closed_by_earlier,
    first_day_of_reruns,
)

Place = tuple[str, str]  # agency, module; blank: all of them
READERS = (Audience.PARTNERSHIP, Audience.PUBLIC)


def count_hidden(session: Session, day: Day) -> Iterable[HiddenFact]:
    """What the partnership may not see beside the editions of the four weeks before. As many
    statements whatever their number."""
    found = around_day(session, first_day_of_reruns(day.on), day.on)
    near = [one.id for one in found if one.scope == day.scope]
    earlier = [counts_by_key(facts) for facts in coverage_of(session, near).values()]
    closed = closed_by_earlier(counts_by_key(day.facts), earlier, rules=day.rules)
    return [
        HiddenFact(key.agency, key.role, key.module, key.area, _names(fields))
        for key, fields in closed.items()
    ]


def _names(fields: Iterable[int]) -> str:
    return " ".join(FIELD_NAMES[field] for field in sorted(fields))


def count_flows(session: Session, day: Day) -> Iterable[FlowFact]:
    """Flows since the latest edition of an earlier census day and the same scope; none for the
    first edition."""
    earlier = before_day(session, day.on, day.scope)
    if earlier is None:
        return ()
    steps = count_steps(session, since=earlier.as_of, on=day.on, scope=day.scope)
    [frozen] = coverage_of(session, [earlier.id]).values()
    return flow_facts(earlier, frozen, day.facts.coverage, steps)


def flow_facts(
    earlier: Edition, frozen: Facts, now: Iterable[CoverageFact], steps: Steps
) -> list[FlowFact]:
    """Every agency x module of either edition with its flows, and their sums by agency, by module
    and of all. What steps leave unsaid of the frozen change is late data, so rows always add up."""
    before, after = _in_date(frozen.coverage), _in_date(now)
    rows: dict[Place, tuple[int, int, Flows]] = {}
    for place in sorted({*before, *after, *steps}):
        old, new = before.get(place, 0), after.get(place, 0)
        flows = flows_of(steps.get(place, {}), change=new - old)
        agency, module = place
        for wider in (place, (agency, ""), ("", module), ("", "")):
            was, is_now, so_far = rows.get(wider, (0, 0, Flows()))
            rows[wider] = (was + old, is_now + new, so_far + flows)
    hidden = _hidden_before(earlier, frozen)
    return [
        _fact(place, earlier.id, (old, new), flows, hidden.get(place, ""))
        for place, (old, new, flows) in sorted(rows.items())
    ]


def _fact(
    place: Place, against: int, ends: tuple[int, int], flows: Flows, hidden_before: str
) -> FlowFact:
    agency, module = place
    before, after = ends
    return FlowFact(
        agency=agency,
        module=module,
        against=against,
        before=before,
        **asdict(flows),
        after=after,
        hidden_before=hidden_before,
    )


def _in_date(coverage: Iterable[CoverageFact]) -> dict[Place, int]:
    """People in date by agency and module."""
    return {
        (row.agency, row.module): row.in_date or 0
        for row in coverage
        if row.agency and row.module and not row.role
    }


def _hidden_before(earlier: Edition, frozen: Facts) -> Mapping[Place, str]:
    """The readers from whom the earlier edition hides a number in date."""
    found: dict[Place, str] = {}
    for audience in READERS:
        shown = as_shown(frozen, audience=audience, rules=earlier.rules, level_c=earlier.level_c)
        for key, row in shown.coverage.items():
            is_closed = row.is_hidden and row.in_date is None
            if is_closed and key == CoverageKey(key.agency, "", key.module):
                place = (key.agency, key.module)
                found[place] = f"{found.get(place, '')} {audience.value}".strip()
    return found
