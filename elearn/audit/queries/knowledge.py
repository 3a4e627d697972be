"""Knowledge counted from first attempts, as at any day (audit-method C3.8, C3.16, C13)."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.audit.facts import KnowledgeFact
from elearn.audit.queries.coverage import counted_people
from elearn.audit.queries.first import first_answers, flag
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.models import Agency, StaffRole

Key = tuple[str, str, str, str]


def knowledge_facts(
    session: Session, on: date, rules: RuleSet, scope: AuditScope = WHOLE
) -> list[KnowledgeFact]:
    """One row per agency, agency x role, agency x level and all three, for every topic answered.

    Two statements, whatever the size. Whoever holds one role in an agency counts there as in the
    role; only people of several roles are counted again, each once, for the agency.
    """
    sums: dict[Key, list[int]] = {}
    for agency, role, several, topic, level, *numbers in plain_rows(
        session, _by_role(session, on, rules, scope)
    ):
        _add(sums, (agency, role, topic, level), numbers)
        if not several:
            _add(sums, (agency, "", topic, level), numbers)
    for agency, topic, level, *numbers in plain_rows(
        session, _of_several_roles(session, on, rules, scope)
    ):
        _add(sums, (agency, "", topic, level), numbers)
    return [KnowledgeFact(*key, *sums[key]) for key in sorted(sums)]


def _add(sums: dict[Key, list[int]], key: Key, more: list[int]) -> None:
    before = sums.get(key, [0] * len(more))
    sums[key] = [one + other for one, other in zip(before, more, strict=True)]


def _by_role(session: Session, on: date, rules: RuleSet, scope: AuditScope) -> Select[Any]:
    """Agency, role, whether the people hold several roles there, topic, level (blank: all), and
    the numbers of a fact."""
    did, rows = _did(first_answers(session, on, rules, scope), rules), counted_people(on, scope)
    several = case((rows.c.roles > 1, 1), else_=0)
    keys = (rows.c.agency_id, rows.c.role_id, several.label("several"), did.c.topic, did.c.level)
    found = (
        select(*keys, *_numbers(did, rules))
        .select_from(did)
        .join(rows, rows.c.person_id == did.c.person_id)
        .group_by(rows.c.agency_id, rows.c.role_id, several, did.c.topic, did.c.level)
        .subquery("found")
    )
    return (
        select(Agency.slug, StaffRole.code, *list(found.c)[2:])
        .join(Agency, Agency.id == found.c.agency_id)
        .join(StaffRole, StaffRole.id == found.c.role_id)
    )


def _of_several_roles(session: Session, on: date, rules: RuleSet, scope: AuditScope) -> Select[Any]:
    """Agency, topic, level and the numbers, of people with several roles there, each once."""
    every = counted_people(on, scope)
    rows = (
        select(every.c.person_id, every.c.agency_id)
        .where(every.c.roles > 1)
        .distinct()
        .cte("of_several")
        .prefix_with("MATERIALIZED")
    )
    answers = first_answers(session, on, rules, scope)
    did = _did(answers, rules, among=select(rows.c.person_id))
    found = (
        select(rows.c.agency_id, did.c.topic, did.c.level, *_numbers(did, rules))
        .select_from(did)
        .join(rows, rows.c.person_id == did.c.person_id)
        .group_by(rows.c.agency_id, did.c.topic, did.c.level)
        .subquery("found")
    )
    return select(Agency.slug, *list(found.c)[1:]).join(Agency, Agency.id == found.c.agency_id)


def _numbers(did: CTE, rules: RuleSet) -> tuple[ColumnElement[int], ...]:
    """People, assessed, masters, answers, right ones, sure ones, and sure ones wrong (C3.8,
    C3.16). A hair's breadth, so that 4 of 5 is 80% whatever 0.8 * 5 comes to."""
    share = rules.mastery_share - 1e-9
    enough = did.c.answered >= rules.mastery_items
    masters = enough & (did.c.unsafe == 0) & (did.c.was_right >= share * did.c.answered)
    numbers = (
        func.count(),
        _one(enough),
        _one(masters),
        func.sum(did.c.answered),
        func.sum(did.c.was_right),
        func.sum(did.c.sure_asked),
        func.sum(did.c.sure_wrong),
    )
    return tuple(number.label(f"n{place}") for place, number in enumerate(numbers))


def _did(answers: FromClause, rules: RuleSet, among: Select[Any] | None = None) -> CTE:
    """What each person answered of each topic and level on first attempts, and with a blank level
    of all of them: answers, right ones, safety-critical ones wrong, sure ones, and sure ones
    wrong. ``among`` chooses the people."""
    sure, wrong = flag(answers.c.confidence >= rules.sure_from), answers.c.was_wrong
    keys = (answers.c.person_id, answers.c.topic, answers.c.level)
    chosen = select(
        *keys,
        func.count().label("answered"),
        func.sum(answers.c.was_right).label("was_right"),
        func.sum(wrong * answers.c.safety).label("unsafe"),
        func.sum(sure).label("sure_asked"),
        func.sum(sure * wrong).label("sure_wrong"),
    ).group_by(*keys)
    if among is not None:
        chosen = chosen.where(answers.c.person_id.in_(among))
    by_level = chosen.cte().prefix_with("MATERIALIZED")
    sums = [func.sum(column).label(column.key) for column in list(by_level.c)[3:]]
    over_all = select(
        by_level.c.person_id, by_level.c.topic, literal("").label("level"), *sums
    ).group_by(by_level.c.person_id, by_level.c.topic)
    return union_all(select(by_level), over_all).cte()


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
