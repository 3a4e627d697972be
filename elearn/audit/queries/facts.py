"""All the facts of a day, counted from the events; and those of an edition, as they were frozen."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.assemble import Headcount, Returns, coverage_facts, with_partnership
from elearn.audit.facts import AgencyFact, CoverageFact, Facts, KnowledgeFact
from elearn.audit.queries import returns as given
from elearn.audit.queries.coverage import agency_counts, cell_counts
from elearn.audit.queries.knowledge import knowledge_facts
from elearn.audit.queries.rows import plain_rows
from elearn.domain.coverage import RuleSet
from elearn.models import AuditAgency, AuditCoverage, AuditKnowledge


@dataclass(frozen=True, slots=True)
class Counted:
    """The facts of a day, and what the manifest says of how they came about."""

    facts: Facts
    modules: tuple[given.ModuleRow, ...]
    roles: dict[str, str]
    roster_imports: dict[str, int]
    roster_dates: dict[str, str]
    rules_in_matrix: int


def count(session: Session, on: date, rules: RuleSet) -> Counted:
    """Count everything as at a day. A fixed number of statements whatever the size."""
    agencies = given.agencies(session, on)
    modules = given.modules(session, on)
    matrix = given.matrix(session)
    imports = given.roster_dates(session, on)
    returns = Returns(
        listed=frozenset(given.roles_on_rosters(session, on)),
        list_dates={agency: day for agency, (day, _) in imports.items()},
        headcounts={
            key: Headcount(row.number, row.as_at, row.grade)
            for key, row in given.headcounts(session, on).items()
        },
        declared=given.declared(session, on),
    )
    coverage = coverage_facts(
        cells=cell_counts(session, on, rules),
        by_module=agency_counts(session, on, rules),
        agencies=[agency.slug for agency in agencies],
        modules=[module.slug for module in modules],
        matrix=matrix,
        returns=returns,
        rules=rules,
        on=on,
    )
    present = {agency.slug for agency in agencies}
    knowledge = [row for row in knowledge_facts(session, on, rules) if row.agency in present]
    return Counted(
        facts=Facts(
            agencies=tuple(
                AgencyFact(
                    row.slug, row.name, row.type, row.area, row.area_name, returns.of(row.slug)
                )
                for row in agencies
            ),
            coverage=tuple(coverage),
            knowledge=tuple(with_partnership(knowledge)),
        ),
        modules=tuple(modules),
        roles=given.roles(session),
        roster_imports={agency: number for agency, (_, number) in imports.items()},
        roster_dates={agency: day.isoformat() for agency, (day, _) in imports.items()},
        rules_in_matrix=len(matrix),
    )


def frozen(session: Session, audit_id: int) -> Facts:
    """The fact rows of an edition, in canonical order."""
    agency, cover, know = AuditAgency, AuditCoverage, AuditKnowledge
    agencies = plain_rows(
        session,
        select(
            agency.agency, agency.name, agency.type, agency.area, agency.area_name, agency.returned
        )
        .where(agency.audit_id == audit_id)
        .order_by(agency.agency),
    )
    coverage = plain_rows(
        session,
        select(
            cover.agency,
            cover.role,
            cover.module,
            cover.in_scope,
            cover.in_date,
            cover.due_soon,
            cover.expired,
            cover.never,
            cover.declared,
            cover.denominator_grade,
        )
        .where(cover.audit_id == audit_id)
        .order_by(cover.agency, cover.role, cover.module, cover.id),
    )
    knowledge = plain_rows(
        session,
        select(
            know.agency,
            know.role,
            know.topic,
            know.level,
            know.people,
            know.assessed,
            know.masters,
            know.items_answered,
            know.items_right,
            know.sure_asked,
            know.sure_wrong,
        )
        .where(know.audit_id == audit_id)
        .order_by(know.agency, know.role, know.topic, know.level, know.id),
    )
    return Facts(
        agencies=tuple(AgencyFact(*row) for row in agencies),
        coverage=tuple(CoverageFact(*row) for row in coverage),
        knowledge=tuple(KnowledgeFact(*row) for row in knowledge),
    )
