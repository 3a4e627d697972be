"""Knowledge counted from first attempts, as at any day (audit-method C3.8, C3.16, C13)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.audit.facts import KnowledgeFact
from elearn.audit.queries.coverage import counted_people
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months
from elearn.models import Agency, Answer, Attempt, AttemptKind, Item, Module, ModuleKind, StaffRole

LONDON = ZoneInfo("Europe/London")
# Of pre-checks only those to skip the screens are first attempts, never a short quiz on the rest.
COUNTED_KINDS = (AttemptKind.QUIZ, AttemptKind.PRECHECK, AttemptKind.ANCHOR)


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
        session, _by_role(on, rules, scope)
    ):
        _add(sums, (agency, role, topic, level), numbers)
        if not several:
            _add(sums, (agency, "", topic, level), numbers)
    for agency, topic, level, *numbers in plain_rows(session, _of_several_roles(on, rules, scope)):
        _add(sums, (agency, "", topic, level), numbers)
    return [KnowledgeFact(*key, *sums[key]) for key in sorted(sums)]


def _add(sums: dict[Key, list[int]], key: Key, more: list[int]) -> None:
    before = sums.get(key, [0] * len(more))
    sums[key] = [one + other for one, other in zip(before, more, strict=True)]


def window(on: date, rules: RuleSet) -> tuple[datetime, datetime]:
    """The moments between which an answer counts: the months up to and including the day."""
    first = add_months(on, -rules.knowledge_months) + timedelta(days=1)
    begin = datetime.combine(first, time(), LONDON)
    return begin, datetime.combine(on + timedelta(days=1), time(), LONDON)


def _by_role(on: date, rules: RuleSet, scope: AuditScope) -> Select[Any]:
    """Agency, role, whether the people hold several roles there, topic, level (blank: all), and
    the numbers of a fact."""
    did, rows = _did(on, rules, scope), counted_people(on, scope)
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


def _of_several_roles(on: date, rules: RuleSet, scope: AuditScope) -> Select[Any]:
    """Agency, topic, level and the numbers, of people with several roles there, each once."""
    did, every = _did(on, rules, scope), counted_people(on, scope)
    rows = (
        select(every.c.person_id, every.c.agency_id)
        .where(every.c.roles > 1)
        .distinct()
        .subquery("of_several")
    )
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


def _did(on: date, rules: RuleSet, scope: AuditScope) -> CTE:
    """What each person answered of each topic and level on first attempts handed in by then, and
    with a blank level of all of them: answers, right ones, safety-critical ones wrong, sure ones,
    and sure ones wrong."""
    begin, end = window(on, rules)
    sure = Answer.confidence >= rules.sure_from
    by_level = (
        select(
            Attempt.person_id,
            Item.topic,
            cast(Item.level, String).label("level"),
            func.count().label("answered"),
            _one(Answer.correct.is_(True)).label("was_right"),
            _one(Answer.correct.is_(False) & Item.safety_critical).label("unsafe"),
            _one(sure).label("sure_asked"),
            _one(sure & Answer.correct.is_(False)).label("sure_wrong"),
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Item, Item.id == Answer.item_id)
        .where(
            Attempt.first,
            Attempt.kind.in_(COUNTED_KINDS),
            Attempt.submitted_at < end,
            Answer.answered_at >= begin,
            Answer.answered_at < end,
            is_asked_about(scope),
        )
        .group_by(Attempt.person_id, Item.topic, Item.level)
        .cte()
        .prefix_with("MATERIALIZED")
    )
    sums = [func.sum(column).label(column.key) for column in list(by_level.c)[3:]]
    over_all = select(
        by_level.c.person_id, by_level.c.topic, literal("").label("level"), *sums
    ).group_by(by_level.c.person_id, by_level.c.topic)
    return union_all(select(by_level), over_all).cte()


def is_asked_about(scope: AuditScope) -> ColumnElement[bool]:
    """The condition that a question belongs to a module in scope, or to the knowledge check, which
    asks about every topic."""
    if not scope.modules:
        return true()
    inside = or_(Module.slug.in_(scope.modules), Module.kind == ModuleKind.CHECK)
    return Item.module_id.in_(select(Module.id).where(inside))


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
