"""Knowledge counted from first attempts, as at any day (audit-method C3.8, C3.16, C13)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Subquery, case, distinct, func, literal, select
from sqlalchemy.orm import Session

from elearn.audit.facts import KnowledgeFact
from elearn.audit.queries.coverage import counted
from elearn.audit.queries.rows import plain_rows
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months
from elearn.models import Agency, Answer, Attempt, Item, StaffRole

LONDON = ZoneInfo("Europe/London")


def knowledge_facts(session: Session, on: date, rules: RuleSet) -> list[KnowledgeFact]:
    """One row per agency, agency x role, agency x level and all three, for every topic answered."""
    facts: list[KnowledgeFact] = []
    for by_role in (False, True):
        for by_level in (False, True):
            facts += _facts(session, on, rules, by_role=by_role, by_level=by_level)
    return facts


def window(on: date, rules: RuleSet) -> tuple[datetime, datetime]:
    """The moments between which an answer counts: the months up to and including the day."""
    first = add_months(on, -rules.knowledge_months) + timedelta(days=1)
    begin = datetime.combine(first, time(), LONDON)
    return begin, datetime.combine(on + timedelta(days=1), time(), LONDON)


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _per_person(on: date, rules: RuleSet, *, by_level: bool) -> Subquery:
    """What each person answered of each topic (and level) on first attempts handed in by then."""
    begin, end = window(on, rules)
    level = Item.level if by_level else literal("")
    sure = Answer.confidence >= rules.sure_from
    return (
        select(
            Attempt.person_id,
            Item.topic,
            level.label("level"),
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
            Attempt.submitted_at < end,
            Answer.answered_at >= begin,
            Answer.answered_at < end,
        )
        .group_by(Attempt.person_id, Item.topic, *([Item.level] if by_level else []))
        .subquery("per_person")
    )


def _facts(
    session: Session, on: date, rules: RuleSet, *, by_role: bool, by_level: bool
) -> list[KnowledgeFact]:
    rows = counted(on)
    keys = [rows.c.person_id, rows.c.agency_id] + ([rows.c.role_id] if by_role else [])
    people = select(*keys).distinct().subquery("people")
    did = _per_person(on, rules, by_level=by_level)
    enough = did.c.answered >= rules.mastery_items
    share = rules.mastery_share - 1e-9
    masters = enough & (did.c.unsafe == 0) & (did.c.was_right >= did.c.answered * share)
    role = StaffRole.code if by_role else literal("")
    statement = (
        select(
            Agency.slug,
            role,
            did.c.topic,
            did.c.level,
            func.count(distinct(did.c.person_id)),
            _one(enough),
            _one(masters),
            func.sum(did.c.answered),
            func.sum(did.c.was_right),
            func.sum(did.c.sure_asked),
            func.sum(did.c.sure_wrong),
        )
        .select_from(did)
        .join(people, people.c.person_id == did.c.person_id)
        .join(Agency, Agency.id == people.c.agency_id)
        .group_by(Agency.slug, did.c.topic, did.c.level)
    )
    if by_role:
        statement = statement.join(StaffRole, StaffRole.id == people.c.role_id)
        statement = statement.group_by(StaffRole.code)
    return [KnowledgeFact(*row) for row in plain_rows(session, statement)]
