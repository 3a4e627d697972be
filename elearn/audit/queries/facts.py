"""All the facts of a day, counted from the events; and those of an edition, as they were frozen."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from elearn.audit.assemble import Headcount, Returns, coverage_facts, with_partnership
from elearn.audit.counters import count_more
from elearn.audit.facts import AgencyFact, CoverageFact, Day, Facts, KnowledgeFact
from elearn.audit.kinds import FIRST, MORE, Kind
from elearn.audit.queries import returns as given
from elearn.audit.queries.coverage import coverage_counts
from elearn.audit.queries.first import at_hand
from elearn.audit.queries.knowledge import knowledge_facts
from elearn.audit.queries.rows import plain_rows
from elearn.audit.queries.together import rows_of
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet

NOTHING = Facts((), (), ())


@dataclass(frozen=True, slots=True)
class Counted:
    """The facts of a day, and what the manifest says of how they came about."""

    facts: Facts
    modules: tuple[given.ModuleRow, ...]
    roles: dict[str, str]
    roster_imports: dict[str, int]
    roster_dates: dict[str, str]
    rules_in_matrix: int


def count(
    session: Session,
    on: date,
    rules: RuleSet,
    *,
    seed: int = 0,
    scope: AuditScope = WHOLE,
    frozen_at: datetime | None = None,
) -> Counted:
    """Count everything in scope as at a day. A fixed number of statements whatever the size.
    ``seed`` is the edition's, for what is drawn at random; ``frozen_at`` is set where one is
    counted again."""
    with at_hand(session, on, rules, scope):
        day = Day(on, rules, seed, NOTHING, scope, frozen_at)
        first = first_kinds(session, day)
        whole = count_more(session, replace(day, facts=first.facts))
        return replace(first, facts=whole.facts)


def first_kinds(session: Session, day: Day) -> Counted:
    """Agencies, coverage and knowledge of a day: what every further kind is counted from."""
    on, rules, scope = day.on, day.rules, day.scope
    agencies = [row for row in given.agencies(session, on) if scope.has_agency(row.slug, row.area)]
    modules = [row for row in given.modules(session, on) if scope.has_module(row.slug)]
    present = {agency.slug for agency in agencies}
    matrix = given.matrix(session)
    imports = given.roster_dates(session, on)
    returns = Returns(
        listed=frozenset(
            key for key in given.roles_on_rosters(session, on) if scope.has_role(key[1])
        ),
        list_dates={agency: listed for agency, (listed, _) in imports.items()},
        headcounts={
            key: Headcount(row.number, row.as_at, row.grade)
            for key, row in given.headcounts(session, on).items()
            if scope.has_role(row.role)
        },
        declared=given.declared(session, on),
    )
    counts = coverage_counts(session, on, rules, scope)
    coverage = coverage_facts(
        cells=counts.cells,
        by_module=counts.by_module,
        agencies=[agency.slug for agency in agencies],
        modules=[module.slug for module in modules],
        matrix=matrix,
        returns=returns,
        rules=rules,
        on=on,
    )
    answered = knowledge_facts(session, on, rules, scope)
    knowledge = [row for row in answered if row.agency in present]
    facts = Facts(
        agencies=tuple(
            AgencyFact(row.slug, row.name, row.type, row.area, row.area_name, returns.of(row.slug))
            for row in agencies
        ),
        coverage=tuple(coverage),
        knowledge=tuple(with_partnership(knowledge)),
    )
    return Counted(
        facts=facts,
        modules=tuple(modules),
        roles=given.roles(session),
        roster_imports={
            agency: number for agency, (_, number) in imports.items() if agency in present
        },
        roster_dates={
            agency: listed.isoformat()
            for agency, (listed, _) in imports.items()
            if agency in present
        },
        rules_in_matrix=len(matrix),
    )


def frozen(session: Session, audit_id: int) -> Facts:
    """The fact rows of an edition, in canonical order."""
    return frozen_of(session, [audit_id])[audit_id]


def frozen_of(session: Session, audit_ids: Collection[int]) -> dict[int, Facts]:
    """The fact rows of several editions: one statement for each of the first kinds and one for all
    the others, however many."""
    ids = sorted(audit_ids)
    found = {kind.name: _by_edition(session, _all_of(kind, ids)) for kind in FIRST}
    found |= rows_of(session, MORE, ids)
    shapes = {kind.name: kind.shape for kind in MORE}
    return {
        number: Facts(
            agencies=tuple(AgencyFact(*row) for row in found["agency"][number]),
            coverage=tuple(CoverageFact(*row) for row in found["coverage"][number]),
            knowledge=tuple(KnowledgeFact(*row) for row in found["knowledge"][number]),
            more={
                kind.name: tuple(shapes[kind.name](*row) for row in found[kind.name][number])
                for kind in MORE
            },
        )
        for number in ids
    }


def _all_of(kind: Kind, ids: list[int]) -> Select[Any]:
    names = [field.name for field in fields(kind.shape)]
    columns = [getattr(kind.table, name) for name in ("audit_id", *names)]
    chosen = select(*columns).where(columns[0].in_(ids))
    return chosen.order_by(*columns[: kind.key + 1], *kind.table.__table__.primary_key)


def _by_edition(session: Session, statement: Select[Any]) -> dict[int, list[tuple[Any, ...]]]:
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for number, *values in plain_rows(session, statement):
        rows[number].append(tuple(values))
    return rows
