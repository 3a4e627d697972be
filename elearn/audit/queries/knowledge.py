"""Knowledge counted from first attempts, as at any day (audit-method C3.8, C3.16, C13)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, or_, select, true
from sqlalchemy.orm import Session

from elearn.audit.facts import KnowledgeFact
from elearn.audit.queries.coverage import counted
from elearn.audit.queries.rows import plain_rows
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import add_months
from elearn.models import Agency, Answer, Attempt, AttemptKind, Item, Module, ModuleKind, StaffRole

LONDON = ZoneInfo("Europe/London")
# Of pre-checks only those to skip the screens are first attempts, never a short quiz on the rest.
COUNTED_KINDS = (AttemptKind.QUIZ, AttemptKind.PRECHECK, AttemptKind.ANCHOR)


def knowledge_facts(
    session: Session, on: date, rules: RuleSet, scope: AuditScope = WHOLE
) -> list[KnowledgeFact]:
    """One row per agency, agency x role, agency x level and all three, for every topic answered.

    Two statements, whatever the size: what each person answered, and where each person counts.
    """
    places = _places(session, on, scope)
    tallies: dict[tuple[str, str, str, str], _Tally] = defaultdict(_Tally)
    for (person_id, topic, level), did in _by_level_and_over_all(
        _answered(session, on, rules, scope)
    ):
        for agency, role in places.get(person_id, ()):
            tallies[agency, role, topic, level].add(did, rules)
    return [tally.fact(key) for key, tally in sorted(tallies.items())]


def window(on: date, rules: RuleSet) -> tuple[datetime, datetime]:
    """The moments between which an answer counts: the months up to and including the day."""
    first = add_months(on, -rules.knowledge_months) + timedelta(days=1)
    begin = datetime.combine(first, time(), LONDON)
    return begin, datetime.combine(on + timedelta(days=1), time(), LONDON)


@dataclass(frozen=True, slots=True)
class _Did:
    """What one person answered of one topic: answers, right ones, safety-critical ones wrong,
    sure ones, and sure ones wrong."""

    answered: int
    was_right: int
    unsafe: int
    sure_asked: int
    sure_wrong: int

    def __add__(self, other: "_Did") -> "_Did":
        return _Did(
            self.answered + other.answered,
            self.was_right + other.was_right,
            self.unsafe + other.unsafe,
            self.sure_asked + other.sure_asked,
            self.sure_wrong + other.sure_wrong,
        )

    def is_enough(self, rules: RuleSet) -> bool:
        """Whether it is enough to be judged by (C3.8)."""
        return self.answered >= rules.mastery_items

    def masters(self, rules: RuleSet) -> bool:
        """A hair's breadth, so that 4 of 5 is 80% whatever 0.8 * 5 comes to."""
        share = rules.mastery_share - 1e-9
        return self.is_enough(rules) and not self.unsafe and self.was_right >= share * self.answered


@dataclass(slots=True)
class _Tally:
    """The people of one row and what they answered together."""

    people: int = 0
    assessed: int = 0
    masters: int = 0
    together: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def add(self, did: _Did, rules: RuleSet) -> None:
        self.people += 1
        self.assessed += did.is_enough(rules)
        self.masters += did.masters(rules)
        for place, more in enumerate((did.answered, did.was_right, did.sure_asked, did.sure_wrong)):
            self.together[place] += more

    def fact(self, key: tuple[str, str, str, str]) -> KnowledgeFact:
        return KnowledgeFact(*key, self.people, self.assessed, self.masters, *self.together)


Answered = tuple[tuple[int, str, str], _Did]


def _by_level_and_over_all(rows: Iterable[Answered]) -> Iterator[Answered]:
    """Each row, and for each person and topic the sum over the levels, whose level is blank."""
    whole: dict[tuple[int, str], _Did] = {}
    for (person_id, topic, level), did in rows:
        yield (person_id, topic, level), did
        before = whole.get((person_id, topic))
        whole[person_id, topic] = did if before is None else before + did
    for (person_id, topic), did in whole.items():
        yield (person_id, topic, ""), did


def _places(session: Session, on: date, scope: AuditScope) -> dict[int, list[tuple[str, str]]]:
    """Where each person counts on the day: each agency once, with a blank role, and each role
    they hold there."""
    rows = counted(on, scope)
    statement = (
        select(rows.c.person_id, Agency.slug, StaffRole.code)
        .distinct()
        .join(Agency, Agency.id == rows.c.agency_id)
        .join(StaffRole, StaffRole.id == rows.c.role_id)
    )
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for person_id, agency, role in plain_rows(session, statement):
        found[person_id] |= {(agency, ""), (agency, role)}
    return {person_id: sorted(places) for person_id, places in found.items()}


def _answered(session: Session, on: date, rules: RuleSet, scope: AuditScope) -> Iterator[Answered]:
    """What each person answered of each topic and level on first attempts handed in by then."""
    begin, end = window(on, rules)
    sure = Answer.confidence >= rules.sure_from
    statement = (
        select(
            Attempt.person_id,
            Item.topic,
            Item.level,
            func.count(),
            _one(Answer.correct.is_(True)),
            _one(Answer.correct.is_(False) & Item.safety_critical),
            _one(sure),
            _one(sure & Answer.correct.is_(False)),
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
    )
    for person_id, topic, level, *numbers in plain_rows(session, statement):
        yield (person_id, topic, level), _Did(*numbers)


def is_asked_about(scope: AuditScope) -> ColumnElement[bool]:
    """The condition that a question belongs to a module in scope, or to the knowledge check, which
    asks about every topic."""
    if not scope.modules:
        return true()
    inside = or_(Module.slug.in_(scope.modules), Module.kind == ModuleKind.CHECK)
    return Item.module_id.in_(select(Module.id).where(inside))


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
